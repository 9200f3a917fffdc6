"""Sales by segment: what members bought in some periods, and the whole shop beside them.

Completed orders count, in the period of `completed_at`, and what was given back
of completed orders in that of `refunded_at`. Who is a member is read in two ways:
as of today, or as of the instant of each order and refund (`then.py`).

However many segments, the facts are asked once: what each customer bought, or did
and when. Memberships are bits, by which it is added up here (`model/stays.py`). Amounts are minor units of the base currency. Nothing here reads the books.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from regulars.facts.relations import base_tables, was_completed
from regulars.http.instants import instant
from regulars.rules.query.functions import epoch_us, local_time

from . import then
from .held import held_in, ids_of, numbered
from .model.stays import Bits, Held, summed, words_of

AMOUNTS = ("orders", "subtotal", "discount", "shipping", "tax", "total", "refunds")
SHOP = -1
"""Stands for the whole shop among the numbers of segments."""
Instants = tuple[datetime, datetime]
"""From an instant up to another, without it."""


@dataclass(frozen=True, slots=True)
class Sales:
    """What was sold in a period; `total` is what orders came to, with shipping and tax, before `refunds`."""

    orders: int = 0
    subtotal: int = 0
    discount: int = 0
    shipping: int = 0
    tax: int = 0
    total: int = 0
    refunds: int = 0

    @property
    def net(self) -> int:
        return self.total - self.refunds

    def __add__(self, other: Sales) -> Sales:
        return Sales(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Sales)))


@dataclass(frozen=True, slots=True)
class Members:
    """Who is in which segments: the table of bits in the order of `ids`, `customer_id`, `bits0` …"""

    ids: Sequence[str]
    bits: pa.Table

    @property
    def words(self) -> int:
        return len(self.bits.column_names) - 1


@dataclass(frozen=True, slots=True)
class Buyers:
    """How many customers are in a segment today, how many of them are registered, and what was bought in each period."""

    customers: int
    registered: int
    sales: tuple[Sales, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Segments by id, and the whole shop, guests and orders of nobody included; `days`: of each period the local days."""

    segments: Mapping[str, Buyers]
    shop: Buyers
    days: tuple[Mapping[date, Sales], ...]


def report(
    ask_all: Callable[..., dict[str, pa.Table]],
    today: Members,
    periods: Sequence[Instants],
    *,
    now: datetime,
    as_of: Sequence[Members] | None = None,
    only: pa.Table | None = None,
) -> Report:
    """What the members of each segment bought in each period, up to `now`, in one state of the facts.

    `as_of`: who was in as each period began, to count members at the instant of an order; without it today's count.
    `only`: the customers whom all of it is about, as `customer_id`.
    """
    ids, words = list(today.ids), today.words
    tables = {} if only is None else {"only": only}
    if as_of is not None:
        tables["which"] = numbered(ids)
    different = list(dict.fromkeys(periods))  # of a whole year the period before is that of the year before
    questions: dict[str, Any] = {"known": _known(only is not None)}
    for n, period in enumerate(different):
        rows = rows_of(period, now, only=only is not None)
        if as_of is None:
            questions |= {f"bought{n}": _by_customer(rows), f"days{n}": _by_day(rows)}
        else:
            tables[f"then{n}"] = as_of[periods.index(period)].bits
            questions |= _of_then(rows, n, period, words if ids else 0)
    found = ask_all(questions, tables)

    held = held_in(today.bits)
    counted = _summed(found["known"], words_of(ids_of(found["known"]), held), ("customers", "registered"))
    numbers = [different.index(period) for period in periods]
    each = [
        _sold_today(found[f"bought{n}"], held) if as_of is None else _sold_then(found, n, tables[f"then{n}"])
        for n in range(len(different))
    ]
    sold = [each[n] for n in numbers]

    def buyers(number: int) -> Buyers:
        customers, registered = counted.get(number, (0, 0))
        return Buyers(customers, registered, tuple(sales.get(number, Sales()) for sales in sold))

    days = tuple({row["day"]: _read(row) for row in found[f"days{n}"].to_pylist()} for n in numbers)
    return Report({id: buyers(n) for n, id in enumerate(ids)}, buyers(SHOP), days)


def _read(row: Mapping[str, Any]) -> Sales:
    return Sales(**{name: int(row[name] or 0) for name in AMOUNTS})


