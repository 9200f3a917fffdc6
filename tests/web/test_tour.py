"""The tour of the demo over HTTP: it leads to what is there, each person by themselves, and only where the demo is."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.demo import small

from regulars.books import Books
from regulars.flows.demo import load
from regulars.flows.demo.examples import CAMPAIGN, PROMOTION
from regulars.flows.road import Road
from regulars.http.scopes import Role

from .conftest import NOON, Send, SignIn


@pytest.fixture
def demo(books: Books, road: Road, send: Send) -> None:
    """The demo in small."""
    small.begin(books)
    with send.at_once():
        for type, documents in small.records(NOON):
            send(type, *documents)
    small.complete(books)
    road.run_dry()


def tour(client: TestClient) -> dict[str, Any]:
    told: dict[str, Any] = client.get("/v1/tour").json()
    return told


def stops(client: TestClient) -> dict[str, dict[str, Any]]:
    return {one["step"]: one for one in tour(client)["stops"]}


def go(client: TestClient, step: str | None, **more: Any) -> dict[str, Any]:
    answer = client.put("/v1/tour", json={"at": step, **more})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_a_shop_of_somebodys_own_is_offered_none(signed_in: SignIn) -> None:
    owner = signed_in()

    assert tour(owner) == {"offered": False, "at": None, "dismissed": False, "stops": []}
    refused = owner.put("/v1/tour", json={"at": "home"})
    assert (refused.status_code, refused.json()["code"]) == (409, "tour.no_demo")


@pytest.mark.usefixtures("demo")
def test_it_leads_to_what_is_there(signed_in: SignIn) -> None:
    owner = signed_in()
    shown = stops(owner)

    assert list(shown) == ["home", "segment", "customer", "earning", "promotion", "campaign", "report"]
    segment, rule = shown["segment"], shown["earning"]["example"]
    members = owner.get(f"/v1/segments/{segment['example']}/members").json()["data"]
    assert [one["id"] for one in members] == [segment["customer"]] == [shown["customer"]["customer"]]
    assert owner.get(f"/v1/earning-rules/{rule}").json()["name"] == "A point for every dollar"
    campaign = owner.get(f"/v1/campaigns/{shown['campaign']['example']}").json()
    assert (campaign["name"], campaign["state"], campaign["reading"]["errors"]) == (CAMPAIGN, "draft", [])


@pytest.mark.usefixtures("demo")
def test_the_promotion_takes_something_off_the_cart_it_is_tried_on(signed_in: SignIn) -> None:
    owner = signed_in()
    stop = stops(owner)["promotion"]
    customer = owner.get(f"/v1/customers/{stop['customer']}").json()["external_id"]
    line = {"id": "1", "sku": stop["sku"], "quantity": "1", "price": "9.99", "row_total": "9.99"}

    quote = owner.post("/v1/quotes", json={"customer": customer, "cart": {"currency": "USD", "lines": [line]}}).json()

    assert [(one["promotion"], one["name"]) for one in quote["applied"]] == [(stop["example"], PROMOTION)]
    assert quote["discount"]["amount"] == "1.50"


@pytest.mark.usefixtures("demo")
def test_each_is_led_by_themselves_and_can_go_on_later(signed_in: SignIn) -> None:
    owner, reader = signed_in(), signed_in(Role.READER)
    go(owner, "home")
    go(owner, "segment")
    left = go(owner, None)

    assert [one["step"] for one in left["stops"] if one["seen"]] == ["home", "segment"]
    assert (left["at"], left["dismissed"]) == (None, False)
    assert go(owner, "customer")["at"] == "customer"
    assert go(owner, None, dismissed=True)["dismissed"]
    assert (tour(reader)["dismissed"], [one["seen"] for one in tour(reader)["stops"]]) == (False, [False] * 7)
    assert go(reader, "report")["at"] == "report"


@pytest.mark.usefixtures("demo")
def test_what_was_put_away_is_not_led_to(signed_in: SignIn) -> None:
    owner = signed_in()
    assert owner.post("/v1/segments/vip/archive").is_success

    shown = stops(owner)

    assert (shown["segment"]["example"], shown["segment"]["customer"], shown["customer"]["customer"]) == (None,) * 3


@pytest.mark.usefixtures("demo")
def test_a_step_there_is_none_of_is_refused(signed_in: SignIn) -> None:
    answer = signed_in().put("/v1/tour", json={"at": "moon"})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/at")


@pytest.mark.usefixtures("demo")
def test_examples_are_made_once_and_what_has_their_names_is_left_as_it_is(books: Books, signed_in: SignIn) -> None:
    owner = signed_in()
    with books.transaction() as unit:
        made = load.objects(unit)
        unit.set_setting(load.EXAMPLES, ["attributes", "earning_rule", "segments"])
    owner.patch(f"/v1/promotions/{made['promotion']}", json={"version": 1, "state": "paused"})

    small.complete(books)

    with books.transaction() as unit:
        assert load.objects(unit) == made
    assert [one["name"] for one in owner.get("/v1/promotions").json()["data"]].count(PROMOTION) == 1
    assert len(owner.get("/v1/campaigns").json()["data"]) == 1
