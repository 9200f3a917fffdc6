"""Membership is exact: from entries at once, from time at the instant, whatever happens to the worker."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.segments.shop import GROUND, START, Shop

from regulars.books import Books
from regulars.core.errors import NotFound
from regulars.rules.check import InvalidCondition
from regulars.rules.scope import ANY_NAME
from regulars.segments import service, store
from regulars.segments.keeper import Keeper
from regulars.segments.model import SegmentCircle

COMPLETE = {"value": "order.status", "op": "=", "to": "complete"}
VIP = {"value": {"sum": "order.net_total", "where": COMPLETE}, "op": ">=", "to": "2000"}
DEPARTED = {"value": {"days_since": {"last": "order.placed_at", "where": COMPLETE}}, "op": ">=", "to": 30}
FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}


@pytest.fixture
def shop(books: Books) -> Shop:
    return Shop(books)


def inside(segment: str) -> dict[str, Any]:
    return {"value": "customer.segments", "op": "has_any", "to": [segment]}


def test_until_definitions_were_read_a_condition_may_be_about_anything(books: Books) -> None:
    there = Shop(books)
    keeper = Keeper(books, there.facts, lambda: GROUND)
    assert keeper.asks_about({"points_entry"})
    keeper.begin()
    keeper.react([], there.now)
    assert not keeper.asks_about({"points_entry"})
    there.segment("collects", {"value": {"count": "points_entry"}, "op": ">=", "to": 1})
    keeper.react([], there.now)
    assert keeper.asks_about({"points_entry"})


def test_a2_vip_enters_with_the_third_completed_order_and_leaves_with_the_refund(shop: Shop) -> None:
    shop.segment("vip", VIP)
    shop.customer("dmytro", gender="male")
    shop.order("1", "dmytro", "900.00", "complete")
    shop.order("2", "dmytro", "1099.99", "complete")
    shop.order("3", "dmytro", "500.00", "pending")
    assert shop.members("vip") == set()

    shop.now += timedelta(minutes=1)
    shop.order("3", "dmytro", "500.00", "complete")
    assert shop.members("vip") == {"dmytro"}

    shop.now += timedelta(minutes=1)
    shop.send(
        "refund",
        {"external_id": "r", "order": "3", "refunded_at": shop.now.isoformat(), "amount": "500.00", "lines": []},
    )
    assert shop.members("vip") == set()
    assert [(entered, left) for _, entered, left, _ in shop.changes("vip")] == [(1, 0), (0, 1)]


def test_a3_departed_begins_at_the_instant_without_any_event(shop: Shop) -> None:
    shop.segment("departed", DEPARTED)
    shop.customer("eva")
    shop.customer("boris")
    shop.order("1", "eva", "80.00", "complete", placed_at="2026-03-01T10:00:00Z")
    begins = datetime(2026, 3, 31, 10, tzinfo=UTC)

    shop.at(begins - timedelta(seconds=1))
    assert shop.members("departed") == set()
    assert shop.road.next_due() == begins

    shop.at(begins)
    assert shop.members("departed") == {"eva"}
    assert shop.changes("departed") == [(begins, 1, 0, "time")]


def test_the_recorded_instant_is_the_true_one_after_the_worker_was_down(shop: Shop) -> None:
    shop.segment("departed", DEPARTED)
    shop.customer("eva")
    shop.order("1", "eva", "80.00", "complete", placed_at="2026-03-01T10:00:00Z")

    shop.at(datetime(2026, 4, 5, tzinfo=UTC))

    assert shop.changes("departed") == [(datetime(2026, 3, 31, 10, tzinfo=UTC), 1, 0, "time")]


def test_a_new_segment_is_computed_over_everybody_and_only_it(shop: Shop) -> None:
    shop.customer("anna", gender="female")
    shop.customer("boris", gender="male")

    made = shop.segment("female", FEMALE)

    assert made.state == "computing"
    assert shop.members("female") == {"anna"}
    with shop.books.transaction() as unit:
        assert service.get(unit, "female").state == "active"


def test_a_changed_definition_keeps_its_members_until_it_is_computed(shop: Shop) -> None:
    shop.customer("anna", gender="female")
    shop.customer("boris", gender="male")
    shop.segment("s", FEMALE)

    with shop.books.transaction() as unit:
        male = {"value": "customer.gender", "op": "=", "to": "male"}
        service.change(unit, GROUND, ANY_NAME, "s", version=1, changes={"condition": male})
    assert shop.members("s") == {"anna"}

    shop.road.run_dry()
    assert shop.members("s") == {"boris"}


def test_a_segment_that_names_another_follows_it(shop: Shop) -> None:
    shop.segment("vip", VIP)
    shop.segment("female-vip", {"all": [inside("VIP"), FEMALE]})
    shop.segment("others", {"none": [inside("vip")]}, applies_to="registered")
    shop.customer("anna", gender="female")
    assert shop.members("others") == {"anna"}

    shop.order("1", "anna", "2500.00", "complete")

    assert shop.members("female-vip") == {"anna"}
    assert shop.members("others") == set()


def test_circles_are_refused_with_the_circle_named(shop: Shop) -> None:
    shop.segment("a", FEMALE)
    shop.segment("b", inside("a"))

    with pytest.raises(SegmentCircle) as refusal, shop.books.transaction() as unit:
        service.change(unit, GROUND, ANY_NAME, "a", version=1, changes={"condition": inside("b")})

    assert set(refusal.value.circle) == {"a", "b"}
    assert [fault.pointer for fault in refusal.value.errors] == ["/condition/to"]


def test_a_segment_that_names_itself_is_told_where(shop: Shop) -> None:
    with pytest.raises(SegmentCircle) as refusal:
        shop.segment("a", {"all": [FEMALE, {"none": [inside("a")]}]})

    assert [(fault.pointer, fault.code) for fault in refusal.value.errors] == [
        ("/condition/all/1/none/0/to", "segment.circle")
    ]


def test_guests_are_kept_apart_when_a_segment_applies_to_registered_customers(shop: Shop) -> None:
    shop.segment("all", {"all": []})
    shop.segment("registered", {"all": []}, applies_to="registered")
    shop.segment("guests", {"all": []}, applies_to="guests")
    shop.customer("anna")
    shop.order("1", None, "10.00", "complete", email="guest@example.com")

    assert shop.members("all") == {"anna", "guest@example.com"}
    assert shop.members("registered") == {"anna"}
    assert shop.members("guests") == {"guest@example.com"}


def test_history_makes_memberships_too(shop: Shop) -> None:
    shop.segment("vip", VIP)
    shop.customer("dmytro")

    shop.send(
        "order",
        {
            "external_id": "h", "customer": "dmytro", "placed_at": "2026-01-01T10:00:00Z", "status": "complete",
            "currency": "USD", "subtotal": "2000", "grand_total": "2000", "lines": [],
        },
        live=False,
    )  # fmt: skip

    assert shop.members("vip") == {"dmytro"}


def test_a_weekday_is_an_alarm_for_everybody(shop: Shop) -> None:
    shop.customer("anna")
    shop.segment("weekend", {"value": {"weekday": "now"}, "op": ">=", "to": 6})
    assert START.isoweekday() == 7
    assert shop.members("weekend") == {"anna"}

    shop.at(datetime(2026, 3, 3, 12, tzinfo=UTC))

    assert shop.members("weekend") == set()
    midnight_in_kyiv = datetime(2026, 3, 1, 22, tzinfo=UTC)
    assert shop.changes("weekend")[-1] == (midnight_in_kyiv, 0, 1, "time")


def test_a_worker_that_begins_again_goes_on_where_it_was(books: Books, shop: Shop) -> None:
    shop.segment("departed", DEPARTED)
    shop.customer("eva")
    shop.order("1", "eva", "80.00", "complete", placed_at="2026-03-01T10:00:00Z")

    again = Shop(books, facts=shop.facts)
    again.at(datetime(2026, 3, 31, 10, tzinfo=UTC))

    assert again.members("departed") == {"eva"}
    assert len(again.changes("departed")) == 1


def test_an_index_that_was_not_written_is_made_up_for(books: Books, shop: Shop) -> None:
    shop.segment("departed", DEPARTED)
    shop.customer("eva")
    shop.order("1", "eva", "80.00", "complete", placed_at="2026-03-01T10:00:00Z")
    shop.facts._con.execute("update next_change set \"at\" = timestamp '2027-01-01'")
    shop.facts._con.execute("delete from meta where name like 'segments.%'")
    shop.facts._prepare()  # as when the file is opened

    again = Shop(books, facts=shop.facts)
    again.at(datetime(2026, 3, 31, 10, tzinfo=UTC))

    assert again.members("departed") == {"eva"}


def test_an_archived_segment_stops_and_one_in_use_cannot_be_archived(shop: Shop) -> None:
    shop.segment("vip", VIP)
    shop.segment("both", {"all": [inside("vip"), FEMALE]})

    with pytest.raises(service.SegmentInUse) as refusal, shop.books.transaction() as unit:
        service.archive(unit, "vip")
    assert refusal.value.used_by == ["both"]

    with shop.books.transaction() as unit:
        assert service.archive(unit, "both").state == "archived"
        assert [d.id for d in store.definitions(unit.connection)] == ["vip"]


def test_nothing_is_made_of_a_condition_with_a_fault(shop: Shop) -> None:
    with pytest.raises(InvalidCondition) as refusal, shop.books.transaction() as unit:
        service.create(unit, GROUND, ANY_NAME, service.Draft("x", {"value": "customer.shoe", "op": "=", "to": "1"}))

    assert refusal.value.errors[0].pointer == "/condition/value"
    with pytest.raises(NotFound), shop.books.transaction() as unit:
        service.get(unit, "x")
