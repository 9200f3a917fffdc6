"""Messages belong to one deliverer at a time, and to none for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from regulars.books import Books, outbox

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Clock:
    now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shop(books_url: str, clock: Clock) -> Books:
    return Books(books_url, clock=clock)


def claim(shop: Books) -> list[dict[str, object]]:
    with shop.transaction() as unit:
        return [message.payload for message in outbox.claim(unit, ["mail"], limit=10, lasting=MINUTE)]


def publish(shop: Books, *names: str, topic: str = "mail", due_at: datetime | None = None) -> None:
    with shop.transaction() as unit:
        for name in names:
            unit.publish(topic, {"name": name}, due_at=due_at)


def test_messages_are_claimed_once_in_their_order(shop: Books) -> None:
    publish(shop, "a", "b")
    publish(shop, "hook", topic="webhook")

    assert claim(shop) == [{"name": "a"}, {"name": "b"}]
    assert claim(shop) == []


def test_a_message_whose_deliverer_died_is_claimed_again(shop: Books, clock: Clock) -> None:
    publish(shop, "a")
    claim(shop)

    clock.now += MINUTE

    assert claim(shop) == [{"name": "a"}]


def test_two_deliverers_at_once_share_the_messages(shop: Books) -> None:
    publish(shop, "a", "b")

    with shop.transaction() as first, shop.transaction() as second:
        mine = outbox.claim(first, ["mail"], limit=1, lasting=MINUTE)
        theirs = outbox.claim(second, ["mail"], limit=10, lasting=MINUTE)

    assert [message.payload["name"] for message in (*mine, *theirs)] == ["a", "b"]


def test_a_message_not_due_waits(shop: Books, clock: Clock) -> None:
    publish(shop, "later", due_at=NOON + MINUTE)
    assert claim(shop) == []

    clock.now += MINUTE

    assert claim(shop) == [{"name": "later"}]


def test_what_failed_comes_back_when_it_is_time(shop: Books, clock: Clock) -> None:
    publish(shop, "a")
    with shop.transaction() as unit:
        [message] = outbox.claim(unit, ["mail"], limit=1, lasting=MINUTE)
        outbox.failed(unit, message.id, "no route", again_at=NOON + 5 * MINUTE)

    clock.now += 4 * MINUTE
    assert claim(shop) == []
    clock.now += MINUTE
    assert claim(shop) == [{"name": "a"}]


def test_what_was_delivered_is_kept_until_it_is_forgotten(shop: Books, clock: Clock) -> None:
    publish(shop, "a")
    with shop.transaction() as unit:
        outbox.delivered(unit, [message.id for message in outbox.claim(unit, ["mail"], limit=1, lasting=MINUTE)])

    clock.now += timedelta(days=1)

    assert claim(shop) == []
    with shop.transaction() as unit:
        assert outbox.forget(unit, clock.now) == 1


def test_a_ring_comes_after_the_commit_and_never_for_what_was_rolled_back(shop: Books, books_url: str) -> None:
    with psycopg.connect(books_url, autocommit=True) as listener:
        listener.execute("listen bell")

        shop.perform(lambda unit: unit.ring("bell"), dry=True)
        assert rings(listener) == []
        shop.perform(lambda unit: unit.ring("bell"))

        assert rings(listener) == ["bell"]


def rings(listener: psycopg.Connection) -> list[str]:
    return [notification.channel for notification in listener.notifies(timeout=0.5, stop_after=1)]


def test_many_commits_are_rung_for_together_and_what_is_pending_before_the_end(shop: Books, books_url: str) -> None:
    with psycopg.connect(books_url, autocommit=True) as listener:
        listener.execute("listen bell")
        listener.execute("listen last")

        for _ in range(200):
            shop.perform(lambda unit: unit.ring("bell"))
        shop.perform(lambda unit: unit.ring("last"))
        shop.close()

        heard = [notification.channel for notification in listener.notifies(timeout=0.5)]
    assert heard.count("last") == 1
    assert 1 <= heard.count("bell") < 200
