"""Kinds of points over HTTP: made, changed and archived, and named wherever there are points."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import SignIn
from tests.web.conftest import made as token
from tests.web.earning import made, order

STARS = {
    "id": "stars", "singular": "star", "plural": "stars", "spendable": False,
    "names": {"pl": {"singular": "gwiazdka", "few": "gwiazdki", "plural": "gwiazdek"}},
    "lifetime": {"amount": 1, "unit": "years"},
}  # fmt: skip
CART = {"currency": "USD", "lines": [{"sku": "MUG", "quantity": "1", "row_total": "40.00"}]}
PRICED = {"currency": "USD", "lines": [{"sku": "MUG", "quantity": "1", "price": "40.00"}]}
WORTH = {"points": 1, "amount": {"amount": "1.00", "currency": "USD"}}


@pytest.fixture
def owner(signed_in: SignIn) -> TestClient:
    return signed_in()


@pytest.fixture
def shop(owner: TestClient, send: Any) -> TestClient:
    """Jan bought for 40.00, and has 8 points and 3 stars."""
    answer = owner.post("/v1/points/kinds", json=STARS)
    assert answer.status_code == 201, answer.text
    made(owner)
    made(owner, name="three stars", style={"kind": "fixed", "points": 3}, points_kind="stars")
    send("customer", {"external_id": "jan", "updated_at": "2026-03-01T12:00:00Z"})
    send("order", order("o1", "40.00"))
    return owner


def test_a_shop_begins_with_one_kind_and_makes_others(owner: TestClient) -> None:
    (first,) = owner.get("/v1/points/kinds").json()
    assert (first["id"], first["plural"], first["spendable"], first["first"]) == ("points", "points", True, True)

    made_now = owner.post("/v1/points/kinds", json=STARS).json()
    changed = owner.patch(
        "/v1/points/kinds/stars", json={"version": 1, "plural": "golden stars", "notice_days": 7, "lifetime": None}
    )

    assert (made_now["id"], made_now["lifetime"]["amount"], made_now["first"]) == ("stars", 1, False)
    assert changed.json() | {"updated_at": ""} == made_now | {
        "plural": "golden stars", "notice_days": 7, "lifetime": None, "version": 2, "updated_at": "",
    }  # fmt: skip
    assert [kind["id"] for kind in owner.get("/v1/points/kinds").json()] == ["points", "stars"]
    actions = [entry["action"] for entry in owner.get("/v1/audit").json()["data"]]
    assert actions[:2] == ["programme.changed", "points_kind.created"]


@pytest.mark.parametrize(
    ("given", "status", "code", "pointer"),
    [
        ({"id": "points"}, 409, "points.kind_taken", None),
        ({"id": "Gold Stars"}, 422, "invalid", "/id"),
        ({"plural": " "}, 422, "invalid", "/plural"),
        ({"names": {"xx1": {"singular": "a", "plural": "b"}}}, 422, "invalid", "/names/xx1"),
    ],
)
def test_a_kind_that_can_not_be_is_refused_where_it_is_wrong(
    owner: TestClient, given: dict[str, Any], status: int, code: str, pointer: str | None
) -> None:
    refused = owner.post("/v1/points/kinds", json=STARS | given)

    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert pointer is None or refused.json()["errors"][0]["pointer"] == pointer


def test_an_order_earns_of_both_and_each_is_shown_by_itself(shop: TestClient) -> None:
    first, stars = (shop.get("/v1/customers/1/points", params=asked).json() for asked in ({}, {"points_kind": "stars"}))

    assert (first["points_kind"], first["available"], len(first["entries"])) == ("points", 8, 1)
    assert (stars["points_kind"], stars["available"], stars["unit"]["plural"]) == ("stars", 3, "stars")
    assert [(kind["points_kind"], kind["balance"]) for kind in first["kinds"]] == [("points", 8), ("stars", 3)]
    assert stars["lots"][0]["ends_at"] == "2027-03-01T22:00:00Z", "as the kind says, for the rule says nothing"
    assert first["lots"][0]["ends_at"] is None
    assert shop.get("/v1/customers/1/points", params={"points_kind": "moons"}).status_code == 404


def test_only_a_kind_that_is_spent_is_spent(shop: TestClient) -> None:
    refusals = [
        shop.post("/v1/spending-rules", json={"name": "a", "exchange": WORTH, "points_kind": "stars"}),
        shop.post("/v1/points/holds", json={"customer": "jan", "points": 1, "points_kind": "stars"}),
        shop.post("/v1/points/estimate", json={"customer": "jan", "cart": CART, "points": 1, "points_kind": "stars"}),
        shop.post("/v1/quotes", json={"customer": "jan", "cart": PRICED, "points": "all", "points_kind": "stars"}),
        shop.post("/v1/earning-rules", json={"name": "b", "style": {"kind": "fixed", "points": 3}, "points_kind": "x"}),
    ]

    assert [refused.status_code for refused in refusals] == [422] * 5, [one.text for one in refusals]
    told = [refused.json()["errors"][0] for refused in refusals]
    assert {one["pointer"] for one in told} == {"/points_kind"}
    assert [one["code"] for one in told] == ["not_spendable"] * 4 + ["unknown"]


def test_a_rule_keeps_its_kind(shop: TestClient) -> None:
    (points, stars) = shop.get("/v1/earning-rules").json()["data"]

    refused = shop.patch(f"/v1/earning-rules/{points['id']}", json={"version": 1, "points_kind": "stars"})

    assert (points["points_kind"], stars["points_kind"]) == ("points", "stars")
    assert refused.json()["errors"][0]["pointer"] == "/points_kind"


def test_a_cart_is_told_what_it_earns_of_each_kind(shop: TestClient) -> None:
    shop.post("/v1/spending-rules", json={"name": "a", "exchange": WORTH}).raise_for_status()

    told = shop.post("/v1/points/estimate", json={"customer": "jan", "cart": CART, "points": "all"}).json()
    quoted = shop.post("/v1/quotes", json={"customer": "jan", "cart": PRICED, "points": "all"}).json()["points"]

    assert (told["points_kind"], told["spending"]["points"], told["earned"]) == ("points", 8, 6)
    assert told["kinds"] == [
        {"points_kind": "points", "available": 8, "earned": 6},
        {"points_kind": "stars", "available": 3, "earned": 3},
    ]
    assert (quoted["spent"], quoted["earned"], quoted["kinds"]) == (8, 6, told["kinds"])
    assert [rule["points_kind"] for rule in told["rules"]] == ["points", "stars"]


def test_a_second_kind_that_is_spent_is_held_by_a_checkout(shop: TestClient) -> None:
    shop.post("/v1/points/kinds", json=STARS | {"id": "miles", "plural": "miles", "spendable": True}).raise_for_status()
    given = {"points": 30, "reason": "welcome", "points_kind": "miles"}
    shop.post("/v1/customers/1/points", json=given).raise_for_status()
    shop.post("/v1/spending-rules", json={"name": "m", "exchange": WORTH, "points_kind": "miles"}).raise_for_status()

    asked = {"customer": "jan", "cart": PRICED, "points": 20, "points_kind": "miles"}
    reserved = shop.post("/v1/checkouts", json=asked, headers={"Idempotency-Key": "c1"})
    assert reserved.status_code in (200, 201), reserved.text
    held = shop.get("/v1/points/holds").json()["data"]

    assert [(one["points_kind"], one["held"], one["available"]) for one in held] == [("miles", 20, 10)]
    assert shop.get("/v1/customers/1/points").json()["available"] == 8


def test_reports_and_many_are_by_kind(shop: TestClient) -> None:
    stars = {"points_kind": "stars"}
    asked = {"audience": {"kind": "customers", "customers": ["jan"]}, "points": 2, "reason": "anniversary"} | stars

    preview = shop.post("/v1/points/mass/preview", json={name: asked[name] for name in asked if name != "reason"})
    begun = shop.post("/v1/points/mass", json=asked).json()
    history = shop.get("/v1/points/history", params=stars).json()["data"]
    liability = [shop.get("/v1/points/liability", params=which).json()["months"][-1] for which in ({}, stars)]
    earners = [shop.get("/v1/points/top-earners", params=which).json()["data"] for which in ({}, stars)]
    programme = [shop.get("/v1/points/programme", params=which).json() for which in ({}, stars)]

    assert preview.json()["ends_at"] == "2027-03-01T22:00:00Z"
    assert (begun["points_kind"], begun["points"]) == ("stars", 2)
    assert [(one["points"], one["points_kind"]) for one in history] == [(3, "stars")]
    assert [month["outstanding"] for month in liability] == [8, 3]
    assert [one[0]["points"] for one in earners] == [8, 3]
    assert [(one["plural"], one["issued"], one["available"]) for one in programme] == [
        ("points", 8, 8),
        ("stars", 3, 3),
    ]


def test_a_kind_is_archived_when_nothing_goes_by_it_any_more(shop: TestClient) -> None:
    used = shop.post("/v1/points/kinds/stars/archive")
    assert (used.status_code, used.json()["code"]) == (409, "points.kind_in_use")
    assert used.json()["used_by"] == ["the earning rule 'three stars'", "1 customer who has some"]

    shop.patch("/v1/earning-rules/2", json={"version": 1, "active": False}).raise_for_status()
    shop.post("/v1/customers/1/points", json={"points": -3, "reason": "the end", "points_kind": "stars"})
    archived = shop.post("/v1/points/kinds/stars/archive").json()

    assert archived["archived_at"] is not None
    assert [one["points_kind"] for one in shop.get("/v1/customers/1/points").json()["kinds"]] == ["points"]
    again = shop.patch("/v1/earning-rules/2", json={"version": 2, "active": True})
    assert again.json()["errors"][0] | {"detail": ""} == {"pointer": "/points_kind", "code": "archived", "detail": ""}
    assert shop.post("/v1/points/kinds/points/archive").json()["code"] == "points.first_kind"


def test_a_page_of_the_shop_shows_every_kind(shop: TestClient, page: TestClient, secret: str) -> None:
    headers = {"X-Customer-Token": token(secret, sub="jan")}

    def shown(path: str = "", **asked: str) -> Any:
        return page.get(f"/v1/storefront/points{path}", params=asked, headers=headers).json()

    assert (shown()["available"], shown(points_kind="stars")["available"]) == (8, 3)
    assert [
        (kind["points_kind"], kind["available"], kind["unit"]["plural"], kind["spendable"])
        for kind in shown(language="pl")["kinds"]
    ] == [("points", 8, "punktów", True), ("stars", 3, "gwiazdek", False)]
    assert [entry["points"] for entry in shown("/history", points_kind="stars")["data"]] == [3]


def test_a_legal_entity_with_two_kinds_is_told_once(shop: TestClient) -> None:
    names = shop.get("/v1/points/programme").json()["legal_entities"]

    assert names == sorted(set(names))
