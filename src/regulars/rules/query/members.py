"""Questions over all customers: who is in, what each condition lets through, when it changes.

A question is compiled in layers. The first computes, for each customer, the
fields and traits that any of the conditions reads, each once; the second reads
ages, days and local dates off them; the last makes the tests and puts the
answers together. The layers are joined as SQL (`with traits as (…)`) because
ibis would otherwise write each value again wherever it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import ibis
import ibis.expr.types as ir

from regulars.rules.calendar import Calendar
from regulars.rules.tree import Aggregate, Condition, DatePart, Expression, Held, Read, Test

from . import functions as fn
from . import walk
from .comparisons import combine, compile_filter, has_value
from .edges import ahead, edges_of, first_of
from .joins import own_instants, zero_counts
from .moment import OWN, Moment, Setting
from .rows import compute
from .shop import SEGMENTS, Membership, Shop
from .values import Row, compile_value

BITS = 62
"""Answers a column, so that the column stays a positive 64-bit number."""
SAMPLE = 20
_ASKED = "asked"


@dataclass(frozen=True)
class Question:
    """A compiled question: asked again and again, at whatever instant.

    `asked`: the table `asked(customer_id)` must be there, and if each is asked about at an instant of their `own`, with
    the columns that `settings` has for it, each named after `OWN`. `segments`: the table
    `membership(customer_id, "segment:ID" …)` must be there with a boolean column
    for each of these, and with `segment_lists` a column `segments` with the
    sorted folded ids. Customers without a row are in none.
    """

    sql: str
    asked: bool
    segments: tuple[str, ...]
    segment_lists: bool
    own: bool
    _moment: Moment

    def settings(self, now: datetime) -> Mapping[str, Setting]:
        """The variables to set before it runs."""
        return self._moment.settings(now)

    @property
    def variables(self) -> Mapping[str, str]:
        """The variables' types, "timestamp(6)" or "date"."""
        return self._moment.types


@dataclass(frozen=True)
class Compiler:
    """Compiles questions about customers over given tables.

    `current` tells whether the instants asked about come after the last dated
    entry of any order, so that the orders' own columns are right; `registered`,
    whether customers who registered later aren't there yet.
    """

    tables: Mapping[str, ir.Table]
    calendar: Calendar
    to_sql: Callable[[ir.Table], str]
    current: bool = True
    registered: bool = True

    def answers(
        self, conditions: Sequence[Condition], *, asked: bool = False, own: bool = False, changes: bool = True
    ) -> Question:
        """For each candidate `customer_id`, `bits0`, `bits1` … (condition n is bit n % 62 of column n // 62)
        and with `changes` `next_change`, the earliest instant at which any of the answers may differ by time.

        With `changes` customers registered later are there too, with no bit set. With `own` each of those asked is
        asked about at an instant of their own.
        """
        if own:
            variables = self._answers(conditions, asked=True, changes=changes)._moment.types
            return self._answers(conditions, asked=True, changes=changes, own=variables)
        return self._answers(conditions, asked=asked, changes=changes)

    def _answers(
        self, conditions: Sequence[Condition], *, asked: bool, changes: bool, own: Mapping[str, str] | None = None
    ) -> Question:
        """The question; `own` are the variables that come as columns, with their types."""
        layer = _Layer(self, conditions, asked=asked, with_edges=changes, own=own)
        row = layer.row
        present = row.table["present"] if changes else ibis.literal(True)
        held, none = _Answers(row), ibis.literal(0, "int8").cast("int64")  # makes the column as wide as it may get
        columns: dict[str, ir.Value] = {"customer_id": row.table["customer_id"]}
        for start in range(0, len(conditions), BITS):
            bits = [
                held.of(condition).ifelse(1 << bit, 0) for bit, condition in enumerate(conditions[start : start + BITS])
            ]
            columns[f"bits{start // BITS}"] = present.ifelse(_total(bits), none)
        if changes:
            columns["next_change"] = layer.next_change(conditions)
        return layer.question(row.table.select(**columns))

    def members(self, condition: Condition) -> Question:
        """The `customer_id` of each member, in order."""
        layer = _Layer(self, [condition], asked=False, with_edges=False)
        table = layer.row.table
        return layer.question(
            table.filter(compile_filter(condition, layer.row)).select("customer_id").order_by("customer_id")
        )

    def preview(self, condition: Condition) -> Question:
        """One row: `candidates`, `members`, `sample` (the first 20 ids), and for each node of the
        condition, in the order of `walk.nodes`, `held0` … (how many it lets through) and, for
        tests, `missing0` … (how many candidates have no value for it)."""
        layer = _Layer(self, [condition], asked=False, with_edges=False, whole_sets=True)
        row = layer.row
        held = _Answers(row)
        nodes = [node for _, node in walk.nodes(condition)]
        first = {f"held{n}": held.of(node) for n, node in enumerate(nodes)}
        first |= {f"missing{n}": ~has_value(node.value, row) for n, node in enumerate(nodes) if isinstance(node, Test)}
        answered = row.table.select("customer_id", **first)
        columns: dict[str, ir.Value] = {
            "candidates": answered.count(),
            "members": answered.count(where=answered["held0"]),
            "sample": fn.smallest(answered["customer_id"].cast("int64"), SAMPLE, where=answered["held0"]),
        }
        columns |= {name: answered.count(where=answered[name]) for name in first}
        return layer.question(answered.aggregate(**columns))


