"""The shop's address is said once, where mails and referrals lead."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from regulars.books import Books, shop
from regulars.http.scopes import Role
from regulars.settings import Settings

from .conftest import Send, SignIn

WORDS = {
    "subject": "Hi",
    "preview": "p",
    "body": '<mjml><mj-body><mj-section><mj-column><mj-text><a href="{{ store.url }}">Look</a> around</mj-text></mj-column></mj-section></mj-body></mjml>',
}
MAIL = {"kind": "transactional", "languages": {"en": WORDS}}


@pytest.fixture
def owner(signed_in: SignIn) -> TestClient:
    return signed_in(Role.OWNER)


def put(owner: TestClient, **said: Any) -> Any:
    kept = owner.get("/v1/shop").json()
    named = {name: kept[name] for name in ("name", "currency", "time_zone", "language")}
    return owner.put("/v1/shop", json=named | said)


def warned(owner: TestClient) -> list[str]:
    answer = owner.post("/v1/mail-templates/check", json=MAIL)
    assert answer.status_code == 200, answer.text
    return [one["code"] for one in answer.json()["findings"] if one["code"] == "no_address"]


def test_it_is_said_with_the_shop_and_stays_where_it_is_left_out(owner: TestClient) -> None:
    assert owner.get("/v1/shop").json()["url"] == ""
    assert put(owner, url=" https://kubki.example/pl/ ").json()["url"] == "https://kubki.example/pl"
    assert put(owner, name="Kubki").json()["url"] == "https://kubki.example/pl"
    assert put(owner, url="").json()["url"] == ""


@pytest.mark.parametrize(
    "url", ["kubki.example", "javascript:alert(1)", "https://", "https://kubki.example/?a=1", "https://a b"]
)
def test_what_is_no_address_is_refused(owner: TestClient, url: str) -> None:
    answer = put(owner, url=url)
    assert (answer.status_code, [one["pointer"] for one in answer.json()["errors"]]) == (422, ["/url"])


def test_a_link_for_friends_leads_there(owner: TestClient, send: Send) -> None:
    send("customer", {"external_id": "anna", "updated_at": "2026-03-01T10:00:00Z"})
    path = "/v1/customers/1/referral-code"
    assert owner.post(path).json()["url"] is None
    put(owner, url="https://kubki.example")
    told = owner.post(path).json()
    assert told["url"] == f"https://kubki.example/?ref={told['code']}"


def test_a_mail_whose_links_lead_nowhere_is_warned_of_until_it_is_said(owner: TestClient) -> None:
    assert warned(owner) == ["no_address"]
    put(owner, url="https://kubki.example")
    assert warned(owner) == []


def test_what_the_settings_say_holds(owner: TestClient, books: Books) -> None:
    put(owner, url="https://kubki.example")
    books.perform(lambda unit: shop.settle(unit, Settings(shop_url="https://other.example")))
    with books.transaction() as unit:
        assert shop.url_of(unit) == "https://other.example"
    books.perform(lambda unit: shop.settle(unit, Settings()))
    with books.transaction() as unit:
        assert shop.url_of(unit) == "https://kubki.example"
