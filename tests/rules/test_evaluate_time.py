"""The Python compiler: windows, date parts and how long a value is held, one fact at a time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from regulars.rules.evaluate import Row

from .evaluating import orders, what
from .shop import NOW, subject, test, utc

# Time


def test_rows_later_than_now_are_not_there_and_rows_without_a_time_always_are() -> None:
    rows: list[Row] = [{"added_at": NOW}, {"added_at": NOW + timedelta(microseconds=1)}, {"added_at": None}]

    assert what({"count": "wishlist_item"}, subject(rows={"wishlist_item": rows})) == 2
    assert what({"count": "wishlist_item", "within": {}}, subject(rows={"wishlist_item": rows})) == 1


@pytest.mark.parametrize(
    ("window", "inside", "outside"),
    [
        ({"last": "30d"}, "2026-03-01T10:00:00.000001", "2026-03-01T10:00"),
        ({"last": "1mo"}, "2026-02-28T22:00:00.000001", "2026-02-28T22:00"),
        ({"last": "90m"}, "2026-03-31T08:30:00.000001", "2026-03-31T08:30"),
        ({"last": "30d", "aligned": "day"}, "2026-03-01T22:00", "2026-03-01T21:59:59.999999"),
        ({"last": "1d", "aligned": "day"}, "2026-03-30T21:00", "2026-03-30T20:59:59.999999"),
        ({"from": "2026-03-29"}, "2026-03-28T22:00", "2026-03-28T21:59:59.999999"),
        ({"until": "2026-03-29"}, "2026-03-29T20:59:59.999999", "2026-03-29T21:00"),
        ({"from": "2026-03-29T00:00"}, "2026-03-28T22:00", "2026-03-28T21:59:59.999999"),
        ({"until": "2026-03-29T00:00"}, "2026-03-28T22:00", "2026-03-28T22:00:00.000001"),
        ({"until": "2027-01-01"}, "2026-03-31T10:00", "2026-03-31T10:00:00.000001"),
    ],
)
def test_windows_hold_their_edges_as_said(window: Any, inside: str, outside: str) -> None:
    expression = {"count": "order", "within": window}

    assert what(expression, subject(rows=orders(inside))) == 1
    assert what(expression, subject(rows=orders(outside))) == 0


def test_from_after_until_holds_nothing() -> None:
    window = {"from": "2026-03-29", "until": "2026-03-28"}

    assert what({"count": "order", "within": window}, subject(rows=orders("2026-03-28T12:00", "2026-03-29T12:00"))) == 0


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ({"days_since": "customer.registered_at"}, 364),
        ({"days_until": "customer.registered_at"}, -364),
        ({"days_since": {"date": "customer.registered_at"}}, 365),
        ({"days_until_anniversary": "customer.registered_at"}, 0),
        ({"age": "customer.registered_at"}, 1),
        ({"month": "customer.registered_at"}, 3),
        ({"weekday": "customer.registered_at"}, 1),
        ({"hour": "customer.registered_at"}, 23),
        ({"date": "customer.registered_at"}, date(2025, 3, 31)),
        ({"age": "customer.born_on"}, 17),
        ({"month": "customer.born_on"}, 5),
        ({"weekday": "customer.born_on"}, 7),
        ({"date": "customer.born_on"}, date(2008, 5, 4)),
        ({"days_until_anniversary": "customer.born_on"}, 34),
        ({"month": "now"}, 3),
        ({"weekday": "now"}, 2),
        ({"hour": "now"}, 13),
        ({"date": "now"}, date(2026, 3, 31)),
        ({"days_since": "now"}, 0),
        ({"days_since": "customer.born_on"}, (date(2026, 3, 31) - date(2008, 5, 4)).days),
    ],
)
def test_date_parts_are_read_in_the_shops_zone(expression: Any, expected: Any) -> None:
    who = subject(registered_at=utc("2025-03-31T20:30"), born_on=date(2008, 5, 4))

    assert what(expression, who) == expected


@pytest.mark.parametrize(
    "part", ["days_since", "days_until", "days_until_anniversary", "age", "month", "weekday", "hour", "date"]
)
def test_a_part_of_a_missing_value_is_missing(part: str) -> None:
    assert what({part: "customer.registered_at"}, subject()) is None
    assert what({part: {"last": "order.placed_at"}}, subject()) is None


def test_held_counts_full_days_since_the_value_came_and_is_missing_with_it() -> None:
    since = {"group": NOW - timedelta(days=30)}

    assert what({"held": "customer.group"}, subject(group="VIP", _since=since)) == 30
    assert what({"held": "customer.group"}, subject(NOW - timedelta(microseconds=1), group="VIP", _since=since)) == 29
    assert what({"held": "customer.group"}, subject(group=None, _since=since)) is None
    assert what({"held": "customer.group"}, subject(group="VIP")) is None


def test_held_is_read_of_rows_and_of_what_they_lie_in() -> None:
    order = {"placed_at": NOW, "status": "complete", "_since": {"status": NOW - timedelta(days=3)}}
    rows: dict[str, list[Row]] = {"order": [order], "order_line": [{"placed_at": NOW, "_inside": order}]}
    where = test({"held": "order.status"}, ">=", 3)

    assert what({"count": "order", "where": where}, subject(rows=rows)) == 1
    assert what({"count": "order_line", "where": where}, subject(rows=rows)) == 1
