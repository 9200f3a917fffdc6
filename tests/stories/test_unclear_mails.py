"""After a killed process some mails are in doubt: they are told, and settled by a person; results count each once."""

from __future__ import annotations

import pytest
from tests.stories.conftest import Begin, Json, Story
from tests.stories.mail import let_send, newsletter, template
from tests.stories.shop import open_shop


@pytest.fixture
def story(begin: Begin) -> Story:
    return open_shop(begin)


@pytest.fixture
def march(story: Story) -> Json:
    """A newsletter of which nobody knows whether one of its mails was taken."""
    sent = newsletter(story, template(story), include=[], sends_to="all")
    let_send(story)
    with story.books.transaction() as unit:
        unit.driver.execute("update message set state = 'unknown' where id = (select min(id) from message)")
    return sent


def counts(story: Story, newsletter: Json) -> dict[str, int]:
    found = story.get(f"/results/newsletter/{newsletter['id']}")
    return {name: found[name] for name in ("pending", "sent", "delivered", "unknown")}


def test_what_is_sent_again_is_counted_once(story: Story, march: Json) -> None:
    total = story.get(f"/newsletters/{march['id']}")["total"]
    assert counts(story, march) == {"pending": 0, "sent": total, "delivered": total - 1, "unknown": 1}
    asked = {"source": "newsletter", "source_id": march["id"], "what": "send_again"}

    assert story.post("/messages/settle", asked) == {"messages": 1}
    assert counts(story, march) == {"pending": 1, "sent": total - 1, "delivered": total - 1, "unknown": 0}
    assert story.post("/messages/settle", asked) == {"messages": 0}
    let_send(story)

    assert counts(story, march) == {"pending": 0, "sent": total, "delivered": total, "unknown": 0}
    assert len(story.get("/messages")["data"]) == total


def test_one_message_is_settled_and_then_no_more(story: Story, march: Json) -> None:
    [one] = story.get("/messages", state="unknown")["data"]

    settled = story.post(f"/messages/{one['id']}/settle", {"what": "count_as_sent"})

    assert (settled["state"], settled["sent_at"]) == ("accepted", one["sent_at"])
    again = story.client.post(f"/v1/messages/{one['id']}/settle", json={"what": "send_again"})
    assert (again.status_code, again.json()["code"]) == (409, "message.not_unknown")


def test_of_a_newsletter_that_was_taken_back_nothing_is_sent_again(story: Story, march: Json) -> None:
    with story.books.transaction() as unit:
        unit.driver.execute("update newsletter set state = 'cancelled'")

    refused = story.client.post(
        "/v1/messages/settle", json={"source": "newsletter", "source_id": march["id"], "what": "send_again"}
    )

    assert (refused.status_code, refused.json()["code"]) == (409, "newsletter.state")
