"""What comes in is dated when it was received, however late the worker looks at it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap
from tests.segments.shop import Shop

from regulars.books import Books
from regulars.segments.dating import Dating, Told

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}
AWAY = {"value": {"count": "login", "within": {"last": "1d"}}, "op": "=", "to": 0}


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def dating(*told: Told) -> Dating:
    """With what the books tell."""
    return Dating(lambda since: [one for one in told if one[0] > since])


def test_who_was_told_of_later_is_dated_then_and_who_is_not_received_now() -> None:
    received = {at(10): BitMap([1, 2]), at(20): BitMap([3])}

    found = dating((at(15), BitMap([2, 3, 9]))).dated(received, BitMap([1, 2, 3, 4]), at(60))

    assert found == {at(10): BitMap([1]), at(15): BitMap([2]), at(20): BitMap([3]), at(60): BitMap([4])}


def test_nothing_is_dated_before_everybody_was_looked_at() -> None:
    one = dating()
    one.looked_at_everybody(at(12))

    assert one.dated({at(10): BitMap([1]), at(20): BitMap([2])}, BitMap([1, 2]), at(60)) == {
        at(12): BitMap([1]),
        at(20): BitMap([2]),
    }


@given(
    st.lists(st.tuples(st.integers(0, 50), st.sets(st.integers(0, 6)))),
    st.dictionaries(st.integers(0, 50), st.sets(st.integers(0, 6))),
)
def test_everybody_is_dated_once_and_never_before_what_was_told(
    told: list[tuple[int, set[int]]], received: dict[int, set[int]]
) -> None:
    asked, now = BitMap(range(7)), at(60)
    one = dating(*((at(minute), BitMap(those)) for minute, those in told))

    found = one.dated({at(minute): BitMap(those) for minute, those in received.items()}, asked, now)

    dated = {customer: instant for instant, those in found.items() for customer in those}
    assert sum(map(len, found.values())) == len(dated) == 7
    for customer, instant in dated.items():
        last = max((at(minute) for minute, those in told if customer in those), default=NOON)
        mine = min((at(minute) for minute, those in received.items() if customer in those), default=now)
        assert instant == max(mine, last), "what is received twice counts from the first, which nothing live is"


def test_a_worker_that_was_down_dates_entries_when_they_came(books: Books) -> None:
    shop = Shop(books)
    shop.segment("women", FEMALE)
    shop.customer("anna", gender="female")
    shop.road.run_dry()
    came = []
    for name in ("eva", "olga"):
        shop.now += timedelta(minutes=10)
        came.append(shop.now)
        shop.customer(name, gender="female", go=False)
    shop.now += timedelta(hours=3)

    shop.road.begin()
    shop.road.run_dry()

    assert [(instant, cause) for instant, entered, _, cause in shop.changes("women")[-2:]] == [
        (came[0], "entries"),
        (came[1], "entries"),
    ]
    assert shop.members("women") == {"anna", "eva", "olga"}


def test_what_time_brought_before_it_was_read_stays_before_it(books: Books) -> None:
    shop = Shop(books)
    shop.segment("away", AWAY)
    shop.customer("anna")
    began = shop.now
    shop.send("login", {"external_id": "1", "customer": "anna", "logged_in_at": began.isoformat()})
    shop.now = began + timedelta(hours=23)
    shop.send("login", {"external_id": "2", "customer": "anna", "logged_in_at": shop.now.isoformat()}, go=False)
    shop.now = began + timedelta(hours=30)

    shop.road.begin()
    shop.road.run_dry()

    assert shop.members("away") == set()
    told = shop.changes("away")
    assert [one[0] for one in told] == sorted(one[0] for one in told), "in their order"
    assert told[-1][1:3] == (0, 1)
