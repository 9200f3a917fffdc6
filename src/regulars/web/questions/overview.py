"""The figures of the first page."""

from __future__ import annotations

from datetime import datetime

import ibis.expr.types as ir

from regulars.facts.relations import base_tables
from regulars.http.instants import instant
from regulars.rules.query.functions import local_time


def totals(now: datetime) -> ir.Table:
    """One row: customers, orders, lines, and sales: what completed orders came to, net of refunds, in minor units.

    Orders dated ahead don't count yet.
    """
    tables, at = base_tables(), instant(now)
    customer, order, line = (tables[name] for name in ("customer", "order", "order_line"))
    order, line = (rows.filter(rows.placed_at.isnull() | (rows.placed_at <= at)) for rows in (order, line))
    complete = order.status == "complete"
    ordered = order.agg(
        orders=order.count(),
        sales=(order.grand_total - order.refunded_total).sum(where=complete).fill_null(0).cast("int64"),
    )
    return customer.agg(customers=customer.count()).cross_join(ordered).cross_join(line.agg(lines=line.count()))


def sales_by_week(since: datetime, until: datetime) -> ir.Table:
    """For each local week (by its Monday) with completed orders placed in [since, until): sales and orders."""
    order = base_tables()["order"]
    counted = order.filter(
        (order.status == "complete") & (order.placed_at >= instant(since)) & (order.placed_at < instant(until))
    )
    weekly = counted.mutate(week=local_time(counted.placed_at).truncate("W").date())
    return (
        weekly.group_by("week")
        .agg(
            sales=(weekly.grand_total - weekly.refunded_total).sum().cast("int64"),
            orders=weekly.count(),
        )
        .order_by("week")
    )
