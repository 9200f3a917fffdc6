"""A4, girls: female and younger than 18; who turns eighteen leaves the group at local midnight."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.shop import FEMALE, at, customer, open_shop

GIRLS = {"all": [FEMALE, {"value": {"age": "customer.born_on"}, "op": "<", "to": 18}]}
MIDNIGHT = at("2026-05-03 21:00:00")
"""Of 4 May in Kyiv, where it is summer time."""
MICROSECOND = timedelta(microseconds=1)


def girls(begin: Begin, now: str) -> Story:
    story = open_shop(begin, now)
    story.segment("girls", GIRLS, actions={"group": "Girls"})
    return story


def test_on_her_seventeenth_birthday_she_is_in_the_group(begin: Begin) -> None:
    story = girls(begin, "2025-05-01 08:00")

    story.pass_time(at("2025-05-04 06:00"))

    assert story.members("girls") == {"anna"}
    assert [story.group(name) for name in ("anna", "clara", "eva", "boris")] == ["Girls"] + ["General"] * 3


def test_she_leaves_at_local_midnight_without_any_event(begin: Begin) -> None:
    story = girls(begin, "2026-05-01 08:00")

    story.pass_time(MIDNIGHT - MICROSECOND)
    assert (story.members("girls"), story.group("anna")) == ({"anna"}, "Girls")

    story.pass_time(MIDNIGHT)
    assert (story.members("girls"), story.group("anna")) == (set(), "General")
    assert story.previewed(GIRLS) == set()


def test_she_leaves_at_local_midnight_though_no_worker_was_there(begin: Begin) -> None:
    story = girls(begin, "2026-05-01 08:00")

    story.be_down(MIDNIGHT + timedelta(hours=9))

    assert (story.members("girls"), story.group("anna")) == (set(), "General")
    assert story.members("girls", MIDNIGHT - MICROSECOND) == {"anna"}
    assert story.members("girls", MIDNIGHT) == set()


@pytest.mark.parametrize("sent", [{"born_on": "2008-05-05"}, {"born_on": "2010-05-04"}])
def test_who_turns_out_to_be_younger_stays(begin: Begin, sent: dict[str, str]) -> None:
    story = girls(begin, "2026-05-01 08:00")
    story.send("customer", customer("anna", **sent))

    story.pass_time(MIDNIGHT)

    assert (story.members("girls"), story.group("anna")) == ({"anna"}, "Girls")
