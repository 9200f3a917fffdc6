"""What a cart can be paid with points and what it will earn: the code that posts, run dry."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import Send, SignIn

from regulars.flows.road import Road
from regulars.http.house import House
from regulars.journal.identity import find_id
from regulars.points import ledgers, service

MAIL = {
    "anna": "anna@mail.example",
    "boris": "boris@mail.example",
    "clara": "clara@amazon.com",
    "dmytro": "dmytro@mail.example",
}
FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}
RICH = {"value": "customer.segments", "op": "has_any", "to": ["rich"]}
NOT_RICH = {"value": "customer.segments", "op": "has_none", "to": ["rich"]}
SPENT = {
    "value": {"sum": "order.net_total", "where": {"value": "order.status", "op": "=", "to": "complete"}},
    "op": ">=",
    "to": "2000",
}
TOPS = {
    "value": {"count": "line", "where": {"value": "product.categories", "op": "has_any", "to": ["21"]}},
    "op": ">=",
    "to": 1,
}


def usd(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "USD"}


def cart(total: str, sku: str = "TEE-1", **said: Any) -> dict[str, Any]:
    return {"currency": "USD", "lines": [{"sku": sku, "quantity": "1", "row_total": total}], **said}


@pytest.fixture
def owner(signed_in: SignIn) -> TestClient:
    return signed_in()


@pytest.fixture
def shop(owner: TestClient, send: Send) -> TestClient:
    """Categories and people of the stories; the first rule of A9 for all but the rich, the second for the rich."""
    now = {"updated_at": "2026-02-01T10:00:00Z"}
    tree = (("20", None), ("21", "20"), ("25", "21"))
    genders = {"anna": "female", "boris": "male", "clara": "female", "dmytro": "male"}
    people = [{"external_id": who, "gender": gender, "email": MAIL[who]} | now for who, gender in genders.items()]
    with send.at_once():
        send("category", *({"external_id": id, "parent": parent} | now for id, parent in tree))
        send("product", {"external_id": "TANK-1", "categories": ["25"]} | now, {"external_id": "TEE-1"} | now)
        assert send("customer", *people)["accepted"] == 4
    owner.post("/v1/segments", json={"id": "rich", "name": "Rich", "condition": SPENT}).raise_for_status()
    return owner


def give(house: House, who: str, points: int, legal_entity: str = "Shop") -> None:
    with house.books.transaction() as unit:
        id = find_id(unit, external_id=who)
        assert id is not None
        ledger = ledgers.at_first_mention(unit, legal_entity)
        key = f"gift {who} {legal_entity}"
        service.adjust(unit, id, points, key=key, reason="gift", ledger_id=ledger, shortage=service.Shortage.OWE)


def rules(owner: TestClient, *said: dict[str, Any], path: str = "/v1/spending-rules") -> None:
    for n, one in enumerate(said):
        made = owner.post(path, json={"name": f"rule {n}", **one})
        assert made.status_code == 201, made.text


def a9(shop: TestClient, send: Send, house: House, road: Road) -> None:
    send("order", {
        "external_id": "d1", "customer": "dmytro", "placed_at": "2026-02-01T10:00:00Z", "status": "complete",
        "currency": "USD", "grand_total": "2000.00", "updated_at": "2026-02-01T10:00:00Z",
    })  # fmt: skip
    one, two = {"points": 1, "amount": usd("1.00")}, {"points": 1, "amount": usd("2.00")}
    rules(shop, {"exchange": one, "condition": NOT_RICH}, {"exchange": two, "condition": RICH})
    for who in ("dmytro", "boris"):
        give(house, who, 30)
    road.run_dry()


def asked(client: TestClient, who: str | None, what: dict[str, Any], points: Any = "all") -> dict[str, Any]:
    answer = client.post("/v1/points/estimate", json={"customer": who, "cart": what, "points": points})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


@pytest.mark.parametrize(
    ("who", "total", "spent", "off", "to_pay", "left"),
    [
        ("dmytro", "100.00", 30, "60.00", "40.00", 0),
        ("dmytro", "50.00", 25, "50.00", "0.00", 5),
        ("dmytro", "51.00", 25, "50.00", "1.00", 5),
        ("boris", "100.00", 30, "30.00", "70.00", 0),
    ],
)
def test_a9_points_of_the_rich_are_worth_double(
    shop: TestClient, send: Send, house: House, road: Road, who: str, total: str, spent: int, off: str, to_pay: str,
    left: int,
) -> None:  # fmt: skip
    a9(shop, send, house, road)

    told = asked(shop, who, cart(total))

    spending = told["spending"]
    assert (spending["points"], spending["off"]["amount"]) == (spent, off)
    assert (told["to_pay"]["amount"], told["left"]) == (to_pay, left)


def test_a_rule_takes_the_points_of_the_legal_entity_that_it_names(shop: TestClient, house: House, road: Road) -> None:
    for entity, points in (("Shop", 30), ("Retail Ltd", 20), ("Old Ltd", -5)):
        give(house, "boris", points, entity)
    road.run_dry()
    assert asked(shop, "boris", cart("100.00"))["available"] == 50, "no rule fits: all"

    rules(shop, {"exchange": {"points": 1, "amount": usd("1.00")}, "legal_entity": "Retail Ltd"})
    road.run_dry()
    told = asked(shop, "boris", cart("100.00"))

    spending = told["spending"]
    assert (told["available"], spending["available"], spending["points"], told["left"]) == (50, 20, 20, 30)


def test_a_legal_entity_written_otherwise_is_the_same_one(shop: TestClient, house: House, road: Road) -> None:
    give(house, "boris", 30, "Retail Ltd")
    give(house, "boris", 12, "RETAIL  ltd ")
    exchange = {"points": 1, "amount": usd("1.00")}
    rules(shop, {"exchange": exchange, "legal_entity": "retail ltd"})
    road.run_dry()

    told = asked(shop, "boris", cart("100.00"))

    assert (told["available"], told["spending"]["points"]) == (42, 42)
    assert shop.get("/v1/spending-rules").json()["data"][0]["legal_entity"] == "Retail Ltd"
    style = {"kind": "fixed", "points": 20}
    rules(shop, {"style": style, "legal_entity": " retail LTD"}, path="/v1/earning-rules")
    assert shop.get("/v1/earning-rules").json()["data"][0]["legal_entity"] == "Retail Ltd"
    assert shop.get("/v1/points/programme").json()["legal_entities"].count("Retail Ltd") == 1


@pytest.mark.parametrize(
    ("exchange", "pointer"),
    [
        ({"points": 1, "percent": "200"}, "/exchange/percent"),
        ({"points": 10, "amount": usd("1.00"), "most": 5}, "/exchange/most"),
        ({"points": 10, "amount": usd("1.00"), "least": 12, "most": 18}, "/exchange/most"),
    ],
)
def test_a_rule_by_which_nothing_could_be_spent_is_refused(shop: TestClient, exchange: Any, pointer: str) -> None:
    answer = shop.post("/v1/spending-rules", json={"name": "x", "exchange": exchange})

    assert (answer.status_code, [one["pointer"] for one in answer.json()["errors"]]) == (422, [pointer])


@pytest.mark.parametrize(
    ("more", "wanted", "total", "taken", "why", "short"),
    [
        ({}, 55, "100.00", 50, "steps", None),
        ({}, 50, "100.00", 50, None, None),
        ({}, 55, "3.00", 30, "covered", None),
        ({"most": 20}, 55, "100.00", 20, "most", None),
        ({}, 80, "100.00", 60, "not_enough", 20),
        ({}, 5, "100.00", 0, "asked_few", 5),
        ({"points": 70}, "all", "100.00", 0, "too_few", 10),
        ({"least": 40}, 30, "100.00", 0, "asked_few", 10),
        ({"least": 75}, 80, "100.00", 0, "least", 20),
        ({"least": 75}, 80, "3.00", 0, "covered", None),
        ({"points": 70}, "all", "0.99", 0, "covered", None),
        ({"share": "10"}, 55, "30.00", 30, "share", None),
        ({"share": "10", "least": 40}, 50, "30.00", 0, "share", None),
        ({"least": 40}, 50, "3.00", 0, "covered", None),
        ({"share": "10"}, 50, "9.99", 0, "share", None),
        ({}, 50, "0.99", 0, "covered", None),
        ({}, 0, "100.00", 0, "not_asked", None),
        ({"least": 45}, 30, "100.00", 0, "asked_few", 20),
        ({"share": "50"}, 20, "100.00", 20, None, None),
    ],
)
def test_an_estimate_says_why_fewer_points_are_spent(
    shop: TestClient,
    house: House,
    more: dict[str, Any],
    wanted: int | str,
    total: str,
    taken: int,
    why: str | None,
    short: int | None,
) -> None:
    give(house, "boris", 60)
    rules(shop, {"exchange": {"points": 10, "amount": usd("1.00")} | more})

    told = asked(shop, "boris", cart(total), points=wanted)["spending"]

    assert (told["points"], told["reason"], told["short"]) == (taken, why, short)


def test_a_promise_says_what_the_points_will_wait_for(shop: TestClient, road: Road) -> None:
    style = {"kind": "per_amount", "points": 1, "amount": usd("10.00")}
    rules(shop, {"style": style, "awaits": {"action": "email_confirmed"}}, path="/v1/earning-rules")
    road.run_dry()

    (rule,) = asked(shop, "anna", cart("34.00"))["rules"]

    assert (rule["points"], rule["starts_at"]) == (3, None)
    assert rule["waits_for"] == {"action": "email_confirmed", "name": None}


def test_a10_who_may_not_spend_is_told_why(shop: TestClient, send: Send, house: House, road: Road) -> None:
    amazon = {"value": "customer.email", "op": "not_contains", "to": "amazon.com"}
    rules(shop, {"exchange": {"points": 1, "amount": usd("1.00")}, "condition": amazon})
    style = {"kind": "per_amount", "points": 1, "amount": usd("1.00")}
    rules(shop, {"style": style, "condition": amazon}, path="/v1/earning-rules")
    give(house, "clara", 30)
    road.run_dry()

    told = asked(shop, "clara", cart("100.00"))

    assert (told["spending"]["points"], told["earned"], told["left"], told["to_pay"]["amount"]) == (0, 0, 30, "100.00")
    assert "amazon.com" in told["spending"]["refused"][0]["told"]
    assert (told["rules"][0]["reason"], "amazon.com" in told["rules"][0]["told"]) == ("condition", True)


def test_what_is_promised_says_which_lines_count(shop: TestClient, road: Road) -> None:
    style = {"kind": "per_amount", "points": 1, "amount": usd("10.00")}
    tops = {"which": "categories", "categories": ["20"]}
    rules(shop, {"style": style, "products": tops}, path="/v1/earning-rules")
    lines = [
        {"id": "a", "sku": "TANK-1", "quantity": "1", "row_total": "34.00"},
        {"id": "b", "sku": "TEE-1", "quantity": "1", "row_total": "29.00"},
    ]

    told = asked(shop, None, {"currency": "USD", "lines": lines})

    assert told["rules"][0]["lines"] == [{"id": "a", "counts": True}, {"id": "b", "counts": False}]
    assert (told["rules"][0]["points"], told["rules"][0]["amount"]["amount"]) == (3, "34.00")


def test_a6_the_promise_is_what_the_order_earns(shop: TestClient, send: Send, road: Road) -> None:
    both = {"all": [FEMALE, TOPS]}
    rules(shop, {"style": {"kind": "fixed", "points": 20}, "condition": both}, path="/v1/earning-rules")
    road.run_dry()

    promised = {
        (who, sku): asked(shop, who, cart("34.00", sku))["earned"]
        for who in ("anna", "boris")
        for sku in ("TANK-1", "TEE-1")
    }
    assert promised == {("anna", "TANK-1"): 20, ("anna", "TEE-1"): 0, ("boris", "TANK-1"): 0, ("boris", "TEE-1"): 0}

    send("order", {
        "external_id": "a1", "customer": "anna", "placed_at": "2026-03-01T12:00:00Z", "status": "complete",
        "currency": "USD", "grand_total": "34.00", "updated_at": "2026-03-01T12:00:00Z",
        "lines": [{"sku": "TANK-1", "quantity": "1", "row_total": "34.00"}],
    })  # fmt: skip
    assert asked(shop, "anna", cart("34.00"))["available"] == 20


def test_what_is_paid_with_points_is_not_promised_to_earn(shop: TestClient, house: House, road: Road) -> None:
    """Story E1: 12 points with this order, and 10 when 20.00 of it are paid with points."""
    rules(shop, {"exchange": {"points": 1, "amount": usd("1.00")}})
    style = {"kind": "per_amount", "points": 1, "amount": usd("12.50")}
    rules(shop, {"style": style}, path="/v1/earning-rules")
    give(house, "boris", 20)
    hello = cart("250.00", discount="100.00")

    assert asked(shop, "boris", hello, None)["earned"] == 12
    told = asked(shop, "boris", hello, 20)
    assert (told["earned"], told["to_pay"]["amount"]) == (10, "130.00")


def test_a_cart_is_compared_with_what_the_customer_bought_before(shop: TestClient, send: Send, road: Road) -> None:
    more = {"value": "order.grand_total", "op": ">", "to": {"value": {"max": "order.grand_total"}}}
    rules(shop, {"style": {"kind": "fixed", "points": 20}, "condition": more}, path="/v1/earning-rules")
    send("order", {
        "external_id": "b1", "customer": "boris", "placed_at": "2026-02-01T10:00:00Z", "status": "complete",
        "currency": "USD", "grand_total": "50.00", "updated_at": "2026-02-01T10:00:00Z",
    })  # fmt: skip

    assert [asked(shop, who, cart("60.00"))["earned"] for who in ("boris", "anna")] == [20, 0]
    assert asked(shop, "boris", cart("50.00"))["earned"] == 0


def test_before_a_rule_is_known_to_the_worker_its_promise_is_right_too(shop: TestClient) -> None:
    rules(shop, {"style": {"kind": "fixed", "points": 20}, "condition": FEMALE}, path="/v1/earning-rules")

    assert [asked(shop, who, cart("34.00"))["earned"] for who in ("anna", "boris", None)] == [20, 0, 0]


def test_audiences_of_rules_are_seen_nowhere(shop: TestClient, road: Road, send: Send) -> None:
    rules(shop, {"style": {"kind": "fixed", "points": 20}, "condition": FEMALE}, path="/v1/earning-rules")
    road.run_dry()

    listed = [one["id"] for one in shop.get("/v1/segments").json()["data"]]
    anna = shop.get("/v1/customers", params={"search": "anna"}).json()["data"][0]["id"]
    assert listed == ["rich"]
    assert shop.get(f"/v1/customers/{anna}").json()["segments"] == []


def test_what_can_not_be_estimated_is_refused(shop: TestClient) -> None:
    other = shop.post("/v1/points/estimate", json={"cart": cart("1.00") | {"currency": "EUR"}})
    fine = shop.post("/v1/points/estimate", json={"cart": cart("1.005")})

    assert (other.status_code, other.json()["errors"][0]["pointer"]) == (422, "/cart/rate")
    assert (fine.status_code, fine.json()["errors"][0]["pointer"]) == (422, "/cart/lines/0/row_total")


@pytest.mark.parametrize("field", ["discount", "gift_card"])
def test_a_cart_is_never_brought_below_zero(shop: TestClient, field: str) -> None:
    too_much, all_of_it = (
        shop.post("/v1/points/estimate", json={"cart": cart("20.00", shipping="5.00", **{field: amount})})
        for amount in ("25.01", "25.00")
    )

    assert too_much.status_code == 422
    assert (too_much.json()["errors"][0]["pointer"], too_much.json()["errors"][0]["code"]) == (
        f"/cart/{field}",
        "too_much",
    )
    assert all_of_it.json()["to_pay"]["amount"] == "0.00"


def test_a_programme_that_is_off_spends_nothing(shop: TestClient, house: House) -> None:
    rules(shop, {"exchange": {"points": 1, "amount": usd("1.00")}})
    give(house, "boris", 20)
    kept = shop.get("/v1/points/programme").json()
    shop.patch("/v1/points/programme", json={"version": kept["version"], "active": False}).raise_for_status()

    told = asked(shop, "boris", cart("100.00"))

    assert (told["spending"]["points"], told["spending"]["reason"], told["available"]) == (0, "inactive", 20)
