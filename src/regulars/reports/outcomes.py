"""Outcomes: what customers of several groups ordered after an instant of each their own, whatever brought it about.

So those who were left alone can be compared with those who were not: an order
counts if it was placed within so many days of the customer's instant and was not
cancelled; what was given back of it since is taken off.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from regulars.facts.relations import base_tables
from regulars.http.instants import instant
from regulars.rules.query.functions import epoch_us

from .conversions import CANCELLED, DAY_US
from .model.comparison import Group


def outcomes(
    ask_all: Callable[..., dict[str, pa.Table]], falling: pa.Table, *, days: int, now: datetime
) -> dict[str, Group]:
    """What came of each side; `falling`: `customer_id`, `side`, `us`, each customer once. Who has become another is that one,
    who is nobody any more is none."""
    rows = ask_all({"sides": _sides(days, now)}, {"falling": falling})["sides"].to_pylist()
    return {
        row["side"]: Group(
            row["customers"], row["buyers"], row["orders"], int(row["revenue"] or 0), row["squares"] or 0.0
        )
        for row in rows
    }


def table_of(falling: Sequence[tuple[int, str, int]]) -> pa.Table:
    """Who fell to which side, as a table."""
    return pa.table({
        "customer_id": pa.array((one[0] for one in falling), pa.int32()),
        "side": pa.array((one[1] for one in falling), pa.string()),
        "us": pa.array((one[2] for one in falling), pa.int64()),
    })  # fmt: skip


def _sides(days: int, now: datetime) -> ir.Table:
    fell = ibis.table({"customer_id": "int32", "side": "string", "us": "int64"}, name="falling")
    alias, customer = base_tables()["alias"], base_tables()["customer"]
    met = fell.left_join(alias, fell.customer_id == alias.alias_id)
    today = met.select("side", "us", customer_id=met.owner_id.fill_null(met.customer_id)).view()
    known = today.semi_join(customer, "customer_id")
    first = known.group_by(whose="customer_id").agg(us=known.us.min(), side=known.side.argmin(known.us))
    order = base_tables()["order"]
    placed = order.filter((order.status.fill_null("") != CANCELLED) & (order.placed_at <= instant(now)))
    placed = placed.select(
        "customer_id", at=epoch_us(placed.placed_at),
        paid=placed.grand_total.fill_null(0) - placed.refunded_total.fill_null(0),
    )  # fmt: skip
    theirs = placed.inner_join(first, placed.customer_id == first.whose)
    counted = theirs.filter((theirs["at"] >= theirs.us) & (theirs["at"] <= theirs.us + days * DAY_US))
    sums = counted.group_by("customer_id").agg(orders=counted.count(), paid=counted.paid.sum().cast("int64"))
    bought = sums.rename(buyer="customer_id")
    every = first.left_join(bought, first.whose == bought.buyer)
    paid = every.paid.fill_null(0).cast("float64")
    return every.group_by("side").agg(
        customers=every.count(),
        buyers=every.orders.count(),
        orders=every.orders.fill_null(0).sum().cast("int64"),
        revenue=every.paid.fill_null(0).sum().cast("int64"),
        squares=(paid * paid).sum(),
    )
