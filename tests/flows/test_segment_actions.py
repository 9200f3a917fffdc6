"""Groups and tags follow memberships: each change once, on record, held back by a cool-down, and undone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.segments.shop import GROUND, Shop

from regulars.books import Books
from regulars.flows.memberships import MembershipsKept
from regulars.flows.road import Road
from regulars.flows.segment_actions import SegmentsAct
from regulars.rules.scope import ANY_NAME
from regulars.segments import deeds, health, service, store, waiting
from regulars.segments.desk import Desk
from regulars.segments.model import EVERYONE

COMPLETE = {"value": "order.status", "op": "=", "to": "complete"}
VIP = {"value": {"sum": "order.net_total", "where": COMPLETE}, "op": ">=", "to": "2000"}
FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}
NAMED_A = {"value": "customer.first_name", "op": "starts_with", "to": "a"}


@pytest.fixture
def shop(books: Books) -> Shop:
    there = Shop(books)
    there.road = Road(books, there.facts, [MembershipsKept(lambda: GROUND), SegmentsAct(books)])
    there.road.begin()
    return there


def profile(shop: Shop, name: str) -> tuple[str | None, list[str]]:
    """A customer's group and tags, as conditions see them."""
    (row,) = shop.facts.ask(f"select \"group\", tags from customer where external_id = '{name}'").to_pylist()
    return row["group"], row["tags"] or []


def segment(shop: Shop, id: str, condition: Any, **actions: Any) -> None:
    shop.segment(id, condition, actions=actions)


def test_a2_the_group_is_the_segments_while_they_are_in_and_the_shops_again_after(shop: Shop) -> None:
    segment(shop, "vip", VIP, group="VIP")
    shop.customer("dmytro")
    shop.order("1", "dmytro", "1999.99", "complete")
    assert profile(shop, "dmytro") == ("General", [])

    shop.order("2", "dmytro", "500.00", "complete")
    assert profile(shop, "dmytro") == ("VIP", [])
    shop.now += timedelta(minutes=1)
    shop.customer("dmytro", group="Wholesale")
    assert profile(shop, "dmytro") == ("VIP", [])

    refund = {"external_id": "r", "order": "2", "refunded_at": shop.now.isoformat(), "amount": "500.00", "lines": []}
    shop.send("refund", refund)
    assert profile(shop, "dmytro") == ("Wholesale", [])
    with shop.books.transaction() as unit:
        told = deeds.listed(unit.connection, "vip", before=None, limit=10)
    assert [(deed.kind, deed.size) for deed in told] == [("left", 1), ("entered", 1)]


def test_of_several_claims_the_highest_counts_and_then_the_next(shop: Shop) -> None:
    segment(shop, "women", FEMALE, group="Women", priority=5)
    segment(shop, "named", NAMED_A, group="A", priority=9)
    segment(shop, "all", {"all": []}, group="Everybody")
    shop.customer("anna", gender="female", first_name="Anna")
    assert profile(shop, "anna")[0] == "A"
    shop.now += timedelta(minutes=1)
    shop.customer("anna", gender="female", first_name="Hanna")
    assert profile(shop, "anna")[0] == "Women"
    shop.change("women", actions={"group": "Women", "priority": -1})
    assert profile(shop, "anna")[0] == "Everybody"
    with shop.books.transaction() as unit:
        service.archive(unit, "all")
    shop.road.run_dry()
    assert profile(shop, "anna")[0] == "Women"
    shop.change("women", actions={})
    assert profile(shop, "anna")[0] == "General"


def test_a_condition_on_the_group_follows_the_segment_that_moved_it(shop: Shop) -> None:
    segment(shop, "women", FEMALE, group="Women")
    shop.segment("moved", {"value": "customer.group", "op": "=", "to": "women"})
    shop.customer("anna", gender="female")
    assert shop.members("moved") == {"anna"}
    shop.now += timedelta(minutes=1)
    shop.customer("anna", gender="other")
    assert shop.members("moved") == set()


