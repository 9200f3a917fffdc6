"""What stories do with mail: publish a template, let the worker send, read the mailbox."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.stories.conftest import Json, Story

from regulars.flows.mailing import postman_of
from regulars.messaging import queue
from regulars.messaging.queue import NewMessage

BODY = (
    "<mjml><mj-body><mj-section><mj-column><mj-text>News for {{ customer.first_name }}</mj-text><mj-text>"
    '<a href="{{ links.unsubscribe }}">Leave</a></mj-text></mj-column></mj-section></mj-body></mjml>'
)


def template(story: Story, subject: str = "News", kind: str = "marketing") -> Json:
    """A template that was published."""
    content = {"subject": subject, "preview": "What is new", "body": BODY}
    made = story.post("/mail-templates", {"name": subject, "kind": kind, "languages": {"en": content}})
    published: Json = story.post(f"/mail-templates/{made['id']}/publish", {"revision": made["revision"]})
    return published


def newsletter(story: Story, of: Json, **said: Any) -> Json:
    """A newsletter that is to go out now."""
    made = story.post("/newsletters", {"name": "March", "template": of["id"]} | said)
    scheduled: Json = story.post(f"/newsletters/{made['id']}/schedule", {"version": made["version"]})
    return scheduled


def let_send(story: Story) -> None:
    """Let the worker send what is due."""
    postman = postman_of(story.books, story.facts, story.house.settings)
    story.road.run_dry()
    postman.send_due()
    story.now += timedelta(minutes=1)
    story.road.run_dry()


def have_sent(story: Story, message: NewMessage) -> None:
    story.books.perform(lambda unit: queue.enqueue(unit, [message]))


def told(story: Story, **asked: Any) -> set[tuple[str | None, str, str | None]]:
    """To whom messages went and what came of them."""
    found = story.get("/messages", **asked)["data"]
    return {(one["address"], one["state"], one["reason"]) for one in found}
