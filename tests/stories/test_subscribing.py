"""Who subscribes on a page of the shop is asked back by mail, with the template that the shop edited where there is one."""

from __future__ import annotations

import re

import pytest
from tests.stories.conftest import Begin, Json, Story
from tests.stories.mail import let_send
from tests.stories.shop import open_shop

from regulars.messaging.api import storefront
from regulars.messaging.public import subscriptions


@pytest.fixture
def story(begin: Begin) -> Story:
    storefront.of_addresses.forget()
    storefront.of_visitors.forget()
    return open_shop(begin)


def subscribes(story: Story, email: str) -> None:
    story.books.perform(
        lambda unit: subscriptions.ask(
            unit, story.house.settings.data_dir, address=email, list="newsletter", wording="I want news.",
            language="pl", ip="127.0.0.1",
        )
    )  # fmt: skip


def asked_back(story: Story, email: str) -> Json:
    let_send(story)
    [message] = [one for one in story.get("/messages")["data"] if one["address"] == email]
    assert message["state"] == "accepted"
    mail: Json = story.get(f"/messages/{message['id']}/mail")
    return mail


def test_the_shops_own_template_asks_in_the_visitors_language(story: Story) -> None:
    [starter] = [one for one in story.get("/mail-templates/starters") if one["id"] == "confirmation"]
    languages = starter["languages"]
    languages["pl"]["subject"] = "Na pewno? {{ confirmation.list }}"
    made = story.post("/mail-templates", {"name": "Ask back", "kind": starter["kind"], "languages": languages})
    subscribes(story, "ewa@shop.example")
    assert "Na pewno" not in asked_back(story, "ewa@shop.example")["subject"], "a draft asks nobody"
    story.post(f"/mail-templates/{made['id']}/publish", {"revision": made["revision"]})

    subscribes(story, "jan@shop.example")

    mail = asked_back(story, "jan@shop.example")
    assert mail["subject"] == "Na pewno? newsletter"
    link = re.search(r"http://127.0.0.1:8000(/m/s/[\w-]+)", mail["text"])
    assert link is not None
    assert story.client.post(link[1]).status_code == 200
    story.road.run_dry()
    [row] = story.facts.ask("select status from subscription where status = 'confirmed'").to_pylist()
    assert row["status"] == "confirmed"


def test_an_archived_template_asks_no_more(story: Story) -> None:
    [starter] = [one for one in story.get("/mail-templates/starters") if one["id"] == "confirmation"]
    made = story.post(
        "/mail-templates", {"name": "Ask back", "kind": starter["kind"], "languages": starter["languages"]}
    )
    story.post(f"/mail-templates/{made['id']}/publish", {"revision": made["revision"]})
    story.post(f"/mail-templates/{made['id']}/archive", {})

    subscribes(story, "ewa@shop.example")

    assert asked_back(story, "ewa@shop.example")["subject"] == "Potwierdź zapis na listę"
