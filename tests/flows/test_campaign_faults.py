"""A run whose step can't be done is put off, and holds up nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from pyroaring import BitMap
from tests.flows import carrying
from tests.flows.carrying import NOON, SETTINGS, send
from tests.flows.test_killed_campaign import Shop

from regulars import app
from regulars.books import Books, shop
from regulars.campaigns import arrivals, book, runs
from regulars.campaigns.model.definition import Draft
from regulars.campaigns.model.progress import Task
from regulars.campaigns.model.steps.base import Step
from regulars.facts.store import Facts
from regulars.flows.campaigns import doing
from regulars.flows.campaigns.deciding import AGAIN_AFTER
from regulars.flows.road import Road


@pytest.fixture
def road(books: Books, tmp_path: Path) -> Iterator[Road]:
    books.clock = carrying.noon
    kept = books.perform(lambda unit: shop.settle(unit, SETTINGS))
    with Facts(":memory:", calendar=kept.calendar, currency=kept.currency) as facts:
        road = app.road_of(books, facts)
        road.begin()
        yield road


def running(books: Books, name: str, step: dict[str, Any]) -> int:
    """A campaign by hand with one step, whatever that names."""
    nodes = [{"id": "step", "step": step, "next": {"next": "end"}}, {"id": "end", "step": {"kind": "end"}}]
    draft = Draft.model_validate({"trigger": {"kind": "by_hand"}, "first": "step", "nodes": nodes})
    with books.transaction() as unit:
        id = book.create(unit, name=name, draft=draft).id
        book.publish(unit, id, Shop(books), revision=1, test_address=None)
    return id


def test_who_can_not_be_given_a_coupon_holds_up_nobody(books: Books, road: Road) -> None:
    send(
        books,
        "customer",
        [{"external_id": f"c{n}", "updated_at": "2026-02-01T00:00:00Z"} for n in range(20)],
        at_once=20,
    )
    gone = running(books, "Gone", {"kind": "give_coupon", "promotion": "999"})
    fine = running(books, "Fine", {"kind": "award_points", "points": 5})
    road.run_dry()
    with books.transaction() as unit:
        arrivals.by_hand(unit, gone, BitMap([3, 4]))
        arrivals.by_hand(unit, fine, BitMap(range(1, 21)))

    road.run_dry()

    with books.transaction() as unit:
        assert {run.ended_by for run in runs.listed(unit, campaign_id=fine)} == {"end"}
        assert [(run.node, run.due_at) for run in runs.listed(unit, campaign_id=gone)] == [
            ("step", NOON + AGAIN_AFTER)
        ] * 2
        assert unit.driver.execute("select count(*), sum(points) from points_lot").fetchone() == (20, 100)


class Sung(Step):
    """A step that somebody has contributed without anything that does it."""

    sentence = "sing a song"
    group = "Outside"


def test_a_step_that_nobody_does_is_not_passed_by(books: Books) -> None:
    with books.transaction() as unit, pytest.raises(doing.NobodyDoes, match="Sung"):
        doing.do(unit, cast(Any, None), [Task(cast(Any, None), Sung(), cast(Any, None))])
