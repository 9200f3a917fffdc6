"""The report over all campaigns, workflows and newsletters: sent in a period, brought about in a period, of some customers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.stories.conftest import Begin, Json, Story
from tests.stories.mail import let_send, newsletter
from tests.stories.shop import FEMALE, open_shop, order
from tests.stories.test_c8_dashboard import click, mail, workflow

DAY = timedelta(days=1)


@pytest.fixture
def story(begin: Begin) -> Story:
    """A newsletter of 10 March to everybody, a workflow's mail to Anna on 2 April; Anna and Boris click and buy."""
    story = open_shop(begin, "2026-03-10 08:00")
    story.segment("female", FEMALE)
    newsletter(story, {"id": mail(story, "March")}, sends_to="all")
    let_send(story)
    story.now += DAY
    click(story, "boris")
    story.now += DAY
    story.send("order", order("b1", "boris", "100.00", "pending", placed_at=story.now.isoformat()))
    story.now += 21 * DAY
    workflow(story, ("one", "1"))
    story.now += timedelta(minutes=1)
    story.send("order", order("a1", "anna", "50.00", "complete", placed_at=story.now.isoformat()))
    let_send(story)
    story.now += timedelta(hours=1)
    click(story, "anna")
    story.send("order", order("a2", "anna", "30.00", "pending", placed_at=story.now.isoformat()))
    return story


def asked(story: Story, since: str, until: str, **more: str) -> Json:
    found: Json = story.get("/reports/messages", **{"from": since, "to": until}, **more)
    return found


def test_each_source_stands_with_the_period_before(story: Story) -> None:
    april = asked(story, "2026-04-01", "2026-04-02")
    both = asked(story, "2026-03-03", "2026-04-02")

    assert [(one["source"], one["name"]) for one in april["sources"]] == [("workflow", "Rewards")]
    told = [(one["name"], one["periods"][0]["sent"], one["periods"][0]["revenue"]["amount"]) for one in both["sources"]]
    assert told == [("March", 5, "100.00"), ("Rewards", 1, "30.00")]
    whole = both["all"][0]
    assert (whole["sent"], whole["clicked"], whole["conversions"], whole["revenue"]["amount"]) == (6, 2, 2, "130.00")
    brought = {one["day"]: one["revenue"][0]["amount"] for one in both["points"] if one["conversions"][0]}
    assert brought == {"2026-03-12": "100.00", "2026-04-02": "30.00"}


def test_a_period_is_compared_with_the_one_before(story: Story) -> None:
    found = asked(story, "2026-03-22", "2026-04-02")

    sent = {one["name"]: [period["sent"] for period in one["periods"]] for one in found["sources"]}
    assert sent == {"Rewards": [1, 0, 0], "March": [0, 5, 0]}
    assert [one["revenue"]["amount"] for one in found["all"]] == ["30.00", "100.00", "0.00"]


def test_it_may_be_of_the_members_of_one_segment(story: Story) -> None:
    found = asked(story, "2026-03-03", "2026-04-02", segment="female")

    told = {one["name"]: one["periods"][0] for one in found["sources"]}
    assert (told["March"]["sent"], told["March"]["conversions"]) == (3, 0)
    assert (told["Rewards"]["sent"], told["Rewards"]["revenue"]["amount"]) == (1, "30.00")
