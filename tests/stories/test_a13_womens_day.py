"""A13, mass balance update: +50 to every woman on Women's day, undone as a whole; −80 with the choice shown before."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.shop import FEMALE, open_shop, order

from regulars import app as rooms
from regulars.books.jobs import Jobs

WOMEN = {"kind": "segment", "segment": "female"}
NAMES = ["anna", "clara", "eva"]


@pytest.fixture
def story(begin: Begin) -> Story:
    """Anna, Clara and Eva are in `female`, and a guest has ordered."""
    story = open_shop(begin)
    story.segment("female", FEMALE)
    guest = order("1", "x", "40.00", "complete") | {"customer": None, "email": "guest@shop.example"}
    story.send("order", guest)
    return story


def work(story: Story) -> None:
    """Let the worker do what is to be done, and carry it along."""
    Jobs(story.books, rooms.job_handlers(story.facts)).work(threading.Event(), until_idle=True)
    story.road.run_dry()


def done(story: Story, points: int, **said: Any) -> Any:
    asked = {"audience": WOMEN, "points": points, "reason": "Women's day"} | said
    made = story.post("/points/mass", asked)
    work(story)
    return story.get(f"/points/mass/{made['id']}")


def balances(story: Story) -> list[tuple[int, int]]:
    """What the three have and what they owe."""
    found = [story.points(name) for name in NAMES]
    return [(one["balance"], one["debt"]) for one in found]


def preview(story: Story, points: int) -> Any:
    return story.post("/points/mass/preview", {"audience": WOMEN, "points": points})


def test_each_of_them_gets_fifty_and_sees_it_in_her_history(story: Story) -> None:
    shown = preview(story, 50)
    assert (shown["customers"], shown["total"], shown["short"]["customers"]) == (3, 150, 0)
    assert [row["external_id"] for row in shown["sample"]] == NAMES

    given = done(story, 50)

    assert (given["state"], given["done"], given["moved"]) == ("done", 3, 150)
    assert balances(story) == [(50, 0)] * 3
    (entry,) = story.points("anna")["entries"]
    assert (entry["kind"], entry["points"], entry["reason"]) == ("adjusted", 50, "Women's day")
    assert story.points("boris")["entries"] == []


def test_it_is_undone_as_a_whole(story: Story) -> None:
    given = done(story, 50)

    story.post(f"/points/mass/{given['id']}/undo", {"reason": "a day too early"})
    work(story)

    assert story.get(f"/points/mass/{given['id']}")["state"] == "undone"
    assert balances(story) == [(0, 0)] * 3
    assert [entry["kind"] for entry in story.points("clara")["entries"]] == ["undone", "adjusted"]


@pytest.mark.parametrize(("shortage", "after"), [("forgive", (0, 0)), ("owe", (-30, 30))])
def test_who_is_short_is_shown_before_and_reported(story: Story, shortage: str, after: tuple[int, int]) -> None:
    done(story, 50)
    short = preview(story, -80)["short"]
    assert (short["customers"], short["points"]) == (3, 90)
    assert [(one["customer"]["external_id"], one["missing"]) for one in short["sample"]] == [(n, 30) for n in NAMES]

    taken = done(story, -80, shortage=shortage)

    assert balances(story) == [after] * 3
    assert (taken["short"], taken["short_points"]) == (3, 90)
    rows = story.client.get(f"/v1/points/mass/{taken['id']}/short").text.splitlines()
    assert [row.split(",")[1:] for row in rows[1:]] == [[name, f"{name}@{_host(name)}", "30"] for name in NAMES]


def test_refused_nothing_is_taken_and_it_is_told_who_is_short(story: Story) -> None:
    done(story, 50)

    answer = story.client.post("/v1/points/mass", json={"audience": WOMEN, "points": -80, "reason": "-"})

    assert (answer.status_code, answer.json()["code"]) == (409, "points.mass_short")
    assert answer.json()["sample"] == NAMES
    assert balances(story) == [(50, 0)] * 3


def test_guests_get_none(story: Story) -> None:
    at_shop = {"kind": "condition", "condition": {"value": "customer.email", "op": "contains", "to": "@shop.example"}}
    shown = story.post("/points/mass/preview", {"audience": at_shop, "points": 50})
    assert (shown["customers"], shown["guests"]) == (4, 1)

    assert done(story, 50, audience=at_shop)["moved"] == 200

    alone = {"kind": "customers", "customers": ["guest@shop.example"]}
    answer = story.client.post("/v1/points/mass", json={"audience": alone, "points": 50, "reason": "-"})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "nobody")


def test_of_a_list_it_is_told_what_was_not_found(story: Story) -> None:
    audience = {"kind": "customers", "customers": ["anna", "clara@amazon.com", "nobody", "guest@shop.example"]}

    shown = story.post("/points/mass/preview", {"audience": audience, "points": 50})

    assert [row["external_id"] for row in shown["sample"]] == ["anna", "clara"]
    assert (shown["unknown"], shown["guests"]) == (["nobody"], 1)


def test_a_call_repeated_with_its_key_is_one_deed(story: Story) -> None:
    asked = {"audience": WOMEN, "points": 50, "reason": "Women's day"}

    answers = [story.client.post("/v1/points/mass", json=asked, headers={"Idempotency-Key": "k"}) for _ in range(2)]
    work(story)

    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json() == answers[1].json()
    assert balances(story) == [(50, 0)] * 3


def test_a_webhook_goes_out_for_each(story: Story) -> None:
    story.post("/webhooks", {"url": "https://shop.example/told", "types": ["points.changed"]})

    done(story, 50)

    with story.books.transaction() as unit:
        found = unit.driver.execute("select payload from outbox where topic = 'announcement'").fetchall()
    told = [payload["data"] for (payload,) in found if payload["type"] == "points.changed"]
    assert [(one["customer"]["external_id"], one["points"], one["available"]) for one in told] == [
        (name, 50, 50) for name in NAMES
    ]


def _host(name: str) -> str:
    return "amazon.com" if name == "clara" else "shop.example"
