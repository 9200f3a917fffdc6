"""A3, come back: the last completed order was placed 30 or more days ago, to the second."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.shop import COMPLETE, at, open_shop, order

DEPARTED = {"value": {"days_since": {"last": "order.placed_at", "where": COMPLETE}}, "op": ">=", "to": 30}
BEGINS = at("2026-03-31 10:00:00")
SECOND, MICROSECOND = timedelta(seconds=1), timedelta(microseconds=1)


@pytest.fixture
def story(begin: Begin) -> Story:
    """Eva's last completed order was placed on the first of March; Boris's was never completed."""
    story = open_shop(begin, "2026-03-01 10:00")
    story.segment("departed", DEPARTED)
    story.send("order", order("0", "eva", "10.00", "complete", placed_at="2026-02-25T10:00:00Z"))
    story.send("order", order("1", "eva", "80.00", "complete", placed_at="2026-03-01T10:00:00Z"))
    story.send("order", order("2", "boris", "80.00", "pending", placed_at="2026-01-01T10:00:00Z"))
    return story


def asked_about(story: Story, monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """From now on, whom the facts are asked about: an entry for each question of the worker."""
    found: list[list[int]] = []
    ask = story.facts.ask

    def noted(question: Any, tables: Any = None, settings: Any = None) -> Any:
        if " touched " not in str(question):  # that names those whom entries are about
            found.append(tables["asked"].column("customer_id").to_pylist() if tables and "asked" in tables else [])
        return ask(question, tables, settings)

    monkeypatch.setattr(story.facts, "ask", noted)
    return found


def test_a_second_before_she_is_not_in_and_at_the_second_she_is(story: Story) -> None:
    story.pass_time(BEGINS - SECOND)
    assert story.members("departed") == set()
    assert story.why("departed", "eva")["next_change"].startswith("2026-03-31T10:00:00")

    story.pass_time(BEGINS)
    assert story.members("departed") == {"eva"}
    (member,) = story.get("/segments/departed/members")["data"]
    assert member["entered_at"] == "2026-03-31T10:00:00Z"


def test_nobody_else_is_asked_about(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    story.pass_time(BEGINS - SECOND)
    eva = int(story.id_of("eva"))
    asked = asked_about(story, monkeypatch)

    story.pass_time(BEGINS)

    monkeypatch.undo()
    assert asked == [[eva]]
    assert story.members("departed") == {"eva"}


def test_a_worker_that_starts_in_between_changes_nothing(story: Story) -> None:
    story.pass_time(BEGINS - SECOND)
    story.start_worker()
    story.road.run_dry()
    assert story.members("departed") == set()

    story.pass_time(BEGINS)
    story.start_worker()
    story.road.run_dry()

    assert story.members("departed") == {"eva"}
    assert story.get("/segments/departed")["entered_7d"] == 1


def test_the_instant_on_record_is_the_true_one_though_no_worker_was_there(story: Story) -> None:
    story.be_down(BEGINS + timedelta(days=5))

    assert story.members("departed", BEGINS - MICROSECOND) == set()
    assert story.members("departed", BEGINS) == {"eva"}
    (member,) = story.get("/segments/departed/members")["data"]
    assert member["entered_at"] == "2026-03-31T10:00:00Z"


def test_she_stays_until_her_next_order_is_complete(story: Story) -> None:
    story.pass_time(BEGINS)
    placed = (BEGINS + SECOND).isoformat()

    for status, members in (("pending", {"eva"}), ("processing", {"eva"}), ("complete", set[str]())):
        story.pass_time(story.now + SECOND)
        story.send("order", order("3", "eva", "80.00", status, placed_at=placed))
        assert story.members("departed") == members

    story.pass_time(BEGINS + timedelta(days=30))
    assert story.members("departed") == set()
    story.pass_time(BEGINS + timedelta(days=30) + SECOND)
    assert story.members("departed") == {"eva"}
