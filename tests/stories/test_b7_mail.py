"""B7, the mail: the coupon is mailed with the template that the shop edited, once however often it is clicked."""

from __future__ import annotations

from typing import Any

import pytest
from tests.stories.conftest import Begin, Json, Story
from tests.stories.mail import let_send, told
from tests.stories.shop import at, customer

BODY = (
    "<mjml><mj-body><mj-section><mj-column><mj-text>{{ reward.name }} for {{ reward.points }}: {{ coupon.code }} until"
    ' {{ coupon.ends_at | date: "d MMMM yyyy" }}, {{ balance.points }} left</mj-text></mj-column></mj-section></mj-body></mjml>'
)


@pytest.fixture
def story(begin: Begin) -> Story:
    story = begin(time_zone="Europe/Warsaw", currency="PLN", now=at("2026-01-31 11:00"))
    story.send("customer", customer("anna", language="pl"), customer("boris"))
    return story


def template(story: Story, body: str = BODY, **said: Any) -> Json:
    content = {"subject": "Your code {{ coupon.code }}", "preview": "Yours alone", "body": body}
    languages = {"en": content, "pl": content | {"subject": "Twój kod {{ coupon.code }}"}}
    made = story.post(
        "/mail-templates", {"name": "Reward taken", "kind": "transactional", "languages": languages} | said
    )
    published: Json = story.post(f"/mail-templates/{made['id']}/publish", {"revision": made["revision"]})
    return published


def reward(story: Story, mailed_by: str | None) -> Any:
    benefit = {"kind": "fixed_on_cart", "amount": {"amount": "30.00", "currency": "PLN"}}
    made = story.post("/promotions", {"name": "Thirty", "benefit": benefit, "coupon": "codes", "state": "published"})
    said = {"name": "Coupon", "promotion": made["id"], "points": 200, "template": mailed_by, "labels": {"pl": "Kupon"}}
    return story.client.post("/v1/rewards", json=said | {"lifetime": {"amount": 1, "unit": "months"}})


def take(story: Story, who: str, taken: Json, key: str) -> Any:
    path = f"/v1/customers/{story.id_of(who)}/rewards"
    return story.client.post(path, json={"reward": taken["id"]}, headers={"Idempotency-Key": key})


def test_the_coupon_is_mailed_once_in_the_language_of_who_took_it(story: Story) -> None:
    made = reward(story, template(story)["id"]).json()
    story.post(f"/customers/{story.id_of('anna')}/points", {"points": 230, "reason": "a gift"})

    taken = take(story, "anna", made, "one").json()
    take(story, "anna", made, "one")
    let_send(story)

    [message] = story.get("/messages", source="transactional")["data"]
    assert (message["address"], message["state"], message["source_id"]) == (
        "anna@shop.example", "accepted", f"reward:{made['id']}",
    )  # fmt: skip
    mail = story.get(f"/messages/{message['id']}/mail")
    assert mail["subject"] == f"Twój kod {taken['code']}"
    assert f"Kupon for 200: {taken['code']} until 28 lutego 2026, 30 left" in mail["text"]


def test_nothing_is_mailed_for_what_could_not_be_taken_nor_where_no_mail_is_named(story: Story) -> None:
    mailed = reward(story, template(story)["id"]).json()
    assert take(story, "boris", mailed, "two").status_code == 409
    story.client.patch(f"/v1/rewards/{mailed['id']}", json={"version": 1, "template": None}).raise_for_status()
    story.post(f"/customers/{story.id_of('boris')}/points", {"points": 200, "reason": "a gift"})
    assert take(story, "boris", mailed, "three").status_code == 201
    let_send(story)

    assert told(story) == set()


def test_a_template_that_needs_what_a_reward_has_not_is_refused(story: Story) -> None:
    needy = template(story, BODY.replace("{{ reward.name }}", "{{ order.number }}"))

    refused = reward(story, needy["id"])

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/template")
    assert "order" in refused.json()["detail"]


@pytest.mark.parametrize("which", ["missing", "draft"])
def test_a_template_that_is_not_there_or_was_never_published_is_refused(story: Story, which: str) -> None:
    content = {"subject": "Code", "body": BODY}
    draft = story.post("/mail-templates", {"name": "Draft", "kind": "transactional", "languages": {"en": content}})

    refused = reward(story, draft["id"] if which == "draft" else "4711")

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/template")
