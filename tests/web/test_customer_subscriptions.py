"""The panel's customer sees which lists they are on, leaves one at once, and comes to one after a mail asked whether it is meant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.test_mail import Post, post

from .conftest import Send, made

__all__ = ["post"]

MINE = "/v1/storefront/subscriptions/mine"
WORDING = "Subscribe to “Newsletter”"
Ask = Callable[..., Any]


@pytest.fixture
def ask(page: TestClient, secret: str, post: Post) -> Ask:
    """What the panel of a customer gets, and what it says where something is said."""

    def asked(customer: str = "anna", **said: Any) -> Any:
        exp = int((post.clock.at + timedelta(minutes=5)).timestamp())
        headers = {"X-Customer-Token": made(secret, sub=customer, exp=exp)}
        answer = page.post(MINE, json=said, headers=headers) if said else page.get(MINE, headers=headers)
        post.road.run_dry()
        return answer

    return asked


def test_a_list_is_left_at_once_and_come_to_after_a_mail(ask: Ask, post: Post, visitor: TestClient) -> None:
    assert ask().json() == [{"list": "Newsletter", "name": "Newsletter", "status": "confirmed"}]

    left = ask(list="newsletter", subscribed=False, wording="Unsubscribe")
    assert left.json() == [{"list": "Newsletter", "name": "Newsletter", "status": "left"}], left.text
    assert post.subscriptions() == [("Newsletter", "left")]

    for _ in range(2):  # the second click
        asked = ask(list="Newsletter", subscribed=True, wording=WORDING)
        assert asked.json()[0]["status"] == "pending", asked.text
    post.send()
    assert len(post.client.get("/v1/messages", params={"source": "transactional"}).json()["data"]) == 1
    assert visitor.post(post.link("s", source="transactional")).status_code == 200
    post.road.run_dry()

    assert ask().json()[0]["status"] == "confirmed"
    assert post.subscriptions() == [("Newsletter", "confirmed")]
    consents = post.client.get("/v1/messages/why", params={"customer": "1"}).json()["consents"]
    assert [(one["status"], one["wording"]) for one in consents] == [
        ("confirmed", WORDING), ("pending", WORDING), ("left", "Unsubscribe"),
    ]  # fmt: skip


def test_leaving_after_asking_takes_the_question_back(ask: Ask, post: Post, visitor: TestClient) -> None:
    ask(list="newsletter", subscribed=False, wording="Unsubscribe")
    ask(list="newsletter", subscribed=True, wording=WORDING)
    post.send()

    assert ask(list="newsletter", subscribed=False, wording="Unsubscribe").json()[0]["status"] == "left"

    assert visitor.post(post.link("s", source="transactional")).status_code == 410
    assert ask().json()[0]["status"] == "left"


def test_who_left_by_the_shops_word_is_asked_though_they_confirmed_here_before(
    ask: Ask, post: Post, visitor: TestClient, send: Send
) -> None:
    ask(list="newsletter", subscribed=False, wording="Unsubscribe")
    ask(list="newsletter", subscribed=True, wording=WORDING)
    post.send()
    visitor.post(post.link("s", source="transactional"))
    post.clock.at += timedelta(days=1)
    told = post.clock.at.isoformat()
    send("subscription", {"external_id": "s1", "customer": "anna", "list": "Newsletter", "status": "left"}
         | {"updated_at": told, "changed_at": told})  # fmt: skip
    assert ask().json()[0]["status"] == "left"

    ask(list="newsletter", subscribed=True, wording=WORDING)

    assert ask().json()[0]["status"] == "pending"


def test_a_question_that_nobody_answered_can_be_asked_again(ask: Ask, post: Post) -> None:
    ask(list="newsletter", subscribed=False, wording="Unsubscribe")
    ask(list="newsletter", subscribed=True, wording=WORDING)

    post.clock.at += timedelta(days=7)

    assert ask().json()[0]["status"] is None


@pytest.mark.usefixtures("people")
def test_who_has_no_address_has_no_lists(ask: Ask) -> None:
    assert ask("jan").json() == []
    assert ask("jan", list="newsletter", subscribed=True, wording=WORDING).status_code == 422


def test_only_what_was_listed_can_be_chosen(ask: Ask) -> None:
    refused = ask(list="staff", subscribed=True, wording=WORDING)

    assert refused.status_code == 422
    assert [one["pointer"] for one in refused.json()["errors"]] == ["/list"]
