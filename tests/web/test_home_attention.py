"""What needs attention of campaigns, mails and codes, as the first page tells it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from fastapi.testclient import TestClient

from regulars.books import Books
from regulars.flows.quotes.guessing import OF_NOBODY, OF_ONE
from regulars.flows.road import Road
from regulars.messaging import mail_settings, suppressing

from .conftest import Clock, Send

TENTH = {"kind": "percent_of_cart", "percent": "10"}


def noticed(client: TestClient) -> dict[str, dict[str, Any]]:
    answer = client.get("/v1/home")
    assert answer.status_code == 200, answer.text
    return {one["kind"]: one for one in answer.json()["attention"]}


def published(client: TestClient, step: dict[str, Any]) -> str:
    """The id of a campaign of one step."""
    nodes = [{"id": "only", "step": step, "next": {"next": "end"}}, {"id": "end", "step": {"kind": "end"}}]
    draft = {"trigger": {"kind": "registered"}, "first": "only", "nodes": nodes}
    made = client.post("/v1/campaigns", json={"name": "Welcome", "draft": draft}).json()
    client.post(f"/v1/campaigns/{made['id']}/publish", json={"revision": made["revision"]}).raise_for_status()
    return str(made["id"])


def test_a_campaign_whose_promotion_is_gone_is_told_of(owner: TestClient) -> None:
    said = {"name": "A tenth off", "benefit": TENTH, "coupon": "codes", "state": "published"}
    promotion = owner.post("/v1/promotions", json=said).json()
    id = published(owner, {"kind": "give_coupon", "promotion": str(promotion["id"])})
    assert noticed(owner) == {}

    gone = owner.patch(f"/v1/promotions/{promotion['id']}", json={"state": "ended", "version": promotion["version"]})

    gone.raise_for_status()
    told = noticed(owner)["campaign_broken"]
    assert (told["id"], told["name"], told["tone"]) == (id, "Welcome", "bad")
    assert "the promotion 'A tenth off' has ended" in told["reason"]


def test_a_campaign_that_nothing_carries_on_stands_still(
    owner: TestClient, send: Send, road: Road, clock: Clock, books: Books
) -> None:
    id = published(owner, {"kind": "wait", "length": {"amount": 1, "unit": "hours"}})
    due = clock() + timedelta(hours=1)
    with books.transaction() as unit:
        unit.driver.execute(
            """insert into campaign_run (campaign_id, version, customer_id, key, node, step, due_at, about, causes, entered_at)
               values (%s, 1, 1, 'registered', 'only', 0, %s, '{}', '{}', %s)""",
            [int(id), due, clock()],
        )
    clock.at = due + timedelta(minutes=10)
    assert noticed(owner) == {}, "there is time for a few minutes"

    clock.at = due + timedelta(minutes=20)

    told = noticed(owner)["campaign_stuck"]
    assert (told["id"], told["customers"], told["since"]) == (id, 1, due.strftime("%Y-%m-%dT%H:%M:%SZ"))
    owner.post(f"/v1/campaigns/{id}/pause").raise_for_status()
    assert noticed(owner) == {}, "who is paused has been told to wait"


def test_mails_that_cannot_go_out_are_told_with_why(owner: TestClient, clock: Clock, books: Books) -> None:
    with books.transaction() as unit:
        mail_settings.note_trouble(unit, "the server says 535: wrong password")

    told = noticed(owner)["mails_stuck"]

    assert (told["reason"], told["tone"]) == ("the server says 535: wrong password", "bad")


def test_mails_that_wait_longer_than_they_should_are_counted(owner: TestClient, clock: Clock, books: Books) -> None:
    with books.transaction() as unit:
        unit.driver.execute(
            """insert into message (key, source, source_id, template_id, template_version, marketing, sends_to, queued_at, due_at)
               select 'k' || n, 'campaign', '1', 1, 1, true, 'all', %(at)s, %(at)s from generate_series(1, 3) as n""",
            {"at": clock()},
        )
    assert noticed(owner) == {}

    clock.at = clock() + timedelta(minutes=16)

    assert noticed(owner)["mails_late"]["number"] == 3


def test_what_came_back_and_who_complained_is_told_for_a_week(owner: TestClient, clock: Clock, books: Books) -> None:
    with books.transaction() as unit:
        suppressing.suppress(unit, "gone@shop.example", "bounced")
        suppressing.suppress(unit, "full@shop.example", "bounced")
        suppressing.suppress(unit, "angry@shop.example", "complained")

    told = noticed(owner)

    assert (told["mails_returned"]["number"], told["mails_complained"]["number"]) == (2, 1)
    clock.at = clock() + timedelta(days=7, seconds=1)
    assert noticed(owner) == {}


def tried(client: TestClient, *codes: str, **whose: Any) -> list[str | None]:
    cart = {"currency": "USD", "lines": [{"sku": "MUG", "quantity": 1, "price": "10.00"}], "codes": list(codes)}
    answer = client.post("/v1/quotes", json={"cart": cart} | whose)
    assert answer.status_code == 200, answer.text
    return [code["reason"] for code in answer.json()["codes"]]


def test_codes_of_nobody_that_are_guessed_are_told_until_they_are_answered_again(
    owner: TestClient, clock: Clock
) -> None:
    for n in range(OF_NOBODY // 20):
        assert set(tried(owner, *(f"N{n}C{i}" for i in range(20)))) == {"unknown"}

    assert tried(owner, "TEN") == ["too_many"]
    until = clock() + timedelta(minutes=5)
    assert noticed(owner)["codes_guessed"]["since"] == until.strftime("%Y-%m-%dT%H:%M:%SZ")
    clock.at = until
    assert noticed(owner) == {}
    assert tried(owner, "TEN") == ["unknown"]


def test_a_visitor_who_guesses_holds_up_nobody_else(owner: TestClient) -> None:
    """A shop that says whose cart it is has each counted by itself, and all of them together not at all."""
    for visitor in range(OF_NOBODY // OF_ONE + 1):
        for n in range(OF_ONE):
            assert tried(owner, f"V{visitor}C{n}", visitor=f"203.0.113.{visitor}") == ["unknown"]

    assert tried(owner, "TEN", visitor="203.0.113.0") == ["too_many"]
    assert tried(owner, "TEN", visitor="198.51.100.7", email="anna@shop.example") == ["unknown"]
    assert noticed(owner) == {}