class _Answers:
    """Answers to conditions, each test compiled once; unknown is as good as false."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self._known: dict[Condition, ir.BooleanValue] = {}

    def of(self, condition: Condition) -> ir.BooleanValue:
        if condition not in self._known:
            if isinstance(condition, Test) or condition.mode == "none":
                self._known[condition] = compile_filter(condition, self._row)
            else:
                self._known[condition] = combine(condition, [self.of(child) for child in condition.children])
        return self._known[condition]


class _Layer:
    """The first layer: a row a candidate with all that the conditions read."""

    def __init__(
        self,
        compiler: Compiler,
        conditions: Sequence[Condition],
        *,
        asked: bool,
        with_edges: bool,
        whole_sets: bool = False,
        own: Mapping[str, str] | None = None,
    ) -> None:
        self._compiler = compiler
        self._own = own is not None
        self.moment = Moment(compiler.calendar, own=self._own)
        columns = {"customer_id": "int32"} | {OWN + name: type_ for name, type_ in (own or {}).items()}
        self._asked = ibis.table(columns, name=_ASKED) if asked else None
        leaves = dict.fromkeys(leaf for condition in conditions for leaf in walk.leaves(condition))
        self._segments, lists = _segment_reads(conditions)
        self._segment_lists = lists or (whole_sets and bool(self._segments))
        membership = Membership(self._segments, self._segment_lists)
        self._shop = Shop(compiler.tables, self.moment, compiler.current, membership, self._asked)
        table = self._candidates(dict.fromkeys(f for c in conditions for f in walk.fields(c)), with_edges)
        if any(isinstance(leaf, Read) and leaf.field.path == SEGMENTS for leaf in leaves):
            table = membership.join(table)
        aggregates = [leaf for leaf in leaves if isinstance(leaf, Aggregate)]
        table, computed, edges = self._with_traits(table, aggregates, with_edges)
        self._traits = table
        named = Row(ibis.table(table.schema(), name="traits"), self.moment, computed, edges)
        parts: dict[Expression, str] = {
            leaf: f"part:{n}" for n, leaf in enumerate(leaves) if isinstance(leaf, DatePart | Held)
        }
        self._parts: ir.Table | None = None
        self.row = named
        if parts:
            read = {name: compile_value(part, named).compared for part, name in parts.items()}
            self._parts = named.table.mutate(**read)
            self.row = Row(ibis.table(self._parts.schema(), name="parts"), self.moment, computed | parts, edges)

    def question(self, expression: ir.Table) -> Question:
        to_sql = self._compiler.to_sql
        parts = "" if self._parts is None else f", parts AS (\n{to_sql(self._parts)}\n)"
        sql = f"WITH traits AS MATERIALIZED (\n{to_sql(self._traits)}\n){parts}\n{to_sql(expression)}"
        asked = self._asked is not None
        return Question(sql, asked, self._segments, self._segment_lists, self._own, self.moment)

    def next_change(self, conditions: Sequence[Condition]) -> ir.TimestampValue:
        """The least edge of any test, and the instant a customer will be there at all."""
        tests = dict.fromkeys(test for condition in conditions for test in walk.tests(condition))
        edges = [ahead(self.row.table["customer.registered_at"], self.row), *edges_of(tests, self.row)]
        return first_of(edges)

    def _candidates(self, fields: Mapping[Any, None], with_edges: bool) -> ir.Table:
        customers = self._shop.table("customer")
        registered = customers.registered_at
        present = registered.isnull() | (registered <= self.moment.at(customers).now())
        if not self._compiler.registered:
            present = ibis.literal(True)
        columns: dict[str, ir.Value] = {
            "customer_id": customers.customer_id,
            "present": present,
            "customer.registered_at": registered,
        } | own_instants(customers)
        for field in fields:
            if field.subject != "customer" or field.path == SEGMENTS:
                continue
            for name in (field.name, f"{field.name}_folded", f"{field.name}_since"):
                if name in customers.columns:
                    columns[f"customer.{name}"] = customers[name]
        if not with_edges:
            customers = customers.filter(present)
            columns = {name: customers[column.get_name()] for name, column in columns.items() if name != "present"}
        return customers.select(**columns)

    def _with_traits(
        self, table: ir.Table, aggregates: Sequence[Aggregate], with_edges: bool
    ) -> tuple[ir.Table, dict[Expression, str], dict[Aggregate, tuple[str, ...]]]:
        by_rows: dict[str, list[Aggregate]] = {}
        for aggregate in aggregates:
            by_rows.setdefault(aggregate.rows.name, []).append(aggregate)
        computed: dict[Expression, str] = {}
        edges: dict[Aggregate, tuple[str, ...]] = {}
        columns, joined = list(table.columns), table
        for name, wanted in by_rows.items():
            traits = compute(self._shop, wanted, key="customer_id", names=f"{name}:", with_edges=with_edges)
            key = f"{name}:customer_id"
            other = traits.table.rename({key: "customer_id"})
            joined = joined.left_join(other, [("customer_id", key)])
            columns += [column for column in other.columns if column != key]
            computed |= traits.computed
            edges |= traits.edges
        if by_rows:
            table = joined.select(**{name: joined[name] for name in columns} | zero_counts(joined, computed))
        return table, computed, edges


def _segment_reads(conditions: Sequence[Condition]) -> tuple[tuple[str, ...], bool]:
    """The segments named by conditions, and whether the set itself is read."""
    named: dict[str, None] = {}
    lists = False
    for condition in conditions:
        for test in walk.all_tests(condition):
            for side in walk.expressions(test):
                if isinstance(side, Read) and side.field.path == SEGMENTS:
                    if side is test.value and isinstance(test.to, tuple):
                        named |= dict.fromkeys(str(segment) for segment in test.to)
                    else:
                        lists = True
    return tuple(named), lists


def _total(bits: list[ir.IntegerValue]) -> ir.IntegerValue:
    """The sum of a column's bits, added pairwise to keep the expression shallow."""
    while len(bits) > 1:
        bits = [a + b for a, b in zip(bits[::2], bits[1::2], strict=False)] + (bits[-1:] if len(bits) % 2 else [])
    return bits[0]