def test_tags_are_given_and_taken_and_the_shops_own_stay(shop: Shop) -> None:
    shop.customer("anna", gender="female", tags=["Paper"])
    segment(shop, "women", FEMALE, on_entry={"add": ["Women", "paper"]}, on_leaving={"add": ["was"], "take": ["WOMEN"]})
    assert profile(shop, "anna")[1] == ["Paper", "Women"]
    shop.now += timedelta(minutes=1)
    shop.customer("anna", gender="other", tags=["Paper"])
    assert profile(shop, "anna")[1] == ["Paper", "was"]


def test_who_was_there_before_is_acted_on_when_it_is_told_to_act(shop: Shop) -> None:
    shop.customer("anna", gender="female")
    shop.segment("women", FEMALE)
    shop.change("women", actions={"group": "Women"})
    assert profile(shop, "anna")[0] == "Women"
    shop.change("women", actions={"group": "Women", "on_entry": {"add": ["w"]}})
    assert profile(shop, "anna") == ("Women", ["w"])


def test_history_brings_nothing_about(shop: Shop) -> None:
    segment(shop, "vip", VIP, group="VIP", on_entry={"add": ["rich"]})
    shop.customer("dmytro")
    order = {"external_id": "1", "customer": "dmytro", "placed_at": "2026-01-01T00:00:00Z", "status": "complete"}
    shop.send("order", order | {"currency": "USD", "grand_total": "3000.00", "lines": []}, live=False)
    assert shop.members("vip") == {"dmytro"}
    assert profile(shop, "dmytro") == ("General", [])
    shop.order("2", "dmytro", "10.00", "complete")
    assert profile(shop, "dmytro") == ("General", [])


def test_what_is_changed_while_history_comes_in_is_done_all_the_same(shop: Shop) -> None:
    shop.customer("anna", gender="female")
    shop.segment("women", FEMALE)
    with shop.books.transaction() as unit:
        version = service.get(unit, "women").version
        changes = {"actions": {"group": "Women"}}
        service.change(unit, GROUND, ANY_NAME, "women", version=version, changes=changes)
    old = {"external_id": "old", "gender": "female", "registered_at": shop.now.isoformat(), "group": "General"}
    shop.send("customer", old, live=False)
    assert (profile(shop, "anna")[0], profile(shop, "old")[0]) == ("Women", "General")


def test_a_cool_down_holds_back_what_is_done_and_not_who_is_in(shop: Shop) -> None:
    segment(shop, "women", FEMALE, group="Women", cool_down={"amount": 1, "unit": "hours"})
    shop.customer("anna", gender="female")
    shop.at(shop.now + timedelta(minutes=10))
    shop.customer("anna", gender="other")
    assert (shop.members("women"), profile(shop, "anna")[0]) == (set(), "Women")
    assert shop.road.next_due() == shop.now + timedelta(minutes=50)
    shop.at(shop.now + timedelta(minutes=20))
    shop.customer("anna", gender="female")
    shop.at(shop.now + timedelta(minutes=20))
    shop.customer("anna", gender="other", first_name="x")
    shop.at(shop.now + timedelta(minutes=10))
    assert profile(shop, "anna")[0] == "General"


def test_a_segment_that_is_archived_lets_go_at_once_on_record_and_begins_anew_when_restored(shop: Shop) -> None:
    segment(shop, "women", FEMALE, group="Women", cool_down={"amount": 1, "unit": "days"})
    shop.customer("anna", gender="female")
    assert profile(shop, "anna")[0] == "Women"

    with shop.books.transaction() as unit:
        service.archive(unit, "women")
    shop.road.run_dry()
    with shop.books.transaction() as unit:
        told = deeds.listed(unit.connection, "women", before=None, limit=10)
    assert profile(shop, "anna")[0] == "General"
    assert [(deed.kind, deed.archived, deed.actions.group) for deed in told] == [
        ("left", True, "Women"),
        ("entered", False, "Women"),
    ]
    with shop.books.transaction() as unit, pytest.raises(deeds.NothingToUndo, match="restore the segment"):
        deeds.undo(unit, "women", told[0].id)

    with shop.books.transaction() as unit:
        service.restore(unit, GROUND, ANY_NAME, "women")
    shop.road.run_dry()
    assert profile(shop, "anna")[0] == "Women"


