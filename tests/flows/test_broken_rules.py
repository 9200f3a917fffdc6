"""A rule whose condition can't be asked any more says why and grants nothing, until it can be asked again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import orjson
import pytest

from regulars import app
from regulars.books import Books, shop
from regulars.facts.store import Facts
from regulars.flows.ground import ground_of
from regulars.journal import deliver, door_of
from regulars.points import earning_rules, reading, rule_book
from regulars.points.model.styles import PerAmount
from regulars.points.saying import Saying
from regulars.rules.scope import ANY_NAME, Scope
from regulars.segments import service, store

from .carrying import NOON, SETTINGS

BOUGHT = {"value": {"count": "order_line", "where": {"value": "product.categories", "op": "has_any", "to": ["tops"]}}, "op": ">=", "to": 1}  # fmt: skip
LINES = {"value": {"count": "line", "where": {"value": "product.categories", "op": "has_any", "to": ["tops"]}}, "op": ">=", "to": 1}  # fmt: skip


def saying(condition: dict[str, Any]) -> Saying:
    return Saying(style=PerAmount(points=1, amount=100), condition=condition)


def inside(segment: str) -> dict[str, Any]:
    return {"value": "customer.segments", "op": "has_any", "to": [segment]}


class Story:
    """A shop with the category `tops`, and segments and rules that name it."""

    def __init__(self, books: Books, facts: Facts) -> None:
        self.books, self.facts, self.now = books, facts, NOON
        books.clock = lambda: self.now
        self.ground = ground_of(books, books.shop())()
        self.road = app.road_of(books, facts)
        self.road.begin()

    def send(self, type: str, **document: Any) -> None:
        self.now += timedelta(minutes=1)
        document = {"updated_at": self.now.isoformat()} | document
        with self.books.transaction() as unit:
            [told] = deliver(unit, door_of(self.books), type, [orjson.dumps(document)])
        assert not told.errors, told.errors
        self.road.run_dry()

    def order(self, key: str) -> None:
        at = (self.now + timedelta(minutes=1)).isoformat()
        line = {"id": "1", "sku": "tee", "quantity": "1", "price": "10.00", "row_total": "10.00"}
        self.send(
            "order", external_id=key, customer="eva", placed_at=at, status="complete", currency="USD",
            subtotal="10.00", grand_total="10.00", lines=[line],
        )  # fmt: skip

    def segment(self, id: str, condition: Any) -> None:
        with self.books.transaction() as unit:
            service.create(unit, self.ground, ANY_NAME, service.Draft(id, condition, id=id))
        self.road.run_dry()

    def rule(self, condition: Any) -> None:
        scope = Scope(self.ground.vocabulary, "order", self.books.shop().calendar.zone)
        with self.books.transaction() as unit:
            saying = Saying(style=PerAmount(points=1, amount=100), condition=condition)
            earning_rules.create(unit, saying, name="points", scope=scope)

    def earned(self) -> dict[str, int]:
        with self.books.transaction() as unit:
            posted = reading.history(unit.connection, 1, before=None, limit=100)
        return {posting.order or "": posting.points for posting in posted}


@pytest.fixture
def story(books: Books) -> Iterator[Story]:
    books.clock = lambda: NOON
    books.perform(lambda unit: shop.settle(unit, SETTINGS))
    here = books.shop()
    with Facts(":memory:", calendar=here.calendar, currency=here.currency, threads=1) as facts:
        told = Story(books, facts)
        told.send("category", external_id="tops")
        told.send("product", external_id="tee", categories=["tops"])
        told.send("customer", external_id="eva")
        told.segment("buyers", BOUGHT)
        yield told


@pytest.mark.parametrize("condition", [LINES, inside("buyers")], ids=["itself", "by its segment"])
def test_a_rule_that_names_a_removed_category_grants_nothing_until_it_is_back(story: Story, condition: Any) -> None:
    story.order("before")
    story.rule(condition)

    story.send("category", external_id="tops", deleted=True)
    story.order("meanwhile")
    story.send("category", external_id="tops")
    story.order("after")

    assert story.earned() == {"after": 10}


def test_what_was_granted_before_stays(story: Story) -> None:
    story.rule(LINES)
    story.order("before")

    story.send("category", external_id="tops", deleted=True)
    story.order("before")

    assert story.earned() == {"before": 10}


def test_a_segment_that_names_a_broken_one_has_its_last_result_for_rules_too(story: Story) -> None:
    story.segment("named", inside("buyers"))
    story.order("before")
    story.rule(inside("named"))

    story.send("category", external_id="tops", deleted=True)
    story.order("meanwhile")

    assert story.earned() == {"meanwhile": 10}


def test_a_rule_says_that_its_segment_is_broken_and_why(story: Story) -> None:
    scope = Scope(story.ground.vocabulary, "order")
    story.send("category", external_id="tops", deleted=True)

    with story.books.transaction() as unit:
        broken = store.broken(unit.connection)
    said = rule_book.why_broken(saying(inside("Buyers")), scope, broken)

    assert said is not None
    assert said == "the segment 'buyers' that the condition names is broken: there is no category 'tops'"
    assert rule_book.why_broken(saying(inside("others")), scope, broken) is None
