"""Segments are saved one at a time, each checked against the others as they stand."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from tests.segments.shop import GROUND, Shop

from regulars.books import Books, Unit
from regulars.core.errors import Invalid
from regulars.rules.scope import ANY_NAME
from regulars.segments import service, store
from regulars.segments.model import SegmentCircle

FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}


def naming(id: str) -> Any:
    return {"value": "customer.segments", "op": "has_any", "to": [id]}


def name(unit: Unit, id: str, other: str) -> None:
    """Let a segment name another."""
    version = service.get(unit, id).version
    service.change(unit, GROUND, ANY_NAME, id, version=version, changes={"condition": naming(other)})


def test_two_saved_at_once_make_no_circle(books: Books) -> None:
    shop = Shop(books)
    shop.segment("one", FEMALE)
    shop.segment("two", FEMALE)
    refused: list[BaseException] = []

    def second() -> None:
        try:
            with books.transaction() as unit:
                name(unit, "two", "one")
        except SegmentCircle as circle:
            refused.append(circle)

    saving = threading.Thread(target=second)
    with books.transaction() as unit:
        name(unit, "one", "two")
        saving.start()
        saving.join(0.3)
        waited = saving.is_alive()
    saving.join()

    assert waited
    assert len(refused) == 1


@pytest.mark.parametrize(
    "condition",
    [
        {"value": "customer.segments", "op": "missing"},
        {"none": [{"value": "customer.tags", "op": "has_any", "to": {"value": "customer.segments"}}]},
        {"value": {"count": "segment_stay"}, "op": "=", "to": 0},
    ],
)
def test_who_asks_for_any_segments_asks_for_itself_and_is_refused(books: Books, condition: Any) -> None:
    """Otherwise who is in none would come in here, be in one, and go."""
    shop = Shop(books)

    with pytest.raises(SegmentCircle, match="name those that are meant"):
        shop.segment("none", condition)


def test_another_whose_condition_fits_no_more_stops_nobody(books: Books) -> None:
    shop = Shop(books)
    shop.segment("stale", FEMALE)
    with books.transaction() as unit:
        gone = {"value": "customer.shoe_size", "op": "=", "to": "42"}
        store.update_definition(unit.connection, "stale", condition=gone)

    shop.segment("women", FEMALE)

    with books.transaction() as unit, pytest.raises(SegmentCircle):
        name(unit, "women", "women")


def test_an_id_that_is_the_address_of_something_else_is_refused_and_never_made_up(books: Books) -> None:
    shop = Shop(books)
    with pytest.raises(Invalid, match="meaning of its own"):
        shop.segment("overlap", FEMALE)
    with books.transaction() as unit:
        made = service.create(unit, GROUND, ANY_NAME, service.Draft("Compare", FEMALE))
    assert made.id == "compare-2"


def test_nobody_is_in_an_archived_segment(books: Books) -> None:
    shop = Shop(books)
    shop.customer("anna", gender="female")
    shop.segment("women", FEMALE)
    with books.transaction() as unit:
        assert service.get(unit, "women").size == 1
        assert service.archive(unit, "women").size == 0