def test_archived_and_restored_at_once_is_let_go_and_given_again_on_record(shop: Shop) -> None:
    segment(shop, "women", FEMALE, group="Women", on_entry={"add": ["w"]}, cool_down={"amount": 1, "unit": "days"})
    shop.customer("anna", gender="female")
    shop.customer("clara", gender="female")
    with shop.books.transaction() as unit:
        service.archive(unit, "women")
        service.restore(unit, GROUND, ANY_NAME, "women")
    shop.road.run_dry()

    assert [profile(shop, name) for name in ("anna", "clara")] == [("Women", ["w"])] * 2
    with shop.books.transaction() as unit:
        told = deeds.listed(unit.connection, "women", before=None, limit=10)
    assert [(deed.kind, deed.size, deed.archived) for deed in told[:2]] == [("entered", 2, False), ("left", 2, True)]


def test_a_jump_waits_for_somebodys_word_and_not_who_is_in(shop: Shop) -> None:
    everybody = [f"c{n}" for n in range(40)]
    shop.customers(everybody[:20], gender="female")
    shop.segment("women", FEMALE, actions={"group": "Women"}, hold_jumps=True)
    assert profile(shop, "c0")[0] == "Women"
    shop.now += timedelta(minutes=1)
    shop.customers(everybody[20:27], gender="female")
    assert (len(shop.members("women")), profile(shop, "c26")[0]) == (27, "Women")

    shop.now += timedelta(minutes=1)
    shop.customers(everybody[27:], gender="female")
    shop.customers(everybody[:1], gender="other")

    assert len(shop.members("women")) == 39
    assert (profile(shop, "c39")[0], profile(shop, "c0")[0]) == ("General", "Women")
    with shop.books.transaction() as unit:
        waits = health.of(unit.connection, store.definitions(unit.connection), now=shop.now, today=shop.now.date())[
            "women"
        ]
        assert (waits[0].kind, waits[0].since) == ("waiting", shop.now)
        assert (waits[0].customers, waits[0].entered, waits[0].left) == (14, 13, 1)
        deeds.approve(unit, "women")
    shop.road.run_dry()
    assert (profile(shop, "c39")[0], profile(shop, "c0")[0]) == ("Women", "General")
    with shop.books.transaction() as unit, pytest.raises(deeds.NothingWaits):
        deeds.approve(unit, "women")

    shop.now += timedelta(minutes=1)
    shop.customers(everybody, gender="other")
    assert (shop.members("women"), profile(shop, "c39")[0]) == (set(), "Women")
    shop.change("women", hold_jumps=False)
    assert profile(shop, "c39")[0] == "General"


def test_a_jump_that_is_rejected_never_acts(shop: Shop) -> None:
    shop.customers([f"c{n}" for n in range(20)], gender="female")
    shop.segment("women", FEMALE, actions={"group": "Women"}, hold_jumps=True)
    shop.customers([f"d{n}" for n in range(20)], gender="female")
    shop.customers(["c0"], gender="other")

    with shop.books.transaction() as unit:
        found = deeds.reject(unit, "women")
        assert (len(found.entered), len(found.left)) == (20, 1)
    shop.road.run_dry()

    assert len(shop.members("women")) == 39
    assert [profile(shop, name)[0] for name in ("c1", "d1", "c0")] == ["Women", "General", "General"]
    with shop.books.transaction() as unit, pytest.raises(deeds.NothingWaits):
        deeds.reject(unit, "women")
    shop.customers(["e1"], gender="female")
    assert profile(shop, "e1")[0] == "Women", "who comes later is no part of it"
    for gender in ("other", "female"):
        shop.now += timedelta(minutes=1)
        shop.customers(["d1"], gender=gender)
    assert (profile(shop, "d1")[0], profile(shop, "d2")[0]) == ("Women", "General"), "coming again is coming"


