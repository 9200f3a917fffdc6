"""Everybody is asked about from nothing and compared: what is right says so, and what has drifted is named and mended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pyroaring import BitMap
from tests.segments.shop import CALENDAR, Shop

from regulars.books import Books
from regulars.books.shop import Shop as Installation
from regulars.segments import keeping, store, verify
from regulars.segments.desk import Desk

INSTALLATION = Installation("USD", str(CALENDAR.zone), "en", "always", "02-28")
FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}
IN_WOMEN = {"value": "customer.segments", "op": "has_any", "to": ["women"]}


@pytest.fixture
def shop(books: Books) -> Shop:
    there = Shop(books)
    there.segment("women", FEMALE)
    there.segment("others", {"none": [IN_WOMEN]})
    for name, gender in (("anna", "female"), ("boris", "male"), ("clara", "female")):
        there.customer(name, gender=gender)
    return there


def lose(shop: Shop, name: str, segment: str) -> int:
    """Take a customer out of what is kept, as no road would; gives the id."""
    with shop.books.transaction() as unit:
        kept = store.members(unit.connection, [segment])[segment]
        (row,) = shop.facts.ask(f"select customer_id from customer where external_id = '{name}'").to_pylist()
        changed = kept - BitMap([row["customer_id"]])
        keeping.replace_members(unit.connection, {segment: changed}, position=0, asked_at=shop.now)
    shop.road.begin()
    return int(row["customer_id"])


def idle(shop: Shop) -> None:
    """What the worker does while nothing waits."""
    while shop.road.get_ready():
        shop.road.run_dry()
    shop.road.run_dry()


def test_at_night_what_has_drifted_is_told_and_mended(shop: Shop) -> None:
    shop.at(datetime(2026, 3, 2, 0, 30, tzinfo=UTC))
    clara = lose(shop, "clara", "women")
    idle(shop)
    with shop.books.transaction() as unit:
        assert verify.checks(unit.connection) == {}
    assert shop.members("women") == {"anna"}

    shop.at(datetime(2026, 3, 2, 1, 0, tzinfo=UTC))
    idle(shop)

    with shop.books.transaction() as unit:
        found = verify.checks(unit.connection)
    assert (found["women"].missing, found["women"].surplus, found["women"].customers) == (1, 0, [clara])
    assert (found["others"].missing, found["others"].surplus) == (0, 0)
    assert shop.members("women") == {"anna", "clara"}
    assert shop.members("others") == {"boris"}

    shop.at(shop.now + timedelta(days=1))
    idle(shop)
    with shop.books.transaction() as unit:
        assert all((row.missing, row.surplus) == (0, 0) for row in verify.checks(unit.connection).values())


def test_by_hand_it_is_asked_of_what_is_kept(shop: Shop) -> None:
    desk = Desk(shop.books, shop.facts, INSTALLATION)
    assert not any(desk.verify(lambda: None))

    clara = lose(shop, "clara", "women")
    drifts = {drift.segment: drift for drift in desk.verify(lambda: None)}

    assert (drifts["women"].missing, drifts["women"].surplus) == (BitMap([clara]), BitMap())


def test_what_came_in_meanwhile_is_no_drift(shop: Shop) -> None:
    desk = Desk(shop.books, shop.facts, INSTALLATION)
    lose(shop, "clara", "women")

    def settle() -> None:
        with shop.books.transaction() as unit:
            kept = store.members(unit.connection, ["women"])["women"]
            (row,) = shop.facts.ask("select customer_id from customer where external_id = 'clara'").to_pylist()
            changed = kept | BitMap([row["customer_id"]])
            keeping.replace_members(unit.connection, {"women": changed}, position=0, asked_at=shop.now)

    assert not any(desk.verify(settle))
