"""Points that are given, taken and released by hand over HTTP, for one customer or for many."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from tests.web.conftest import NOON, Clock, SignIn
from tests.web.earning import made, order

from regulars.books import Books
from regulars.http.scopes import SECRET, Scope
from regulars.points import due


@pytest.fixture
def jan(send: Any, owner: TestClient) -> str:
    """The path of a registered customer's points."""
    send("customer", {"external_id": "jan", "updated_at": "2026-03-01T12:00:00Z"})
    (found,) = owner.get("/v1/customers").json()["data"]
    return f"/v1/customers/{found['id']}/points"


def test_a_customer_is_given_points_once_a_key(owner: TestClient, jan: str) -> None:
    asked = {"points": 50, "reason": "sorry", "key": "ticket-7", "lifetime": {"amount": 1, "unit": "days"}}

    answers = [owner.post(jan, json=asked) for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert answers[0].json() | {"at": ""} == {
        "key": "adjust:ticket-7", "kind": "adjusted", "points_kind": "points", "points": 50, "balance": 50, "available": 50, "at": "",
    }  # fmt: skip
    (lot,) = owner.get(jan).json()["lots"]
    assert lot["ends_at"] == "2026-03-02T22:00:00Z"
    assert owner.post(jan, json=asked | {"points": 60}).json()["code"] == "points.key_taken"


def test_of_two_customers_given_points_under_one_key_at_once_one_gets_them(owner: TestClient, send: Any) -> None:
    names = [f"many-{n}" for n in range(8)]
    for name in names:
        send("customer", {"external_id": name, "updated_at": "2026-03-01T12:00:00Z"})
    paths = [f"/v1/customers/{one['id']}/points" for one in owner.get("/v1/customers").json()["data"]]
    asked = {"points": 50, "reason": "sorry", "key": "ticket-8"}

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda path: owner.post(path, json=asked), paths))

    assert sorted(answer.status_code for answer in answers) == [200] + 7 * [409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"points.key_taken"}
    assert sum(owner.get(path).json()["balance"] for path in paths) == 50


def test_what_a_customer_does_not_have_is_taken_only_where_that_is_allowed(owner: TestClient, jan: str) -> None:
    asked = {"points": -30, "reason": "a mistake"}

    refused = owner.post(jan, json=asked)
    owed = owner.post(jan, json=asked | {"shortage": "owe"})

    assert (refused.status_code, refused.json()["code"]) == (409, "points.not_enough")
    assert (owed.json()["points"], owed.json()["balance"], owed.json()["available"]) == (-30, -30, 0)
    told = owner.get(jan).json()
    assert (told["balance"], told["available"], told["debt"]) == (-30, 0, 30)


def test_points_given_by_hand_or_to_many_may_end_with_inactivity(owner: TestClient, jan: str) -> None:
    given = {"points": 50, "lifetime": {"amount": 3, "unit": "months", "counted": "inactivity"}}
    whom = {"audience": {"kind": "customers", "customers": ["jan"]}}

    by_hand = owner.post(jan, json=given | {"reason": "sorry"})
    preview = owner.post("/v1/points/mass/preview", json=given | whom).json()
    to_many = owner.post("/v1/points/mass", json=given | whom | {"reason": "thanks"}).json()

    assert by_hand.status_code == 200, by_hand.text
    assert [lot["ends_at"] for lot in owner.get(jan).json()["lots"]] == ["2026-06-01T21:00:00Z"]
    assert (preview["ends_at"], preview["inactivity"]) == ("2026-06-01T21:00:00Z", given["lifetime"])
    assert (to_many["ends_at"], to_many["inactivity"]) == ("2026-06-01T21:00:00Z", given["lifetime"])