def test_a_jump_that_waited_is_not_approved_once_the_segment_is_archived(shop: Shop) -> None:
    shop.segment("women", FEMALE, actions={"group": "Women"}, hold_jumps=True)
    shop.customers([f"c{n}" for n in range(20)], gender="female")
    shop.customers([f"d{n}" for n in range(20)], gender="female")

    with shop.books.transaction() as unit:
        service.archive(unit, "women")
        with pytest.raises(service.Archived):
            deeds.approve(unit, "women")


def test_a_change_is_told_by_what_was_done_so_far_and_not_by_who_is_in(shop: Shop) -> None:
    shop.customers([f"c{n}" for n in range(20)], gender="female", country="PL")
    shop.segment("women", FEMALE, actions={"group": "Women"}, hold_jumps=True)
    shop.customers([f"d{n}" for n in range(20)], gender="female", country="UA")
    desk = Desk(shop.books, shop.facts, shop.books.shop())

    def told(country: str) -> tuple[int, int, int, int, int]:
        condition = {"all": [FEMALE, {"value": "customer.country", "op": "=", "to": country}]}
        found = desk.difference("women", desk.checked(condition), audience=EVERYONE)
        return (
            len(found.acted),
            len(found.entering),
            len(found.leaving),
            len(found.due_entering),
            len(found.due_leaving),
        )

    assert told("PL") == (20, 0, 20, 0, 0), "nothing was done about who goes out"
    assert told("UA") == (20, 0, 20, 20, 20), "who stays waits, and who goes was moved"


def test_who_comes_at_once_where_nobody_was_waits_too(shop: Shop) -> None:
    shop.segment("women", FEMALE, actions={"group": "Women"}, hold_jumps=True)

    shop.customers([f"c{n}" for n in range(20)], gender="female")

    assert (len(shop.members("women")), profile(shop, "c0")[0]) == (20, "General")
    with shop.books.transaction() as unit:
        deeds.approve(unit, "women")
    shop.road.run_dry()
    assert profile(shop, "c0")[0] == "Women"


def test_who_is_in_when_a_segment_is_restored_or_begins_to_act_is_no_jump(shop: Shop) -> None:
    shop.customers([f"c{n}" for n in range(20)], gender="female")
    shop.segment("women", FEMALE, hold_jumps=True)
    shop.change("women", actions={"group": "Women"})
    assert profile(shop, "c0")[0] == "Women"

    with shop.books.transaction() as unit:
        service.archive(unit, "women")
    shop.road.run_dry()
    assert profile(shop, "c0")[0] == "General"
    with shop.books.transaction() as unit:
        service.restore(unit, GROUND, ANY_NAME, "women")
    shop.road.run_dry()
    assert profile(shop, "c0")[0] == "Women"


def test_of_who_goes_after_it_was_undone_nothing_is_on_record(shop: Shop) -> None:
    shop.customer("anna", gender="female")
    segment(shop, "women", FEMALE, group="Women")
    with shop.books.transaction() as unit:
        (entered,) = deeds.listed(unit.connection, "women", before=None, limit=10)
        deeds.undo(unit, "women", entered.id)
    shop.road.run_dry()

    shop.now += timedelta(minutes=1)
    shop.customer("anna", gender="other")

    with shop.books.transaction() as unit:
        assert [deed.kind for deed in deeds.listed(unit.connection, "women", before=None, limit=10)] == ["entered"]


def test_nine_of_a_small_segment_are_no_jump_and_ten_are(shop: Shop) -> None:
    shop.segment("women", FEMALE, actions={"group": "Women"}, hold_jumps=True)
    shop.customer("anna", gender="female")
    shop.customers([f"c{n}" for n in range(9)], gender="female")
    assert profile(shop, "c8")[0] == "Women"

    shop.customers([f"d{n}" for n in range(10)], gender="female")

    assert profile(shop, "d9")[0] == "General"


