"""The next change: the exact instant at which time alone changes an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.thorough import examples

from regulars.rules import evaluate
from regulars.rules.calendar import Calendar
from regulars.rules.change import next_change
from regulars.rules.evaluate import Row, Subject

from .shop import EXAMPLES, KYIV, NOW, checked, subject, test, utc

TICK = timedelta(microseconds=1)


def change(document: Any, who: Subject) -> datetime | None:
    """The next change, having made sure that the answer is another one there and not just before."""
    condition = checked(document)
    found = next_change(condition, who)
    if found is not None:
        holds = evaluate.compile(condition)
        assert holds(replace(who, now=found)) != holds(who)
        assert holds(replace(who, now=found - TICK)) == holds(who)
    return found


def orders(*placed_at: str, **more: Any) -> dict[str, list[Row]]:
    return {"order": [{"_key": str(n), "placed_at": utc(at), **more} for n, at in enumerate(placed_at)]}


def count(op: str, to: int, **more: Any) -> Any:
    return test({"count": "order", **more}, op, to)


@pytest.mark.parametrize(
    ("document", "at"),
    [
        (count(">=", 1, within={"last": "30d"}), "2026-04-30T09:00"),
        (count(">=", 2, within={"last": "30d"}), "2026-04-29T09:00"),
        (count("=", 2, within={"last": "36h"}), "2026-03-31T21:00"),
        (count(">=", 1, within={"last": "1mo"}), "2026-04-30T21:00"),  # 31 April is 1 May
        (count(">=", 1, within={"last": "1y"}), "2027-03-31T09:00"),
        (count(">=", 1, within={"last": "30d", "aligned": "day"}), "2026-04-29T21:00"),
        (count(">=", 1, within={"last": "1mo", "aligned": "day"}), "2026-04-30T21:00"),
        (count(">=", 1, within={"from": "2026-03-01"}), None),
        (count(">=", 1), None),
        (count(">=", 5, within={"last": "30d"}), None),
        (count(">", -1, within={"last": "30d"}), None),
    ],
)
def test_a_row_leaves_its_window(document: Any, at: str | None) -> None:
    who = subject(rows=orders("2026-03-31T09:00", "2026-03-30T09:00"))

    assert change(document, who) == (at and utc(at))


def test_rows_dated_ahead_count_from_their_instant_on() -> None:
    ahead = orders("2026-04-10T10:00")

    assert change(count(">=", 1), subject(rows=ahead)) == utc("2026-04-10T10:00")
    assert change(count(">=", 1, within={"until": "2026-04-09"}), subject(rows=ahead)) is None
    assert change(test({"days_since": {"last": "order.placed_at"}}, ">=", 3), subject(rows=ahead)) == utc(
        "2026-04-13T10:00"
    )


def test_a_row_that_left_a_window_of_months_comes_back_when_the_clocks_go_back() -> None:
    document = count(">=", 1, within={"last": "1mo"})
    rows = orders("2026-09-25T00:30")  # 03:30 in Kyiv, where 25 October has two 03:30

    first = change(document, subject(utc("2026-10-25T00:00"), rows=rows))
    second = change(document, subject(utc("2026-10-25T00:45"), rows=rows))
    third = change(document, subject(utc("2026-10-25T01:00"), rows=rows))

    assert [first, second, third] == [utc("2026-10-25T00:30"), utc("2026-10-25T01:00"), utc("2026-10-25T01:30")]
    assert change(document, subject(utc("2026-10-25T01:30"), rows=rows)) is None


def test_the_first_of_a_month_is_left_when_a_day_that_does_not_exist_leads_to_it() -> None:
    rows = orders("2026-02-28T22:00", "2026-03-01T09:00")  # 1 March 00:00 and 11:00 in Kyiv

    document = count("=", 2, within={"last": "1mo"})
    assert change(document, subject(utc("2026-03-20"), rows=rows)) == utc("2026-03-28T22:00")  # 29 March 00:00
    single = subject(utc("2026-03-20"), rows={"order": rows["order"][1:]})
    assert change(count("=", 1, within={"last": "1mo"}), single) == utc("2026-04-01T08:00")


@pytest.mark.parametrize(
    ("expression", "op", "to", "at"),
    [
        ({"days_since": "customer.registered_at"}, ">=", 100, "2026-06-08T20:30"),
        ({"days_since": "customer.registered_at"}, ">", 100, "2026-06-09T20:30"),
        ({"days_since": "customer.registered_at"}, ">=", "99.5", "2026-06-08T20:30"),
        ({"days_since": "customer.registered_at"}, "=", 30, "2026-03-31T20:30"),
        ({"days_since": "customer.registered_at"}, "<", 10, None),
        ({"days_until": "customer.registered_at"}, "<", -40, "2026-04-10T20:30"),
        ({"days_since": {"date": "customer.registered_at"}}, ">=", 32, "2026-03-31T21:00"),
        ({"days_since": "customer.born_on"}, ">=", 10000, "2035-09-19T21:00"),
        ({"age": "customer.born_on"}, ">=", 18, "2026-05-03T21:00"),
        ({"age": "customer.born_on"}, ">", 18, "2027-05-03T21:00"),
        ({"age": "customer.born_on"}, ">=", 300, "2308-05-03T21:00"),
        ({"days_until_anniversary": "customer.born_on"}, "=", 0, "2026-05-03T21:00"),
        ({"days_until_anniversary": "customer.born_on"}, "<=", 7, "2026-04-26T21:00"),
        ({"days_until_anniversary": "customer.born_on"}, ">", 34, "2026-05-04T21:00"),
        ({"days_until_anniversary": "customer.born_on"}, ">", 400, None),
        ({"weekday": "now"}, "<=", 5, "2026-04-03T21:00"),
        ({"weekday": "now"}, "=", 2, "2026-03-31T21:00"),
        ({"weekday": "now"}, ">", 7, None),
        ({"month": "now"}, "=", 12, "2026-11-30T22:00"),
        ({"hour": "now"}, ">=", 18, "2026-03-31T15:00"),
        ({"hour": "now"}, "in", [13], "2026-03-31T11:00"),
        ({"hour": "now"}, "between", [9, 17], "2026-03-31T15:00"),
        ({"date": "now"}, "=", "2026-04-02", "2026-04-01T21:00"),
        ({"date": "now"}, "<=", "2026-04-02", "2026-04-02T21:00"),
        ("now", ">=", "2026-05-01T00:00", "2026-04-30T21:00"),
        ("now", "<=", "2026-05-01T00:00", "2026-04-30T21:00:00.000001"),
        ({"held": "customer.group"}, ">=", 30, "2026-04-24T10:00"),
        ({"held": "customer.store"}, ">=", 30, None),
        ({"month": "customer.registered_at"}, "=", 5, None),
        ({"days_since": "now"}, ">=", 1, None),
    ],
)
def test_date_parts_pass_a_number(expression: Any, op: str, to: Any, at: str | None) -> None:
    who = subject(
        registered_at=utc("2026-02-28T20:30"), born_on=date(2008, 5, 4), group="VIP", _since={"group": utc("2026-03-25T10:00")}
    )  # fmt: skip

    assert change(test(expression, op, to), who) == (at and utc(at))


def test_a_birthday_on_the_29th_of_february() -> None:
    who = subject(utc("2026-02-01"), born_on=date(2008, 2, 29))
    document = test({"days_until_anniversary": "customer.born_on"}, "=", 0)

    assert change(document, who) == utc("2026-02-27T22:00")
    assert change(document, replace(who, calendar=Calendar(KYIV, "03-01"))) == utc("2026-02-28T22:00")
    assert change(document, replace(who, now=utc("2028-02-01"))) == utc("2028-02-28T22:00")


def test_an_hour_that_is_jumped_over_begins_at_the_jump() -> None:
    who = subject(utc("2026-03-28T23:00"))

    assert change(test({"hour": "now"}, ">=", 3), who) == utc("2026-03-29T01:00")
    assert change(test({"hour": "now"}, "=", 3), replace(who, now=utc("2026-03-29T00:30"))) == utc("2026-03-30T00:00")


def test_clocks_that_go_back_over_midnight_bring_yesterday_back() -> None:
    """In Beirut the clocks of 25 October 2026 go back from 24:00 to 23:00."""
    who = subject(utc("2026-10-24T20:00"), zone=ZoneInfo("Asia/Beirut"))

    assert change(test({"date": "now"}, ">=", "2026-10-25"), who) == utc("2026-10-24T22:00")


@pytest.mark.parametrize(
    ("document", "at"),
    [
        # both must be: Friday and the birthday meet in 2029
        (
            {"all": [test({"days_until_anniversary": "customer.born_on"}, "=", 0), test({"weekday": "now"}, "=", 5)]},
            "2029-05-03T21:00",
        ),
        ({"all": [test({"age": "customer.born_on"}, ">=", 100), test({"hour": "now"}, "=", 9)]}, "2108-05-04T06:00"),
        ({"all": [test({"hour": "now"}, "=", 9), test({"hour": "now"}, "=", 10)]}, None),
        ({"all": [test({"weekday": "now"}, "=", 6), test({"weekday": "now"}, "=", 7)]}, None),
        ({"any": [test({"age": "customer.born_on"}, ">=", 100), test({"hour": "now"}, "=", 9)]}, "2026-04-01T06:00"),
        ({"none": [test({"month": "now"}, "=", 3), test({"month": "now"}, "=", 4)]}, "2026-04-30T21:00"),
        ({"none": [test({"month": "now"}, "=", 5), test({"month": "now"}, "=", 6)]}, "2026-04-30T21:00"),
        ({"all": []}, None),
        ({"any": []}, None),
        ({"none": [{"none": [test({"hour": "now"}, "<", 14)]}]}, "2026-03-31T11:00"),
        ({"all": [test("customer.guest", "=", True), test({"hour": "now"}, "<", 14)]}, None),
    ],
)  # fmt: skip
def test_groups_change_with_their_children(document: Any, at: str | None) -> None:
    who = subject(born_on=date(2008, 5, 4), registered_at=utc("2008-02-29T10:00"))

    assert change(document, who) == (at and utc(at))


def test_a_29th_of_february_on_a_monday_comes_every_28_years() -> None:
    who = replace(subject(registered_at=utc("2008-02-29T10:00")), calendar=Calendar(KYIV, "03-01"))
    document = {
        "all": [
            test({"days_until_anniversary": "customer.registered_at"}, "=", 0),
            test({"month": "now"}, "=", 2),
            test({"weekday": "now"}, "=", 1),
        ]
    }

    assert change(document, who) == utc("2044-02-28T22:00")
    assert change(document, replace(who, now=utc("2072-03-01"))) == utc("2112-02-28T22:00")  # 2100 is no leap year


@pytest.mark.parametrize(
    ("value", "op", "to", "at"),
    [
        # so many days as there are orders
        ({"days_since": "customer.registered_at"}, ">", {"count": "order"}, "2026-04-01T10:00"),
        ({"count": "order"}, "<", {"days_since": "customer.registered_at"}, "2026-04-01T10:00"),
        ("now", ">", {"max": "order.completed_at"}, "2026-04-20T10:00:00.000001"),
        ({"max": "order.completed_at"}, "<=", "now", "2026-04-20T10:00"),
        # both sides move
        ({"days_since": "customer.registered_at"}, ">=", {"hour": "now"}, "2026-03-31T21:00"),
        ({"days_until": "customer.born_on"}, "<", {"days_since": "customer.born_on"}, None),
        (
            {"days_until_anniversary": "customer.born_on"},
            "<",
            {"days_since": "customer.registered_at"},
            "2026-04-16T21:00",
        ),
        ({"date": "now"}, "=", {"date": "now"}, None),
        ({"days_since": "customer.registered_at"}, "=", {"days_since": "customer.registered_at"}, None),
    ],
)
def test_what_moves_passes_another_value(value: Any, op: str, to: Any, at: str | None) -> None:
    rows = orders("2026-03-01T10:00", "2026-03-02T10:00", completed_at=utc("2026-04-20T10:00"))
    who = subject(registered_at=utc("2026-03-29T10:00"), born_on=date(2008, 5, 4), rows=rows)

    assert change(test(value, op, {"value": to}), who) == (at and utc(at))


def test_two_moving_numbers_far_apart_are_found_where_they_meet() -> None:
    """Age passes the days until an instant in sixty years."""
    who = subject(born_on=date(2008, 5, 4), registered_at=utc("2086-03-31T10:00"))

    found = change(test({"age": "customer.born_on"}, ">=", {"value": {"days_until": "customer.registered_at"}}), who)

    assert found == utc("2086-01-13T10:00")


def test_a_where_that_moves_is_followed_row_by_row() -> None:
    where = test({"days_since": "order.completed_at"}, ">=", 14)
    rows: dict[str, list[Row]] = {
        "order": [{"placed_at": utc("2026-03-01"), "completed_at": utc(at)} for at in ("2026-03-20", "2026-03-25")]
    }

    assert change(count("=", 1, where=where), subject(rows=rows)) == utc("2026-04-03")
    assert change(count("=", 2, where=where), subject(rows=rows)) == utc("2026-04-08")


def test_lines_inside_orders_are_followed_too() -> None:
    where = test({"count": "line", "where": test({"weekday": "now"}, ">=", 6)}, ">=", 1)
    rows: dict[str, list[Row]] = {"order": [{"placed_at": utc("2026-03-01"), "_lines": [{"sku": "a"}]}]}

    assert change(count(">=", 1, where=where), subject(rows=rows)) == utc("2026-04-03T21:00")


def test_status_changes_dated_ahead_are_seen_at_their_instant() -> None:
    edge = utc("2026-04-05T10:00")
    later = orders("2026-03-10T10:00", status="complete")
    who = subject(rows=orders("2026-03-10T10:00", status="pending"))

    def as_of(at: datetime) -> Subject:
        return replace(who, now=at, rows=later if at >= edge else who.rows)

    departed = checked(EXAMPLES["departed"])
    assert next_change(departed, who) is None
    assert next_change(departed, who, subject_at=as_of, edges=[edge]) == utc("2026-04-09T10:00")
    complete = checked(count(">=", 1, where=test("order.status", "=", "complete")))
    assert next_change(complete, who, subject_at=as_of, edges=[edge, NOW]) == edge
    in_march = checked(count(">=", 1, within={"last": "30d"}))
    assert next_change(in_march, who, subject_at=as_of, edges=[edge]) == utc("2026-04-09T10:00")


def test_years_of_hours_are_leapt_over() -> None:
    """Two who never meet are given up, and what is far away is found without counting the hours to it."""
    document = {
        "all": [test({"hour": "now"}, "between", [9, 17]), test({"days_since": "customer.born_on"}, ">", 100_000)]
    }

    assert change(document, subject(born_on=date(2008, 5, 4))) == utc("2282-02-18T07:00")


# Nothing is passed over: asked at many instants before the change, the answer is the same

instants = st.sampled_from(
    ["2026-03-28T22:00", "2026-03-29T00:59:59.999999", "2026-03-29T01:00", "2026-03-31T10:00", "2026-02-28T22:00",
     "2026-10-25T00:30", "2026-10-25T01:00", "2026-10-24T21:00", "2025-10-26T01:30", "2024-02-29T10:00", "2026-03-01T00:00"]
).map(utc) | st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)).map(lambda at: utc(at.isoformat()))  # fmt: skip
windows = st.builds(
    lambda n, unit, aligned: {"last": f"{n}{unit}", **({"aligned": "day"} if aligned and unit not in "mh" else {})},
    st.integers(1, 40), st.sampled_from(["m", "h", "d", "w", "mo", "y"]), st.booleans(),
)  # fmt: skip
numbers = st.sampled_from([0, 1, 2, 5, 7, 12, 23, 30, 31, 365, "0.5", "2.5"])
operators = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
values = st.one_of(
    st.builds(lambda window: {"count": "order", "within": window}, windows),
    st.builds(lambda part: {part: "customer.born_on"}, st.sampled_from(["days_since", "days_until_anniversary", "age"])),
    st.builds(lambda part: {part: "customer.registered_at"}, st.sampled_from(["days_since", "days_until", "days_until_anniversary", "age"])),
    st.builds(lambda part: {part: "now"}, st.sampled_from(["month", "weekday", "hour"])),
    st.just({"held": "customer.group"}),
    st.just({"days_since": {"last": "order.placed_at"}}),
    st.builds(lambda window, part, op, n: {"count": "order", "within": window, "where": test({part: "order.completed_at"}, op, n)},
              windows, st.sampled_from(["days_since", "age", "days_until_anniversary"]), operators, numbers),
)  # fmt: skip
tests = st.builds(test, values, operators, numbers | st.builds(lambda value: {"value": value}, values))
conditions = tests | st.builds(
    lambda mode, children: {mode: children},
    st.sampled_from(["all", "any", "none"]),
    st.lists(tests, min_size=1, max_size=3),
)


@settings(max_examples=examples(60))
@given(
    conditions,
    st.lists(instants, min_size=2, max_size=5),
    instants,
    st.sampled_from(["Europe/Kyiv", "Asia/Beirut", "America/New_York"]),
)
def test_no_change_is_passed_over(document: Any, at: list[datetime], now: datetime, zone: str) -> None:
    rows: dict[str, list[Row]] = {
        "order": [{"_key": str(n), "placed_at": one, "completed_at": at[0]} for n, one in enumerate(at[1:])]
    }
    who = subject(
        now,
        rows=rows,
        zone=ZoneInfo(zone),
        born_on=at[0].date(),
        registered_at=at[1],
        group="x",
        _since={"group": at[0]},
    )

    found = change(document, who)

    holds = evaluate.compile(checked(document))
    end = min(found or now + timedelta(days=800), now + timedelta(days=800))
    before = {now + timedelta(hours=31) * n for n in range((end - now) // timedelta(hours=31))}
    close = [*at, now, *(one + timedelta(days=n) for one in at for n in (1, 5, 7, 12, 30, 31, 365))]
    before |= {one + shift for one in close for shift in (-TICK, timedelta(0), TICK)}
    for instant in before:
        if now < instant < end:
            assert holds(replace(who, now=instant)) == holds(who), instant


def test_the_numbers_of_decimals_are_rounded_to_whole_days() -> None:
    who = subject(registered_at=NOW - timedelta(hours=1))

    assert change(test({"days_since": "customer.registered_at"}, ">", "0.25"), who) == NOW + timedelta(hours=23)
