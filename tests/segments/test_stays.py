"""Segments that go by points and by stays follow what the books decide, by the journal."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.segments.shop import GROUND, START, Shop

from regulars.books import Books
from regulars.points.announcing import Posting, announce
from regulars.points.model.entries import Deed
from regulars.rules.scope import ANY_NAME
from regulars.segments import service
from regulars.segments.model import SegmentCircle

FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}
LASTS = {"value": "segment_stay.left_at", "op": "missing"}


def stays(*where: Any, op: str = ">=", to: int = 1, **more: Any) -> Any:
    return {"value": {"count": "segment_stay", "where": {"all": list(where)}, **more}, "op": op, "to": to}


def of(segment: str) -> Any:
    return {"value": "segment_stay.segment", "op": "=", "to": segment}


def test_who_came_back_is_known_by_two_stays(books: Books) -> None:
    shop = Shop(books)
    shop.segment("women", FEMALE)
    shop.segment("again", stays(of("women"), to=2))
    for gender in ("female", "male", "female"):
        shop.now += timedelta(hours=1)
        shop.customer("eva", gender=gender)

    assert shop.members("again") == {"eva"}
    assert [at for at, *_ in shop.changes("again")] == [START + timedelta(hours=3)]


def test_a_stay_of_seven_days_is_full_at_its_instant(books: Books) -> None:
    shop = Shop(books)
    shop.segment("women", FEMALE)
    week = {"value": {"days_since": "segment_stay.entered_at"}, "op": ">=", "to": 7}
    shop.segment("steady", stays(of("women"), LASTS, week))
    shop.customer("eva", gender="female")
    shop.customer("clara", gender="female")
    shop.now += timedelta(days=1)
    shop.customer("clara", gender="male")

    shop.at(START + timedelta(days=7))

    assert shop.members("steady") == {"eva"}
    assert shop.changes("steady") == [(START + timedelta(days=7), 1, 0, "time")]


def test_points_earned_lately_are_counted(books: Books) -> None:
    shop = Shop(books)
    earned = {"sum": "points_entry.points", "where": {"value": "points_entry.kind", "op": "=", "to": "earn"}}
    shop.segment("busy", {"value": earned | {"within": {"last": "30d"}}, "op": ">=", "to": 100})
    shop.customer("eva")
    for n, points in enumerate((60, 40)):
        with books.transaction() as unit:
            announce(unit, [Posting(f"earn:{n}", Deed.EARN, shop.now, 1, 1, points)])
        shop.road.run_dry()
        shop.now += timedelta(hours=1)

    assert shop.members("busy") == {"eva"}
    shop.at(START + timedelta(days=30))
    assert shop.members("busy") == set()


@pytest.mark.parametrize(
    "condition",
    [stays(of("x"), LASTS, op="=", to=0), stays(LASTS, op="=", to=0), stays(of("follows"))],
    ids=["its own", "of any segment", "of one that follows it"],
)
def test_a_segment_cant_go_by_its_own_stays(books: Books, condition: Any) -> None:
    shop = Shop(books)
    shop.segment("x", FEMALE)
    shop.segment("follows", stays(of("x")))

    with books.transaction() as unit, pytest.raises(SegmentCircle):
        service.change(unit, GROUND, ANY_NAME, "x", version=1, changes={"condition": condition})


def test_a_segment_whose_stays_are_counted_is_not_archived(books: Books) -> None:
    shop = Shop(books)
    shop.segment("x", FEMALE)
    shop.segment("follows", stays({"value": "segment_stay.segment", "op": "in", "to": ["X"]}))

    with books.transaction() as unit, pytest.raises(service.SegmentInUse):
        service.archive(unit, "x")
