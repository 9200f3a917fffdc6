"""The first hour over HTTP: what the shop counts in is said, and how far it has come is told."""

from __future__ import annotations

import queue
import threading
from typing import Any

import pytest
from fastapi.testclient import TestClient

from regulars.books import Books
from regulars.books import shop as shops
from regulars.books.shop import Shop
from regulars.flows import begun_anew
from regulars.flows.begun_anew import Rounds
from regulars.http.house import House
from regulars.http.scopes import Role
from regulars.settings import Settings

from .conftest import Send, SignIn
from .sent import order

POLISH = {"name": "Sklep", "currency": "PLN", "time_zone": "Europe/Warsaw", "language": "pl"}


@pytest.fixture
def settings(tmp_path: Any) -> Settings:
    """An installation in whose environment nothing was said."""
    return Settings(data_dir=tmp_path)


def states(client: TestClient) -> dict[str, str]:
    return {one["step"]: one["state"] for one in client.get("/v1/first-hour").json()["steps"]}


def test_an_owner_says_what_an_empty_shop_counts_in(signed_in: SignIn) -> None:
    owner = signed_in()
    assert owner.get("/v1/shop").json()["in_force"] is True

    answer = owner.put("/v1/shop", json=POLISH)

    assert answer.status_code == 200, answer.text
    told = owner.get("/v1/shop").json()
    assert {name: told[name] for name in POLISH} == POLISH
    assert (told["may_change"], told["in_force"], told["set_outside"]) == (True, False, [])
    assert owner.get("/v1/audit").json()["data"][0]["action"] == "shop.changed"


def test_what_stands_on_the_shop_is_built_anew(signed_in: SignIn, books: Books, house: House) -> None:
    owner, built = signed_in(), queue.Queue[Shop]()
    begun_anew.watch(books, house.shop, lambda: built.put(books.shop()) or books.shop())

    owner.put("/v1/shop", json=POLISH)
    owner.put("/v1/shop", json=POLISH | {"currency": "JPY"})

    anew = [built.get(timeout=20)]
    if anew[0].currency == "PLN":  # it was quick enough to see both
        anew.append(built.get(timeout=20))
    assert (anew[-1].currency, anew[-1].places, anew[-1].time_zone) == ("JPY", 0, "Europe/Warsaw")


def test_a_process_begins_one_more_round_for_each_change(signed_in: SignIn, books: Books) -> None:
    asked: list[Any] = []
    rounds = Rounds(books, asked.append)
    stopped = threading.Event()

    assert rounds.another()
    rounds.stop_when(stopped.set)
    signed_in().put("/v1/shop", json=POLISH)

    assert stopped.wait(20)
    assert asked == [stopped.set]
    assert rounds.another()
    assert not rounds.another()


def test_once_a_record_is_in_only_name_and_language_change(signed_in: SignIn, send: Send) -> None:
    owner = signed_in()
    kept = {name: owner.get("/v1/shop").json()[name] for name in POLISH}
    send("customer", {"external_id": "anna", "updated_at": "2026-02-01T00:00:00Z"})

    refused = owner.put("/v1/shop", json=kept | {"currency": "PLN"})
    taken = owner.put("/v1/shop", json=kept | {"name": "Mugs", "language": "ru"})

    assert (refused.status_code, refused.json()["code"]) == (409, "shop.fixed")
    assert (taken.status_code, taken.json()["name"], taken.json()["may_change"]) == (200, "Mugs", False)


def test_what_the_environment_says_is_changed_there(signed_in: SignIn, house: House) -> None:
    object.__setattr__(house, "settings", Settings(data_dir=house.settings.data_dir, currency="USD"))
    owner = signed_in()

    answer = owner.put("/v1/shop", json=POLISH)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/currency"]
    assert owner.get("/v1/shop").json()["set_outside"] == ["currency"]


def test_each_fault_is_told_at_its_field(signed_in: SignIn) -> None:
    answer = signed_in().put("/v1/shop", json=POLISH | {"name": " ", "currency": "ZZZ", "time_zone": "Mars"})

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/name", "/currency", "/time_zone"]


def test_only_owners_say_what_the_shop_counts_in(signed_in: SignIn) -> None:
    assert signed_in(Role.MARKETER).put("/v1/shop", json=POLISH).status_code == 403


def test_a_step_is_done_when_it_is_there_and_left_out_when_somebody_said_so(
    signed_in: SignIn, send: Send, books: Books
) -> None:
    owner = signed_in()
    assert set(states(owner).values()) == {"open"}

    owner.put("/v1/first-hour/mail", json={"skipped": True})
    owner.put("/v1/first-hour/segment", json={"skipped": True})
    owner.put("/v1/first-hour/segment", json={"skipped": False})
    send("customer", {"external_id": "anna", "updated_at": "2026-02-01T00:00:00Z"})
    send("order", order("1", "10.00"))
    with books.transaction() as unit:
        unit.set_setting("name", "Mugs")

    assert states(owner) == {"shop": "done", "data": "done", "segment": "open", "earning": "open", "mail": "skipped"}


def test_customers_alone_leave_their_step_open_until_orders_come_or_are_left_out(signed_in: SignIn, send: Send) -> None:
    owner = signed_in()

    send("customer", {"external_id": "anna", "updated_at": "2026-02-01T00:00:00Z"})
    with_customers = states(owner)["data"]
    owner.put("/v1/first-hour/data", json={"skipped": True})
    left_out = states(owner)["data"]
    send("order", order("1", "10.00"))

    assert (with_customers, left_out, states(owner)["data"]) == ("open", "skipped", "done")


def test_what_was_left_out_and_then_done_is_done(signed_in: SignIn) -> None:
    owner = signed_in()
    owner.put("/v1/first-hour/earning", json={"skipped": True})
    amount = {"amount": "5.00", "currency": owner.get("/v1/shop").json()["currency"]}
    rule = {"name": "Everyday", "style": {"kind": "per_amount", "points": 1, "amount": amount}}
    assert owner.post("/v1/earning-rules", json=rule).status_code == 201

    assert states(owner)["earning"] == "done"


def test_columns_are_matched_before_anything_is_kept(signed_in: SignIn, books: Books) -> None:
    head = b"Customer number;Mail;Shoe size\nanna;anna@mail.example;38\n"

    answer = signed_in().post("/v1/imports/columns", files={"head": ("people.csv", head)})

    assert answer.status_code == 200, answer.text
    assert [(one["name"], one["field"]) for one in answer.json()["columns"]] == [
        ("Customer number", "external_id"), ("Mail", "email"), ("Shoe size", None),
    ]  # fmt: skip
    with books.transaction() as unit:
        assert shops.may_change(unit)


def test_columns_of_no_known_type_are_refused(signed_in: SignIn) -> None:
    client = signed_in()

    answer = client.post("/v1/imports/columns", files={"head": ("a.csv", b"a,b\n")}, data={"type": "shoe"})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/type")