def test_points_that_wait_say_for_what_and_are_released(owner: TestClient, send: Any) -> None:
    awaits = {
        "action": "event",
        "name": "survey",
        "deadline": {"amount": 30, "unit": "days"},
        "lasts_from": "available",
    }
    assert made(owner, awaits=awaits)["awaits"] == awaits
    send("order", order("o1", "40.00"))

    waiting = owner.get("/v1/customers/1/points").json()
    (lot,) = waiting["lots"]
    released = [owner.post(f"/v1/points/lots/{lot['id']}/release") for _ in range(2)]
    after = owner.get("/v1/customers/1/points").json()

    assert (waiting["balance"], waiting["pending"]) == (0, 8)
    assert (lot["state"], lot["starts_at"], lot["ends_at"]) == ("pending", None, "2026-03-31T12:00:00Z")
    assert lot["waits_for"] == {"action": "event", "name": "survey"}
    assert [answer.status_code for answer in released] == [200, 200]
    assert (released[1].json()["state"], released[1].json()["waits_for"]) == ("open", None)
    assert (after["balance"], after["pending"], after["lots"][0]["ends_at"]) == (8, 0, None)
    actions = [row["action"] for row in owner.get("/v1/audit").json()["data"]]
    assert actions.count("points.released") == 1


def test_points_that_wait_for_their_instant_alone_are_not_released(owner: TestClient, send: Any) -> None:
    made(owner, delay={"amount": 14, "unit": "days"})
    send("order", order("o1", "40.00"))
    (lot,) = owner.get("/v1/customers/1/points").json()["lots"]

    refused = owner.post(f"/v1/points/lots/{lot['id']}/release")

    assert (refused.status_code, refused.json()["code"]) == (409, "points.not_waiting")
    assert "become available by themselves at 2026-03-15T12:00:00+00:00" in refused.json()["detail"]
    assert refused.json()["starts_at"] == "2026-03-15T12:00:00+00:00"


def test_a_lifetime_of_points_that_are_taken_is_refused(owner: TestClient, jan: str) -> None:
    lifetime = {"amount": 12, "unit": "months"}
    asked = {"points": -5, "reason": "a mistake", "shortage": "owe"}

    for said, pointer in (({"lifetime": lifetime}, "/lifetime"), ({"ends_at": "2027-01-01T00:00:00Z"}, "/ends_at")):
        refused = owner.post(jan, json=asked | said)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)

    whom = {"audience": {"kind": "customers", "customers": ["jan"]}}
    for path, said in (("/preview", {"points": -5}), ("", asked)):
        refused = owner.post(f"/v1/points/mass{path}", json=said | whom | {"lifetime": lifetime})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/lifetime")


def test_the_history_tells_when_points_became_available_that_waited_for_something(
    owner: TestClient, send: Any, clock: Clock
) -> None:
    made(owner, awaits={"action": "release"})
    send("order", order("o1", "40.00"))
    (lot,) = owner.get("/v1/customers/1/points").json()["lots"]
    clock.at += timedelta(minutes=1)
    owner.post(f"/v1/points/lots/{lot['id']}/release").raise_for_status()

    entries = owner.get("/v1/customers/1/points").json()["entries"]
    postings = owner.get("/v1/points/history").json()["data"]
    opened = owner.get("/v1/points/history", params={"kind": "opened"}).json()["data"]

    told = [("opened", 0, "o1", "each five"), ("earned", 8, "o1", "each five")]
    for found, expected in ((entries, told), (postings, told), (opened, told[:1])):
        assert [(one["kind"], one["points"], one["order"], one["rule"]) for one in found] == expected


def test_points_that_waited_for_time_alone_have_no_opening_in_the_history(
    owner: TestClient, send: Any, clock: Clock, books: Books
) -> None:
    made(owner, delay={"amount": 1, "unit": "days"})
    send("order", order("o1", "40.00"))
    clock.at += timedelta(days=2)
    with books.transaction() as unit:
        due.post_due(unit)
        assert unit.connection.scalar(sa.text("select count(*) from points_transaction where deed = 'open'")) == 1

    assert [one["kind"] for one in owner.get("/v1/points/history").json()["data"]] == ["earned"]


