"""Alarms that can't have changed anybody's answer are told from those that can."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from regulars.rules.calendar import Calendar
from regulars.rules.query import alarm, turns
from regulars.rules.tree import Condition

from .shop import KYIV, checked, test, utc

CALENDAR = Calendar(KYIV)
MONDAY = utc("2026-03-02T10:00")
WEEKEND: Any = test({"weekday": "now"}, ">=", 6)


def alarms(condition: Condition, since: datetime, days: int) -> Iterator[tuple[datetime, datetime]]:
    """Each alarm in so many days, and the instant since when it is the first."""
    until = since + timedelta(days=days)
    at = alarm(condition, since, CALENDAR)
    while at is not None and at <= until:
        yield since, at
        since, at = at, alarm(condition, at, CALENDAR)


def turned(document: Any, since: datetime = MONDAY, days: int = 7) -> list[str]:
    """When alarms of a condition may have changed something, by the local clock."""
    condition = checked(document)
    found = [at for before, at in alarms(condition, since, days) if turns(condition, before, at, CALENDAR)]
    return [f"{CALENDAR.wall(at):%a %H:%M}" for at in found]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (WEEKEND, ["Sat 00:00", "Mon 00:00"]),
        ({"none": [WEEKEND, test("customer.guest", "=", True)]}, ["Sat 00:00", "Mon 00:00"]),
        (test({"count": "order", "where": WEEKEND}, ">=", 1), ["Sat 00:00", "Mon 00:00"]),
        (test({"hour": "now"}, "=", 9), [f"{day} {hour}" for day in ("Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Mon") for hour in ("09:00", "10:00")]),
        (test("now", ">=", "2026-03-04T12:00:00"), ["Wed 12:00"]),
        (test({"month": "now"}, "=", 4), []),
        (test({"days_since": "customer.registered_at"}, ">=", 30), []),
    ],
)  # fmt: skip
def test_only_those_that_bring_another_answer_count(document: Any, expected: list[str]) -> None:
    assert turned(document) == expected


def test_against_something_of_the_customers_every_day_may() -> None:
    birthday = test({"weekday": "now"}, "=", {"value": {"weekday": "customer.born_on"}})

    assert len(turned(birthday)) == 7


def test_a_change_of_the_clocks_may_for_whatever_goes_by_local_days() -> None:
    local = test({"days_since": {"date": "customer.registered_at"}}, ">=", 30)

    assert turned(local, utc("2026-03-28T10:00"), 3) == ["Sun 04:00"]
