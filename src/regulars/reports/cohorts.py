"""Cohorts: customers by the month of their first completed order, and how many of them bought again in which month after it.

A month is local. What a cohort came to is what its orders of that month came to,
less what was given back of them since, in minor units.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from regulars.facts.relations import base_tables, was_completed
from regulars.http.instants import instant, microseconds
from regulars.rules.calendar import Calendar
from regulars.rules.query.functions import epoch_us


@dataclass(frozen=True, slots=True)
class Month:
    """In a month of theirs: how many of the cohort bought, and what their orders came to."""

    buyers: int = 0
    net: int = 0


@dataclass(frozen=True, slots=True)
class Cohort:
    """Customers whose first completed order was in a month; the months are that one and those after it up to now."""

    month: date
    months: tuple[Month, ...]

    @property
    def customers(self) -> int:
        return self.months[0].buyers


def cohorts(
    ask_all: Callable[..., dict[str, pa.Table]],
    firsts: Sequence[date],
    *,
    now: datetime,
    calendar: Calendar,
    only: pa.Table | None = None,
) -> list[Cohort]:
    """The cohorts of months, given by their first days in order, the last one being that of `now`."""
    starts = [calendar.day_start(day) for day in firsts]
    month = pa.table({
        "month": pa.array(range(len(starts)), pa.int32()),
        "since": pa.array([microseconds(start) for start in starts], pa.int64()),
        "until": pa.array([microseconds(start) for start in starts[1:]] + [microseconds(now) + 1], pa.int64()),
    })  # fmt: skip
    tables = {"months": month} | ({} if only is None else {"only": only})
    found = ask_all({"cohorts": _question(starts[0], now, only is not None)}, tables)["cohorts"].to_pylist()
    cells = {(row["cohort"], row["month"]): Month(row["buyers"], int(row["net"] or 0)) for row in found}
    return [
        Cohort(day, tuple(cells.get((n, later), Month()) for later in range(n, len(firsts))))
        for n, day in enumerate(firsts)
    ]


def _question(since: datetime, now: datetime, only: bool) -> ir.Table:
    order = base_tables()["order"]
    complete = order.filter(was_completed(order) & order.customer_id.notnull())
    complete = complete.filter(complete.completed_at <= instant(now))
    if only:
        complete = complete.semi_join(ibis.table({"customer_id": "int32"}, name="only"), "customer_id")
    first = complete.group_by("customer_id").agg(first=complete.completed_at.min())
    begun = _in_months(first.filter(first["first"] >= instant(since)), "first").select(
        who="customer_id", cohort="month"
    )
    later = _in_months(complete.filter(complete.completed_at >= instant(since)), "completed_at")
    net = (later.grand_total - later.refunded_total.fill_null(0)).sum().cast("int64")
    monthly = later.group_by(["customer_id", "month"]).agg(net=net)
    theirs = monthly.inner_join(begun, monthly.customer_id == begun.who)
    return theirs.group_by(["cohort", "month"]).agg(buyers=theirs.count(), net=theirs.net.sum().cast("int64"))


def _in_months(rows: ir.Table, name: str) -> ir.Table:
    months = ibis.table({"month": "int32", "since": "int64", "until": "int64"}, name="months")
    dated = rows.mutate(us=epoch_us(rows[name]))
    return dated.inner_join(months, [dated.us >= months.since, dated.us < months.until])


@dataclass(frozen=True, slots=True)
class After:
    """So many months after their first order: of how many customers that month is over, how many of them bought in it, and what they
    came to up to it, in minor units."""

    customers: int = 0
    buyers: int = 0
    so_far: int = 0


def after(cohorts: Sequence[Cohort], over: int) -> list[After]:
    """What customers did in the n-th month after their first order, n from 0 on, of those months alone that were over when the first
    `over` months from the first cohort's on were: so that cohorts of other periods stand beside them as far as they had come."""
    told = [After() for _ in range(over)]
    for number, cohort in enumerate(cohorts[:over]):
        so_far = 0
        for n, month in enumerate(cohort.months[: over - number]):
            so_far += month.net
            one = told[n]
            told[n] = After(one.customers + cohort.customers, one.buyers + month.buyers, one.so_far + so_far)
    return told


def last_months(today: date, count: int) -> list[date]:
    """The first days of the last months, in order, the present one included."""
    number = today.year * 12 + today.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(number - count + 1, number + 1)]
