"""Rows brought down to one value a customer: the traits that tests are made on.

All aggregates over the same rows are computed in one pass, whatever the number
of conditions they come from. Conditions on the product alone are answered once
a product; what all aggregates share is a filter of the pass, the rest is a
filter of the single aggregate.
"""

from __future__ import annotations

import operator
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import ibis
import ibis.expr.types as ir

from regulars.rules.tree import Aggregate, Condition, Expression, Group, Held, LastWindow
from regulars.rules.vocabulary import Field, Type

from . import functions as fn
from . import walk
from .comparisons import compile_condition, compile_filter
from .edges import row_edges, time_edges
from .joins import inner, left, own_instants, zero_counts
from .shop import AS_OF, PARENTS, SEGMENTS, Shop
from .values import Row, folded_name

_TIES = {
    "order": ("external_id", "position"),
    "cart": ("external_id", "position"),
    "order_line": ("order.external_id", "n"),
    "line": ("n",),
    "cart_line": ("cart.external_id", "n"),
    "address": ("n",),
    "segment_stay": ("position",),
}
"""What decides between rows of the same own time; other rows as orders do."""

_REPEATED = {
    "order_line": {"order.status": "status", "order.placed_at": "placed_at"},
    "cart_line": {"cart.updated_at": "updated_at"},
}
"""What lines repeat of what they lie in, so that no join is needed for it."""


@dataclass(frozen=True)
class Traits:
    """Aggregates over one kind of rows, by their key: columns named by `computed`, and by `edges` when time changes them."""

    table: ir.Table
    computed: dict[Expression, str]
    edges: dict[Aggregate, tuple[str, ...]]


def compute(
    shop: Shop,
    wanted: Sequence[Aggregate],
    *,
    key: str,
    names: str,
    with_edges: bool = False,
    line_table: str = "order_line",
) -> Traits:
    """One row a key with each aggregate of `wanted`, all over rows of one name.

    `key` is "customer_id", "order_id" or "cart_id"; `names` begins the columns'
    names.
    """
    row = _rows(shop, wanted, key=key, names=names, with_edges=with_edges, line_table=line_table)
    rows = wanted[0].rows
    conditions = {aggregate: _conditions(aggregate, row, ahead=False) for aggregate in wanted}
    edge_groups = _edge_groups(wanted) if with_edges else {}
    edge_conditions = {first: _conditions(first, row, ahead=True, by_history=not shop.current) for first in edge_groups}

    shared = _shared([*conditions.values(), *edge_conditions.values()])
    everywhere = next(iter(conditions.values()))
    table = row.table
    if shared:
        table = table.filter(reduce(operator.and_, (everywhere[name] for name in shared)))
    row = Row(table, row.moment, row.computed, row.edges, row.hoisted)

    columns: dict[str, ir.Value] = {}
    computed: dict[Expression, str] = {}
    for number, aggregate in enumerate(wanted):
        name = f"{names}{number}"
        computed[aggregate] = name
        where = _rest(_conditions(aggregate, row, ahead=False), shared)
        columns |= _columns(aggregate, name, row, where, rows.name)
    edges: dict[Aggregate, tuple[str, ...]] = {}
    known: dict[Hashable, str] = {}
    for first, members in edge_groups.items():
        found = _edges(first, row, shared, key=key, current=shop.current)
        for of, edge in found.items():
            if of not in known:
                known[of] = f"{names}edge{len(known)}"
                columns[known[of]] = edge
        edges |= dict.fromkeys(members, tuple(known[of] for of in found))
    return Traits(row.table.group_by(key).agg(**columns), computed, edges)


def _edges(
    aggregate: Aggregate, row: Row, shared: Sequence[Hashable], *, key: str, current: bool
) -> dict[Hashable, ir.TimestampValue]:
    """The first instant of any row at which time changes an aggregate, in parts, each by what it follows from."""
    conditions = _conditions(aggregate, row, ahead=True, by_history=not current)
    where = _rest(conditions, shared)
    found: dict[Hashable, ir.TimestampValue] = {}
    for edge in time_edges(aggregate, row):
        time = row.table[f"{aggregate.rows.name}.{aggregate.rows.time}"]
        first = time.min(where=edge.lies_ahead if where is None else where & edge.lies_ahead)
        found[frozenset(conditions), edge.of] = fn.add_us(first, edge.us) if edge.us else first
    if others := row_edges(aggregate, row, current=current):
        other = ibis.least(*others) if len(others) > 1 else others[0]
        if isinstance(other, ir.Scalar):  # of now alone, the same for every row
            other = row.table[key].notnull().ifelse(other, ibis.null(other.type()))
        found[aggregate] = other.min(where=where)
    return found


