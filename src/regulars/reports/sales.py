"""Sales by segment: what members bought in some periods, and the whole shop beside them.

Completed orders count, in the period of `completed_at`, and what was given back
of completed orders in that of `refunded_at`. Who is a member is read in two ways:
as of today, or as of the instant of each order and refund (`then.py`).

However many segments, it is one question: memberships come along as bits, each
customer's sales are added up once, and the sums are taken a bit at a time.
Amounts are minor units of the base currency. Nothing here reads the books.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from regulars.facts.relations import base_tables
from regulars.http.instants import instant
from regulars.rules.query import BITS
from regulars.rules.query.functions import local_time

from . import then

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
    ids = list(today.ids)
    tables = {"today": today.bits, "which": _numbered(ids)}
    if only is not None:
        tables["only"] = only
    questions: dict[str, Any] = {"registered": _registered(today.words, only is not None)}
    for n, period in enumerate(periods):
        rows = rows_of(period, now, only=only is not None)
        questions[f"days{n}"] = _by_day(rows)
        questions[f"sales{n}"] = _sums(_by_customer(rows), "today" if as_of is None else f"then{n}", today.words)
        if as_of is not None and ids:
            tables[f"then{n}"] = as_of[n].bits
            questions[f"moved{n}"] = _named(then.corrected(rows, f"then{n}", today.words, period, AMOUNTS))
    found = ask_all(questions, tables)

    counted = {row["segment"]: row for row in found["registered"].to_pylist()}
    sold = [
        _sold([found[f"sales{n}"], *([found[f"moved{n}"]] if f"moved{n}" in found else [])])
        for n in range(len(periods))
    ]

    def buyers(number: int) -> Buyers:
        held = counted.get(number, {"customers": 0, "registered": 0})
        return Buyers(held["customers"], held["registered"], tuple(sales.get(number, Sales()) for sales in sold))

    days = tuple({row["day"]: _read(row) for row in found[f"days{n}"].to_pylist()} for n in range(len(periods)))
    return Report({id: buyers(n) for n, id in enumerate(ids)}, buyers(SHOP), days)


def _numbered(ids: Sequence[str]) -> pa.Table:
    """The segments with their numbers, and where their bits are."""
    return pa.table({
        "segment": pa.array(range(len(ids)), pa.int32()),
        "id": pa.array(ids, pa.string()),
        "word": pa.array([n // BITS for n in range(len(ids))], pa.int32()),
        "mask": pa.array([1 << n % BITS for n in range(len(ids))], pa.int64()),
    })  # fmt: skip


def _sold(parts: Sequence[pa.Table]) -> dict[int, Sales]:
    """What was sold to the members of each segment, by number: the sums, and what puts them right."""
    found: dict[int, Sales] = {}
    for row in (row for part in parts for row in part.to_pylist()):
        found[row["segment"]] = found.get(row["segment"], Sales()) + _read(row)
    return found


def _read(row: Mapping[str, Any]) -> Sales:
    return Sales(**{name: int(row[name] or 0) for name in AMOUNTS})


def rows_of(period: Instants, now: datetime, *, only: bool) -> ir.Table:
    """A row for each order that was completed in a period and for each refund that was given, `at` its instant."""
    tables = base_tables()
    complete = tables["order"].filter(tables["order"].status == "complete")
    complete = complete.filter(complete.completed_at <= instant(now))
    back = tables["refund"].filter(tables["refund"].refunded_at <= instant(now))
    sold, given = _within(complete, "completed_at", period), _within(back, "refunded_at", period)
    given = given.semi_join(complete, "order_id")
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


def _within(rows: ir.Table, name: str, period: Instants) -> ir.Table:
    return rows.filter((rows[name] >= instant(period[0])) & (rows[name] < instant(period[1])))


def _by_customer(rows: ir.Table) -> ir.Table:
    """What each customer bought; in the row of none what nobody known did."""
    return rows.group_by("customer_id").agg(**{name: rows[name].sum().cast("int64") for name in AMOUNTS})


def _by_day(rows: ir.Table) -> ir.Table:
    daily = rows.mutate(day=local_time(rows["at"]).date())
    return daily.group_by("day").agg(**{name: daily[name].sum().cast("int64") for name in AMOUNTS})


def _sums(customers: ir.Table, membership: str, words: int) -> ir.Table:
    """For each segment with any sales, and for the shop, their sums."""
    sums = {name: ibis._[name].sum().fill_null(0).cast("int64") for name in AMOUNTS}
    shop = customers.agg(**sums).mutate(segment=ibis.literal(SHOP, "int32"))
    inside = [then.in_segments(customers, membership, word).group_by("segment").agg(**sums) for word in range(words)]
    return _named(*(part for part in (shop, *inside)))


def _named(*parts: ir.Table) -> ir.Table:
    chosen = [part.select("segment", *AMOUNTS) for part in parts]
    return ibis.union(*chosen) if len(chosen) > 1 else chosen[0]


def _registered(words: int, only: bool) -> ir.Table:
    """For each segment with any members how many there are, and how many are registered; the same of the shop."""
    customer = base_tables()["customer"]
    if only:
        customer = customer.semi_join(ibis.table({"customer_id": "int32"}, name="only"), "customer_id")
    known = customer.select("customer_id", registered=(~customer.guest.fill_null(False)).cast("int64"))
    sums = {"customers": ibis._.count(), "registered": ibis._.registered.sum().fill_null(0).cast("int64")}
    shop = known.agg(**sums).mutate(segment=ibis.literal(SHOP, "int32"))
    inside = [then.in_segments(known, "today", word).group_by("segment").agg(**sums) for word in range(words)]
    chosen = [part.select("segment", "customers", "registered") for part in (shop, *inside)]
    return ibis.union(*chosen) if len(chosen) > 1 else chosen[0]
