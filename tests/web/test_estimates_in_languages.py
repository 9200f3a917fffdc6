"""What an estimate says is of one language, names its kind of points, and is there when points are switched off."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from .conftest import Send, SignIn

CART: dict[str, Any] = {"currency": "USD", "lines": [{"sku": "TEE-1", "quantity": "1", "row_total": "50.00"}]}
DEAR = {"value": "order.subtotal", "op": ">=", "to": "100.00"}


def usd(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "USD"}


@pytest.fixture
def owner(signed_in: SignIn, send: Send) -> TestClient:
    owner = signed_in()
    send("customer", {"external_id": "boris", "updated_at": "2026-02-01T10:00:00Z"})
    stars = {
        "id": "stars", "singular": "star", "plural": "stars", "spendable": True,
        "names": {"pl": {"singular": "gwiazdka", "few": "gwiazdki", "plural": "gwiazdek"}},
    }  # fmt: skip
    made(owner, "/v1/points/kinds", stars)
    each = {"kind": "per_amount", "points": 1, "amount": usd("10.00")}
    made(owner, "/v1/earning-rules", {"name": "Dear", "style": each, "condition": DEAR, "points_kind": "stars"})
    made(owner, "/v1/spending-rules", {"name": "Ten", "exchange": {"points": 10, "amount": usd("1.00")}})
    stars_spent = {"name": "Stars", "exchange": {"points": 10, "amount": usd("1.00")}, "points_kind": "stars"}
    made(owner, "/v1/spending-rules", stars_spent)
    return owner


def made(client: TestClient, path: str, document: dict[str, Any]) -> None:
    answer = client.post(path, json=document)
    assert answer.status_code == 201, answer.text


def asked(client: TestClient, language: str, **more: Any) -> dict[str, Any]:
    given = {"cart": CART, "customer": "boris", "points": "all"} | more
    answer = client.post("/v1/points/estimate", json=given, headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def switched(client: TestClient, kind: str, **settings: bool) -> None:
    path = "/v1/points/programme" if kind == "points" else f"/v1/points/kinds/{kind}"
    version = client.get(path).json()["version"]
    client.patch(path, json={"version": version} | settings).raise_for_status()


@pytest.mark.parametrize(
    ("language", "earning"),
    [
        ("en", "does not hold: the order's subtotal is at least $100.00"),
        ("pl", "nie jest spełnione: suma częściowa (zamówienie) wynosi co najmniej 100,00\u00a0$"),
        ("ru", "не выполнено: сумма до скидок (заказ) не меньше 100,00\u00a0$"),
    ],
)
def test_why_a_rule_gives_nothing_is_told_in_the_language_of_who_asks(
    owner: TestClient, language: str, earning: str
) -> None:
    assert [one["told"] for one in asked(owner, language)["rules"]] == [earning]


@pytest.mark.parametrize(
    ("language", "kind", "given", "told"),
    [
        ("en", "points", 9, "the customer has fewer points than one step: 1 point more"),
        ("pl", "points", 8, "klient ma mniej punktów niż jeden krok: jeszcze 2 punkty"),
        ("pl", "points", 4, "klient ma mniej punktów niż jeden krok: jeszcze 6 punktów"),
        ("pl", "stars", 8, "klient ma mniej gwiazdek niż jeden krok: jeszcze 2 gwiazdki"),
        ("ru", "points", 9, "у покупателя меньше баллов, чем один шаг: ещё 1 балл"),
        ("en", "stars", 4, "the customer has fewer stars than one step: 6 stars more"),
    ],
)
def test_why_none_are_spent_names_the_kind_of_points(
    owner: TestClient, language: str, kind: str, given: int, told: str
) -> None:
    gift = {"points": given, "reason": "a gift", "points_kind": kind}
    owner.post("/v1/customers/1/points", json=gift).raise_for_status()

    assert asked(owner, language, points_kind=kind)["spending"]["told"] == told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "stars are switched off"),
        ("pl", "program gwiazdek jest wyłączony"),
        ("ru", "программа stars выключена"),
    ],
)
def test_of_points_that_are_switched_off_each_rule_and_spending_say_so(
    owner: TestClient, language: str, told: str
) -> None:
    switched(owner, "stars", active=False)

    found = asked(owner, language, points_kind="stars")

    assert [(one["reason"], one["told"]) for one in found["rules"]] == [("inactive", told)]
    assert (found["spending"]["reason"], found["spending"]["told"]) == ("inactive", told)


def test_a_rule_that_is_off_itself_is_no_matter_of_the_programme(owner: TestClient) -> None:
    [rule] = owner.get("/v1/earning-rules").json()["data"]
    owner.patch(f"/v1/earning-rules/{rule['id']}", json={"version": 1, "active": False}).raise_for_status()
    switched(owner, "stars", active=False)

    assert asked(owner, "en")["rules"] == []


def test_a_quote_says_that_spending_is_switched_off(owner: TestClient) -> None:
    switched(owner, "points", spending=False)
    cart = {"currency": "USD", "lines": [{"sku": "TEE-1", "quantity": "1", "price": "50.00"}]}

    answer = owner.post("/v1/quotes", json={"cart": cart, "points": "all"}, headers={"Accept-Language": "pl"})

    assert answer.status_code == 200, answer.text
    points = answer.json()["points"]
    assert (points["reason"], points["told"]) == ("no_spending", "wydawanie punktów jest wyłączone")


def test_rules_are_told_in_the_language_of_who_asks_and_name_their_kind(owner: TestClient) -> None:
    def told(path: str, language: str) -> list[str]:
        data = owner.get(path, headers={"Accept-Language": language}).json()["data"]
        return [one["sentence"] for one in data]

    assert told("/v1/earning-rules", "en") == ["1 star for every full $10.00: the order's subtotal is at least $100.00"]
    assert told("/v1/earning-rules", "pl") == [
        "1 gwiazdka za każde pełne 10,00\u00a0$: suma częściowa (zamówienie) wynosi co najmniej 100,00\u00a0$"
    ]
    assert told("/v1/spending-rules", "en") == ["10 points take $1.00 off", "10 stars take $1.00 off"]
    assert told("/v1/spending-rules", "ru") == ["10 баллов снимают 1,00\u00a0$", "10 stars снимают 1,00\u00a0$"]
    versions = owner.get("/v1/earning-rules/1/versions", headers={"Accept-Language": "pl"}).json()["data"]
    assert versions[0]["says"][0] == "1 gwiazdka za każde pełne 10,00\u00a0$"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Gender is female"), ("pl", "Płeć to female"), ("de", "Gender is female")]
)
def test_segments_and_conditions_are_told_in_the_language_of_who_asks(
    owner: TestClient, language: str, said: str
) -> None:
    condition = {"value": "customer.gender", "op": "=", "to": "female"}
    made(owner, "/v1/segments", {"id": "female", "name": "Female", "condition": condition})
    headers = {"Accept-Language": language}

    checked = owner.post("/v1/conditions/check", json={"condition": condition, "subject": "customer"}, headers=headers)

    assert owner.get("/v1/segments/female", headers=headers).json()["sentence"] == said
    assert checked.json()["sentence"].lower() == said.lower()
