"""The figures of the first page."""

from __future__ import annotations

from datetime import datetime, timedelta

import ibis.expr.types as ir

from regulars.facts.relations import base_tables, was_completed
from regulars.http.instants import instant
from regulars.reports.sales import rows_of
from regulars.rules.query.functions import local_time


def totals(now: datetime) -> ir.Table:
    """One row: customers, orders, lines, and sales: what completed orders came to, net of refunds, in minor units.

    Orders dated ahead don't count yet.
    """
    tables, at = base_tables(), instant(now)
    customer, order, line = (tables[name] for name in ("customer", "order", "order_line"))
    order, line = (rows.filter(rows.placed_at.isnull() | (rows.placed_at <= at)) for rows in (order, line))
    complete = was_completed(order)
    ordered = order.agg(
        orders=order.count(),
        sales=(order.grand_total - order.refunded_total).sum(where=complete).fill_null(0).cast("int64"),
    )
    return customer.agg(customers=customer.count()).cross_join(ordered).cross_join(line.agg(lines=line.count()))


def sales_by_week(since: datetime, now: datetime) -> ir.Table:
    """For each local week (by its Monday) in which anything was sold or given back since then: sales and orders.

    As the reports tell it: an order counts when it was completed, and what was given back of it when it was.
    """
    moved = rows_of((since, now + timedelta(microseconds=1)), now, only=False)
    weekly = moved.mutate(week=local_time(moved["at"]).truncate("W").date())
    return (
        weekly.group_by("week")
        .agg(
            sales=(weekly.total - weekly.refunds).sum().cast("int64"),
            orders=weekly.orders.sum().cast("int64"),
        )
        .order_by("week")
    )