def test_points_that_wait_for_nothing_are_not_released(owner: TestClient, send: Any) -> None:
    made(owner)
    send("order", order("o1", "40.00"))
    (lot,) = owner.get("/v1/customers/1/points").json()["lots"]

    refused = owner.post(f"/v1/points/lots/{lot['id']}/release")

    assert (refused.status_code, refused.json()["code"]) == (409, "points.not_waiting")
    assert owner.post("/v1/points/lots/999/release").status_code == 404


def test_a_correction_is_undone_by_its_key(owner: TestClient, jan: str) -> None:
    key = owner.post(jan, json={"points": 50, "reason": "sorry"}).json()["key"]

    assert [entry["undo"] for entry in owner.get(jan).json()["entries"]] == [key]

    undone = [owner.post(f"/v1/points/transactions/{key}/undo", json={"reason": "no"}).json() for _ in range(2)]

    assert undone[0] == undone[1]
    assert (undone[0]["kind"], undone[0]["balance"]) == ("undone", 0)
    assert [entry["undo"] for entry in owner.get(jan).json()["entries"]] == [None, None]
    actions = [row["action"] for row in owner.get("/v1/audit").json()["data"]][:2]
    assert actions == ["points.undone", "points.adjusted"]


def test_a_correction_is_undone_by_the_key_that_it_was_sent_with(owner: TestClient, jan: str) -> None:
    owner.post(jan, json={"points": 50, "reason": "sorry", "key": "dup"}).raise_for_status()

    undone = [owner.post(f"/v1/points/transactions/{key}/undo", json={"reason": "no"}) for key in ("dup", "adjust:dup")]

    assert undone[0].json() == undone[1].json()
    assert (undone[0].json()["kind"], undone[0].json()["balance"]) == ("undone", 0)
    assert owner.post("/v1/points/transactions/nothing/undo", json={"reason": "no"}).status_code == 404


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({"points": 0}, "/points"),
        ({"points": 1, "ends_at": "2026-03-01T12:00:00Z"}, "/ends_at"),
        ({"points": 1, "ends_at": "2027-03-01T12:00:00Z", "lifetime": {"amount": 1, "unit": "days"}}, "/ends_at"),
    ],
)
def test_a_correction_that_says_nothing_sensible_is_refused(
    owner: TestClient, jan: str, given: Any, pointer: str
) -> None:
    answer = owner.post(jan, json={"reason": "sorry"} | given)

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


def test_a_mass_transaction_of_no_points_or_of_a_condition_that_is_wrong_is_refused(owner: TestClient) -> None:
    nobody = {"kind": "condition", "condition": {"value": "customer.nothing", "op": "=", "to": "x"}}

    wrong = [
        owner.post("/v1/points/mass/preview", json={"audience": nobody, "points": points}).json() for points in (0, 5)
    ]

    pointers = [answer["errors"][0]["pointer"] for answer in wrong]
    assert pointers == ["/points", "/audience/condition/value"]


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({"singular": "   "}, "/singular"),
        ({"plural": "\t"}, "/plural"),
        ({"names": {"pl": {"singular": " ", "plural": "punkty"}}}, "/names/pl/singular"),
        ({"names": {"pl": {"singular": "punkt", "plural": "punkty", "few": " "}}}, "/names/pl/few"),
        ({"names": {"xx": {"singular": "a", "plural": "b"}}}, "/names/xx"),
        ({"names": {"EN": {"singular": "a", "plural": "b"}}}, "/names/EN"),
        ({"stores": [{"store": " "}]}, "/stores/0/store"),
        ({"stores": [{"store": "Lublin"}, {"store": "lublin "}]}, "/stores/1/store"),
        ({"stores": [{"store": "A", "names": {"xx": {"singular": "a", "plural": "b"}}}]}, "/stores/0/names/xx"),
    ],
)
def test_words_of_spaces_no_languages_and_a_store_told_twice_are_refused(
    owner: TestClient, given: dict[str, Any], pointer: str
) -> None:
    answer = owner.patch("/v1/points/programme", json={"version": 1} | given)

    assert (answer.status_code, [one["pointer"] for one in answer.json()["errors"]]) == (422, [pointer])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"points": 1, "reason": "   "}, "this is nothing but spaces; write some words"),
        (
            {"points": 1, "reason": "x", "key": "a/b"},
            "a key can't hold a slash or the NUL character, for it is part of an address",
        ),
    ],
)
def test_what_is_wrong_in_a_correction_is_said_in_words(owner: TestClient, jan: str, given: Any, said: str) -> None:
    assert [one["detail"] for one in owner.post(jan, json=given).json()["errors"]] == [said]


