"""Whoever listens is told once of each who enters or leaves, and of each group that changes; of history nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from tests.segments.shop import GROUND, Shop

from regulars.books import Books
from regulars.books.announcing import ANNOUNCED, LISTENED
from regulars.books.tables import outbox
from regulars.flows.memberships import MembershipsKept
from regulars.flows.moment import Sweep
from regulars.flows.road import Road
from regulars.flows.segment_actions import SegmentsAct
from regulars.segments import announcing

FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}
TYPES = ["segment.entered", "segment.left", "customer.group_changed"]


@pytest.fixture
def shop(books: Books) -> Shop:
    there = Shop(books)
    steps = [MembershipsKept(lambda: GROUND), SegmentsAct(books)]
    there.road = Road(books, there.facts, steps, [Sweep("announcements", 0, announcing.announce_next)])
    there.road.begin()
    there.customer("anna", gender="female", email="anna@shop.example")
    there.segment("women", FEMALE, actions={"group": "Women"})
    listen(there, TYPES)
    return there


def listen(shop: Shop, types: list[str]) -> None:
    with shop.books.transaction() as unit:
        unit.set_setting(LISTENED, types)


def told(shop: Shop) -> list[dict[str, Any]]:
    """What was announced since it was asked last."""
    with shop.books.transaction() as unit:
        query = sa.select(outbox.c.payload).where(outbox.c.topic == ANNOUNCED).order_by(outbox.c.id)
        found = list(unit.connection.scalars(query))
        unit.connection.execute(sa.delete(outbox))
    return found


def test_each_who_comes_and_goes_is_told_of_once(shop: Shop) -> None:
    shop.now += timedelta(minutes=1)
    shop.customer("eva", gender="female", email="eva@shop.example")
    entered = shop.now
    shop.road.begin()
    shop.road.run_dry()

    by_type = {one["type"]: one for one in told(shop)}
    assert set(by_type) == {"segment.entered", "customer.group_changed"}
    data = by_type["segment.entered"]["data"]
    assert (data["segment"], data["cause"]) == ({"id": "women", "name": "women"}, "entries")
    assert (data["customer"]["external_id"], data["customer"]["email"]) == ("eva", "eva@shop.example")
    assert data["at"] == entered.isoformat().replace("+00:00", "Z")
    group = by_type["customer.group_changed"]["data"]
    assert (group["group"], group["previous_group"], group["by_segment"]) == ("Women", None, "women")

    shop.now += timedelta(minutes=1)
    shop.customer("eva", gender="other", email="eva@shop.example")
    left, back = sorted(told(shop), key=lambda one: -len(one["type"]))[::-1]
    assert (left["type"], back["data"]["group"], back["data"]["previous_group"]) == ("segment.left", None, "Women")


def test_history_and_new_definitions_are_told_to_nobody(shop: Shop) -> None:
    shop.send("customer", {"external_id": "old", "gender": "female", "registered_at": shop.now.isoformat()}, live=False)
    shop.segment("again", FEMALE)
    assert shop.members("again") == {"anna", "old"}
    assert told(shop) == []


def test_who_begins_to_listen_is_told_from_then_on(shop: Shop) -> None:
    listen(shop, [])
    shop.customer("before", gender="female")
    listen(shop, TYPES)
    shop.customer("after", gender="female")
    assert {one["data"]["customer"]["external_id"] for one in told(shop)} == {"after"}


def test_many_at_once_are_told_of_in_parts(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announcing, "AT_ONCE", 7)
    shop.customers([f"c{n}" for n in range(20)], gender="female")
    shop.now += timedelta(minutes=1)
    shop.customers([f"c{n}" for n in range(15)], gender="other")
    found = [one for one in told(shop) if one["type"].startswith("segment.")]
    by_type = {
        type: [one["data"]["customer"]["external_id"] for one in found if one["type"] == type] for type in TYPES[:2]
    }
    assert by_type == {"segment.entered": [f"c{n}" for n in range(20)], "segment.left": [f"c{n}" for n in range(15)]}
