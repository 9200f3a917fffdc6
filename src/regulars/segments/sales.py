"""Share of sales: what the members of segments bought in two periods, and the whole shop beside them.

However many segments, it is one question: memberships come along as bits, each
customer's sales are added up once, and the sums are taken a bit at a time.

Completed orders count, in the period of `completed_at`, and what was given back
of completed orders in that of `refunded_at`. Amounts are minor units of the base
currency. Nothing here reads the books.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from pyroaring import BitMap

from regulars.facts.relations import base_tables
from regulars.http.instants import instant
from regulars.rules.query import BITS

from . import bitmaps

_AMOUNTS = ("subtotal", "discount", "shipping", "tax", "total", "refunds")
_SHOP = -1
"""Stands for the whole shop among the numbers of segments."""


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


@dataclass(frozen=True, slots=True)
class Buyers:
    """How many customers are in a segment, how many of them are registered, and what they bought in each period."""

    customers: int
    registered: int
    sales: tuple[Sales, ...]


Period = tuple[datetime, datetime]
"""From an instant up to another, without it."""


@dataclass(frozen=True, slots=True)
class Report:
    """Segments by id, and the whole shop, guests and orders of nobody included."""

    segments: Mapping[str, Buyers]
    shop: Buyers


def report(
    ask_all: Callable[..., dict[str, pa.Table]],
    members: Mapping[str, BitMap],
    periods: Sequence[Period],
    *,
    now: datetime,
) -> Report:
    """What the members of each segment bought in each period, up to `now`, in one state of the facts."""
    ids = list(members)
    content = bitmaps.as_bits(list(members.values()))
    numbered = dict(enumerate(ids))
    which = pa.table({
        "segment": pa.array(range(len(ids)), pa.int32()),
        "word": pa.array([n // BITS for n in range(len(ids))], pa.int32()),
        "mask": pa.array([1 << n % BITS for n in range(len(ids))], pa.int64()),
    })  # fmt: skip
    words = len(content.column_names) - 1
    tables = {"membership": content, "which": which}
    found = ask_all({"sales": _sales(periods, words, now), "registered": _registered(words)}, tables)
    by_number: dict[int, list[Sales]] = {n: [Sales()] * len(periods) for n in (_SHOP, *numbered)}
    for row in found["sales"].to_pylist():
        amounts = {name: int(row[name] or 0) for name in ("orders", *_AMOUNTS)}
        by_number[row["segment"]][row["period"]] = Sales(**amounts)
    registered = {row["segment"]: row["registered"] for row in found["registered"].to_pylist()}
    everybody = next(row["customers"] for row in found["registered"].to_pylist() if row["segment"] == _SHOP)
    return Report(
        {id: Buyers(len(members[id]), registered.get(n, 0), tuple(by_number[n])) for n, id in numbered.items()},
        Buyers(everybody, registered[_SHOP], tuple(by_number[_SHOP])),
    )


def _sales(periods: Sequence[Period], words: int, now: datetime) -> ir.Table:
    """For each segment and period with any sales, and for the shop, their sums."""
    customers = _by_customer(periods, now)
    sums: dict[str, Any] = {name: customers[name].sum().cast("int64") for name in ("orders", *_AMOUNTS)}
    shop = customers.group_by("period").agg(**sums).mutate(segment=ibis.literal(_SHOP, "int32"))
    parts = [_in_segments(customers, word).group_by(["segment", "period"]).agg(
        **{name: ibis._[name].sum().cast("int64") for name in ("orders", *_AMOUNTS)}
    ) for word in range(words)]  # fmt: skip
    columns = ("segment", "period", "orders", *_AMOUNTS)
    return ibis.union(*(part.select(*columns) for part in (shop, *parts))) if parts else shop.select(*columns)


def _by_customer(periods: Sequence[Period], now: datetime) -> ir.Table:
    """What each customer bought in each period; in the row of none what nobody known did."""
    tables = base_tables()
    complete = tables["order"].filter(tables["order"].status == "complete")
    complete = complete.filter(complete.completed_at <= instant(now))
    back = tables["refund"].filter(tables["refund"].refunded_at <= instant(now)).semi_join(complete, "order_id")
    parts = []
    for number, period in enumerate(periods):
        sold, given = (
            _within(rows, name, period) for rows, name in ((complete, "completed_at"), (back, "refunded_at"))
        )
        bought = {
            "orders": ibis.literal(1, "int64"), "subtotal": sold.subtotal, "discount": sold.discount,
            "shipping": sold.shipping, "tax": sold.tax, "total": sold.grand_total, "refunds": ibis.literal(0, "int64"),
        }  # fmt: skip
        nothing = {name: ibis.literal(0, "int64") for name in bought}
        n = ibis.literal(number, "int32")
        parts.append(sold.select("customer_id", period=n, **bought))
        parts.append(given.select("customer_id", period=n, **(nothing | {"refunds": given.amount})))
    moved = ibis.union(*parts)
    sums = {name: moved[name].fill_null(0).sum().cast("int64") for name in ("orders", *_AMOUNTS)}
    return moved.group_by(["customer_id", "period"]).agg(**sums)


def _registered(words: int) -> ir.Table:
    """For each segment with any how many registered customers are in it; for the shop how many there are."""
    customer = base_tables()["customer"]
    known = customer.filter(~customer.guest.fill_null(False)).select("customer_id")
    counted = customer.agg(
        customers=customer.count(),
        registered=(~customer.guest.fill_null(False)).sum().fill_null(0).cast("int64"),
    )
    shop = counted.select("customers", "registered", segment=ibis.literal(_SHOP, "int32"))
    parts = [
        _in_segments(known, word)
        .group_by("segment")
        .agg(registered=ibis._.count())
        .select("registered", "segment", customers=ibis.null("int64"))
        for word in range(words)
    ]
    columns = ("segment", "customers", "registered")
    return ibis.union(*(part.select(*columns) for part in (shop, *parts))) if parts else shop


def _in_segments(customers: ir.Table, word: int) -> ir.Table:
    """Rows of customers, once for each segment of a word that they are in."""
    bits = f"bits{word}"
    membership = ibis.table({"customer_id": "int32", bits: "int64"}, name="membership")
    which = ibis.table({"segment": "int32", "word": "int32", "mask": "int64"}, name="which")
    inside = customers.join(membership.filter(membership[bits] != 0), "customer_id")
    each = inside.cross_join(which.filter(which.word == word))
    return each.filter((each[bits] & each["mask"]) != 0)


def _within(rows: ir.Table, name: str, period: Period) -> ir.Table:
    return rows.filter((rows[name] >= instant(period[0])) & (rows[name] < instant(period[1])))
