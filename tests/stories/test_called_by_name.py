"""Whoever a campaign or a newsletter reached is called by their name where that is read."""

from __future__ import annotations

from tests.stories.conftest import Begin, Json, Story
from tests.stories.drawing import drawn, node, run, runs_of
from tests.stories.mail import let_send, newsletter, template
from tests.stories.shop import open_shop, order

WAIT = {"kind": "wait", "length": {"amount": 2, "unit": "days"}}


def shop_with_two(begin: Begin) -> Story:
    """Anna Nowak, and somebody without a name."""
    story = open_shop(begin)
    story.send(
        "customer",
        {"external_id": "c4", "email": "anna@shop.example", "first_name": "Anna", "last_name": "Nowak"},
        {"external_id": "c5", "email": "nobody@shop.example"},
    )
    return story


def names(rows: list[Json]) -> dict[str, str | None]:
    """What the two are called."""
    told = {one["customer"]["external_id"]: one["customer"]["name"] for one in rows}
    return {id: name for id, name in told.items() if id in {"c4", "c5"}}


def test_the_runs_of_a_campaign_say_names(begin: Begin) -> None:
    story = shop_with_two(begin)
    id = run(story, "Wait a bit", drawn({"kind": "by_hand"}, node("wait", WAIT, next="end")))
    story.post(f"/campaigns/{id}/enter", {"customers": ["c4", "c5"]})

    assert names(story.get(f"/campaigns/{id}/runs")["data"]) == {"c4": "Anna Nowak", "c5": None}
    [anna] = runs_of(story, "c4")
    assert anna["customer"]["name"] == "Anna Nowak"
    assert story.get(f"/campaign-runs/{anna['id']}")["customer"]["name"] == "Anna Nowak"


def test_the_mails_of_a_newsletter_say_names_and_so_do_the_orders_they_brought(begin: Begin) -> None:
    story = shop_with_two(begin)
    id = newsletter(story, template(story), sends_to="all")["id"]
    let_send(story)
    story.send("order", order("o-1", "c4", "30.00", "pending", placed_at=story.now.isoformat()))
    attribution = {"by": "delivery", "days": 5, "version": 0}
    assert story.client.put(f"/v1/results/newsletter/{id}/attribution", json=attribution).status_code == 200

    sent = story.get(f"/results/newsletter/{id}/messages", what="sent")["data"]
    assert names(sent) == {"c4": "Anna Nowak", "c5": None}
    assert names(story.get("/messages")["data"]) == {"c4": "Anna Nowak", "c5": None}
    first = next(one for one in sent if one["customer"]["external_id"] == "c4")
    assert story.get(f"/messages/{first['id']}")["customer"]["name"] == "Anna Nowak"
    assert names(story.get(f"/results/newsletter/{id}/conversions")["data"]) == {"c4": "Anna Nowak"}
    assert names(story.get(f"/customers/{story.id_of('c4')}/conversions")["data"]) == {"c4": "Anna Nowak"}