def _edge_groups(wanted: Sequence[Aggregate]) -> dict[Aggregate, list[Aggregate]]:
    """Aggregates over the same rows, conditions and window change at the same instants."""
    groups: dict[tuple[object, object], list[Aggregate]] = {}
    for aggregate in wanted:
        groups.setdefault((aggregate.where, aggregate.within), []).append(aggregate)
    return {members[0]: members for members in groups.values()}


def _conditions(
    aggregate: Aggregate, row: Row, *, ahead: bool, by_history: bool = False
) -> dict[Hashable, ir.BooleanValue]:
    """What a row must meet to count, part by part; `ahead`: what it must meet to count now or later."""
    found: dict[Hashable, ir.BooleanValue] = {}
    for part in walk.conjuncts(aggregate.where, row.hoisted):
        if not (ahead and walk.moves(part, by_history=by_history)):
            found[part] = compile_filter(part, row)
    if ahead or aggregate.comes_by is None:
        return found
    time = row.table[f"{aggregate.rows.name}.{aggregate.rows.time}"]
    moment = row.moment
    window = aggregate.within
    if window is None:
        found["present"] = time.isnull() | (time <= moment.now())
        return found
    found["present, timed"] = time <= moment.now()
    if isinstance(window, LastWindow):
        edge = time >= moment.aligned_edge(window) if window.aligned else time > moment.window_edge(window)
        found[window] = edge
        return found
    since, until = moment.span(window)
    if since is not None:
        found["since", window.since] = time >= since
    if until is not None:
        found["until", window.until] = time < until
    return found


def _shared(all_conditions: Iterable[dict[Hashable, ir.BooleanValue]]) -> list[Hashable]:
    sets = [dict.fromkeys(conditions) for conditions in all_conditions]
    return [name for name in sets[0] if all(name in other for other in sets)]


def _rest(conditions: dict[Hashable, ir.BooleanValue], shared: Sequence[Hashable]) -> ir.BooleanValue | None:
    rest = [condition for name, condition in conditions.items() if name not in shared]
    return reduce(operator.and_, rest) if rest else None


def _columns(
    aggregate: Aggregate, name: str, row: Row, where: ir.BooleanValue | None, rows: str
) -> dict[str, ir.Value]:
    """The columns of one aggregate, under its name."""
    table = row.table
    if aggregate.field is None:
        return {name: table.count(where=where)}
    compared, written = table[folded_name(aggregate.field)], table[aggregate.field.path]
    is_text = aggregate.field.type is Type.TEXT
    match aggregate.function:
        case "count":
            return {name: compared.count(where=where)}
        case "sum":
            return {name: compared.sum(where=where)}
        case "distinct":
            return {name: compared.nunique(where=where)}
        case "avg":
            return {name: compared.sum(where=where), f"{name}_count": compared.count(where=where)}
        case "min" | "max" if not is_text:
            return {name: compared.min(where=where) if aggregate.function == "min" else compared.max(where=where)}
        case "min" | "max":
            both = ibis.struct({"folded": compared, "written": written})
            present = compared.notnull() if where is None else where & compared.notnull()
            chosen = both.min(where=present) if aggregate.function == "min" else both.max(where=present)
            return {name: chosen["folded"], f"{name}_written": chosen["written"]}
        case "first" | "last":
            if aggregate.function == "last" and _is_own_time(aggregate):
                return {name: compared.max(where=where)}
            both = ibis.struct({"folded": compared, "written": written})
            pick = fn.at_greatest if aggregate.function == "last" else fn.at_least
            chosen = pick(both, _order_key(aggregate, row, rows), where)
            return {name: chosen["folded"], f"{name}_written": chosen["written"]}
    raise AssertionError(aggregate.function)


