"""A6, a top: the category of a product is also that of all above it."""

from __future__ import annotations

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.shop import COMPLETE, FEMALE, open_shop, order

FEMALES = {"value": "customer.segments", "op": "has_any", "to": ["female"]}


def bought_below(category: str) -> dict[str, object]:
    there = {"value": "product.categories", "op": "has_any", "to": [category]}
    return {"value": {"count": "order_line", "where": {"all": [COMPLETE, there]}}, "op": ">=", "to": 1}


@pytest.fixture
def story(begin: Begin) -> Story:
    story = open_shop(begin)
    story.segment("female", FEMALE)
    story.segment("tops", {"all": [FEMALES, bought_below("21")]})
    assert story.members("female") == {"anna", "clara", "eva"}
    return story


def test_a_tank_counts_as_a_top_when_its_order_is_complete(story: Story) -> None:
    story.send("order", order("1", "anna", "34.00", "pending", "TANK-1"))
    assert story.members("tops") == set()

    story.send("order", order("1", "anna", "34.00", "complete", "TANK-1"))
    assert story.members("tops") == {"anna"}


def test_three_tanks_are_no_more_than_one(story: Story) -> None:
    story.send("order", order("1", "anna", "102.00", "complete", "TANK-1", "TANK-1", "TANK-1"))

    assert story.members("tops") == {"anna"}
    assert story.get("/segments/tops")["entered_7d"] == 1


def test_shorts_are_no_top_and_boris_is_not_female(story: Story) -> None:
    story.send("order", order("1", "anna", "40.00", "complete", "SHORT-1"))
    story.send("order", order("2", "boris", "34.00", "complete", "TANK-1"))

    assert story.members("tops") == set()
    assert story.previewed(bought_below("21")) == {"boris"}


@pytest.mark.parametrize(("category", "who"), [("2", {"anna", "eva"}), ("20", {"anna"}), ("25", {"anna"}), ("12", {"eva"})])  # fmt: skip
def test_each_category_above_is_one_of_the_products(story: Story, category: str, who: set[str]) -> None:
    story.send("order", order("1", "anna", "34.00", "complete", "TANK-1"))
    story.send("order", order("2", "eva", "29.00", "complete", "TEE-1"))

    assert story.previewed(bought_below(category)) == who


def test_a_category_that_moves_takes_its_products_along(story: Story) -> None:
    story.send("order", order("1", "anna", "34.00", "complete", "TANK-1"))

    story.send("category", {"external_id": "25", "name": "Tanks", "parent": "12"})

    assert story.members("tops") == set()
