"""What customers do earns points: once for each deed, and never taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.flows.shop import NEW_YEAR, Shop

from regulars.books import Books
from regulars.points.model.rules import Limits
from regulars.points.model.styles import behaviours


@pytest.fixture
def shop(books: Books) -> Shop:
    there = Shop(books, rewards=True)
    there.send("customer", {"external_id": "jan", "registered_at": "2024-02-01T10:00:00Z"})
    return there


def review(status: str, key: str = "r1", **said: Any) -> dict[str, Any]:
    return {
        "external_id": key, "customer": "jan", "sku": "TEE-1", "rating": 5, "status": status,
        "written_at": NEW_YEAR.isoformat(), **said,
    }  # fmt: skip


def subscription(status: str, at: datetime, list: str = "newsletter") -> dict[str, Any]:
    return {"external_id": f"s-{list}", "customer": "jan", "list": list, "status": status, "changed_at": at.isoformat()}


def test_b4_a_review_earns_once_when_it_is_approved(shop: Shop) -> None:
    shop.rule(behaviours.ReviewApproved(points=15))

    for status in ("pending", "approved", "withdrawn", "Approved"):
        shop.send("review", review(status))

    assert shop.postings() == [15]


def test_each_review_earns_unless_one_a_product_is_enough(shop: Shop) -> None:
    shop.rule(behaviours.ReviewApproved(points=15), name="each")
    shop.rule(behaviours.ReviewApproved(points=1, once_per_product=True), name="first")

    shop.send("review", review("approved", "r1"))
    shop.send("review", review("approved", "r2"))

    assert sorted(shop.postings()) == [1, 15, 15]


def test_b4_a_newsletter_earns_once_when_it_is_confirmed(shop: Shop) -> None:
    shop.rule(behaviours.NewsletterConfirmed(points=10))

    for status in ("pending", "confirmed", "left", "confirmed"):
        shop.send("subscription", subscription(status, shop.now))
    shop.send("subscription", subscription("confirmed", shop.now, list="sms"))

    assert shop.postings() == [10]


def test_an_account_earns_when_it_is_created_and_not_when_it_is_edited(shop: Shop) -> None:
    shop.now += timedelta(minutes=1)
    shop.rule(behaviours.AccountCreated(points=50))

    shop.send("customer", {"external_id": "jan", "first_name": "Jan"})
    shop.send("customer", {"external_id": "maria"})
    shop.send("customer", {"external_id": "maria", "first_name": "Maria"})

    assert shop.postings(1) == []
    assert shop.postings(2) == [50]


def test_a_guest_earns_nothing_by_what_they_do(shop: Shop) -> None:
    shop.rule(behaviours.ReviewApproved(points=15))

    shop.send("review", review("approved", customer=None, email="guest@mail.example"))

    assert shop.postings(2) == []


def test_history_that_is_imported_earns_nothing(shop: Shop) -> None:
    shop.rule(behaviours.ReviewApproved(points=15))

    shop.send("review", review("approved"), live=False)

    assert shop.postings() == []


def test_a_visit_counts_once_a_local_day(shop: Shop) -> None:
    shop.rule(behaviours.Visit(points=1))
    shop.now = datetime(2026, 1, 5, 22, 30, tzinfo=UTC)

    for minutes in (0, 20, 40, 60):
        at = shop.now + timedelta(minutes=minutes)
        login = {"external_id": f"l{minutes}", "customer": "jan", "logged_in_at": at.isoformat()}
        shop.send("login", login | {"updated_at": at.isoformat()})

    assert shop.postings() == [1, 1], "at 23:00 UTC the next day begins in Warsaw"


def test_an_event_counts_as_often_as_its_rule_says(shop: Shop) -> None:
    shop.rule(behaviours.Happening(points=1, event="survey", once="an event"), name="each")
    shop.rule(behaviours.Happening(points=10, event="survey", once="a day"), name="daily")
    shop.rule(behaviours.Happening(points=100, event="survey", once="ever"), name="once")

    for days in (0, 0, 1):
        shop.now += timedelta(days=days)
        shop.send(
            "event", {"id": f"e{shop.now}", "name": "survey", "customer": "jan", "occurred_at": shop.now.isoformat()}
        )

    assert sorted(shop.postings()) == [1, 1, 1, 10, 10, 100]


def test_the_same_event_twice_earns_once(shop: Shop) -> None:
    shop.rule(behaviours.Happening(points=1, event="survey"))

    for _ in range(2):
        shop.send("event", {"id": "e1", "name": "survey", "customer": "jan", "occurred_at": "2026-01-01T11:00:00Z"})

    assert shop.postings() == [1]


def test_a_rule_may_ask_about_the_customer(shop: Shop) -> None:
    shop.rule(behaviours.ReviewApproved(points=15), condition={"value": "customer.country", "op": "=", "to": "PL"})

    shop.send("review", review("approved", "r1"))
    shop.send("customer", {"external_id": "jan", "country": "PL", "registered_at": "2024-02-01T10:00:00Z"})
    shop.send("review", review("approved", "r2"))

    assert shop.postings() == [15]


def test_deeds_have_limits_too(shop: Shop) -> None:
    shop.rule(behaviours.ReviewApproved(points=15), limits=Limits(per_day=20))

    for n in range(3):
        shop.send("review", review("approved", f"r{n}"))

    assert shop.postings() == [15, 5]


def test_while_the_programme_is_off_nothing_is_earned_and_nothing_is_made_up_for(shop: Shop) -> None:
    shop.rule(behaviours.ReviewApproved(points=15))
    shop.switch(on=False)
    shop.send("review", review("approved", "r1"))
    shop.switch(on=True)

    shop.send("review", review("approved", "r2"))

    assert shop.postings() == [15]