def _order_key(aggregate: Aggregate, row: Row, rows: str) -> ir.StructValue:
    """What first and last go by; rows without a time come before all."""
    ties = _TIES.get(rows, ("external_id", "position"))
    parts = {f"k{i}": row.table[_tie_column(rows, tie)] for i, tie in enumerate(ties)}
    if aggregate.rows.time is None:
        return ibis.struct(parts)
    time = row.table[f"{rows}.{aggregate.rows.time}"]
    return ibis.struct({"time": time.fill_null(ibis.timestamp("0001-01-01 00:00:00")), **parts})


def _tie_column(rows: str, tie: str) -> str:
    return tie if "." in tie else f"{rows}.{tie}"


def _rows(
    shop: Shop,
    wanted: Sequence[Aggregate],
    *,
    key: str,
    names: str,
    with_edges: bool,
    line_table: str,
) -> Row:
    """The rows with every column that the aggregates read, named by path."""
    rows = wanted[0].rows
    source = line_table if rows.name == "line" else rows.name
    table = shop.rows(source)
    if rows.name in AS_OF:
        table = AS_OF[rows.name](table, shop.moment.at(table).now())
    if rows.time and rows.time not in table.columns:  # a cart's lines have the cart's
        table = table.mutate(placed_at=table.updated_at)
    reads = _needed(wanted, rows.name)
    inside = "order" if source == "order_line" else "cart" if source == "cart_line" else rows.inside
    columns = {key: table[key], "customer_id": table["customer_id"]} | own_instants(table)
    for join in ("product_id", "order_id", "cart_id"):
        if join in table.columns:
            columns[join] = table[join]
    columns |= _own_columns(table, rows.name, reads.get(rows.name, []), rows.time)
    read_above = {field.path for field in reads.get(inside or "", []) if not _asks_held(wanted, field)}
    columns |= {path: table[name] for path, name in _REPEATED.get(source, {}).items() if path in read_above}
    for tie in _TIES.get(rows.name, ("external_id", "position")):
        if "." not in tie:
            columns[f"{rows.name}.{tie}"] = table[tie]
    if "changes_at" in table.columns:
        columns["changes_at"] = table["changes_at"]
    selected = table.select(**columns)

    hoisted: dict[Condition, str] = {}
    product_conditions = [c for aggregate in wanted for c in _product_conditions(aggregate.where)]
    if product_conditions or "product" in reads:
        products, hoisted = _products(shop, list(dict.fromkeys(product_conditions)), reads.get("product", []))
        needed = [hoisted[c] for c in hoisted if _needed_by_all(c, wanted, hoisted)]
        if needed:
            products = products.filter(reduce(operator.and_, (products[name] for name in needed)))
        attach = inner if needed else left
        selected = attach(selected, products, "product_id")
    repeated = _REPEATED.get(source, {})
    above = [field for field in reads.get(inside or "", []) if field.path not in repeated or _asks_held(wanted, field)]
    if inside and (above or _ties_inside(wanted, rows.name)):
        parents = _parents(shop, inside, above, moving="changes_at" not in table.columns)
        selected = left(selected, parents, PARENTS[inside])
    if "customer" in reads:
        customers = shop.table("customer")
        columns = {"customer_id": customers.customer_id} | _own_columns(customers, "customer", reads["customer"], None)
        selected = left(selected, customers.select(**columns), "customer_id")
        if any(field.path == SEGMENTS for field in reads["customer"]):
            selected = shop.membership.join(selected)
    row = Row(selected, shop.moment, {}, {}, hoisted)
    return _with_lines(shop, wanted, row, names=names, with_edges=with_edges)


def _with_lines(shop: Shop, wanted: Sequence[Aggregate], row: Row, *, names: str, with_edges: bool) -> Row:
    """The rows with what their conditions ask of their lines."""
    rows = wanted[0].rows
    conditions = [aggregate.where for aggregate in wanted if aggregate.where is not None]
    lines = [inner for where in conditions for inner in walk.aggregates(where)]
    if not lines:
        return row
    key = PARENTS[rows.name]
    found = compute(
        shop,
        list(dict.fromkeys(lines)),
        key=key,
        names=f"{names}line",
        with_edges=with_edges,
        line_table=f"{rows.name}_line",
    )
    table = left(row.table, found.table, key)
    table = table.mutate(**zero_counts(table, found.computed))
    return Row(table, row.moment, found.computed, found.edges, row.hoisted)


