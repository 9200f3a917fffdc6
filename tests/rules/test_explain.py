"""Why a condition holds or not: values, distances, rows and the next change."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from regulars.rules.evaluate import Row, Subject
from regulars.rules.explain import Explanation, explain
from regulars.rules.sentence import Speaker
from regulars.rules.texts import Texts

from .shop import EXAMPLES, KYIV, NOW, VOCABULARY, checked, subject, test, utc

ENGLISH = Speaker(VOCABULARY, Texts("en", KYIV))


def why(document: Any, who: Subject, speaker: Speaker = ENGLISH) -> Explanation:
    return explain(checked(document), who, speaker)


def sold(*amounts: int, status: str = "complete") -> dict[str, list[Row]]:
    return {
        "order": [
            {"_key": str(1001 + n), "placed_at": NOW - timedelta(days=n + 1), "status": status, "net_total": amount}
            for n, amount in enumerate(amounts)
        ]
    }


def test_a_threshold_tells_how_far_it_is() -> None:
    told = why(EXAMPLES["sold for 2,000"], subject(rows=sold(90_000, 109_999)))

    assert (told.held, told.value, told.threshold, told.distance) == (False, 199_999, 200_000, 1)
    assert told.to_json()["value"] == {"amount": "1999.99", "currency": "USD"}
    assert told.to_json()["distance"] == {"amount": "0.01", "currency": "USD"}
    assert why(EXAMPLES["sold for 2,000"], subject(rows=sold(200_000))).distance is None


@pytest.mark.parametrize(
    ("op", "to", "count", "distance"),
    [
        (">=", 3, 1, 2), (">", 3, 1, 3), (">", 3, 3, 1), ("<", 3, 3, 1), ("<", 3, 5, 3), ("<=", 3, 5, 2), ("=", 3, 5, 2),
        ("between", [3, 4], 1, 2), ("between", [3, 4], 6, 2), ("!=", 3, 3, None), ("in", [3], 1, None),
    ],
)  # fmt: skip
def test_the_distance_is_what_is_missing(op: str, to: Any, count: int, distance: int | None) -> None:
    told = why(test({"count": "order"}, op, to), subject(rows=sold(*[100] * count)))

    assert not told.held
    assert told.distance == distance


def test_averages_are_exact_in_the_answer_and_rounded_where_shown() -> None:
    told = why(test({"avg": "order.net_total"}, ">", "1.01"), subject(rows=sold(100, 100, 101)))

    assert told.value == Fraction(301, 3)
    assert told.distance == Fraction(2, 3)
    assert told.to_json()["value"] == {"amount": "1.00", "currency": "USD"}
    assert told.to_json()["threshold"] == {"amount": "1.01", "currency": "USD"}


def test_amounts_of_different_decimals_are_told_in_the_finer_and_rows_in_their_own() -> None:
    rows: dict[str, list[Row]] = {"order_line": [{"_key": "1", "placed_at": NOW, "price": 199_950, "row_total": 1999}]}
    document = test({"max": "order_line.row_total"}, ">=", {"value": {"max": "order_line.price"}})

    told = why(document, subject(rows=rows)).to_json()

    assert [told[name]["amount"] for name in ("value", "threshold", "distance")] == ["19.9900", "19.9950", "0.0050"]
    assert told["counted"][0]["value"] == {"amount": "19.99", "currency": "USD"}


def test_rows_that_counted_and_those_that_did_not_with_the_reason() -> None:
    rows = sold(100, 200)["order"] + [
        {"_key": "9", "placed_at": NOW - timedelta(hours=1), "status": "pending", "net_total": 300},
        {"_key": "8", "placed_at": NOW + timedelta(days=1), "status": "complete", "net_total": 400},
        {"_key": "7", "placed_at": NOW - timedelta(days=99), "status": "complete", "net_total": 500},
        {"_key": "6", "placed_at": None, "status": "complete", "net_total": 600},
    ]
    document = test(
        {
            "count": "order.net_total",
            "where": {"all": [test("order.net_total", ">", 0), test("order.status", "=", "complete")]},
            "within": {"last": "30d"},
        },
        ">=",
        3,
    )

    told = why(document, subject(rows={"order": rows}))

    assert [(row.key, row.value) for row in told.counted] == [("1001", 100), ("1002", 200)]
    assert [(row.key, row.reason) for row in told.not_counted] == [
        ("8", "not yet at that time"),
        ("9", "not met: status is complete"),
        ("7", "outside the window"),
        ("6", "outside the window"),
    ]
    assert told.to_json()["counted"][0] == {
        "key": "1001",
        "at": "2026-03-30T10:00:00Z",
        "value": {"amount": "1.00", "currency": "USD"},
        "reason": None,
    }
    assert (told.to_json()["value"], told.to_json()["distance"]) == ("2", "1")


def test_of_many_rows_the_latest_are_shown_and_all_counted() -> None:
    told = why(test({"count": "order"}, ">", 0), subject(rows=sold(*[100] * 120)))

    assert (len(told.counted), told.counted_total, told.not_counted_total) == (50, 120, 0)
    assert told.counted[0].key == "1001"


def test_a_tree_is_told_node_by_node_with_pointers() -> None:
    document = {"all": [EXAMPLES["female"], {"none": [test("customer.tags", "has_any", ["VIP", "New"])]}]}

    told = why(document, subject(gender="Female", tags=frozenset({"Vip", "x"})))

    assert (told.pointer, told.held) == ("", False)
    female, none = told.children
    assert (female.pointer, female.held, female.value, female.threshold) == ("/all/0", True, "Female", "female")
    assert (none.pointer, none.held) == ("/all/1", False)
    assert none.children[0].pointer == "/all/1/none/0"
    assert none.children[0].to_json()["value"] == ["Vip", "x"]
    assert none.children[0].to_json()["threshold"] == ["new", "vip"]
    assert none.children[0].sentence == "tags include VIP or New"


def test_missing_values_are_told_as_none() -> None:
    told = why(test({"days_since": {"last": "order.placed_at"}}, ">=", 30), subject()).to_json()

    assert (told["value"], told["distance"], told["held"], told["unit"]) == (None, None, False, "number")


def test_the_next_change_is_of_the_whole() -> None:
    document = {"all": [EXAMPLES["departed"], test({"weekday": "now"}, "<=", 5)]}

    told = why(document, subject(rows=sold(100)))

    assert told.next_change == utc("2026-04-29T10:00")
    assert told.to_json()["next_change"] == "2026-04-29T10:00:00Z"
    assert told.children[0].next_change is None
    assert told.children[0].distance == 29


def test_what_is_dated_ahead_is_seen_when_it_is_known() -> None:
    edge = utc("2026-04-05T10:00")
    who = subject(rows=sold(100, status="pending"))

    def as_of(at: datetime) -> Subject:
        return replace(who, now=at, rows=sold(100) if at >= edge else who.rows)

    told = explain(checked(EXAMPLES["departed"]), who, ENGLISH, subject_at=as_of, edges=[edge])

    assert told.next_change == utc("2026-04-29T10:00")


def test_dates_and_numbers_as_the_api_tells_them() -> None:
    who = subject(registered_at=utc("2026-03-01T10:00"), attribute_shoe_size=Decimal("38.50"))

    told = [
        why(document, who).to_json()["value"]
        for document in (
            test("customer.registered_at", "exists"),
            test({"date": "customer.registered_at"}, "exists"),
            test("customer.attributes.shoe_size", "exists"),
            test("customer.guest", "=", True),
            test({"count": "order"}, "=", 30),
        )
    ]

    assert told == ["2026-03-01T10:00:00Z", "2026-03-01", "38.5", False, "0"]
