"""Notes about a customer: who wrote what and when, changed and removed by people, forgotten with the customer."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from tests.web.conftest import NOON, Clock, Send, SignIn
from tests.web.sent import customer

from regulars.books import Books
from regulars.flows.road import Road
from regulars.http.scopes import Role, Scope
from regulars.notes.tables import customer_note


@pytest.fixture
def anna(send: Send) -> str:
    """Where Anna's notes are."""
    send("customer", customer("anna", email="anna@x.example"))
    return "/v1/customers/1/notes"


def wrote(client: TestClient, path: str, text: str) -> dict[str, str]:
    answer = client.post(path, json={"text": text})
    assert answer.status_code == 201, answer.text
    note: dict[str, str] = answer.json()
    return note


def test_a_note_names_who_wrote_it_and_who_changed_it_last(anna: str, signed_in: SignIn, clock: Clock) -> None:
    note = wrote(signed_in(Role.SUPPORT), anna, "Rings on Mondays")
    clock.at += timedelta(hours=1)
    owner = signed_in()

    owner.patch(f"{anna}/{note['id']}", json={"text": "Rings on Tuesdays", "version": 1}).raise_for_status()

    [shown] = owner.get(anna).json()["data"]
    assert (shown["text"], shown["created_by_name"], shown["changed_by_name"]) == (
        "Rings on Tuesdays",
        "Support",
        "Owner",
    )
    assert (shown["created_at"], shown["changed_at"]) == ("2026-03-01T12:00:00Z", "2026-03-01T13:00:00Z")


def test_the_latest_stand_first_and_the_list_goes_on(anna: str, signed_in: SignIn) -> None:
    client = signed_in()
    for text in ("One", "Two", "Three"):
        wrote(client, anna, text)

    first = client.get(anna, params={"limit": 2}).json()
    rest = client.get(anna, params={"limit": 2, "cursor": first["next_cursor"]}).json()

    assert [note["text"] for note in first["data"] + rest["data"]] == ["Three", "Two", "One"]
    assert rest["next_cursor"] is None


def test_of_two_who_change_a_note_the_second_is_told(anna: str, signed_in: SignIn) -> None:
    client = signed_in()
    path = f"{anna}/{wrote(client, anna, 'Call back')['id']}"
    client.patch(path, json={"text": "Called", "version": 1}).raise_for_status()

    late = client.patch(path, json={"text": "Call on Friday", "version": 1})

    assert (late.status_code, late.json()["code"]) == (409, "note.changed")
    assert client.get(anna).json()["data"][0]["text"] == "Called"


def test_a_removed_note_is_gone_and_the_audit_says_who_removed_it(anna: str, signed_in: SignIn) -> None:
    client = signed_in()
    path = f"{anna}/{wrote(client, anna, 'Wrong customer')['id']}"

    assert client.delete(path).status_code == 204

    assert client.get(anna).json()["data"] == []
    assert client.delete(path).status_code == 404
    done = [line["action"] for line in client.get("/v1/audit?subject=customer:1").json()["data"]]
    assert done == ["note.removed", "note.written"]


def test_a_note_says_something(anna: str, signed_in: SignIn) -> None:
    client = signed_in()

    answers = [client.post(anna, json={"text": text}) for text in ("", "  ", "x" * 10_001)]

    assert [(one.status_code, one.json()["errors"][0]["pointer"]) for one in answers] == [(422, "/text")] * 3


def test_readers_read_notes_and_write_none(anna: str, signed_in: SignIn, with_key: SignIn) -> None:
    wrote(signed_in(), anna, "Prefers Polish")
    reader, key = signed_in(Role.READER), with_key(Scope.CUSTOMERS_READ)

    assert reader.get(anna).json()["data"][0]["created_by_name"] == "Owner"
    assert key.get(anna).json()["data"][0]["created_by_name"] is None
    assert reader.post(anna, json={"text": "No"}).status_code == 403


def test_a_note_is_of_its_customer_alone(anna: str, send: Send, signed_in: SignIn) -> None:
    send("customer", customer("boris"))
    client = signed_in()
    note = wrote(client, anna, "Hers")

    assert client.get("/v1/customers/2/notes").json()["data"] == []
    assert client.delete(f"/v1/customers/2/notes/{note['id']}").status_code == 404
    assert client.get("/v1/customers/99/notes").status_code == 404


def test_notes_about_a_guest_come_along_to_whom_they_turn_out_to_be(send: Send, signed_in: SignIn) -> None:
    order = {"external_id": "1", "email": "anna@x.example", "placed_at": NOON.isoformat(), "status": "pending"}
    send("order", order | {"currency": "USD", "grand_total": "5.00", "lines": [], "updated_at": NOON.isoformat()})
    client = signed_in()
    wrote(client, "/v1/customers/1/notes", "Bought as a guest")

    send("customer", customer("anna", email="anna@x.example", email_verified=True))

    [anna] = client.get("/v1/customers?search=anna").json()["data"]
    assert [note["text"] for note in client.get(f"/v1/customers/{anna['id']}/notes").json()["data"]] == [
        "Bought as a guest"
    ]


def test_an_erased_customers_notes_are_erased(anna: str, signed_in: SignIn, road: Road, books: Books) -> None:
    client = signed_in()
    wrote(client, anna, "Lives next door")

    client.delete("/v1/customers/1").raise_for_status()
    road.run_dry()

    with books.transaction() as unit:
        assert unit.connection.execute(sa.select(sa.func.count()).select_from(customer_note)).scalar_one() == 0