def _needed_by_all(condition: Condition, wanted: Sequence[Aggregate], hoisted: dict[Condition, str]) -> bool:
    """Whether no row counts anywhere unless its product meets the condition, and an unknown product doesn't."""
    if walk.holds_when_missing(condition):
        return False
    return all(condition in walk.conjuncts(aggregate.where, hoisted) for aggregate in wanted)


def _own_columns(table: ir.Table, subject: str, fields: Iterable[Field], time: str | None) -> dict[str, ir.Value]:
    columns: dict[str, ir.Value] = {}
    if time is not None:
        columns[f"{subject}.{time}"] = table[time]
    for field in fields:
        for name in (field.name, f"{field.name}_folded", f"{field.name}_since"):
            if name in table.columns:
                columns[f"{subject}.{name}"] = table[name]
    return columns


def _needed(wanted: Sequence[Aggregate], rows: str) -> dict[str, list[Field]]:
    """The fields read from the rows, what they lie in, their product and customer."""
    found: dict[str, dict[Field, None]] = {}
    for aggregate in wanted:
        if aggregate.field is not None:
            found.setdefault(aggregate.field.subject, {})[aggregate.field] = None
        for part in _not_product(aggregate.where):
            for field in walk.fields(part):
                found.setdefault(field.subject, {})[field] = None
    return {subject: list(fields) for subject, fields in found.items()}


def _product_conditions(where: Condition | None) -> Iterable[Condition]:
    """The largest parts of a condition that are about the product alone."""
    if where is None:
        return
    if walk.only_product(where):
        yield where
    elif isinstance(where, Group):
        for child in where.children:
            yield from _product_conditions(child)


def _not_product(where: Condition | None) -> Iterable[Condition]:
    """The tests that are not answered once a product."""
    if where is None or walk.only_product(where):
        return
    if isinstance(where, Group):
        for child in where.children:
            yield from _not_product(child)
    else:
        yield where


def _products(shop: Shop, conditions: list[Condition], fields: list[Field]) -> tuple[ir.Table, dict[Condition, str]]:
    """One row a product: the answers to conditions about products, and the fields that are read otherwise."""
    products = shop.tables["product"]
    read = dict.fromkeys([field for condition in conditions for field in walk.fields(condition)] + fields)
    table = products.select(product_id=products.product_id, **_own_columns(products, "product", read, None))
    row = Row(table, shop.moment)
    hoisted = {condition: f"product?{number}" for number, condition in enumerate(conditions)}
    answers = {name: compile_condition(condition, row) for condition, name in hoisted.items()}
    kept = [name for name in table.columns if any(_is_of(name, field) for field in fields)]
    return table.select("product_id", *kept, **answers), hoisted


def _is_of(column: str, field: Field) -> bool:
    return column in (field.path, f"{field.path}_folded", f"{field.path}_since")


def _parents(shop: Shop, inside: str, fields: list[Field], *, moving: bool) -> ir.Table:
    """What rows lie in; `moving`: with the instant at which time changes it, where the rows have none of their own."""
    parents = shop.rows(inside)
    columns = {PARENTS[inside]: parents[PARENTS[inside]], f"{inside}.external_id": parents.external_id}
    columns |= _own_columns(parents, inside, fields, None)
    if moving and "changes_at" in parents.columns:
        columns["changes_at"] = parents["changes_at"]
    return parents.select(**columns)


def _asks_held(wanted: Sequence[Aggregate], field: Field) -> bool:
    """Whether it is asked how long a field has been what it is."""
    return any(
        isinstance(leaf, Held) and leaf.field is field
        for aggregate in wanted
        if aggregate.where is not None
        for leaf in walk.leaves(aggregate.where)
    )


def _ties_inside(wanted: Sequence[Aggregate], rows: str) -> bool:
    """Whether first or last must look at what the rows lie in to decide a tie."""
    picks = any(a.function == "first" or (a.function == "last" and not _is_own_time(a)) for a in wanted)
    return picks and any("." in tie for tie in _TIES.get(rows, ()))


def _is_own_time(aggregate: Aggregate) -> bool:
    """Whether it is of the instant that the rows are ordered by."""
    return aggregate.field is not None and aggregate.field.name == aggregate.rows.time
