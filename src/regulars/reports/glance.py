"""The shop at a glance: how the last eight weeks went, seven whole local days each, the last one ending yesterday; and today.

Today isn't over, so it is told by itself: as a part of a week it would make each morning look like a fall.
A customer comes back who had completed an order in an earlier week, however
long ago: these are the shop's regulars.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from regulars.facts.relations import base_tables, was_completed
from regulars.http.instants import instant
from regulars.rules.calendar import Calendar
from regulars.rules.query.functions import days_between, local_time

WEEKS = 8


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days: what completed orders came to, net of refunds; how many customers bought, of these how many had before; how
    many registered."""

    net: int = 0
    orders: int = 0
    buyers: int = 0
    returning: int = 0
    registered: int = 0


@dataclass(frozen=True, slots=True)
class Glance:
    """The weeks, the oldest first, what there was of today, and how many customers and orders there are at all."""

    weeks: tuple[Week, ...]
    today: Week
    customers: int
    orders: int
    set_aside: int


def glance(ask_all: Callable[..., dict[str, pa.Table]], *, now: datetime, calendar: Calendar) -> Glance:
    """How it went up to `now`, in one state of the facts."""
    today = calendar.local_date(now)
    since = calendar.day_start(today - timedelta(days=7 * WEEKS))
    tables = base_tables()
    counts = {name: tables[name].agg(n=tables[name].count()) for name in ("customer", "order", "set_aside")}
    found = ask_all({
        "sold": _sold(since, now, today), "returned": _given_back(since, now, today),
        "buyers": _buyers(since, now, today), "registered": _registered(since, now, today), **counts,
    })  # fmt: skip
    by_week: dict[int, dict[str, Any]] = {n: {} for n in range(WEEKS + 1)}
    for name in ("sold", "returned", "buyers", "registered"):
        for row in found[name].to_pylist():
            by_week[row.pop("week")].update({key: int(value or 0) for key, value in row.items()})
    today_alone, *weeks = [_week(by_week[n]) for n in range(WEEKS + 1)]
    return Glance(tuple(reversed(weeks)), today_alone, *(int(found[name].column("n")[0].as_py()) for name in counts))


def _week(said: dict[str, Any]) -> Week:
    return Week(
        said.get("total", 0) - said.get("given", 0),
        said.get("orders", 0),
        said.get("buyers", 0),
        said.get("returning", 0),
        said.get("registered", 0),
    )


def _weekly(rows: ir.Table, name: str, since: datetime, now: datetime, today: date) -> ir.Table:
    """Rows of the last weeks, each with how many weeks ago it was; of today 0."""
    within = rows.filter((rows[name] >= instant(since)) & (rows[name] <= instant(now)))
    days = days_between("day", local_time(within[name]).date(), ibis.literal(today))
    return within.mutate(week=((days + 6) // 7).cast("int64"))


def _complete() -> ir.Table:
    order = base_tables()["order"]
    return order.filter(was_completed(order))


def _sold(since: datetime, now: datetime, today: date) -> ir.Table:
    weekly = _weekly(_complete(), "completed_at", since, now, today)
    return weekly.group_by("week").agg(orders=weekly.count(), total=weekly.grand_total.sum().cast("int64"))


def _given_back(since: datetime, now: datetime, today: date) -> ir.Table:
    refund = base_tables()["refund"].semi_join(_complete(), "order_id")
    weekly = _weekly(refund, "refunded_at", since, now, today)
    return weekly.group_by("week").agg(given=weekly.amount.sum().cast("int64"))


def _buyers(since: datetime, now: datetime, today: date) -> ir.Table:
    """Who bought in each week, and who of them had in an earlier one."""
    known = _complete().filter(ibis._.customer_id.notnull())
    weekly = _weekly(known, "completed_at", since, now, today)
    bought = weekly.group_by(["customer_id", "week"]).agg(orders=weekly.count())
    before = known.filter(known.completed_at < instant(since)).semi_join(bought, "customer_id")
    older = before.select(old="customer_id").distinct()
    first = bought.group_by("customer_id").agg(first=bought.week.max()).rename(who="customer_id")
    told = bought.inner_join(first, bought.customer_id == first.who).left_join(older, ibis._.customer_id == older.old)
    is_back = (told.week < told["first"]) | told.old.notnull()
    return told.group_by("week").agg(buyers=told.count(), returning=is_back.sum().cast("int64"))


def _registered(since: datetime, now: datetime, today: date) -> ir.Table:
    customer = base_tables()["customer"]
    weekly = _weekly(customer.filter(~customer.guest.fill_null(False)), "registered_at", since, now, today)
    return weekly.group_by("week").agg(registered=weekly.count())