def test_what_was_done_is_undone_once_and_not_done_again(shop: Shop) -> None:
    shop.customer("anna", gender="female")
    shop.customer("clara", gender="female", tags=["w"])
    segment(shop, "women", FEMALE, group="Women", on_entry={"add": ["w"]})
    with shop.books.transaction() as unit:
        (entered,) = deeds.listed(unit.connection, "women", before=None, limit=10)
        deeds.undo(unit, "women", entered.id)
    shop.road.run_dry()
    assert [profile(shop, name) for name in ("anna", "clara")] == [("General", []), ("General", ["w"])]
    with shop.books.transaction() as unit, pytest.raises(deeds.UndoneAlready):
        deeds.undo(unit, "women", entered.id)
    shop.now += timedelta(minutes=1)
    shop.customer("anna", gender="female", first_name="Anna")
    assert profile(shop, "anna") == ("General", [])
    shop.customer("anna", gender="other", first_name="Ann")
    shop.now += timedelta(minutes=1)
    shop.customer("anna", gender="female", first_name="Anna")
    assert profile(shop, "anna") == ("Women", ["w"])


def test_a_worker_that_begins_again_does_what_was_left_and_nothing_twice(shop: Shop) -> None:
    segment(shop, "women", FEMALE, group="Women", on_entry={"add": ["w"]})
    shop.customer("anna", gender="female")
    for _ in range(2):
        shop.road.begin()
        shop.road.run_dry()
    with shop.books.transaction() as unit:
        assert len(deeds.listed(unit.connection, "women", before=None, limit=10)) == 1


def test_who_became_one_keeps_the_group_and_is_not_moved_twice(shop: Shop) -> None:
    segment(shop, "guests", {"value": {"count": "order"}, "op": ">=", "to": 1}, group="Buyers")
    shop.order("g", None, "5.00", "complete", email="gast@shop.example")
    shop.now += timedelta(minutes=1)
    shop.customer("gast", email="gast@shop.example", email_verified=True)
    assert profile(shop, "gast")[0] == "Buyers"
    with shop.books.transaction() as unit:
        assert [deed.kind for deed in deeds.listed(unit.connection, "guests", before=None, limit=10)] == ["entered"]


def test_who_waits_for_approval_is_told_apart_from_whom_a_cool_down_holds_back(shop: Shop) -> None:
    segment(shop, "women", FEMALE, group="Women", cool_down={"amount": 2, "unit": "hours"})
    first = [f"c{n}" for n in range(20)]
    shop.customers(first, gender="female")
    shop.change("women", hold_jumps=True)
    shop.at(shop.now + timedelta(hours=1))
    shop.customers(first[:3], gender="other")
    shop.customers([f"d{n}" for n in range(12)], gender="female")

    with shop.books.transaction() as unit:
        found = waiting.of(unit.connection, service.get(unit, "women"), unit.now)
        (said,) = (
            one
            for one in health.of(unit.connection, [service.get(unit, "women")], now=unit.now, today=unit.now.date())[
                "women"
            ]
            if one.kind == "waiting"
        )

    assert (said.entered, said.left, said.cooling) == (12, 0, 3)
    assert [(one.kind, one.awaits) for one in found.listed(kind="left", awaits=None, after=0)] == [
        ("left", "cool_down")
    ] * 3
    assert {one.until for one in found.listed(kind="left", awaits=None, after=0)} == {shop.now + timedelta(hours=1)}
    assert len(list(found.listed(kind=None, awaits="approval", after=0))) == 12
    assert len(list(found.listed(kind=None, awaits=None, after=0))) == 15
    with shop.books.transaction() as unit:
        deeds.approve(unit, "women")
    shop.road.run_dry()
    with shop.books.transaction() as unit:
        after = waiting.of(unit.connection, service.get(unit, "women"), unit.now)
    assert (after.count("entered", "approval"), after.count("left", "cool_down")) == (0, 3)