def test_what_is_no_correction_is_not_undone_and_is_called_as_people_call_it(owner: TestClient, send: Any) -> None:
    made(owner)
    send("order", order("o1", "50.00"))

    refused = owner.post("/v1/points/transactions/earn:1:o1:r1/undo", json={"reason": "no"})

    assert refused.status_code == 409, refused.text
    assert refused.json()["detail"] == (
        "a posting of the kind 'earned' can't be undone, only a correction or a transfer can: correct the balance by hand instead"
    )


def test_a_mass_transaction_for_an_archived_segment_is_refused(owner: TestClient) -> None:
    men = {"value": "customer.gender", "op": "=", "to": "male"}
    made = owner.post("/v1/segments", json={"name": "Men", "condition": men}).json()
    owner.post(f"/v1/segments/{made['id']}/archive").raise_for_status()
    asked = {"audience": {"kind": "segment", "segment": made["id"]}, "points": 5}

    refused = owner.post("/v1/points/mass/preview", json=asked)

    assert refused.status_code == 422, refused.text
    (fault,) = refused.json()["errors"]
    assert (fault["pointer"], fault["code"]) == ("/audience/segment", "archived")
    assert "restore it" in fault["detail"]
    assert owner.post("/v1/points/mass", json=asked | {"reason": "x"}).status_code == 422


def test_a_pointer_into_an_audience_names_what_lies_there(owner: TestClient) -> None:
    asked = {"audience": {"kind": "customers", "customers": []}, "points": 5}

    refused = owner.post("/v1/points/mass/preview", json=asked)

    assert [one["pointer"] for one in refused.json()["errors"]] == ["/audience/customers"]


def test_points_for_a_deed_have_no_reason_for_nobody_wrote_one(owner: TestClient, send: Any, books: Books) -> None:
    made(owner, name="Welcome", style={"kind": "account_created", "points": 5})
    send("customer", {"external_id": "jan", "updated_at": "2026-03-01T12:00:00Z"})
    with books.transaction() as unit:
        kept = unit.connection.scalar(sa.text("select reason from points_transaction"))
        unit.connection.execute(sa.text("update points_transaction set reason = 'account'"))  # as it once was kept

    [entry] = owner.get("/v1/customers/1/points").json()["entries"]
    [posting] = owner.get("/v1/points/history").json()["data"]

    assert kept is None
    assert [(one["points"], one["rule"], one["reason"]) for one in (entry, posting)] == [(5, "Welcome", None)] * 2


def test_who_did_a_mass_transaction_is_told_by_name_to_who_may_know_it(with_key: SignIn, send: Any) -> None:
    send("customer", {"external_id": "jan", "updated_at": NOON.isoformat()})
    asked = {"audience": {"kind": "customers", "customers": ["jan"]}, "points": 5, "reason": "x"}
    by_key, reader = with_key(*SECRET), with_key(Scope.POINTS_READ)
    id = by_key.post("/v1/points/mass", json=asked).json()["id"]

    told = [client.get(f"/v1/points/mass/{id}").json() for client in (by_key, reader)]

    assert [(one["actor"], one["actor_name"]) for one in told] == [("key:2", "key 1")] * 2
    assert reader.get("/v1/points/mass").status_code == 200
