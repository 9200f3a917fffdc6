"""Mail over HTTP: settings and a trial, the log, links in mails, subscribing, and addresses that nothing is sent to."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from standardwebhooks import Webhook
from tests.messaging.conftest import Plain, serving, smtp

from regulars.flows.road import Road
from regulars.http.house import House
from regulars.http.scopes import Role
from regulars.messaging import queue
from regulars.messaging.api import storefront
from regulars.messaging.customers import Customers
from regulars.messaging.own_letters import OwnLetters
from regulars.messaging.postman import Postman
from regulars.messaging.public import routes
from regulars.messaging.queue import NewMessage

from .conftest import Clock, Send, SignIn

BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140", "accept-language": "pl,en;q=0.5"}
Json = dict[str, Any]


class Post:
    """Mail goes out when a test says so, and is read in the mailbox."""

    def __init__(self, house: House, client: TestClient, clock: Clock, road: Road) -> None:
        self.house, self.client, self.clock, self.road = house, client, clock, road
        renderer = OwnLetters(Plain(), lambda: ("The shop", "en"))
        self.postman = Postman(house.books, house.settings.data_dir, renderer, Customers(house.facts), lanes=1)
        self.letters = renderer

    def queue(self, key: str, customer_id: int, **said: Any) -> None:
        usual = {"source": "newsletter", "source_id": "3", "template_id": 1, "template_version": 1}
        message = NewMessage(**(usual | {"key": key, "customer_id": customer_id} | said))
        self.house.books.perform(lambda unit: queue.enqueue(unit, [message]))

    def send(self, later: timedelta = timedelta(minutes=1)) -> None:
        self.postman.send_due()
        self.road.run_dry()
        self.clock.at += later

    def mail(self, **asked: Any) -> tuple[Json, Json]:
        """The latest message, and its mail."""
        found: Json = self.client.get("/v1/messages", params=asked).json()["data"][0]
        return found, self.client.get(f"/v1/messages/{found['id']}/mail").json()

    def link(self, kind: str, **asked: Any) -> str:
        """The path of a link of the latest mail."""
        _, mail = self.mail(**asked)
        found = re.search(rf'http://127.0.0.1:8000(/m/{kind}/[^"<> ]+)', mail["html"] + str(dict(mail["headers"])))
        assert found is not None, mail
        return found[1].replace("&amp;", "&")

    def subscriptions(self) -> list[tuple[str, str]]:
        rows = self.house.facts.ask("select list, status from subscription order by 1, 2").to_pylist()
        return [(row["list"], row["status"]) for row in rows]


@pytest.fixture
def post(house: House, owner: TestClient, clock: Clock, road: Road, send: Send) -> Post:
    for tries in (routes.of_pages, routes.of_counted, storefront.of_addresses, storefront.of_visitors):
        tries.forget()
    about = {"updated_at": "2026-03-01T11:00:00Z", "registered_at": "2026-01-01T00:00:00Z"}
    send(
        "customer",
        {"external_id": "anna", "email": "Anna@shop.example", "first_name": "Anna", "language": "pl"} | about,
    )
    send("subscription", {"external_id": "s1", "customer": "anna", "list": "Newsletter", "status": "confirmed"}
         | {"updated_at": "2026-03-01T11:00:00Z", "changed_at": "2026-03-01T11:00:00Z"})  # fmt: skip
    return Post(house, owner, clock, road)


def test_one_click_leaves_the_list_and_segments_follow(post: Post, visitor: TestClient) -> None:
    post.queue("a", 1, sends_to="opted_in", list="newsletter")
    post.queue("b", 1, sends_to="opted_in", list="newsletter", not_before=post.clock.at + timedelta(hours=1))
    post.send()
    link = post.link("u", state="accepted")

    looked = visitor.get(link, headers=BROWSER)
    assert (looked.status_code, "Wypisz mnie" in looked.text, "<script" in looked.text) == (200, True, False)
    assert post.subscriptions() == [("Newsletter", "confirmed")], "looking leaves nothing"
    answer = visitor.post(link, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    post.send(timedelta(hours=1))
    post.send()

    assert post.subscriptions() == [("Newsletter", "left")]
    found = post.client.get("/v1/messages").json()["data"]
    assert [(one["state"], one["reason"]) for one in found] == [("blocked", "unsubscribed"), ("accepted", None)]
    assert found[1]["left_at"] is not None
    [said] = post.client.get("/v1/messages/why", params={"customer": "1"}).json()["consents"]
    assert (said["status"], said["source"], said["list"]) == ("left", "one_click", "newsletter")


def test_leaving_twice_is_one_word(post: Post, visitor: TestClient) -> None:
    post.queue("a", 1)
    post.send()
    link = post.link("u")

    for _ in range(2):
        assert "Nie wysyłamy" in visitor.post(link, headers=BROWSER, data={"by": "page"}).text

    assert len(post.client.get("/v1/messages/why", params={"customer": "1"}).json()["consents"]) == 1


@pytest.mark.parametrize("kind", ["u", "p", "s", "c"])
def test_a_link_that_was_not_made_here_leads_nowhere(post: Post, visitor: TestClient, kind: str) -> None:
    answer = visitor.get(f"/m/{kind}/AQIDBAUGBwgJCgsMDQ", params={"u": "https://evil.example"}, follow_redirects=False)

    assert answer.status_code == 404
    assert "evil" not in str(answer.headers)


def test_a_click_leads_to_where_the_mail_said_and_is_counted(post: Post, visitor: TestClient) -> None:
    post.queue("a", 1)
    post.send()
    link = post.link("c")

    answer = visitor.get(link, headers=BROWSER, follow_redirects=False)
    elsewhere = visitor.get(link.replace("shop.example", "evil.example"), headers=BROWSER, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (302, "https://shop.example/?a=1&b=2")
    assert elsewhere.status_code == 404
    message, _ = post.mail()
    assert message["clicked_at"] is not None
    assert message["opened_at"] is not None, "who follows a link has opened the mail"
    post.road.run_dry()
    [row] = post.house.facts.ask("select opened_at, clicked_at from message").to_pylist()
    assert row["clicked_at"] is not None


def test_machines_that_open_are_told_apart(post: Post, visitor: TestClient) -> None:
    post.queue("a", 1)
    post.send(timedelta(seconds=1))
    link = post.link("o")

    at_once = visitor.get(link, headers=BROWSER)
    post.clock.at += timedelta(minutes=5)
    for headers in (
        {"user-agent": "Mozilla/5.0"},
        {"user-agent": "Barracuda Sentinel"},
        BROWSER | {"purpose": "prefetch"},
    ):
        visitor.get(link, headers=headers)
    visitor.head(link, headers=BROWSER)
    before, _ = post.mail()
    visitor.get(link, headers=BROWSER)
    after, _ = post.mail()

    assert (at_once.status_code, at_once.headers["content-type"]) == (200, "image/gif")
    assert (before["machine_opened_at"] is not None, before["opened_at"]) == (True, None)
    assert after["opened_at"] is not None


def test_preferences_are_kept_and_hold(post: Post, owner: TestClient, visitor: TestClient) -> None:
    owner.patch("/v1/mail-settings", json={"version": 0, "list_name": "Nowości"}).raise_for_status()
    post.queue("a", 1)
    post.send()
    page = visitor.post(post.link("u"), headers=BROWSER, data={"by": "page"})
    found = re.search(r'href="../p/([^"]+)"', page.text)
    assert found is not None

    shown = visitor.get(f"/m/p/{found[1]}", headers=BROWSER)
    saved = visitor.post(
        f"/m/p/{found[1]}", headers=BROWSER, data={"list": "newsletter", "language": "ru", "pause": "30"}
    )

    assert 'value="newsletter"><span>' in shown.text, "left, so it isn't ticked"
    assert "Сохранено" in saved.text
    assert 'value="newsletter" checked' in saved.text
    post.road.run_dry()
    assert post.subscriptions() == [("Newsletter", "confirmed")]
    now = post.client.get("/v1/messages/why", params={"customer": "1"}).json()
    assert (now["marketing"], now["language"], now["transactional"]) == ("paused", "ru", None)
    read = re.search(r"newsletter\"><span>([^<]+)", shown.text)
    assert read is not None
    assert now["consents"][0]["wording"] == f"Chcę dostawać wiadomości z listy „{read[1]}”.", (
        "what was read is agreed to"
    )
    assert now["consents"][0]["ip"] == "testclient"


@pytest.mark.parametrize(
    ("name", "value"), [("from_name", "Evil\r\nBcc: x@y.example"), ("list_name", "a\nb"), ("host", "smtp shop.example")]
)
def test_what_stands_in_headers_and_names_of_servers_is_refused_in_several_lines(
    owner: TestClient, name: str, value: str
) -> None:
    refused = owner.patch("/v1/mail-settings", json={"version": 0, name: value})

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"/{name}")


def test_a_page_cannot_have_the_shop_mail_a_list_that_it_never_spoke_of(post: Post, page: TestClient) -> None:
    def ask(list: str) -> Any:
        body = {"email": "victim@shop.example", "wording": "w", "list": list}
        return page.post("/v1/storefront/subscriptions", json=body)

    refused = ask("WIN 1000 EUR http://evil.example")

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/list")
    assert ask("NEWSLETTER").status_code == 202, "the shop has sent who is on it, however it is written"


def test_subscribing_is_asked_back_by_mail_and_confirmed_by_a_button(
    post: Post, page: TestClient, visitor: TestClient
) -> None:
    body = {"email": "Ewa@shop.example", "wording": "I want news."}
    asked = page.post("/v1/storefront/subscriptions", json=body, params={"language": "ru"})
    again = page.post("/v1/storefront/subscriptions", json=body)
    assert (asked.status_code, again.status_code) == (202, 202), (asked.text, again.text)
    post.send()
    message, mail = post.mail(source="transactional")
    assert (message["address"], mail["subject"]) == ("Ewa@shop.example", "Подтвердите подписку")
    assert post.subscriptions() == [("Newsletter", "confirmed"), ("newsletter", "pending")]
    link = post.link("s", source="transactional")

    looked = visitor.get(link, headers=BROWSER)
    assert (looked.status_code, post.subscriptions()[1]) == (200, ("newsletter", "pending"))
    confirmed = visitor.post(link)
    assert confirmed.status_code == 200, confirmed.text
    post.road.run_dry()

    assert post.subscriptions() == [("Newsletter", "confirmed"), ("newsletter", "confirmed")]
    assert len(post.client.get("/v1/messages", params={"source": "transactional"}).json()["data"]) == 1, "asked once"


def test_a_confirmation_that_comes_too_late_does_not_count(post: Post, page: TestClient, visitor: TestClient) -> None:
    page.post("/v1/storefront/subscriptions", json={"email": "ewa@shop.example", "wording": "I want news."})
    post.send()
    link = post.link("s", source="transactional")
    post.clock.at += timedelta(days=7)

    answer = visitor.post(link)

    assert answer.status_code == 410
    post.road.run_dry()
    assert ("newsletter", "pending") in post.subscriptions()


def test_a_form_cannot_be_used_to_write_to_somebody_again_and_again(post: Post, page: TestClient) -> None:
    body = {"email": "ewa@shop.example", "wording": "I want news."}

    answers = [page.post("/v1/storefront/subscriptions", json=body).status_code for _ in range(6)]

    assert answers == [202] * 5 + [429]


def test_settings_are_changed_and_tried_out(owner: TestClient, house: House) -> None:
    with serving() as box:
        begun = owner.get("/v1/mail-settings").json()
        assert (begun["transport"], begun["version"]) == ("mailbox", 0)
        changed = owner.patch("/v1/mail-settings", json={"version": 0, "password": "open sesame", **smtp(box)})
        assert changed.status_code == 200, changed.text
        assert "sesame" not in changed.text
        signed = owner.post("/v1/mail-settings/dkim", json={"version": 1}).json()

        tried = owner.post("/v1/mail-settings/test", json={"to": "me@shop.example"})

        assert (tried.json()["accepted"], tried.json()["in_mailbox"]) == (True, False), tried.text
        assert "DKIM-Signature" in box.to("me@shop.example")
        polish = owner.post(
            "/v1/mail-settings/test", json={"to": "ja@shop.example"}, headers={"Accept-Language": "pl-PL,pl"}
        )
        assert polish.json()["accepted"] is True, polish.text
        subject = owner.get("/v1/messages").json()["data"][0]["subject"]
        assert subject.endswith(": poczta działa"), "whoever asks is told in their language"
        assert signed["dkim"]["host"] == "regulars20260301._domainkey.shop.example"
        assert signed["dkim"]["record"].startswith("v=DKIM1; k=rsa; p=")
    away = owner.post("/v1/mail-settings/test", json={"to": "me@shop.example"}).json()
    assert away["accepted"] is False
    assert "can't be reached" in away["answer"]
    told = owner.get("/v1/messages").json()["data"][0]
    assert (told["state"], told["reason"]) == ("blocked", "unreachable"), "nobody refused it, and it didn't come back"


def test_a_mail_that_stayed_here_is_told_apart_from_one_that_a_server_took(owner: TestClient) -> None:
    tried = owner.post("/v1/mail-settings/test", json={"to": "me@shop.example"}).json()

    assert (tried["accepted"], tried["in_mailbox"]) == (True, True)


def test_why_a_trial_was_not_sent_is_told_in_the_readers_language(owner: TestClient) -> None:
    with serving() as box:
        said = {"version": 0, **smtp(box, security="starttls")}
        assert owner.patch("/v1/mail-settings", json=said).status_code == 200

        polish = {"Accept-Language": "pl"}
        tried = owner.post("/v1/mail-settings/test", json={"to": "me@shop.example"}, headers=polish).json()

    assert tried["answer"] == f"127.0.0.1:{box.port} nie oferuje STARTTLS; wybierz inne szyfrowanie"
    logged = {language: _logged(owner, language) for language in ("pl", "ru")}
    assert logged == {
        "pl": f"127.0.0.1:{box.port} nie oferuje STARTTLS; wybierz inne szyfrowanie",
        "ru": f"127.0.0.1:{box.port} не предлагает STARTTLS; выберите другое шифрование",
    }


def _logged(owner: TestClient, language: str) -> str:
    """What the log says of the latest message."""
    found: str = owner.get("/v1/messages", headers={"Accept-Language": language}).json()["data"][0]["answer"]
    return found


def test_settings_that_cannot_be_are_refused_at_their_place(owner: TestClient) -> None:
    answer = owner.patch("/v1/mail-settings", json={"version": 0, "transport": "smtp", "from_address": "nobody"})

    assert answer.status_code == 422
    assert {one["pointer"] for one in answer.json()["errors"]} == {"/from_address", "/host", "/public_url"}
    late = owner.patch("/v1/mail-settings", json={"version": 3, "from_name": "The shop"})
    assert (late.status_code, late.json()["code"]) == (409, "mail.changed")


def test_only_owners_change_how_mail_leaves_the_house(signed_in: SignIn) -> None:
    marketer = signed_in(Role.MARKETER)

    assert marketer.get("/v1/mail-settings").status_code == 200
    assert marketer.patch("/v1/mail-settings", json={"version": 0, "from_name": "x"}).status_code == 403


def test_addresses_are_suppressed_and_let_go_by_hand(owner: TestClient) -> None:
    made = owner.post("/v1/suppressions", json={"address": " Anna@Shop.example ", "note": "asked by phone"})
    assert (made.status_code, made.json()["address"]) == (201, "anna@shop.example")
    assert owner.post("/v1/suppressions", json={"address": "anna"}).status_code == 422
    assert [one["reason"] for one in owner.get("/v1/suppressions", params={"search": "ANNA@"}).json()["data"]] == [
        "by_hand"
    ]

    assert owner.delete("/v1/suppressions/anna@shop.example").status_code == 204

    assert owner.get("/v1/suppressions").json()["data"] == []
    assert owner.delete("/v1/suppressions/anna@shop.example").status_code == 404
    actions = [one["action"] for one in owner.get("/v1/audit").json()["data"]]
    assert {"mail.suppressed", "mail.unsuppressed"} <= set(actions)


def test_who_is_erased_leaves_nothing_but_that_something_was_sent(post: Post, owner: TestClient) -> None:
    post.queue("a", 1)
    post.send()
    message, _ = post.mail()
    post.house.books.data_dir = post.house.settings.data_dir

    erased = owner.delete("/v1/customers/1")
    assert erased.status_code in (200, 202, 204), erased.text
    post.road.run_dry()

    after = owner.get(f"/v1/messages/{message['id']}").json()
    assert (after["address"], after["subject"], after["state"]) == (None, None, "accepted")
    assert owner.get(f"/v1/messages/{message['id']}/mail").status_code == 404


def test_a_provider_tells_of_bounces_with_a_signature(post: Post, owner: TestClient, visitor: TestClient) -> None:
    post.queue("a", 1)
    post.send()
    [(mail_id,)] = [tuple(row) for row in _rows(post.house, "select mail_id from message")]
    secret = owner.post("/v1/mail-settings/hook-secret", json={"version": 0}).json()["secret"]
    body = json.dumps({"kind": "bounced", "mail_id": mail_id, "detail": "550 no such user"})
    at = datetime.now(UTC)
    signed = {
        "webhook-id": "1",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign("1", at, body),
    }

    unsigned = visitor.post("/v1/mail-hooks/reports", content=body)
    told = visitor.post("/v1/mail-hooks/reports", content=body, headers=signed)

    assert unsigned.status_code == 401
    assert (told.status_code, told.json()["noted"]) == (200, True), told.text
    assert post.mail()[0]["state"] == "bounced"
    assert [one["address"] for one in owner.get("/v1/suppressions").json()["data"]] == ["anna@shop.example"]


def _rows(house: House, query: str) -> list[Any]:
    with house.books.transaction() as unit:
        return unit.driver.execute(query.encode()).fetchall()
