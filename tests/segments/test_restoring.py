"""An archived segment lets everybody go, and is kept again when it is restored."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pyroaring import BitMap

from regulars.books import Books
from regulars.core.errors import NameTaken
from regulars.rules.check import InvalidCondition
from regulars.rules.scope import ANY_NAME, Names
from regulars.segments import past, reading, service, store
from regulars.segments.feedback import FeedEachOther
from regulars.segments.model import Definition, SegmentCircle

from .shop import CALENDAR, GROUND, START, Shop

FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}
MINUTE = timedelta(minutes=1)


def archive(shop: Shop, id: str) -> None:
    with shop.books.transaction() as unit:
        service.archive(unit, id)
    shop.road.run_dry()


def restore(shop: Shop, id: str, names: Names = ANY_NAME) -> Definition:
    with shop.books.transaction() as unit:
        restored = service.restore(unit, GROUND, names, id)
    shop.road.run_dry()
    return restored


def naming(id: str) -> Any:
    return {"value": "customer.segments", "op": "has_any", "to": [id]}


@pytest.fixture
def shop(books: Books) -> Shop:
    """With Anna in the segment of women."""
    there = Shop(books)
    there.customer("anna", gender="female")
    there.segment("women", FEMALE)
    return there


def test_who_came_and_went_meanwhile_is_known_once_it_is_restored(shop: Shop) -> None:
    shop.at(START + MINUTE)
    archive(shop, "women")
    shop.at(START + 2 * MINUTE)
    shop.customer("anna", gender="other")
    shop.customer("eva", gender="female")
    shop.at(START + 3 * MINUTE)

    assert restore(shop, "women").state == "computing"

    assert shop.members("women") == {"eva"}
    moves = [(at - START, entered, left) for at, entered, left, _ in shop.changes("women")]
    assert moves == [(timedelta(), 1, 0), (MINUTE, 0, 1), (3 * MINUTE, 1, 0)]


def test_its_past_is_kept_and_nobody_was_in_while_it_was_archived(shop: Shop) -> None:
    shop.at(START + timedelta(days=1))
    archive(shop, "women")
    shop.at(START + timedelta(days=3))
    restore(shop, "women")

    with shop.books.transaction() as unit:
        sizes = [len(past.members_at(unit.connection, "women", START + timedelta(days=n))) for n in (0, 2, 3)]
        days = reading.history(unit.connection, "women", until=shop.now, days=5, calendar=CALENDAR)
    assert sizes == [1, 0, 1]
    assert [day.size for day in days] == [1, 0, 0, 1]


@pytest.mark.parametrize("apart", [timedelta(), timedelta(milliseconds=3)])
@pytest.mark.parametrize("restarted", [False, True])
def test_archived_and_restored_before_anybody_saw_everybody_leaves_and_comes_back(
    shop: Shop, *, apart: timedelta, restarted: bool
) -> None:
    shop.at(START + MINUTE)
    with shop.books.transaction() as unit:
        service.archive(unit, "women")
    shop.now += apart
    with shop.books.transaction() as unit:
        service.restore(unit, GROUND, ANY_NAME, "women")
    if restarted:
        shop.road.begin()
    shop.road.run_dry()

    assert shop.members("women") == {"anna"}
    moves = [(at - START, entered, left) for at, entered, left, _ in shop.changes("women")]
    assert moves == [(timedelta(), 1, 0), (MINUTE, 0, 1), (MINUTE + apart, 1, 0)]
    with shop.books.transaction() as unit:
        then = [past.members_at(unit.connection, "women", START + MINUTE + ago) for ago in (-apart, apart)]
        assert store.parting(unit.connection) == {}
    assert [len(members) for members in then] == [1, 1]


def test_what_comes_in_right_after_finds_them_back(shop: Shop) -> None:
    shop.at(START + MINUTE)
    with shop.books.transaction() as unit:
        service.archive(unit, "women")
        service.restore(unit, GROUND, ANY_NAME, "women")
    shop.customer("eva", gender="female", go=False)
    shop.customer("anna", gender="other")

    assert shop.members("women") == {"eva"}
    assert [(entered, left) for _, entered, left, _ in shop.changes("women")] == [(1, 0), (0, 1), (1, 0), (1, 1)]


def test_one_archived_twice_before_anybody_saw_stays_empty(shop: Shop) -> None:
    with shop.books.transaction() as unit:
        service.archive(unit, "women")
        service.restore(unit, GROUND, ANY_NAME, "women")
    archive(shop, "women")
    shop.at(START + MINUTE)

    assert [(entered, left) for _, entered, left, _ in shop.changes("women")] == [(1, 0), (0, 1)]
    assert restore(shop, "women").archived is False
    assert shop.members("women") == {"anna"}


def test_one_archived_while_no_worker_ran_lets_everybody_go_when_one_begins(shop: Shop) -> None:
    with shop.books.transaction() as unit:
        service.archive(unit, "women")

    again = Shop(shop.books, facts=shop.facts)
    again.road.run_dry()

    assert [(entered, left) for _, entered, left, _ in again.changes("women")] == [(1, 0), (0, 1)]
    with shop.books.transaction() as unit:
        assert store.members(unit.connection, archived=True)["women"] == BitMap()


def test_restoring_what_is_kept_changes_nothing(shop: Shop) -> None:
    assert restore(shop, "women").state == "active"


def test_one_that_names_another_waits_for_that_one(shop: Shop) -> None:
    class Archived:
        standing = False

        def exists(self, kind: str, id: str) -> bool:
            return False

    shop.segment("both", naming("women"))
    archive(shop, "both")
    archive(shop, "women")

    with pytest.raises(InvalidCondition, match="women"):
        restore(shop, "both", Archived())


def test_one_that_would_go_round_in_a_circle_is_not_restored(shop: Shop) -> None:
    shop.segment("both", naming("women"))
    archive(shop, "both")
    shop.change("women", condition=naming("both"))

    with pytest.raises(SegmentCircle):
        restore(shop, "both")


def test_one_that_would_feed_another_is_not_restored(shop: Shop) -> None:
    tagged = {"value": "customer.tags", "op": "has_any", "to": ["a"]}
    shop.segment("giver", naming("women"), actions={"on_entry": {"add": ["a"]}})
    archive(shop, "giver")
    shop.change("women", condition=tagged)

    with pytest.raises(FeedEachOther):
        restore(shop, "giver")


def test_one_whose_name_was_taken_meanwhile_is_not_restored(shop: Shop) -> None:
    archive(shop, "women")
    shop.segment("ladies", FEMALE, name="Women")

    with pytest.raises(NameTaken):
        restore(shop, "women")
    with shop.books.transaction() as unit, pytest.raises(NameTaken):
        service.restore(unit, GROUND, ANY_NAME, "women", name="women ")
    with shop.books.transaction() as unit:
        service.restore(unit, GROUND, ANY_NAME, "women", name=" All women ")
    shop.road.run_dry()

    with shop.books.transaction() as unit:
        assert (service.get(unit, "women").name, service.get(unit, "women").state) == ("All women", "active")
