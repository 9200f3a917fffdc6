"""Webhooks over HTTP: endpoints, their secrets, what was delivered, and sending it again."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.webhooks.receiving import serving

from regulars.books import Books
from regulars.books.announcing import Happening, announce
from regulars.http.scopes import Role, Scope
from regulars.settings import Settings
from regulars.webhooks.deliverer import Deliverer

from .conftest import Send, SignIn

URL = "https://shop.example/webhooks"
ENTERED = "segment.entered"


@pytest.fixture
def owner(signed_in: Any) -> TestClient:
    client: TestClient = signed_in()
    return client


def made(client: TestClient, **given: Any) -> dict[str, Any]:
    answer = client.post("/v1/webhooks", json={"url": URL} | given)
    assert answer.status_code == 201, answer.text
    endpoint: dict[str, Any] = answer.json()
    return endpoint


def test_an_endpoint_is_made_and_its_secret_told_once(owner: TestClient) -> None:
    fresh = made(owner, types=[ENTERED], description="till")

    secret = fresh.pop("secret")
    assert secret.startswith("whsec_")
    assert owner.get("/v1/webhooks").json() == {"data": [fresh], "next_cursor": None}
    assert owner.get(f"/v1/webhooks/{fresh['id']}").json() == fresh
    assert (fresh["state"], fresh["types"], fresh["waiting"]) == ("active", [ENTERED], 0)
    audit = owner.get("/v1/audit", params={"subject": f"webhook:{fresh['id']}"})
    assert [one["action"] for one in audit.json()["data"]] == ["webhook.created"]
    assert audit.json()["data"][0]["subject_name"] == URL
    assert secret not in audit.text


def test_a_call_repeated_with_its_key_makes_one_endpoint_and_tells_no_secret_again(owner: TestClient) -> None:
    headers = {"Idempotency-Key": "k1"}
    first = owner.post("/v1/webhooks", json={"url": URL}, headers=headers)

    second = owner.post("/v1/webhooks", json={"url": URL}, headers=headers)

    assert (second.status_code, second.json()["code"]) == (409, "webhook.secret_told")
    assert second.json()["id"] == first.json()["id"]
    assert len(owner.get("/v1/webhooks").json()["data"]) == 1


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({"url": "http://shop.example/"}, "/url"),
        ({"url": "https://10.0.0.1/"}, "/url"),
        ({"types": []}, "/types"),
        ({"types": [ENTERED, "segment.eaten"]}, "/types/1"),
        ({"description": "x" * 501}, "/description"),
        ({"secret": "whsec_mine"}, "/secret"),
    ],
)
def test_what_is_wrong_in_an_endpoint_is_named(owner: TestClient, given: dict[str, Any], pointer: str) -> None:
    answer = owner.post("/v1/webhooks", json={"url": URL} | given)

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_a_change_says_which_version_it_is_of(owner: TestClient) -> None:
    path = f"/v1/webhooks/{made(owner, types=[ENTERED])['id']}"

    changed = owner.patch(path, json={"version": 1, "types": None})
    late = owner.patch(path, json={"version": 1, "url": URL + "/2"})

    assert (changed.json()["types"], changed.json()["url"], changed.json()["version"]) == (None, URL, 2)
    assert (late.status_code, late.json()["code"], late.json()["version"]) == (409, "webhook.changed", 2)


def test_an_endpoint_is_paused_resumed_and_deleted(owner: TestClient) -> None:
    path = f"/v1/webhooks/{made(owner)['id']}"

    assert owner.post(path + "/pause").json()["state"] == "paused"
    refused = owner.post(path + "/test")
    assert (refused.status_code, refused.json()["code"]) == (409, "webhook.not_active")
    assert owner.post(path + "/resume").json()["state"] == "active"
    assert owner.delete(path).status_code == 204
    assert owner.get(path).status_code == 404
    assert owner.delete(path).status_code == 404


def test_a_rotated_secret_is_told_with_how_long_the_old_one_signs(owner: TestClient) -> None:
    fresh = made(owner)

    rotated = owner.post(f"/v1/webhooks/{fresh['id']}/rotate-secret").json()

    assert rotated["secret"] != fresh["secret"]
    assert rotated["old_secret_until"] == "2026-03-02T12:00:00Z"


def test_every_type_is_told_with_an_example(owner: TestClient) -> None:
    types = {one["type"]: one for one in owner.get("/v1/webhooks/types").json()["data"]}

    assert set(types) == {
        "campaign.step", "coupon.issued", "coupon.used", "customer.attribute_set", "customer.group_changed", "points.changed", "points.ending", ENTERED, "segment.left",
    }  # fmt: skip
    assert types[ENTERED]["example"]["segment"] == {"id": "vip", "name": "VIP"}


def test_there_are_no_more_endpoints_than_lanes(owner: TestClient) -> None:
    for _ in range(50):
        made(owner)

    answer = owner.post("/v1/webhooks", json={"url": URL})

    assert (answer.status_code, answer.json()["code"]) == (409, "webhook.too_many")


@pytest.mark.parametrize("role", [Role.MARKETER, Role.SUPPORT, Role.READER])
def test_only_an_owner_sees_what_leaves_the_house(signed_in: Any, role: Role) -> None:
    assert signed_in(role).get("/v1/webhooks").status_code == 403


class TestDeliveries:
    """With a shop's server that is there."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"webhooks_private": True})

    def test_what_was_sent_is_listed_with_each_attempt_and_sent_again(self, owner: TestClient, books: Books) -> None:
        with serving() as shop:
            endpoint = made(owner, url=shop.url + "/")
            shop.answers(500, text="broken till")
            at = books.clock()
            books.perform(lambda unit: announce(unit, ENTERED, [Happening(at, {"n": n}) for n in range(3)]))
            Deliverer(books, private=True).deliver_due(at)
            listed = owner.get("/v1/webhooks/deliveries", params={"limit": 2}).json()
            rest = owner.get("/v1/webhooks/deliveries", params={"cursor": listed["next_cursor"]}).json()
            one = owner.get(f"/v1/webhooks/deliveries/{listed['data'][0]['id']}").json()
            shop.answers(200)
            replayed = owner.post(f"/v1/webhooks/deliveries/{one['id']}/replay").json()
            path = f"/v1/webhooks/{endpoint['id']}"
            all_replayed = owner.post(path + "/replay-failed", json={"since": "2026-03-01T00:00:00Z"}).json()
            Deliverer(books, private=True).deliver_due(at)

        assert (len(listed["data"]), len(rest["data"]), rest["next_cursor"]) == (2, 1, None)
        assert (one["state"], one["last_status"], one["url"]) == ("failed", 500, shop.url + "/")
        assert one["body"] == '{"type":"segment.entered","timestamp":"2026-03-01T12:00:00Z","data":{"n": 2}}'
        assert [(a["status"], a["answer"]) for a in one["log"]] == [(500, "broken till")]
        assert (replayed["state"], replayed["attempts"], replayed["message"]) == ("waiting", 0, one["message"])
        assert all_replayed == {"count": 2, "more": False}
        states = {one["state"] for one in owner.get("/v1/webhooks/deliveries").json()["data"]}
        assert states == {"delivered"}
        assert owner.get(path).json()["failing_since"] is None

    def test_each_delivery_names_what_it_is_about(self, owner: TestClient, books: Books) -> None:
        examples = {one["type"]: one["example"] for one in owner.get("/v1/webhooks/types").json()["data"]}
        made(owner)
        for type, example in examples.items():
            books.perform(lambda unit, type=type, data=example: announce(unit, type, [Happening(books.clock(), data)]))
        Deliverer(books, private=True).deliver_due(books.clock())

        listed = owner.get("/v1/webhooks/deliveries").json()["data"]
        about = {one["type"]: {key: said for key, said in one["about"].items() if said is not None} for one in listed}

        jan = {"id": "1204", "name": None, "external_id": "c-77", "email": "jan@example.com"}
        assert about.keys() == examples.keys()
        assert about[ENTERED] == {"segment": {"id": "vip", "name": "VIP"}, "customer": jan}
        assert about["customer.group_changed"] == {"customer": jan, "group": "VIP"}
        assert about["points.changed"] == {"customer": jan, "points": 50, "order": "100000042"}
        assert about["coupon.used"] == {"customer": jan, "coupon": "HELLO", "order": "100000042"}

    def test_a_customer_is_called_by_the_name_alone_and_only_to_who_may_read_customers(
        self, owner: TestClient, books: Books, send: Send, with_key: SignIn
    ) -> None:
        made(owner)
        acts = {"group": "All"}
        owner.post("/v1/segments", json={"id": "all", "name": "All", "condition": {"all": []}, "actions": acts})
        said = {"registered_at": "2026-02-01T00:00:00Z", "updated_at": "2026-02-01T00:00:00Z"}
        named = {"external_id": "a", "email": "a@example.com", "first_name": "Anna", "last_name": "Nowak"}
        send("customer", said | {"external_id": "first"})
        send("customer", said | named, said | {"external_id": "b", "email": "b@example.com"})
        Deliverer(books, private=True).deliver_due(books.clock())

        def names(client: TestClient) -> dict[str, str | None]:
            listed = client.get("/v1/webhooks/deliveries").json()["data"]
            customers = [one["about"]["customer"] for one in listed]
            return {one["email"]: one["name"] for one in customers if one is not None and one["email"]}

        assert names(owner) == {"a@example.com": "Anna Nowak", "b@example.com": None}
        assert set(names(with_key(Scope.WEBHOOKS_READ)).values()) == {None}

    def test_the_list_is_narrowed(self, owner: TestClient, books: Books) -> None:
        with serving() as shop:
            first, second = made(owner, url=shop.url + "/a"), made(owner, url=shop.url + "/b")
            tested = owner.post(f"/v1/webhooks/{first['id']}/test")
            assert tested.status_code == 201
            assert tested.json()["type"] == "webhook.test"
            books.perform(lambda unit: announce(unit, ENTERED, [Happening(books.clock(), {})]))
            Deliverer(books, private=True).deliver_due(books.clock())

        def found(**asked: str) -> list[tuple[str, str]]:
            answer = owner.get("/v1/webhooks/deliveries", params=asked).json()
            return sorted((one["endpoint"], one["type"]) for one in answer["data"])

        assert found(type="webhook.test") == [(first["id"], "webhook.test")]
        assert found(endpoint=second["id"]) == [(second["id"], ENTERED)]
        assert found(state="waiting") == []
        assert len(found(state="delivered")) == 3
        assert owner.get("/v1/webhooks/deliveries", params={"state": "lost"}).status_code == 422
        refused = owner.get("/v1/webhooks/deliveries", params={"type": "foo"})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/type")
        assert ENTERED in refused.json()["detail"]
