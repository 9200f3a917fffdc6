"""Points wait until the customer has done something: then they are there at that instant, once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.flows.shop import B1, CALENDAR, Shop

from regulars.books import Books
from regulars.core.errors import NotFound
from regulars.kinds import Lifetime
from regulars.points import awaiting, due, reading, service
from regulars.points.awaiting import NotWaiting
from regulars.points.model.awaiting import Awaits
from regulars.points.model.lifetime import Delay
from regulars.points.model.styles import behaviours

EMAIL = Awaits(action="email_confirmed")
SURVEY = Awaits(action="event", name="survey")
LETTER = Awaits(action="subscription_confirmed", name="Newsletter")
DAY = timedelta(days=1)


@pytest.fixture(params=[1, 5_000], ids=["one by one", "at once"])
def shop(books: Books, request: pytest.FixtureRequest) -> Shop:
    """However the journal is cut."""
    there = Shop(books, rewards=True, limit=request.param)
    there.send("customer", {"external_id": "jan"})
    return there


def buys(shop: Shop, key: str = "o1", **said: Any) -> None:
    """The order of story B1: 23 points."""
    shop.send("order", shop.order(key, lines=B1, **said))


def answers(shop: Shop, name: str = "survey") -> None:
    shop.send("event", event(shop, name))


def event(shop: Shop, name: str = "survey") -> dict[str, Any]:
    at = (shop.now + timedelta(minutes=1)).isoformat()
    return {"id": f"{name} {at}", "name": name, "customer": "jan", "occurred_at": at}


def subscribes(shop: Shop, status: str, list: str = "newsletter") -> None:
    at = (shop.now + timedelta(minutes=1)).isoformat()
    letter = {"external_id": f"s-{list}", "customer": "jan", "list": list, "status": status, "changed_at": at}
    shop.send("subscription", letter)


def has(shop: Shop) -> tuple[int, int]:
    """What can be spent and what is pending."""
    shop.check()
    standing = shop.standing()
    return standing.balance, standing.pending


def release(shop: Shop) -> None:
    with shop.books.transaction() as unit:
        awaiting.release(unit, shop.standing().lots[0].id)


def sweep(shop: Shop) -> None:
    with shop.books.transaction() as unit:
        while due.post_due(unit):
            pass


def test_they_are_pending_until_the_event_and_there_at_its_instant(shop: Shop) -> None:
    shop.rule(awaits=SURVEY)
    buys(shop)
    assert has(shop) == (0, 23)

    answers(shop, "another")
    assert has(shop) == (0, 23)

    for _ in range(2):
        answers(shop)

    (lot,) = shop.standing().lots
    assert has(shop) == (23, 0)
    assert lot.starts_at == shop.now - timedelta(minutes=1), "the first of the two"


def test_what_was_done_before_the_grant_is_no_event_that_was_waited_for(shop: Shop) -> None:
    shop.rule(awaits=SURVEY)
    answers(shop)

    buys(shop, status_history=[{"at": (shop.now + timedelta(minutes=1)).isoformat(), "status": "complete"}])

    assert has(shop) == (0, 23)


def test_an_event_that_is_heard_of_before_its_order_counts(shop: Shop) -> None:
    shop.rule(awaits=SURVEY)
    completed = shop.now + timedelta(seconds=30)
    answers(shop)

    buys(shop, status_history=[{"at": completed.isoformat(), "status": "complete"}])

    assert has(shop) == (23, 0)


def test_an_email_that_is_confirmed_later_makes_them_available(shop: Shop) -> None:
    shop.rule(awaits=EMAIL)
    buys(shop)
    shop.send("customer", {"external_id": "jan", "email": "jan@mail.example"})
    assert has(shop) == (0, 23)

    shop.send("customer", {"external_id": "jan", "email": "jan@mail.example", "email_verified": True})

    assert has(shop) == (23, 0)
    assert shop.standing().lots[0].starts_at == shop.now


def test_what_is_confirmed_already_is_not_waited_for(shop: Shop) -> None:
    shop.rule(awaits=EMAIL, name="email")
    shop.rule(awaits=LETTER, name="letter")
    shop.send("customer", {"external_id": "jan", "email": "jan@mail.example", "email_verified": True})
    subscribes(shop, "confirmed")

    buys(shop)

    assert has(shop) == (46, 0)


def test_of_many_who_are_granted_points_at_once_each_has_what_is_confirmed_already(shop: Shop) -> None:
    shop.rule(awaits=EMAIL)
    names = [f"c{n}" for n in range(12)]
    known = [{"external_id": name, "email": f"{name}@mail.example", "email_verified": name != "c5"} for name in names]
    shop.send("customer", *known)

    shop.send("order", *(shop.order(f"o-{name}", lines=B1, customer=name) for name in names))

    shop.check()
    with shop.books.transaction() as unit:
        has = reading.available(unit.connection, range(2, 14), at=shop.now)
    assert sorted(has.values()) == [0] + 11 * [23]


def test_a_subscription_counts_once_it_is_confirmed_and_of_its_list_alone(shop: Shop) -> None:
    shop.rule(awaits=LETTER)
    buys(shop)

    subscribes(shop, "pending")
    subscribes(shop, "confirmed", "sms")
    assert has(shop) == (0, 23)

    subscribes(shop, "confirmed")
    subscribes(shop, "left")
    assert has(shop) == (23, 0)


def test_what_customers_do_may_wait_too(shop: Shop) -> None:
    shop.rule(behaviours.Happening(points=5, event="quiz"), awaits=SURVEY)

    answers(shop, "quiz")
    assert has(shop) == (0, 5)

    answers(shop)
    assert has(shop) == (5, 0)


def test_a_release_by_hand_makes_them_available_once(shop: Shop) -> None:
    shop.rule(awaits=Awaits(action="release"))
    buys(shop)
    shop.now += DAY

    for _ in range(2):
        release(shop)
    shop.road.run_dry()

    assert has(shop) == (23, 0)
    assert shop.standing().lots[0].starts_at == shop.now


def test_what_waits_for_nothing_is_not_released(shop: Shop) -> None:
    shop.rule()
    buys(shop)

    with pytest.raises(NotWaiting):
        release(shop)
    with shop.books.transaction() as unit, pytest.raises(NotFound):
        awaiting.release(unit, 10**12)


def test_the_delay_holds_beside_the_action(shop: Shop) -> None:
    shop.rule(awaits=SURVEY, delay=Delay(amount=2, unit="days"))
    buys(shop)
    answers(shop)
    assert has(shop) == (0, 23)

    shop.now += 2 * DAY

    assert has(shop) == (23, 0)


@pytest.mark.parametrize(("lasts_from", "last"), [("available", 16), ("granted", 11)])
def test_the_lifetime_counts_as_the_rule_says(shop: Shop, lasts_from: Any, last: int) -> None:
    """Granted on 1 January, available on the 6th, and ten days long."""
    ten = Lifetime(amount=10, unit="days")
    shop.rule(awaits=Awaits(action="event", name="survey", lasts_from=lasts_from), lifetime=ten)
    buys(shop)
    shop.now += 5 * DAY
    answers(shop)

    assert shop.standing().lots[0].ends_at == CALENDAR.day_start(date(2026, 1, last + 1))


def test_a_lifetime_from_the_grant_ends_them_while_they_wait(shop: Shop) -> None:
    shop.rule(
        awaits=Awaits(action="event", name="survey", lasts_from="granted"), lifetime=Lifetime(amount=10, unit="days")
    )
    buys(shop)

    shop.now += 11 * DAY
    assert has(shop) == (0, 0)
    sweep(shop)
    answers(shop)

    assert has(shop) == (0, 0)
    assert shop.postings() == [23, -23]


@pytest.mark.parametrize("swept", [True, False])
def test_past_the_deadline_they_end(shop: Shop, swept: bool) -> None:
    shop.rule(awaits=Awaits(action="event", name="survey", deadline=Delay(amount=3, unit="days")))
    buys(shop)
    shop.now += 3 * DAY
    if swept:
        sweep(shop)
    assert has(shop) == (0, 0)

    answers(shop)

    assert has(shop) == (0, 0)
    with pytest.raises(NotWaiting):
        release(shop)


@pytest.mark.parametrize("swept", [True, False])
def test_done_in_time_counts_though_it_is_heard_of_after_the_deadline(shop: Shop, swept: bool) -> None:
    shop.rule(awaits=Awaits(action="event", name="survey", deadline=Delay(amount=3, unit="days")))
    buys(shop)
    in_time = event(shop)
    shop.now += 4 * DAY
    if swept:
        sweep(shop)

    shop.send("event", in_time)

    assert has(shop) == (23, 0)
    assert sum(shop.postings()) == 23


def test_taken_back_while_they_wait_they_are_gone(shop: Shop) -> None:
    shop.rule(awaits=SURVEY)
    buys(shop)
    shop.send("refund", shop.refund("r1", "o1", "49.99", {"1": 1}))
    assert has(shop) == (0, 13)

    answers(shop)
    assert has(shop) == (13, 0)

    buys(shop, status="cancelled")
    assert has(shop) == (0, 0)


def test_they_pay_a_debt_once_they_are_available(shop: Shop) -> None:
    shop.rule(awaits=SURVEY)
    with shop.books.transaction() as unit:
        service.adjust(unit, 1, -10, key="fine", reason="a fine", shortage=service.Shortage.OWE)
    buys(shop)
    assert has(shop) == (-10, 23)

    answers(shop)

    assert has(shop) == (13, 0)


def test_they_go_along_when_two_customers_turn_out_to_be_one(shop: Shop) -> None:
    shop.rule(awaits=EMAIL)
    guest = {"customer": None, "email": "jan@mail.example"}
    buys(shop, "g1", **guest)

    shop.send("customer", {"external_id": "jan", "email": "jan@mail.example", "email_verified": True})

    assert sum(shop.standing(id).balance for id in (1, 2)) == 23
