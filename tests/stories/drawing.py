"""Campaigns as the stories draw them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.stories.conftest import Story

from regulars.journal import identity
from regulars.messaging.model.templates import Saying
from regulars.messaging.templates import service

Json = dict[str, Any]
END: Json = {"kind": "end"}


def node(id: str, step: Json, **next_: str) -> Json:
    """A node, and where its branches lead; a step that is left by one branch says `next`."""
    return {"id": id, "step": step, "next": next_}


def drawn(trigger: Json, *nodes: Json, **said: Any) -> Json:
    """A draft that begins with the first node; the node `end` is there by itself."""
    return {"trigger": trigger, "first": nodes[0]["id"], "nodes": [*nodes, node("end", END)], **said}


def run(story: Story, name: str, draft: Json, **said: Any) -> str:
    """Draw a campaign and let it run; its id."""
    made = story.post("/campaigns", {"name": name, "draft": draft})
    assert made["reading"]["errors"] == [], made["reading"]["errors"]
    published = story.post(f"/campaigns/{made['id']}/publish", {"revision": made["revision"]} | said)
    assert published["state"] in {"running", "test"}
    return str(made["id"])


def runs_of(story: Story, external_id: str) -> list[Json]:
    """A customer's ways through campaigns, the latest first."""
    found: list[Json] = story.get(f"/customers/{story.id_of(external_id)}/campaign-runs")["data"]
    return found


def path(story: Story, run: Json) -> list[tuple[str, str | None]]:
    """The nodes that a run has left, with their branches."""
    return [(one["node"], one["branch"]) for one in story.get(f"/campaign-runs/{run['id']}")["path"]]


def counts(story: Story, campaign: str, **asked: Any) -> dict[tuple[str, str], int]:
    """How many took each branch."""
    found = story.get(f"/campaigns/{campaign}/counts", **asked)
    return {(edge["node"], edge["branch"]): edge["runs"] for edge in found["edges"]}


def tick(story: Story, **by: float) -> None:
    """Let so much time pass."""
    story.pass_time(story.now + timedelta(**by))


def template(story: Story, name: str, body: str = "Hello", kind: str = "transactional") -> str:
    """A mail template that is published; its id."""
    said = {
        "subject": name,
        "body": f"<mjml><mj-body><mj-section><mj-column><mj-text>{body}</mj-text></mj-column></mj-section></mj-body></mjml>",
    }
    with story.books.transaction("user:1") as unit:
        saying = Saying.model_validate({"kind": kind, "languages": {"en": said}})
        made = service.create(unit, saying, name=name)
        service.publish(unit, made.id, revision=made.revision, shop_language="en")
    return str(made.id)


def mails(story: Story, source: str = "campaign") -> list[tuple[str, str]]:
    """The mails that campaigns have had queued and that are neither blocked nor held back, or those of rewards workflows: to whom,
    and by which node."""
    with story.books.transaction() as unit:
        found = unit.driver.execute(
            "select customer_id, node from message where source = %s and state <> 'blocked' and held_until is null order by id",
            [source],
        ).fetchall()
        names = identity.named(unit, {id for id, _ in found})
    return [(str(names[id]["external_id"]), node) for id, node in found]
