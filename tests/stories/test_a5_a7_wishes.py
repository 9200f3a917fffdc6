"""A5 and A7, wishes: a product in the wishlist is recommended, or one of those that are named."""

from __future__ import annotations

from typing import Any

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.shop import COMPLETE, open_shop, order, product, wish

TARGET = "Recommendation Target"
BAGS = ["24-MB01", "24-MB04", "24-MB03"]


def wishes(where: Any) -> Any:
    return {"value": {"count": "wishlist_item", "where": where}, "op": ">=", "to": 1}


RECOMMENDED = wishes({"value": "product.attributes.recommended", "op": "=", "to": True})
HOLDS_A_BAG = wishes({"value": "wishlist_item.sku", "op": "in", "to": BAGS})


@pytest.fixture
def a5(begin: Begin) -> Story:
    """24-MB03 is recommended; the others say nothing, which is no."""
    story = open_shop(begin)
    declared = {"label": "Recommended", "type": "boolean", "default": False}
    assert story.client.put("/v1/attributes/product/recommended", json=declared).status_code == 200
    story.send("product", product("24-MB03", attributes={"recommended": True}))
    story.segment("wish-recommended", RECOMMENDED, actions={"group": TARGET})
    return story


def standing(story: Story) -> tuple[set[str], str | None]:
    return story.members("wish-recommended"), story.group("anna")


def test_who_wishes_for_a_recommended_product_is_in_the_group(a5: Story) -> None:
    a5.send("wishlist_item", wish("anna", "TEE-1"), wish("eva", "24-MB01"))
    assert standing(a5) == (set(), "General")

    a5.send("wishlist_item", wish("anna", "24-MB03"))
    assert standing(a5) == ({"anna"}, TARGET)

    a5.send("order", order("1", "anna", "29.00", "complete", "TEE-1"))
    a5.send("order", order("1", "anna", "29.00", "complete", "TEE-1"))
    assert standing(a5) == ({"anna"}, TARGET)
    assert a5.get("/segments/wish-recommended")["entered_7d"] == 1


def test_a_wish_that_is_taken_back_restores_the_group(a5: Story) -> None:
    a5.send("wishlist_item", wish("anna", "24-MB03"))
    a5.send("wishlist_item", {"external_id": "anna-24-MB03", "deleted": True})

    assert standing(a5) == (set(), "General")


def test_it_follows_what_the_shop_recommends(a5: Story) -> None:
    a5.send("wishlist_item", wish("anna", "24-MB03"), wish("eva", "TEE-1"))

    a5.send("product", product("TEE-1", attributes={"recommended": True}))
    assert a5.members("wish-recommended") == {"anna", "eva"}
    a5.send("product", product("24-MB03", attributes={"recommended": False}))
    assert standing(a5) == ({"eva"}, "General")
    assert a5.group("eva") == TARGET


def test_a7_who_wishes_for_one_of_the_bags_is_in_whatever_is_bought(begin: Begin) -> None:
    story = open_shop(begin)
    story.segment("wish-fulfilled", HOLDS_A_BAG)

    story.send("wishlist_item", wish("eva", "24-MB04"), wish("anna", "TEE-1"))
    story.send("order", order("1", "eva", "34.00", "complete", "24-MB01"))
    story.send("order", order("2", "clara", "34.00", "complete", "24-MB01"))

    assert story.members("wish-fulfilled") == {"eva"}
    assert story.why("wish-fulfilled", "clara")["value"] == "0"


def test_a7_the_bag_that_is_bought_need_not_be_the_one_wished_for(begin: Begin) -> None:
    """As far as a segment can say it: with an order that holds one of them."""
    story = open_shop(begin)
    in_them = {"value": "order_line.sku", "op": "in", "to": BAGS}
    bought = {"value": {"count": "order_line", "where": {"all": [COMPLETE, in_them]}}, "op": ">=", "to": 1}
    story.segment("fulfilled", {"all": [HOLDS_A_BAG, bought]})
    story.send("wishlist_item", wish("eva", "24-MB04"), wish("anna", "24-MB04"))

    story.send("order", order("1", "clara", "34.00", "complete", "24-MB01"))
    story.send("order", order("2", "anna", "29.00", "complete", "TEE-1"))
    story.send("order", order("3", "eva", "34.00", "complete", "24-MB01"))

    assert story.members("fulfilled") == {"eva"}
