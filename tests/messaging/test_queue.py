"""Queueing: each key once, with what is to be known when it is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from regulars.books import Books
from regulars.messaging import queue
from regulars.messaging.queue import NewMessage

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
BIRTHDAY = NewMessage("run:1:mail", "campaign", "7", 3, 2, 41, run_id=1, node="mail")


@pytest.fixture
def at_noon(books: Books) -> Books:
    books.clock = lambda: NOON
    return books


def rows(books: Books, what: str) -> list[tuple[Any, ...]]:
    with books.transaction() as unit:
        return unit.driver.execute(f"select {what} from message order by id".encode()).fetchall()


def test_the_same_key_is_queued_once(at_noon: Books) -> None:
    first = at_noon.perform(lambda unit: queue.enqueue(unit, [BIRTHDAY, replace(BIRTHDAY, key="run:2:mail")]))
    again = at_noon.perform(lambda unit: queue.enqueue(unit, [BIRTHDAY, replace(BIRTHDAY, key="run:3:mail")]))

    assert (list(first), list(again)) == (["run:1:mail", "run:2:mail"], ["run:3:mail"])
    assert rows(at_noon, "key, state") == [(f"run:{n}:mail", "queued") for n in (1, 2, 3)]


def test_a_message_waits_for_its_time_and_none_is_due_before_it_is_queued(at_noon: Books) -> None:
    later, earlier = NOON + timedelta(hours=2), NOON - timedelta(hours=2)

    at_noon.perform(
        lambda unit: queue.enqueue(
            unit, [replace(BIRTHDAY, key=key, not_before=at) for key, at in (("a", later), ("b", earlier), ("c", None))]
        )
    )

    assert rows(at_noon, "due_at") == [(later,), (NOON,), (NOON,)]


def test_what_the_source_gives_is_kept(at_noon: Books) -> None:
    given = replace(BIRTHDAY, values={"coupon": "7KQ2M", "ends": NOON}, cause={"order": "1001"}, language="pl")

    at_noon.perform(lambda unit: queue.enqueue(unit, [given]))

    assert rows(at_noon, '"values", cause, language, customer_id, run_id') == [
        ({"coupon": "7KQ2M", "ends": "2026-03-01T12:00:00Z"}, {"order": "1001"}, "pl", 41, 1)
    ]


def test_a_transaction_that_is_rolled_back_sends_nothing(at_noon: Books) -> None:
    at_noon.perform(lambda unit: queue.enqueue(unit, [BIRTHDAY]), dry=True)

    assert rows(at_noon, "key") == []


def test_what_a_source_takes_back_is_blocked_and_what_was_sent_is_not(at_noon: Books) -> None:
    others = [replace(BIRTHDAY, key="other", source_id="8"), replace(BIRTHDAY, key="run:2:mail", run_id=2)]
    at_noon.perform(lambda unit: queue.enqueue(unit, [BIRTHDAY, *others]))
    at_noon.perform(
        lambda unit: unit.driver.execute("update message set state = 'accepted', due_at = null where run_id = 2")
    )

    taken_back = at_noon.perform(lambda unit: queue.cancel(unit, source="campaign", source_id="7"))

    assert taken_back == 1
    assert rows(at_noon, "key, state, reason") == [
        ("run:1:mail", "blocked", "cancelled"),
        ("other", "queued", None),
        ("run:2:mail", "accepted", None),
    ]


def test_a_cap_counts_what_is_to_be_sent_and_neither_tests_nor_blocked_ones(at_noon: Books) -> None:
    about = [
        BIRTHDAY,
        replace(BIRTHDAY, key="b", test_address="me@shop.example"),
        replace(BIRTHDAY, key="c", marketing=False),
        replace(BIRTHDAY, key="d", source_id="9"),
    ]
    at_noon.perform(lambda unit: queue.enqueue(unit, about))
    at_noon.perform(lambda unit: queue.cancel(unit, source="campaign", source_id="9"))

    with at_noon.transaction() as unit:
        assert queue.sent_since(unit, [41, 42], NOON) == {41: [NOON]}
        assert queue.sent_since(unit, [41], NOON + timedelta(seconds=1)) == {}
