"""E1: whoever it is that buys, and under whatever name, has as many uses as one customer has."""

from __future__ import annotations

from typing import Any

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.shop import customer, open_shop, order

Json = dict[str, Any]
CART: Json = {
    "currency": "USD", "codes": ["HELLO"], "lines": [{"id": "1", "sku": "24-MB01", "price": "50.00", "quantity": "2"}],
}  # fmt: skip


def opened(begin: Begin, **said: Any) -> Story:
    story = open_shop(begin, **said)
    story.post(
        "/promotions",
        {"name": "Welcome", "benefit": {"kind": "percent", "percent": "10"}, "coupon": "code", "code": "HELLO",
         "uses_per_customer": 1, "state": "published"},
    )  # fmt: skip
    return story


@pytest.fixture
def story(begin: Begin) -> Story:
    return opened(begin)


def reason(story: Story, **whose: Any) -> str | None:
    """Why the code can't be used; None when it can."""
    found: str | None = story.post("/quotes", {"cart": CART} | whose)["codes"][0]["reason"]
    return found


def reserved(story: Story, key: str, **whose: Any) -> Json:
    answer = story.client.post("/v1/checkouts", json={"cart": CART} | whose, headers={"Idempotency-Key": key})
    assert answer.status_code == 201, answer.text
    held: Json = answer.json()
    return held


def bought(story: Story, number: str, **whose: Any) -> Json:
    held = reserved(story, number, **whose)
    return dict(story.post(f"/checkouts/{held['id']}/confirm", {"order": number}))


def coupons_of(story: Story, name: str) -> set[str]:
    used = {"value": "coupon.promotion", "op": "=", "to": "1"}
    condition = {"value": {"count": "coupon", "where": used}, "op": ">=", "to": 1}
    return {name} & story.previewed(condition)


def test_a_customer_whose_record_has_not_come_yet_has_the_code_once(story: Story) -> None:
    assert reason(story, customer="c-77") is None
    held = reserved(story, "one", customer="c-77")
    assert reason(story, customer="c-77") == "used_by_customer"

    story.send("customer", customer("c-77"))
    assert reason(story, customer="c-77") == "used_by_customer", "what is held goes on being held"
    story.post(f"/checkouts/{held['id']}/confirm", {"order": "100"})

    assert reason(story, customer="c-77") == "used_by_customer"
    assert coupons_of(story, "c-77") == {"c-77"}


def test_a_customer_who_is_first_known_by_a_checkout_has_its_coupons(story: Story) -> None:
    bought(story, "100", customer="c-78")
    assert reason(story, customer="c-78") == "used_by_customer"

    story.send("customer", customer("c-78"))

    assert coupons_of(story, "c-78") == {"c-78"}
    assert reason(story, customer="c-78") == "used_by_customer"


def test_what_was_held_by_a_name_and_let_go_is_free(story: Story) -> None:
    held = reserved(story, "one", customer="c-77")
    story.send("customer", customer("c-77"))

    story.post(f"/checkouts/{held['id']}/release", {})

    assert reason(story, customer="c-77") is None


@pytest.mark.parametrize("history", ["always", "when_verified", "never"])
def test_account_then_guest_then_account_have_it_once(begin: Begin, history: str) -> None:
    story = opened(begin, guest_history=history)
    story.send("customer", customer("boris", email="boris@shop.example"))
    bought(story, "100", customer="boris")

    assert reason(story, email=" BORIS@shop.example") == "used_by_customer"
    assert reason(story, email="other@shop.example") is None


@pytest.mark.parametrize("history", ["always", "when_verified", "never"])
def test_a_guest_who_registers_has_used_it(begin: Begin, history: str) -> None:
    story = opened(begin, guest_history=history)
    bought(story, "100", email="guest@shop.example")
    story.send("order", order("100", "x", "90.00", "complete") | {"customer": None, "email": "guest@shop.example"})
    assert reason(story, email="guest@shop.example") == "used_by_customer"

    story.send("customer", customer("gina", email="guest@shop.example"))

    assert reason(story, customer="gina") == "used_by_customer"
    assert reason(story, email="guest@shop.example") == "used_by_customer"


def test_the_use_of_a_guest_is_the_accounts_as_far_as_its_history_is(begin: Begin) -> None:
    story = opened(begin, guest_history="always")
    bought(story, "100", email="boris@shop.example")

    assert coupons_of(story, "boris") == {"boris"}
    story.send("order", order("100", "boris", "90.00", "cancelled"))
    assert reason(story, customer="boris") is None


def test_an_order_that_was_cancelled_before_its_checkout_is_confirmed_gives_the_use_back(story: Story) -> None:
    held = reserved(story, "one", customer="boris")
    story.send("order", order("100", "boris", "90.00", "cancelled"))

    story.post(f"/checkouts/{held['id']}/confirm", {"order": "100"})

    assert story.get(f"/checkouts/{held['id']}")["state"] == "given_back"
    assert reason(story, customer="boris") is None


def test_an_order_is_of_one_checkout(story: Story) -> None:
    first, second = reserved(story, "one", customer="boris"), reserved(story, "two", customer="anna")
    story.post(f"/checkouts/{first['id']}/confirm", {"order": "100"})

    late = story.client.post(f"/v1/checkouts/{second['id']}/confirm", json={"order": "100"})

    assert (late.status_code, late.json()["code"]) == (409, "checkout.order_taken")
    assert story.get(f"/checkouts/{second['id']}")["state"] == "reserved", "it can still be confirmed with its own"
    story.post(f"/checkouts/{second['id']}/confirm", {"order": "101"})


def test_a_gift_card_pays_no_more_than_there_is_to_pay(story: Story) -> None:
    cart = CART | {"gift_card": "150.00"}
    answer = story.post("/quotes", {"cart": cart, "customer": "boris"})

    assert (answer["gift_card"]["amount"], answer["to_pay"]["amount"]) == ("90.00", "0.00")
    held = story.client.post("/v1/checkouts", json={"cart": cart, "customer": "boris", "to_pay": "0.00"})
    assert held.status_code == 201, held.text


def test_an_erased_customer_is_not_named_by_checkouts(story: Story) -> None:
    cart = CART | {"lines": [CART["lines"][0] | {"options": {"engraving": "Boris"}}]}
    held = story.client.post("/v1/checkouts", json={"cart": cart, "email": "guest@shop.example"}).json()
    story.post(f"/checkouts/{held['id']}/confirm", {"order": "100"})
    with story.books.transaction() as unit:
        (id,) = unit.driver.execute("select customer_id from checkout").fetchone() or (None,)
    assert id is not None

    assert story.client.delete(f"/v1/customers/{id}").status_code < 300
    story.pass_time(story.now)

    with story.books.transaction() as unit:
        row = unit.driver.execute(
            "select named, email, coalesce(options::text, '') || document::text from checkout"
        ).fetchone()
    assert row is not None
    assert row[:2] == (None, None)
    assert "Boris" not in row[2]
