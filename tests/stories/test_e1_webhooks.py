"""E1, what a shop is told: who entered a segment and whose group changed, one message each, signed, also after it was down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from standardwebhooks import Webhook, WebhookVerificationError
from tests.stories.conftest import Begin, Story
from tests.stories.shop import SPENT_2000, open_shop, order, refund
from tests.webhooks.receiving import Shop, serving

from regulars.webhooks.deliverer import Deliverer
from regulars.webhooks.model import PAUSES

TYPES = ["segment.entered", "customer.group_changed"]
AHEAD = timedelta(minutes=3)
"""By which the story begins before the day's time, as whoever verifies a signature looks at the clock."""


@dataclass
class Told:
    """A shop whose server is told, and what sends to it."""

    story: Story
    server: Shop
    deliverer: Deliverer
    secret: str

    def deliver(self, after: timedelta = timedelta()) -> int:
        """Let time pass, and send what is due then; as many attempts were made."""
        self.story.pass_time(self.story.now + after)
        return self.deliverer.deliver_due(self.story.now)

    def arrived(self) -> dict[str, Any]:
        """What came, by type, each verified and once."""
        messages = [Webhook(self.secret).verify(one.body, one.headers) for one in self.server.received]
        assert max(Counter(message["type"] for message in messages).values(), default=0) <= 1
        return {message["type"]: message for message in messages}


@pytest.fixture
def listening() -> Iterator[Shop]:
    with serving() as shop:
        yield shop


@pytest.fixture
def told(begin: Begin, listening: Shop) -> Told:
    """Dmytro has one cent to go to `vip`, and the shop listens."""
    now = (datetime.now(UTC) - AHEAD).replace(microsecond=0, tzinfo=None).isoformat(" ")
    story = open_shop(begin, now, webhooks_private=True)
    story.segment("vip", SPENT_2000, name="VIP", actions={"group": "VIP"})
    story.send("order", order("1", "dmytro", "1999.99", "complete"), order("2", "dmytro", "500.00", "pending"))
    made = story.post("/webhooks", {"url": listening.url + "/", "types": TYPES})
    return Told(story, listening, Deliverer(story.books, private=True), made["secret"])


def become_vip(told: Told) -> datetime:
    told.story.send("order", order("2", "dmytro", "500.00", "complete"))
    return told.story.now


def test_it_is_told_once_who_entered_and_whose_group_changed(told: Told) -> None:
    entered_at = become_vip(told).isoformat().replace("+00:00", "Z")
    dmytro = {"id": told.story.id_of("dmytro"), "external_id": "dmytro", "email": "dmytro@shop.example"}

    assert told.deliver() == 2
    assert told.deliver(timedelta(seconds=10)) == 0

    arrived = told.arrived()
    assert arrived.keys() == set(TYPES)
    assert arrived["segment.entered"]["data"] == {
        "segment": {"id": "vip", "name": "VIP"}, "customer": dmytro, "at": entered_at, "cause": "entries",
    }  # fmt: skip
    assert arrived["customer.group_changed"]["data"] == {
        "customer": dmytro, "group": "VIP", "previous_group": None, "by_segment": "vip",
    }  # fmt: skip


def test_what_was_told_while_it_was_down_arrives_once_it_is_up_with_the_same_id(told: Told) -> None:
    told.server.answers(503)
    become_vip(told)
    told.deliver()
    told.deliver(PAUSES[0])
    tried = told.server.counts()
    assert sorted(tried.values()) == [2, 2]
    told.server.received.clear()
    told.server.answers(204)

    assert told.deliver(PAUSES[1] - timedelta(seconds=1)) == 0
    assert told.deliver(timedelta(seconds=1)) == 2

    assert told.arrived().keys() == set(TYPES)
    assert told.server.counts().keys() == tried.keys()
    assert told.deliver(timedelta(days=1)) == 0


def test_what_was_changed_on_the_way_is_not_verified(told: Told) -> None:
    become_vip(told)
    told.deliver()

    received = told.server.received[0]
    with pytest.raises(WebhookVerificationError):
        Webhook(told.secret).verify(received.body.replace("dmytro", "boris"), received.headers)


def test_a_worker_that_starts_again_tells_nothing_twice(told: Told) -> None:
    become_vip(told)
    told.story.start_worker()
    told.story.road.run_dry()
    told.deliver()
    told.story.be_down(told.story.now + timedelta(seconds=30))
    told.deliver()

    assert told.arrived().keys() == set(TYPES)


def test_who_leaves_gets_the_group_back_and_that_is_told_too(told: Told) -> None:
    become_vip(told)
    told.deliver()
    told.server.received.clear()

    told.story.send("refund", refund("r", "2", "500.00", told.story))
    told.deliver()

    arrived = told.arrived()
    assert arrived.keys() == {"customer.group_changed"}, "nobody listens to segment.left"
    data = arrived["customer.group_changed"]["data"]
    assert (data["group"], data["previous_group"], data["by_segment"]) == (None, "VIP", None)
