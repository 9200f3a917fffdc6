"""The programme's history with its filters, the liability by month, and who earns most."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import NOON, Clock, Send, SignIn

from regulars.books import Books
from regulars.http.scopes import SECRET, Scope
from regulars.points import service
from regulars.points.reports import Ending, Month, forecast


@pytest.fixture
def owner(with_key: SignIn) -> TestClient:
    """Who goes on for months: a session would end."""
    return with_key(*SECRET)


@pytest.fixture
def shop(owner: TestClient, send: Send, books: Books, clock: Clock) -> TestClient:
    """Two customers; an order of March earns 50, of April 20; Anna spends 30 and is given 5 that end with June."""
    people = [{"external_id": who, "updated_at": NOON.isoformat()} for who in ("anna", "boris")]
    send("customer", *people)
    style = {"kind": "per_amount", "points": 1, "amount": {"amount": "1.00", "currency": "USD"}}
    owner.post("/v1/earning-rules", json={"name": "each", "style": style}).raise_for_status()
    for order, who, total, day in (("a1", "anna", "50.00", 2), ("b1", "boris", "20.00", 40)):
        clock.at = NOON + timedelta(days=day)
        send("order", {
            "external_id": order, "customer": who, "placed_at": clock.at.isoformat(), "status": "complete",
            "currency": "USD", "grand_total": total, "updated_at": clock.at.isoformat(),
            "lines": [{"quantity": "1", "row_total": total}],
        })  # fmt: skip
    with books.transaction() as unit:
        service.hold(unit, 1, 30, key="cart", lapses_at=clock.at + timedelta(hours=1))
    with books.transaction() as unit:
        service.capture(unit, "cart", 30, key="paid")
    with books.transaction() as unit:
        ends = datetime.fromisoformat("2026-06-30T21:00:00Z")
        service.adjust(unit, 1, 5, key="gift", reason="sorry", ends_at=ends)
    return owner


def history(client: TestClient, **asked: Any) -> list[tuple[str, str, int]]:
    answer = client.get("/v1/points/history", params=asked)
    assert answer.status_code == 200, answer.text
    return [(one["customer"]["external_id"], one["kind"], one["points"]) for one in answer.json()["data"]]


def test_the_history_tells_every_posting_and_is_filtered(shop: TestClient) -> None:
    everything = [("anna", "adjusted", 5), ("anna", "spent", -30), ("boris", "earned", 20), ("anna", "earned", 50)]

    assert history(shop) == everything
    assert history(shop, kind="earned") == history(shop, kind="granted") == everything[2:]
    assert history(shop, customer="2") == history(shop, customer="boris") == everything[2:3]
    assert history(shop, customer="id:2", kind="earned") == everything[2:3]
    assert history(shop, rule="1", since="2026-04-01") == everything[2:3]
    assert history(shop, until="2026-03-03") == everything[3:]
    entity = str(shop.get("/v1/points/history").json()["data"][0]["legal_entity"])
    assert history(shop, legal_entity=f" {entity.upper()} ") == everything
    nobody = shop.get("/v1/points/history", params={"legal_entity": "Nobody"})
    assert (nobody.status_code, nobody.json()["detail"]) == (404, "there is no legal entity 'Nobody'")


def test_what_was_given_by_hand_and_undone_is_told_apart(shop: TestClient, books: Books) -> None:
    with books.transaction() as unit:
        service.undo(unit, "gift", reason="no", shortage=service.Shortage.FORBID)

    assert history(shop, kind="adjusted") == [("anna", "adjusted", 5)]
    assert history(shop, kind="undone") == [("anna", "undone", -5)]
    assert shop.get("/v1/points/liability").json()["months"][-1]["adjusted"] == 0


def test_a_period_stands_beside_those_before(shop: TestClient) -> None:
    """50 were earned in March; in April 20, of all 30 were spent and 5 given."""
    owner = shop

    told = owner.get("/v1/reports/points", params={"from": "2026-04-01", "to": "2026-04-30"})
    assert told.status_code == 422, "the last day is yet to come"
    told = owner.get("/v1/reports/points", params={"from": "2026-04-01", "to": "2026-04-10"}).json()

    names = ("earned", "spent", "ended", "adjusted", "outstanding")
    assert [[one[name] for name in names] for one in told["all"]] == [
        [20, -30, 0, 5, 45], [0, 0, 0, 0, 50], [0, 0, 0, 0, 0],
    ]  # fmt: skip
    before = told["periods"][1]
    assert (before["first_day"], before["last_day"]) == ("2026-03-22", "2026-03-31")
    march = owner.get("/v1/reports/points", params={"from": "2026-03-02", "to": "2026-03-31"}).json()
    assert (march["all"][0]["earned"], march["all"][0]["outstanding"]) == (50, 50)


def test_pages_of_the_history_join(shop: TestClient) -> None:
    first = shop.get("/v1/points/history", params={"limit": 3}).json()
    rest = shop.get("/v1/points/history", params={"limit": 3, "cursor": first["next_cursor"]}).json()

    assert [len(first["data"]), len(rest["data"]), rest["next_cursor"]] == [3, 1, None]


@pytest.fixture
def merged(owner: TestClient, send: Send) -> TestClient:
    """A guest earned 20, and turned out to be Anna, whose e-mail became known later."""
    send("customer", {"external_id": "anna", "updated_at": NOON.isoformat()})
    style = {"kind": "fixed", "points": 20}
    owner.post("/v1/earning-rules", json={"name": "each", "style": style}).raise_for_status()
    send("order", {
        "external_id": "g", "email": "anna@mail.example", "placed_at": NOON.isoformat(), "status": "complete",
        "currency": "USD", "grand_total": "10.00", "updated_at": NOON.isoformat(),
    })  # fmt: skip
    later = (NOON + timedelta(minutes=1)).isoformat()
    send("customer", {"external_id": "anna", "updated_at": later, "email": "anna@mail.example"})
    return owner


def test_what_a_guest_had_is_told_as_of_the_customer_that_they_are_today(merged: TestClient) -> None:
    assert history(merged) == [("anna", "moved", 0), ("anna", "earned", 20)]

    move, _ = merged.get("/v1/points/history").json()["data"]
    assert (move["customer"]["id"], move["moved"], move["moved_from"]) == ("1", 20, "2")
    [line, earned] = csv.DictReader(io.StringIO(merged.get("/v1/points/history/export").text))
    assert (line["moved"], earned["customer"], earned["email"]) == ("20", "anna", "anna@mail.example")
    of_customer = merged.get("/v1/customers/1/points").json()["entries"]
    assert [(one["points"], one["moved"]) for one in of_customer] == [(0, 20), (20, None)]
    [earner] = merged.get("/v1/points/top-earners").json()["data"]
    assert (earner["customer"]["external_id"], earner["points"]) == ("anna", 20)


def test_a_period_that_ends_before_it_starts_is_refused(shop: TestClient) -> None:
    told = shop.get("/v1/points/history", params={"since": "2026-04-01", "until": "2026-03-01"})

    assert (told.status_code, told.json()["errors"][0]["pointer"]) == (422, "/until")


def test_the_history_is_exported_as_csv(shop: TestClient) -> None:
    told = shop.get("/v1/points/history/export", params={"kind": "spent"})

    lines = told.text.splitlines()
    columns = "at,kind,points,customer,email,rule,order,reason,legal_entity,key,moved,moved_from,transferred_with"
    assert lines[0] == f"{columns},points_kind"
    assert lines[1].split(",")[1:4] == ["spent", "-30", "anna"]
    assert len(lines) == 2


def test_a_reason_that_a_spreadsheet_would_calculate_is_text_in_the_csv(shop: TestClient, books: Books) -> None:
    with books.transaction() as unit:
        service.adjust(unit, 2, -7, key="trick", reason='=1+HYPERLINK("http://x")')

    told = shop.get("/v1/points/history/export", params={"customer": "2", "kind": "adjusted"})

    [line] = csv.DictReader(io.StringIO(told.text))
    assert (line["reason"], line["points"]) == ('\'=1+HYPERLINK("http://x")', "-7")


def test_the_liability_is_what_was_posted_month_by_month(shop: TestClient) -> None:
    told = shop.get("/v1/points/liability").json()

    months = [
        (one["month"], one["earned"], one["spent"], one["adjusted"], one["outstanding"]) for one in told["months"]
    ]
    assert months == [("2026-03-01", 50, 0, 0, 50), ("2026-04-01", 20, -30, 5, 45)]
    assert [(one["month"], one["points"], one["customers"]) for one in told["endings"]] == [
        ("2026-06-01", 5, 1),
        (None, 40, 2),
    ]


def test_the_totals_of_the_programme_add_up_to_what_is_outstanding(shop: TestClient, books: Books) -> None:
    with books.transaction() as unit:
        service.adjust(unit, 1, -100, key="fine", reason="a fine", shortage=service.Shortage.FORGIVE)
        service.adjust(unit, 2, -25, key="debt", reason="a fine", shortage=service.Shortage.OWE)

    told = shop.get("/v1/points/programme").json()

    came = told["issued"] + told["adjusted"] + told["forgiven"] - told["redeemed"] - told["ended"] - told["reversed"]
    there = told["available"] + told["pending"] + told["held"] - told["debt"]
    assert (told["issued"], told["adjusted"], told["forgiven"], told["redeemed"]) == (70, -120, 75, 30)
    assert came == there == shop.get("/v1/points/liability").json()["months"][-1]["outstanding"] == -5


def test_who_earns_most_is_told_of_a_period(shop: TestClient) -> None:
    told = shop.get("/v1/points/top-earners", params={"since": "2026-03-01", "until": "2026-04-30"}).json()

    assert [(one["customer"]["external_id"], one["points"]) for one in told["data"]] == [("anna", 50), ("boris", 20)]


BORIS = {"value": "customer.email", "op": "=", "to": "boris@mail.example"}


@pytest.fixture
def segmented(shop: TestClient, send: Send, clock: Clock) -> TestClient:
    """Boris alone is in a segment."""
    later = (clock.at + timedelta(minutes=1)).isoformat()
    send("customer", {"external_id": "boris", "updated_at": later, "email": "boris@mail.example"})
    shop.post("/v1/segments", json={"id": "him", "name": "Him", "condition": BORIS}).raise_for_status()
    send("customer", {"external_id": "eva", "updated_at": later})
    return shop


def test_the_liability_is_narrowed_down_to_who_is_in_a_segment_today(segmented: TestClient) -> None:
    told = segmented.get("/v1/points/liability", params={"segment": "him"}).json()

    months = [(one["month"], one["earned"], one["spent"], one["outstanding"]) for one in told["months"]]
    assert months == [("2026-04-01", 20, 0, 20)]
    assert [(one["month"], one["points"], one["customers"]) for one in told["endings"]] == [(None, 20, 1)]


def test_who_earns_most_is_told_of_a_segment(segmented: TestClient) -> None:
    asked = {"since": "2026-03-01", "until": "2026-04-30", "segment": "him"}

    told = segmented.get("/v1/points/top-earners", params=asked).json()

    assert [(one["customer"]["external_id"], one["points"]) for one in told["data"]] == [("boris", 20)]


@pytest.mark.parametrize("report", ["liability", "top-earners"])
def test_points_of_a_segment_there_is_none_of_are_refused(shop: TestClient, report: str) -> None:
    assert shop.get(f"/v1/points/{report}", params={"segment": "nowhere"}).status_code == 404


def test_what_a_guest_had_counts_for_the_member_that_they_are_today(merged: TestClient, send: Send) -> None:
    anna = {"value": "customer.email", "op": "=", "to": "anna@mail.example"}
    merged.post("/v1/segments", json={"id": "her", "name": "Her", "condition": anna}).raise_for_status()
    send("customer", {"external_id": "eva", "updated_at": NOON.isoformat()})

    told = merged.get("/v1/points/liability", params={"segment": "her"}).json()

    assert [(one["earned"], one["outstanding"]) for one in told["months"]] == [(20, 20)]


def test_a_forecast_spends_before_it_lets_end() -> None:
    def month(n: int, outstanding: int) -> Month:
        found = Month(date(2026, n, 1), "Shop", outstanding=outstanding)
        found.by_kind |= {"earned": 30, "spent": -60}
        return found

    ends = [Ending(date(2026, n, 1), "Shop", points, 9) for n, points in ((4, 20), (5, 100))]
    ends.append(Ending(None, "Shop", 400, 9))

    told = forecast([month(1, 0), month(2, 0), month(3, 0), month(4, 520)], ends, this_month=date(2026, 4, 1), ahead=2)

    assert [(one.ended, one.spent, one.earned, one.outstanding) for one in told] == [
        (40, 60, 30, 430),
        (0, 60, 30, 400),
    ]


def test_who_may_read_customers_is_told_what_they_are_called(shop: TestClient, send: Send, with_key: SignIn) -> None:
    later = (NOON + timedelta(days=1)).isoformat()
    send("customer", {"external_id": "anna", "updated_at": later, "first_name": "Anna", "last_name": "Kowalska"})
    without = with_key(Scope.POINTS_READ)
    paths = "/v1/points/history", "/v1/points/top-earners"

    for path in paths:
        told = {one["customer"]["external_id"]: one["customer"]["name"] for one in shop.get(path).json()["data"]}
        assert told == {"anna": "Anna Kowalska", "boris": None}
        assert {one["customer"]["name"] for one in without.get(path).json()["data"]} == {None}
