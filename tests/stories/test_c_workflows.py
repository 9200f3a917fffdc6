"""C1 to C7, rewards workflows: rules on orders that each bring a mail, once a customer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.drawing import mails, template
from tests.stories.shop import open_shop, order

Json = dict[str, Any]


def workflow(story: Story, *rules: tuple[str, str], activate: Json | None = None, **said: Any) -> Json:
    """An active workflow with rules, by kind and value."""
    mail = template(story, f"Reward {story.now.isoformat()}")
    form = {
        "rules": [
            {"id": kind.replace("_", "-"), "kind": kind, "value": value, "template": mail} for kind, value in rules
        ]
    }
    made = story.post("/workflows", {"name": f"Rewards {story.now.isoformat()}", "form": form | said})
    assert made["errors"] == []
    active: Json = story.post(f"/workflows/{made['id']}/activate", {"revision": made["revision"]} | (activate or {}))
    assert active["state"] in {"running", "test"}
    return active


def buy(
    story: Story, number: str, total: str, sku: str = "TEE-1", quantity: int = 1, status: str = "complete", **said: Any
) -> None:
    """Anna orders so many pieces for so much."""
    story.now += timedelta(minutes=1)
    line = {"id": "1", "sku": sku, "quantity": str(quantity), "row_total": total}
    placed = {"placed_at": story.now.isoformat(), "lines": [line]}
    story.send("order", order(number, "anna", total, status, **(placed | said)))


def sent(story: Story) -> list[str]:
    """The rules that have brought Anna a mail."""
    return [node for who, node in mails(story, "workflow") if who == "anna"]


@pytest.fixture
def story(begin: Begin) -> Story:
    return open_shop(begin)


def test_c1_the_mail_comes_after_the_third_order_with_one_of_the_products(story: Story) -> None:
    workflow(story, ("nth_order", "3"), skus=["TEE-1", "TANK-1"])
    for number, (sku, pieces) in enumerate([("TEE-1", 10), ("SHORT-1", 3), ("TANK-1", 5)]):
        buy(story, str(number), "100.00", sku, pieces)
    assert sent(story) == []

    buy(story, "3", "100.00", "TEE-1", 7)

    assert sent(story) == ["nth-order"]
    buy(story, "4", "100.00", "TEE-1", 7)
    assert sent(story) == ["nth-order"]


def test_c2_who_has_seven_when_it_starts_is_not_asked_again_for_the_fifth(story: Story) -> None:
    for number in range(4):
        buy(story, f"before-{number}", "10.00")
    workflow(story, ("order_count", "5"))
    buy(story, "fifth", "10.00")
    assert sent(story) == ["order-count"]

    story.now += timedelta(seconds=1)
    late = workflow(story, ("order_count", "4"))
    buy(story, "sixth", "10.00")
    assert sent(story) == ["order-count"]
    assert story.get(f"/workflows/{late['id']}")["entered"] == 1


def test_c2_orders_that_come_together_are_each_asked_with_the_orders_up_to_it(story: Story) -> None:
    workflow(story, ("order_count", "2"))
    placed = [(story.now + timedelta(minutes=n)).isoformat() for n in range(3)]
    story.now += timedelta(minutes=10)
    told = [
        order(f"o{n}", "anna", "10.00", "complete", placed_at=at, status_history=[{"at": at, "status": "complete"}])
        for n, at in enumerate(placed)
    ]
    story.send("order", *told)

    assert sent(story) == ["order-count"]


@pytest.mark.parametrize(
    ("kind", "value", "totals"),
    [
        ("spent_all", "500.00", ["300.00", "199.99", "0.01"]),  # C3
        ("spent_average", "100.00", ["50.00", "149.99", "100.01"]),  # C4
        ("spent_one", "300.00", ["299.99", "200.00", "300.00"]),  # C5
    ],
)
def test_c3_to_c5_the_mail_comes_when_so_much_is_spent(story: Story, kind: str, value: str, totals: list[str]) -> None:
    workflow(story, (kind, value))
    for number, total in enumerate(totals):
        assert sent(story) == []
        buy(story, str(number), total)

    assert sent(story) == [kind.replace("_", "-")]
    buy(story, "more", "1000.00")
    assert len(sent(story)) == 1


def test_c6_pieces_are_counted_over_all_orders(story: Story) -> None:
    workflow(story, ("product_count", "20"), skus=["TEE-1"])
    buy(story, "1", "290.00", quantity=12)
    buy(story, "2", "290.00", "SHORT-1", quantity=30)
    assert sent(story) == []
    buy(story, "3", "290.00", quantity=8)

    assert sent(story) == ["product-count"]


def test_an_order_that_is_shipped_and_then_completed_is_asked_once(story: Story) -> None:
    made = workflow(story, ("nth_order", "1"), status="shipped")
    buy(story, "1", "29.00", status="pending")
    assert sent(story) == []
    placed = {"placed_at": story.now.isoformat()}
    for status in ("shipped", "complete"):
        buy(story, "1", "29.00", status=status, **placed)
        assert sent(story) == ["nth-order"]

    assert story.get(f"/workflows/{made['id']}")["entered"] == 1


def test_counting_may_begin_with_the_activation(story: Story) -> None:
    for number in range(2):
        buy(story, f"before-{number}", "10.00")
    story.now += timedelta(minutes=1)
    workflow(story, ("nth_order", "2"), counts_from="activation")

    buy(story, "1", "10.00")
    assert sent(story) == []
    buy(story, "2", "10.00")
    assert sent(story) == ["nth-order"]


def test_in_test_mode_every_mail_goes_to_one_address(story: Story) -> None:
    made = workflow(story, ("nth_order", "1"), activate={"test_address": "me@shop.example"})
    buy(story, "1", "10.00")

    with story.books.transaction() as unit:
        found = unit.driver.execute("select test_address, source, source_id, sends_to, list from message").fetchall()
    assert found == [("me@shop.example", "workflow", made["id"], "all", "newsletter")]


def test_c7_the_filter_goes_with_the_mail(story: Story) -> None:
    workflow(story, ("nth_order", "1"), sends_to="opted_in", list="newsletter")
    buy(story, "1", "10.00")

    with story.books.transaction() as unit:
        assert unit.driver.execute("select sends_to, list from message").fetchall() == [("opted_in", "newsletter")]


def test_what_is_wrong_is_told_where_it_lies_in_the_form(story: Story) -> None:
    rule = {"id": "one", "kind": "nth_order", "value": "1", "template": "999"}
    made = story.post("/workflows", {"name": "Rewards", "form": {"rules": [rule]}})

    assert [(one["pointer"], one["code"]) for one in made["errors"]] == [("/form/rules/0/template", "unknown_template")]
    refused = story.client.post(f"/v1/workflows/{made['id']}/activate", json={"revision": made["revision"]})
    assert refused.json()["errors"][0]["pointer"] == "/form/rules/0/template"
    assert refused.json()["detail"] == "the workflow can't run like this: there is no template '999'; choose another"
    drawn = story.client.put(f"/v1/campaigns/{made['id']}/draft", json={"revision": made["revision"], "draft": {}})
    assert (drawn.status_code, drawn.json()["code"]) == (409, "campaign.drawn_by_form")
    assert story.get("/campaigns")["data"] == []