def rows_of(period: Instants, now: datetime, *, only: bool) -> ir.Table:
    """A row for each order that was completed in a period and for each refund that was given, `at` its instant."""
    order, refund = base_tables()["order"], base_tables()["refund"]
    # Each question filters the table itself: what two of them share would be put aside whole, all orders with all columns.
    sold = order.filter(
        was_completed(order) & (order.completed_at <= instant(now)) & _is_within(order.completed_at, period)
    )
    given = refund.filter((refund.refunded_at <= instant(now)) & _is_within(refund.refunded_at, period))
    given = given.semi_join(order.filter([was_completed(order), order.completed_at <= instant(now)]), "order_id")
    nothing = {name: ibis.literal(0, "int64") for name in AMOUNTS}
    bought = {
        "orders": ibis.literal(1, "int64"), "subtotal": sold.subtotal, "discount": sold.discount,
        "shipping": sold.shipping, "tax": sold.tax, "total": sold.grand_total, "refunds": nothing["refunds"],
    }  # fmt: skip
    moved = ibis.union(
        sold.select(
            "customer_id", at=sold.completed_at, **{name: value.fill_null(0) for name, value in bought.items()}
        ),
        given.select("customer_id", at=given.refunded_at, **(nothing | {"refunds": given.amount.fill_null(0)})),
    )
    return moved.semi_join(ibis.table({"customer_id": "int32"}, name="only"), "customer_id") if only else moved


def _is_within(at: ir.Value, period: Instants) -> ir.BooleanValue:
    return (at >= instant(period[0])) & (at < instant(period[1]))


def _by_customer(rows: ir.Table) -> ir.Table:
    """What each customer bought; in the row of none what nobody known did."""
    return rows.group_by("customer_id").agg(**{name: rows[name].sum().cast("int64") for name in AMOUNTS})


def _by_day(rows: ir.Table) -> ir.Table:
    """By local day: added up by the quarter of an hour first, for on no clock a day begins within one."""
    quarters = rows.group_by(quarter=rows["at"].bucket(minutes=15)).agg(
        **{name: rows[name].sum().cast("int64") for name in AMOUNTS}
    )
    daily = quarters.mutate(day=local_time(quarters.quarter).date())
    return daily.group_by("day").agg(**{name: daily[name].sum().cast("int64") for name in AMOUNTS})


def _of_then(rows: ir.Table, n: int, period: Instants, words: int) -> dict[str, Any]:
    """The questions about a period by who was a member at each instant, in any of so many words of segments."""
    acts = _found(f"acts{n}", rows)
    questions: dict[str, Any] = {f"acts{n}": rows, f"days{n}": _by_day(acts)}
    if not words:
        return questions
    known = acts.filter(acts.customer_id.notnull()).mutate(us=epoch_us(acts["at"]))
    changes, late = then.recorded(period), then.late(period)
    named, those = _found(f"_changes{n}", changes), _found(f"late{n}", late)
    return questions | {
        f"_changes{n}": changes,
        f"moved{n}": then.moved(named),
        f"late{n}": late,
        f"corrected{n}": then.corrected(known, those, named, f"then{n}", words, amounts=AMOUNTS),
    }


def _sold_today(bought: pa.Table, held: Held) -> dict[int, Sales]:
    """What was sold to who is in each segment, and to everybody, of what each customer bought."""
    known = _known_of(bought)
    sums = _summed(known, words_of(ids_of(known), held), AMOUNTS)
    return {number: Sales(*amounts) for number, amounts in sums.items()} | {SHOP: _all(bought)}


def _sold_then(found: Mapping[str, pa.Table], n: int, began: pa.Table) -> dict[int, Sales]:
    """What was sold to who was in each segment at the instant, and to everybody."""
    acts = found[f"acts{n}"]
    if f"moved{n}" not in found:
        return {SHOP: _all(acts)}
    known = _known_of(acts)
    sums = _summed(known, then.bits_of(known, found[f"moved{n}"], found[f"late{n}"], began), AMOUNTS)
    sold = {number: Sales(*amounts) for number, amounts in sums.items()}
    for row in found[f"corrected{n}"].to_pylist():
        sold[row["segment"]] += _read(row)
    return sold | {SHOP: _all(acts)}


def _known_of(rows: pa.Table) -> pa.Table:
    """Those of customers who are known."""
    return rows.filter(pc.is_valid(rows["customer_id"])) if rows["customer_id"].null_count else rows


def _all(rows: pa.Table) -> Sales:
    return Sales(*(int(pc.sum(rows[name]).as_py() or 0) for name in AMOUNTS))


def _summed(rows: pa.Table, bits: Sequence[Bits], names: Sequence[str]) -> dict[int, Sequence[int]]:
    """What rows come to by the number of each segment that their customers are in, and all of them."""
    # DuckDB adds up in 128 bits, which arrive as decimals.
    amounts = [rows[name].cast(pa.int64()).to_numpy() for name in names]
    sums = summed(bits, amounts)
    every = [int(amount.sum()) for amount in amounts]
    return dict(enumerate(sums.tolist())) | {SHOP: every}


def _found(name: str, question: ir.Table) -> ir.Table:
    """What a question found before."""
    return ibis.table(question.schema(), name=f"found_{name}")


def _known(only: bool) -> ir.Table:
    """The customers there are, and whether each is registered."""
    customer = base_tables()["customer"]
    if only:
        customer = customer.semi_join(ibis.table({"customer_id": "int32"}, name="only"), "customer_id")
    registered = (~customer.guest.fill_null(False)).cast("int64")
    return customer.select("customer_id", registered=registered, customers=ibis.literal(1, "int64"))
