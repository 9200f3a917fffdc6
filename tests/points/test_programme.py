"""The programme's settings: what points are called, stores that have it otherwise, and notices of points that end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.flows.shop import B1, Shop

from regulars.books import Books
from regulars.kinds import Lifetime
from regulars.points import notices, programme
from regulars.points.programme import Changed, PointsName, StoreProgramme


@pytest.fixture
def there(books: Books) -> Shop:
    return Shop(books)


def set_up(there: Shop, **values: object) -> None:
    there.now += timedelta(minutes=1)
    with there.books.transaction() as unit:
        programme.change(unit, version=programme.get(unit).version, **values)  # type: ignore[arg-type]


def test_points_have_names_in_each_language(there: Shop) -> None:
    polish = PointsName(singular="punkt", few="punkty", plural="punktów")

    set_up(there, names={"pl": polish}, notice_days=7)

    with there.books.transaction() as unit:
        kept = programme.get(unit)
    assert (kept.names, kept.notice_days) == ({"pl": polish}, 7)


def test_a_store_that_is_off_earns_nothing_and_the_others_go_on(there: Shop) -> None:
    there.rule()
    set_up(there, stores=[StoreProgramme(store="South", active=False)])

    there.send("order", there.order("s1", lines=B1, store="south"))
    there.send("order", there.order("n1", lines=B1, store="north"))
    assert there.postings() == [23]

    set_up(there, stores=[StoreProgramme(store="South")])
    there.send("order", there.order("s1", lines=B1, store="south"))
    there.send("order", there.order("s2", lines=B1, store="South"))
    assert there.postings() == [23, 23], "what came due while the store was off never earns"


def test_a_version_that_was_changed_meanwhile_is_refused(there: Shop) -> None:
    set_up(there, singular="star")

    with there.books.transaction() as unit, pytest.raises(Changed):
        programme.change(unit, version=1, singular="coin")


def test_customers_are_told_once_so_many_days_before_points_end(there: Shop) -> None:
    there.rule(lifetime=Lifetime(amount=30, unit="days"))
    there.send("order", there.order(lines=B1))
    set_up(there, notice_days=7)
    ends_at = datetime(2026, 1, 31, 23, tzinfo=UTC)

    def told_at(now: datetime) -> int:
        there.now = now
        with there.books.transaction() as unit:
            return notices.tell_next(unit)

    assert told_at(ends_at - timedelta(days=7, seconds=1)) == 0
    assert told_at(ends_at - timedelta(days=7)) == 1
    assert told_at(ends_at - timedelta(days=6)) == 0


def test_a_store_tells_its_customers_when_it_likes_or_not_at_all(there: Shop) -> None:
    there.rule(lifetime=Lifetime(amount=30, unit="days"))
    for name, store in (("ann", "north"), ("bea", "NORTH"), ("cid", "South"), ("dan", "West")):
        there.send("customer", {"external_id": name, "store": store, "registered_at": "2025-01-01T00:00:00Z"})
        there.send("order", there.order(name, lines=B1, customer=name))
    ends_at = datetime(2026, 1, 31, 23, tzinfo=UTC)
    stores = [StoreProgramme(store="North", notice_days=10), StoreProgramme(store="South", notice_days=0)]
    set_up(there, notice_days=7, stores=stores)

    def told_before(days: int) -> int:
        there.now = ends_at - timedelta(days=days)
        with there.books.transaction() as unit:
            return notices.tell_next(unit)

    assert (told_before(11), told_before(10), told_before(7), told_before(1)) == (0, 2, 1, 0)


def test_a_store_alone_may_tell(there: Shop) -> None:
    there.rule(lifetime=Lifetime(amount=1, unit="days"))
    for name, store in (("ann", "North"), ("bea", None)):
        there.send("customer", {"external_id": name, "store": store, "registered_at": "2025-01-01T00:00:00Z"})
        there.send("order", there.order(name, lines=B1, customer=name))
    set_up(there, stores=[StoreProgramme(store="north", notice_days=10)])

    with there.books.transaction() as unit:
        assert notices.tell_next(unit) == 1


@pytest.mark.parametrize(
    ("said", "store", "can"),
    [
        ({}, None, True),
        ({"spending": False}, None, False),
        ({"spending": False, "stores": [StoreProgramme(store="North")]}, "north", False),
        ({"stores": [StoreProgramme(store="North", spending=False)]}, "NORTH", False),
        ({"stores": [StoreProgramme(store="North", spending=False)]}, "South", True),
        ({"stores": [StoreProgramme(store="North", spending=False)]}, None, True),
        ({"stores": [StoreProgramme(store="North", active=False)]}, "north", False),
        ({"active": False}, None, False),
    ],
)
def test_where_points_may_be_spent(there: Shop, said: dict[str, object], store: str | None, *, can: bool) -> None:
    set_up(there, **said)

    with there.books.transaction() as unit:
        assert programme.get(unit).can_spend(store) is can


def test_where_points_are_not_spent_they_are_earned(there: Shop) -> None:
    there.rule()
    set_up(there, spending=False)

    there.send("order", there.order(lines=B1))

    assert there.postings() == [23]


def test_without_notices_nobody_is_told(there: Shop) -> None:
    there.rule(lifetime=Lifetime(amount=1, unit="days"))
    there.send("order", there.order(lines=B1))

    with there.books.transaction() as unit:
        assert notices.tell_next(unit) == 0
