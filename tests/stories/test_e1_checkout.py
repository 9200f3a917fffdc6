"""E1, over REST as a shop would: quote, points, reserve, confirm, refund; and what it is told by webhooks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from standardwebhooks import Webhook
from tests.stories.conftest import Begin, Story
from tests.stories.shop import customer, open_shop, order, refund
from tests.webhooks.receiving import serving

from regulars.flows.quotes.answered import QuoteOut
from regulars.webhooks.deliverer import Deliverer
from regulars.webhooks.model import PAUSES

Json = dict[str, Any]
CART: Json = {
    "currency": "USD",
    "codes": ["hello"],
    "lines": [{"id": "1", "sku": "24-MB01", "price": "125.00", "quantity": "2"}],
}


@pytest.fixture
def story(begin: Begin) -> Story:
    return stocked(open_shop(begin))


def stocked(story: Story) -> Story:
    """A shop that welcomes with a code, and in which points are earned and spent."""
    benefit = {"kind": "fixed_on_cart", "amount": {"amount": "100.00", "currency": "USD"}}
    story.post(
        "/promotions",
        {"name": "Welcome", "benefit": benefit, "coupon": "code", "code": "HELLO", "uses_per_customer": 1, "state": "published",
         "labels": {"en": "Welcome", "pl": "Witaj"}},
    )  # fmt: skip
    style = {"kind": "per_amount", "points": 1, "amount": {"amount": "12.50", "currency": "USD"}}
    story.post("/earning-rules", {"name": "Each 12.50", "style": style})
    exchange = {"points": 1, "amount": {"amount": "1.00", "currency": "USD"}}
    story.post("/spending-rules", {"name": "Points", "exchange": exchange})
    story.send("customer", customer("fedir"))
    story.post(f"/customers/{story.id_of('fedir')}/points", {"points": 20, "reason": "a gift", "key": "gift"})
    return story


def asked(story: Story, **more: Any) -> Json:
    answer: Json = story.post("/quotes", {"customer": "fedir", "cart": CART} | more)
    return answer


def reserved(story: Story, key: str = "one", **more: Any) -> Any:
    return story.client.post(
        "/v1/checkouts", json={"customer": "fedir", "cart": CART} | more, headers={"Idempotency-Key": key}
    )


def test_the_whole_way(story: Story) -> None:
    first = asked(story)
    assert (first["discount"]["amount"], first["to_pay"]["amount"], first["points"]["earned"]) == (
        "100.00",
        "150.00",
        12,
    )
    assert first["applied"][0]["coupon"] == "HELLO"

    spending = asked(story, points=20)
    assert (spending["points"]["off"]["amount"], spending["to_pay"]["amount"]) == ("20.00", "130.00")
    assert spending["points"]["earned"] == 10, "what is paid with points earns nothing"

    held = reserved(story, points=20, to_pay="130.00")
    assert held.status_code == 201, held.text
    again = reserved(story, points=20, to_pay="130.00")
    assert again.json() == held.json()
    assert story.points("fedir")["held"] == 20
    assert asked(story, points=20)["codes"][0]["reason"] == "used_by_customer", "the use is held"

    id = held.json()["id"]
    done = story.post(f"/checkouts/{id}/confirm", {"order": "100"})
    assert (done["state"], done["order"]) == ("confirmed", "100")
    assert story.post(f"/checkouts/{id}/confirm", {"order": "100"}) == done
    assert story.points("fedir")["balance"] == 0

    about = {
        "subtotal": "250.00", "discount": "100.00", "paid_with_points": "20.00", "coupon": "HELLO",
        "lines": [{"id": "1", "sku": "24-MB01", "quantity": "2", "price": "125.00", "row_total": "250.00", "discount": "100.00"}],
    }  # fmt: skip
    for status in ("pending", "processing", "complete"):
        story.send("order", order("100", "fedir", "130.00", status, placed_at=story.now.isoformat(), **about))
    assert story.points("fedir")["balance"] == 10

    lines = [{"line": "1", "quantity": "1", "amount": "65.00"}]
    story.send("refund", refund("r", "100", "65.00", story) | {"lines": lines})
    assert story.points("fedir")["balance"] == 10 + 5, (
        "half of what was spent comes back, and half of what was earned stays"
    )


def test_another_process_that_wants_the_same_points_is_refused_with_what_there_is(story: Story) -> None:
    assert reserved(story, "one", points=20).status_code == 201

    late = reserved(story, "two", points=20)

    assert late.status_code == 201, "a quote goes without points that are held"
    assert late.json()["points"] == 0
    wrong = reserved(story, "three", points=20, to_pay="130.00")
    assert (wrong.status_code, wrong.json()["code"]) == (409, "checkout.changed")


def test_what_is_never_confirmed_lapses_and_all_is_free_again(story: Story) -> None:
    held = reserved(story, points=20).json()

    story.pass_time(story.now + timedelta(minutes=15))

    assert story.get(f"/checkouts/{held['id']}")["state"] == "lapsed"
    assert story.points("fedir")["balance"] == 20
    assert asked(story, points=20)["to_pay"]["amount"] == "130.00"
    late = story.client.post(f"/v1/checkouts/{held['id']}/confirm", json={"order": "100"})
    assert (late.status_code, late.json()["code"]) == (409, "checkout.not_reserved")


def test_a_cancelled_order_gives_back_the_coupon_and_the_points(story: Story) -> None:
    held = reserved(story, points=20).json()
    story.post(f"/checkouts/{held['id']}/confirm", {"order": "100"})
    placed = {"placed_at": story.now.isoformat()}
    story.send("order", order("100", "fedir", "130.00", "pending", **placed))
    assert asked(story)["codes"][0]["applied"] is False

    story.send("order", order("100", "fedir", "130.00", "cancelled", **placed))

    assert asked(story)["codes"][0]["applied"] is True
    assert story.points("fedir")["balance"] == 20
    assert story.get(f"/checkouts/{held['id']}")["state"] == "given_back"


def paid_with_points(story: Story, key: str = "100") -> None:
    """An order of two pieces that twenty points were spent on, complete."""
    held = reserved(story, points=20).json()
    story.post(f"/checkouts/{held['id']}/confirm", {"order": key})
    story.send("order", of_two(story, key, "complete"))


def of_two(story: Story, key: str, status: str) -> Json:
    about = {
        "subtotal": "250.00", "discount": "100.00", "paid_with_points": "20.00", "coupon": "HELLO",
        "lines": [{"id": "1", "sku": "24-MB01", "quantity": "2", "price": "125.00", "row_total": "250.00", "discount": "100.00"}],
    }  # fmt: skip
    return order(key, "fedir", "130.00", status, placed_at=story.now.isoformat(), **about)


def spent(story: Story) -> int:
    """How many points orders were paid with, less what was given back."""
    return int(story.get("/points/programme")["redeemed"])


def test_a_refund_gives_back_its_share_of_the_points_that_were_spent(story: Story) -> None:
    paid_with_points(story)
    assert spent(story) == 20

    story.send(
        "refund", refund("r1", "100", "65.00", story) | {"lines": [{"line": "1", "quantity": "1", "amount": "65.00"}]}
    )
    assert spent(story) == 10
    story.send(
        "refund", refund("r2", "100", "65.00", story) | {"lines": [{"line": "1", "quantity": "1", "amount": "65.00"}]}
    )

    assert spent(story) == 0
    assert story.points("fedir")["balance"] == 20, "and what the order earned is taken back"
    story.send("order", of_two(story, "100", "cancelled"))
    assert spent(story) == 0, "once"


def test_an_order_that_is_not_cancelled_any_more_is_paid_with_its_points_again(story: Story) -> None:
    paid_with_points(story)
    complete = story.points("fedir")["balance"]

    for _ in range(2):
        story.send("order", of_two(story, "100", "cancelled"))
        assert (spent(story), story.points("fedir")["balance"]) == (0, 20)
        story.send("order", of_two(story, "100", "complete"))
        assert (spent(story), story.points("fedir")["balance"]) == (20, complete)

    story.send("refund", refund("r", "100", "130.00", story))
    assert (spent(story), story.points("fedir")["balance"]) == (0, 20)


def test_what_is_no_longer_there_to_be_spent_again_is_owed(story: Story) -> None:
    paid_with_points(story)
    story.send("order", of_two(story, "100", "cancelled"))
    story.post(f"/customers/{story.id_of('fedir')}/points", {"points": -15, "reason": "spent elsewhere", "key": "gone"})

    story.send("order", of_two(story, "100", "complete"))

    assert spent(story) == 5 + 10, "with what the order earns"
    assert story.points("fedir")["balance"] == -5


def test_an_answer_is_what_the_schema_says_whichever_way_it_is_given(story: Story) -> None:
    story.post(
        "/promotions",
        {"name": "More", "benefit": {"kind": "gift", "sku": "TEE-1"}, "nudges": True, "state": "published",
         "condition": {"value": "cart.subtotal", "op": ">=", "to": "300"}},
    )  # fmt: skip
    story.post("/promotions", {"name": "Mug", "benefit": {"kind": "gift", "sku": "24-MB03"}, "state": "published"})
    said = {"customer": "fedir", "cart": CART | {"codes": ["hello", "nobody's"]}, "points": 5, "explain": True}
    directly = story.client.post("/v1/quotes", json=said)
    as_declared = story.client.post("/v1/quotes", json=said, headers={"Content-Type": "application/vnd.shop+json"})

    told = directly.json()
    assert QuoteOut.model_validate(told).model_dump(mode="json") == told
    assert all(told[part] for part in ("lines", "applied", "gifts", "codes", "messages", "not_applied"))
    assert as_declared.json() | {"at": told["at"]} == told


@pytest.mark.parametrize(
    ("headers", "content", "status"),
    [
        ({"Authorization": ""}, b"{}", 401),
        ({"Authorization": "Bearer rk_nobody"}, b"{}", 401),
        ({"Content-Type": "text/plain"}, b"{}", 415),
        ({"Content-Type": "application/json"}, b"{", 400),
        ({"Content-Type": "application/json"}, b'{"cart": 5}', 422),
        ({"Content-Type": "application/json"}, b'{"cart": {"currency": "USD", "lines": [], "more": 1}}', 422),
    ],
)
@pytest.mark.parametrize("path", ["quotes", "checkouts", "checkouts/x/confirm"])
def test_what_is_wrong_is_refused(story: Story, path: str, headers: Json, content: bytes, status: int) -> None:
    answer = story.client.post(f"/v1/{path}", content=content, headers=headers)

    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")


def test_words_for_customers_are_in_their_language(story: Story) -> None:
    assert asked(story, language="pl")["applied"][0]["label"] == "Witaj"


def test_the_order_of_lines_changes_nothing(story: Story) -> None:
    lines = [
        {"id": str(n), "sku": sku, "price": price, "quantity": "1"}
        for n, (sku, price) in enumerate([("24-MB01", "10.00"), ("24-MB03", "10.00"), ("TEE-1", "10.01")])
    ]
    one = asked(story, cart=CART | {"lines": lines})
    other = asked(story, cart=CART | {"lines": lines[::-1]})

    assert {line["id"]: line for line in one["lines"]} == {line["id"]: line for line in other["lines"]}
    assert [line["id"] for line in other["lines"]] == ["2", "1", "0"]


def test_the_shop_is_told_once_of_the_coupon_and_of_each_change_of_points(begin: Begin) -> None:
    now = (datetime.now(UTC) - timedelta(minutes=3)).replace(microsecond=0, tzinfo=None).isoformat(" ")
    story = stocked(open_shop(begin, now, webhooks_private=True))
    with serving() as server:
        made = story.post("/webhooks", {"url": server.url + "/", "types": ["coupon.used", "points.changed"]})
        deliverer = Deliverer(story.books, private=True)
        held = reserved(story, points=20).json()
        server.answers(503)
        for _ in range(2):
            story.post(f"/checkouts/{held['id']}/confirm", {"order": "100"})
        deliverer.deliver_due(story.now)
        server.received.clear()
        server.answers(204)
        story.pass_time(story.now + PAUSES[0])
        deliverer.deliver_due(story.now)

        told = [Webhook(made["secret"]).verify(one.body, one.headers) for one in server.received]
    (coupon,) = [one["data"] for one in told if one["type"] == "coupon.used"]
    assert (coupon["coupon"]["code"], coupon["order"], coupon["checkout"]) == ("HELLO", "100", held["id"])
    assert coupon["discount"] == {"amount": "100.00", "currency": "USD"}
    kinds = sorted(one["data"]["kind"] for one in told if one["type"] == "points.changed")
    assert kinds == ["held", "spent"]


def test_a_quote_as_of_another_instant_sees_the_segments_kept_of_then(story: Story) -> None:
    story.segment("loyal", {"value": {"count": "order"}, "op": ">=", "to": 1})
    condition = {"value": "customer.segments", "op": "has_any", "to": ["loyal"]}
    story.post(
        "/promotions",
        {
            "name": "Loyal",
            "benefit": {"kind": "percent", "percent": "10"},
            "condition": condition,
            "state": "published",
        },
    )
    cart = CART | {"codes": []}
    before = story.now
    story.pass_time(story.now + timedelta(days=2))
    story.send("order", order("100", "fedir", "250.00", "complete", placed_at=story.now.isoformat()))

    def discount(**more: Any) -> Any:
        return asked(story, cart=cart, **more)["discount"]["amount"]

    assert discount() == "25.00"
    assert discount(explain=True, at=(before + timedelta(days=1)).isoformat()) == "0.00"
    assert discount(explain=True, at=story.now.isoformat()) == "25.00"
    assert discount(explain=True, at=(story.now + timedelta(days=30)).isoformat()) == "25.00", "ahead: as today"


def test_another_instant_is_for_trying_out_alone(story: Story) -> None:
    at = story.now.isoformat()

    quote = story.client.post("/v1/quotes", json={"customer": "fedir", "cart": CART, "at": at})
    checkout = reserved(story, explain=True, at=at)

    assert [(answer.status_code, answer.json()["errors"][0]["pointer"]) for answer in (quote, checkout)] == [(422, "/at")] * 2  # fmt: skip
    assert "ask with explain" in quote.json()["detail"]
    assert checkout.json()["errors"][0]["detail"] == "there is no such field"


def test_a_budget_is_told_when_it_will_be_used_up_and_promotions_are_found_by_their_state(story: Story) -> None:
    benefit = {"kind": "fixed_on_cart", "amount": {"amount": "10.00", "currency": "USD"}}
    budget = {"amount": "100.00", "currency": "USD"}
    made = story.post(
        "/promotions", {"name": "Ten off", "benefit": benefit, "budget": budget, "state": "published"}
    )  # fmt: skip
    story.post(
        "/promotions", {"name": "Later", "benefit": benefit, "starts_at": "2099-01-01T00:00:00Z", "state": "published"}
    )
    plain = {"cart": CART | {"codes": []}}
    began = story.now
    for n in range(4):
        held = reserved(story, f"k{n}", **plain).json()
        story.post(f"/checkouts/{held['id']}/confirm", {"order": f"o{n}"})
        story.pass_time(story.now + timedelta(days=1))
    told = story.get(f"/promotions/{made['id']}")

    assert (told["used"], told["given"]["amount"]) == (4, "40.00")
    assert told["used_up_at"] is not None
    assert datetime.fromisoformat(told["used_up_at"]) == story.now + (story.now - began) * 60 / 40

    def named(state: str) -> list[str]:
        return [one["name"] for one in story.get("/promotions", state=state)["data"]]

    assert (named("active"), named("scheduled"), named("draft")) == (["Ten off", "Welcome"], ["Later"], [])
