"""Asking the facts about orders: what of them counts, and since when they are as far as rules ask.

Two questions for any number of orders, written in ibis and compiled once: one
row an order with sums over its lines, and one row a line that something was
given back of, for those need exact shares. The lines themselves are loaded only
where a rule asks which of them count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, Protocol

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from regulars.facts.columns import instant_of
from regulars.facts.documents import load_orders
from regulars.facts.relations import base_tables, to_sql
from regulars.rules.fold import fold
from regulars.rules.subject import Row

from .model.basis import OrderAmounts, ReturnedLine
from .model.earning import LineNow, OrderView
from .model.rules import KEEPS, GrantStatus, reached

ASKED = "points_asked"
SPAN = "points_span"
AMOUNTS = tuple(field.name for field in fields(OrderAmounts))


class AsksOnly(Protocol):
    """The facts: what they find."""

    def ask(self, question: str, tables: Mapping[str, pa.Table] | None = None) -> pa.Table: ...
    def ask_all(
        self, questions: Mapping[str, str], tables: Mapping[str, pa.Table] | None = None
    ) -> dict[str, pa.Table]: ...


class Asks(AsksOnly, Protocol):
    """The facts, and the dense ids of what the shop calls by its own names."""

    def ids(self, type: str, names: Collection[str]) -> dict[str, int]: ...
    def horizon(self) -> datetime | None: ...


class OrderNow(NamedTuple):
    """An order as it is at an instant.

    `granted_at`: by status, since when it has been that far, if it is; `view`: what rules see of it; `row`: the order
    as conditions read it, with its `_lines`, where those were asked for.
    """

    external_id: str
    order_id: int
    customer_id: int | None
    placed_at: datetime
    store: str | None
    granted_at: Mapping[GrantStatus, datetime]
    view: OrderView
    row: Row | None = None


def orders_now(
    facts: Asks,
    orders: Collection[str],
    statuses: Collection[GrantStatus],
    *,
    now: datetime,
    places: int = 2,
    with_lines: bool = False,
) -> dict[str, OrderNow]:
    """These orders as they are at `now`, by number; those that are unknown or deleted are left out.

    `places` are those of the base currency.
    """
    ids = facts.ids("order", orders) if orders and statuses else {}
    return orders_of(facts, ids.values(), statuses, now=now, places=places, with_lines=with_lines)


def orders_of(
    facts: AsksOnly,
    ids: Collection[int],
    statuses: Collection[GrantStatus],
    *,
    now: datetime,
    places: int = 2,
    with_lines: bool = False,
) -> dict[str, OrderNow]:
    """The same by the dense ids of the orders."""
    wanted, numbers = tuple(sorted(set(statuses))), sorted(ids)
    if not wanted or not numbers:
        return {}
    asked = {ASKED: pa.table({"order_id": pa.array(numbers, pa.int32()), "now": _naive([now] * len(numbers))})}
    found = _columns(facts.ask(_orders(wanted), asked))
    returned: dict[int, dict[str, ReturnedLine]] = defaultdict(dict)
    if any(found["returned_lines"]):
        lines = _columns(facts.ask(_returned(), asked))
        for order_id, line_id, *line in zip(*lines.values(), strict=True):
            returned[order_id][line_id] = ReturnedLine(*line)
    amounts = [OrderAmounts(*one) for one in zip(*(found[name] for name in AMOUNTS), strict=True)]
    rows = _rows_of(facts, numbers, now) if with_lines else {}
    granted = [
        {status: at for status, at in zip(wanted, since, strict=True) if at is not None}
        for since in zip(*(found[status] for status in wanted), strict=True)
    ]
    columns = (*(found[name] for name in OrderNow._fields[:5]), granted, amounts)
    paid = zip(found["whole_minor"], found["plain"], found["paid_minor"], found["cards_minor"], strict=True)
    orders_found: dict[str, OrderNow] = {}
    for (*known, since, amount), (whole, plain, points, cards) in zip(zip(*columns, strict=True), paid, strict=True):
        back, row = returned.get(known[1], {}), rows.get(known[1])
        products = whole if plain else amount.products_minor(back.values())
        lines_now = [] if row is None else [_line(line, back.get(line["line_id"])) for line in row["_lines"]]
        gone = 0 if plain else amount.whole_products_minor(back.values()) - products
        view = OrderView(places, products, amount, points, cards, lines_now, gone)
        orders_found[known[0]] = OrderNow._make((*known, since, view, row))
    return orders_found


class Placed(NamedTuple):
    """An order by what never changes of it."""

    external_id: str
    order_id: int
    customer_id: int
    placed_at: datetime


def placed(facts: AsksOnly, since: datetime, until: datetime, customers: tuple[int, int]) -> list[Placed]:
    """The orders that were placed from an instant to before another by customers from one id to before another,
    customer by customer."""
    first, end = customers
    span = {SPAN: pa.table({"since": _naive([since]), "now": _naive([until]), "first": [first], "end": [end]})}
    found = _columns(facts.ask(_placed(), span))
    return list(map(Placed, *found.values()))


def placed_by(facts: AsksOnly, since: datetime, until: datetime) -> list[tuple[int, int]]:
    """Who placed orders in a span, and how many, by id; orders of nobody are left out."""
    found = facts.ask(_placed_by(), _span(since, until))
    return list(zip(*(column.to_pylist() for column in found.columns), strict=True))


def orders_by(facts: Asks, customer_ids: Collection[int]) -> list[str]:
    """The orders of these customers, by their external ids."""
    if not customer_ids:
        return []
    asked = {ASKED: pa.table({"customer_id": pa.array(sorted(customer_ids), pa.int32())})}
    found = facts.ask(f'select external_id from "order" semi join {ASKED} using (customer_id) order by 1', asked)
    return [str(key) for key in found.column(0).to_pylist()]


def _rows_of(facts: AsksOnly, order_ids: list[int], now: datetime) -> dict[int, Row]:
    """Orders as conditions read them, each with its lines."""
    documents = load_orders(facts, order_ids)
    return {id: known.at(now)["order"][0] for id, known in documents.items()}


def _line(row: Row, returned: ReturnedLine | None) -> LineNow:
    quantity = int((row["quantity"] or 0) * 10_000)
    return LineNow(
        row["line_id"], fold(row["sku"] or ""), quantity, row["row_total"] or 0, row["discount"] or 0, row["tax"] or 0,
        returned,
    )  # fmt: skip


def reached_by_time(facts: Asks, since: datetime, now: datetime) -> set[str]:
    """Orders with a status or a refund dated after `since` and up to `now`: time alone has changed them."""
    return set(facts.ask(_reached("external_id"), _span(since, now)).column(0).to_pylist())


def next_dated(facts: Asks, since: datetime) -> datetime | None:
    """The first instant after `since` that a status or a refund is dated at."""
    found: datetime | None = _plain(facts.ask(_next(), _span(since, since)).column(0))[0]
    return found


def _span(since: datetime, now: datetime) -> dict[str, pa.Table]:
    return {SPAN: pa.table({"since": _naive([since]), "now": _naive([now])})}


def _dated() -> tuple[ir.Table, ir.Table]:
    """Orders with the instants of their statuses and refunds, and the span asked about."""
    tables = base_tables()
    dated = ibis.union(
        tables["order_status"].select("order_id", at=tables["order_status"]["at"]),
        tables["refund"].select("order_id", at=tables["refund"].refunded_at),
    )
    return dated, ibis.table({"since": "timestamp(6)", "now": "timestamp(6)"}, name=SPAN)


def _placed_within(span: ir.Table) -> ir.Table:
    orders = base_tables()["order"]
    return orders.join(
        span, [orders.placed_at >= span.since, orders.placed_at < span.now, orders.customer_id.notnull()]
    )


@cache
def _placed() -> str:
    span = ibis.table({"since": "timestamp(6)", "now": "timestamp(6)", "first": "int64", "end": "int64"}, name=SPAN)
    there = _placed_within(span)
    there = there.filter((there.customer_id >= there.first) & (there.customer_id < there.end))
    return to_sql(there.order_by(["customer_id", "order_id"]).select(*Placed._fields))


@cache
def _placed_by() -> str:
    there = _placed_within(ibis.table({"since": "timestamp(6)", "now": "timestamp(6)"}, name=SPAN))
    return to_sql(there.group_by("customer_id").agg(orders=there.count()).order_by("customer_id"))


@cache
def _reached(column: str) -> str:
    dated, span = _dated()
    reached = dated.join(span, (dated["at"] > span.since) & (dated["at"] <= span.now))
    return to_sql(base_tables()["order"].semi_join(reached, "order_id").select(column).distinct())


@cache
def _next() -> str:
    dated, span = _dated()
    later = dated.join(span, dated["at"] > span.since)
    return to_sql(later.agg(first=later["at"].min()))


def _columns(table: pa.Table) -> dict[str, list[Any]]:
    """The columns of an answer, with aware instants and whole numbers."""
    return {name: _plain(column) for name, column in zip(table.column_names, table.columns, strict=True)}


def _naive(instants: list[datetime]) -> pa.Array:
    """Instants as the facts keep them: UTC, without saying so."""
    return pa.array(instants, pa.timestamp("us", "UTC")).cast(pa.timestamp("us"))


def _plain(column: pa.ChunkedArray) -> list[Any]:
    """Instants with their zone, and sums, which DuckDB gives as decimals without places, as whole numbers."""
    if pa.types.is_timestamp(column.type):
        return [instant_of(us) for us in column.cast(pa.int64()).to_pylist()]
    values: list[Any] = (column.cast(pa.int64()) if pa.types.is_decimal(column.type) else column).to_pylist()
    return values


def _asked() -> ir.Table:
    """The orders asked about, each with `now`."""
    return ibis.table({"order_id": "int32", "now": "timestamp(6)"}, name=ASKED)


@cache
def _orders(statuses: tuple[GrantStatus, ...]) -> str:
    orders = base_tables()["order"].semi_join(_asked(), "order_id")
    found = orders.select(
        "external_id",
        "order_id",
        "customer_id",
        "placed_at",
        "store",
        subtotal_minor=orders.subtotal,
        own_grand_total=orders.own_grand_total.fill_null(0),
        paid_minor=orders.paid_with_points.fill_null(0),
        cards_minor=orders.gift_card.fill_null(0),
        **{f"{name}_minor": orders[name].fill_null(0) for name in ("discount", "shipping", "tax", "grand_total")},
    )
    for part in (_lines(), _unlined_refunds(), _granted(statuses)):
        part = part.rename(part_order="order_id")
        found = found.left_join(part, found.order_id == part.part_order).drop("part_order")
    sums = ("lines", "whole_minor", "gross_minor", "returned_lines", "returned_own")
    found = found.mutate(
        lines_discounted=found.lines_discounted.fill_null(False),
        **{name: found[name].fill_null(0).cast("int64") for name in sums},
    )
    untouched = (found.returned_lines == 0) & (found.returned_own == 0) & (found.whole_minor >= 0)
    carried = found.lines_discounted | (found.discount_minor <= 0)
    return to_sql(found.mutate(plain=(found.lines > 0) & untouched & carried))


def _returned_lines() -> ir.Table:
    """By order and line: pieces given back up to now, and money where no pieces were named."""
    returned = base_tables()["refund_line"].inner_join(_asked(), "order_id")
    returned = returned.filter(returned.refunded_at <= returned.now)
    pieces = returned.quantity.fill_null(0)
    return returned.group_by(["order_id", "line_id"]).agg(
        returned_quantity=_ten_thousandths(pieces).sum().cast("int64"),
        returned_own=(pieces == 0).ifelse(returned.own_amount.fill_null(0), 0).sum().cast("int64"),
    )


def _lines_asked() -> ir.Table:
    """The lines of the orders asked about, with what was given back of them."""
    lines = base_tables()["order_line"].semi_join(_asked(), "order_id")
    back = _returned_lines().rename(back_order="order_id", back_line="line_id")
    lines = lines.left_join(back, [lines.order_id == back.back_order, lines.line_id == back.back_line])
    discount = lines.discount.fill_null(0)
    gross = lines.row_total.fill_null(0)
    return lines.select(
        "order_id",
        "line_id",
        gross_minor=gross,
        discount_minor=discount,
        net_minor=gross - discount,
        own_net=lines.own_row_total.fill_null(0) - lines.own_discount.fill_null(0),
        quantity=_ten_thousandths(lines.quantity.fill_null(0)),
        returned_quantity=lines.returned_quantity.fill_null(0),
        returned_own=lines.returned_own.fill_null(0),
    )


def _lines() -> ir.Table:
    """By order: how many lines, those untouched summed, and how many something was given back of."""
    lines = _lines_asked()
    touched = (lines.returned_quantity > 0) | (lines.returned_own > 0)
    return lines.group_by("order_id").agg(
        lines=lines.count(),
        whole_minor=lines.net_minor.sum(where=~touched),
        gross_minor=lines.gross_minor.sum(),
        lines_discounted=(lines.discount_minor != 0).any(),
        returned_lines=touched.sum(),
    )


@cache
def _returned() -> str:
    lines = _lines_asked()
    touched = (lines.returned_quantity > 0) | (lines.returned_own > 0)
    return to_sql(lines.filter(touched).select("order_id", "line_id", *ReturnedLine._fields))


def _unlined_refunds() -> ir.Table:
    """By order: what refunds up to now gave back that name no lines, in the order's own currency."""
    refunds = base_tables()["refund"].inner_join(_asked(), "order_id")
    lined = base_tables()["refund_line"].semi_join(_asked(), "order_id").select("record_id").distinct()
    refunds = refunds.filter(refunds.refunded_at <= refunds.now).anti_join(lined, "record_id")
    return refunds.group_by("order_id").agg(returned_own=refunds.own_amount.sum().cast("int64"))


def _granted(statuses: tuple[GrantStatus, ...]) -> ir.Table:
    """By order and status: since when it has been that far, with no step back up to now."""
    steps = base_tables()["order_status"].inner_join(_asked(), "order_id")
    steps = steps.filter((steps["at"] <= steps.now) & steps.status.notnull() & (steps.status != KEEPS))
    steps = steps.select(
        "order_id",
        "status",
        at=steps["at"],
        n=ibis.row_number().over(ibis.window(group_by=steps.order_id, order_by=[steps["at"], steps.position, steps.n])),
    )
    left = steps.group_by("order_id").agg(
        **{f"left_{status}": steps.n.max(where=~steps.status.isin(reached(status))) for status in statuses}
    )
    left = left.rename(left_order="order_id")
    steps = steps.inner_join(left, steps.order_id == left.left_order)
    return steps.group_by("order_id").agg(
        **{status: steps["at"].min(where=steps.n > steps[f"left_{status}"].fill_null(-1)) for status in statuses}
    )


def _ten_thousandths(quantity: Any) -> Any:
    """A quantity in units of its last place, as a whole number."""
    return (quantity.cast("decimal(18, 4)") * 10_000).cast("int64")
