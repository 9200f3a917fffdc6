"""A5, the mail: who completes an order and wishes for what is recommended is shown that, once an order."""

from __future__ import annotations

from tests.stories.conftest import Begin
from tests.stories.drawing import drawn, mails, node, run, template
from tests.stories.shop import open_shop, order, product, wish

WISHES = {
    "value": {"count": "wishlist_item", "where": {"value": "product.attributes.recommended", "op": "=", "to": True}},
    "op": ">=", "to": 1,
}  # fmt: skip
TARGET = {"value": "customer.group", "op": "=", "to": "Recommendation Target"}


def test_a_completed_order_brings_one_mail_however_often_it_is_sent(begin: Begin) -> None:
    story = open_shop(begin)
    story.client.put(
        "/v1/attributes/product/recommended", json={"type": "boolean", "label": "Recommended", "default": False}
    ).raise_for_status()
    story.send("product", product("24-MB03", attributes={"recommended": True}))
    story.segment("wishers", WISHES, actions={"group": "Recommendation Target"})
    story.send("wishlist_item", wish("anna", "24-MB03"), wish("anna", "TEE-1"))
    shows = "{% for product in wishlist.recommended %}{{ product.sku }}{% endfor %} of {{ order.number }}"
    run(story, "Recommended", drawn(
        {"kind": "order", "statuses": ["complete"]},
        node("target", {"kind": "condition", "condition": TARGET}, yes="mail", no="end"),
        node("mail", {"kind": "mail", "template": template(story, "Recommended", shows)}, next="end"),
    ))  # fmt: skip

    placed = story.now.isoformat()
    story.send("order", order("1", "anna", "29.00", "pending", "TEE-1", placed_at=placed))
    assert mails(story) == []
    for _ in range(2):
        story.send("order", order("1", "anna", "29.00", "complete", "TEE-1", placed_at=placed))
    story.send("order", order("2", "boris", "29.00", "complete", "TEE-1", placed_at=story.now.isoformat()))

    assert mails(story) == [("anna", "mail")]
