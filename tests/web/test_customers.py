"""A customer is found, and everything known of them is told."""

from datetime import timedelta
from typing import Any

import pytest

from .conftest import NOON, Clock, Send, SignIn
from .sent import customer, order, refund


def test_words_are_found_in_ids_addresses_and_names_in_any_case(send: Send, signed_in: SignIn) -> None:
    send(
        "customer", customer("anna-1", email="a@x.example", first_name="Anna", last_name="Kowalska"), customer("boris")
    )
    client = signed_in()

    def found(search: str) -> list[str]:
        return [row["external_id"] for row in client.get("/v1/customers", params={"search": search}).json()["data"]]

    assert found("ANNA-") == found("X.EXAMPLE") == found("kowal an") == ["anna-1"]
    assert found("anna boris") == []
    assert found("%") == []


def test_a_customer_s_address_is_kept_without_spaces_and_told_where_no_mail_can_reach_it(
    send: Send, signed_in: SignIn
) -> None:
    send("customer", customer("1", email=" JAN@x.example ", phone=" +48 600 "), customer("2", email="zła-poczta"))
    client = signed_in()

    def found(search: str) -> dict[str, Any]:
        [row] = client.get("/v1/customers", params={"search": search}).json()["data"]
        told: dict[str, Any] = client.get(f"/v1/customers/{row['id']}").json()
        return told

    jan, nobody = found("jan@x.example"), found("zła-poczta")
    assert (jan["email"], jan["phone"], jan["mailable"]) == ("JAN@x.example", "+48 600", True)
    assert (nobody["email"], nobody["mailable"]) == ("zła-poczta", False)


def test_neither_case_nor_marks_matter_to_a_search(send: Send, signed_in: SignIn) -> None:
    send(
        "customer",
        customer("1", first_name="Jan", last_name="Łącki"),
        customer("2", first_name="Алёна", last_name="Zakończenia"),
        customer("3", last_name="Lacki", email="ŻÓŁW@x.example"),
    )
    client = signed_in()

    def found(search: str) -> list[str]:
        return [row["external_id"] for row in client.get("/v1/customers", params={"search": search}).json()["data"]]

    assert found("lacki") == found("ŁĄCKI") == ["3", "1"]
    assert found("алена") == found("АЛЁНА") == found("ZAKOŃCZENIA") == ["2"]
    assert found("zolw@") == ["3"]


def test_a_telephone_number_is_found_however_it_is_typed(send: Send, signed_in: SignIn) -> None:
    send(
        "customer",
        customer("1", phone="+48 600-700-801"),
        customer("2", phone="48600700802", first_name="Ada 60070"),
        customer("70080", last_name="Nowak"),
    )
    client = signed_in()

    def found(search: str) -> list[str]:
        return [row["external_id"] for row in client.get("/v1/customers", params={"search": search}).json()["data"]]

    assert found("+48600700801") == found("(48) 600 700 801") == found("600.700.801") == ["1"]
    assert found("70080") == ["70080", "2", "1"], "an id comes first"
    assert found("7008") == ["70080"], "too few digits for a number"
    assert found("Ada 60070") == ["2"]


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("600-700-801", "+48 600 700 801"),
        ("600-700-801", "0048 600 700 801"),
        ("+48 600 700 801", "600700801"),
        ("050 123 45 67", "+380 50 123-45-67"),
        ("+380501234567", "050 123 45 67"),
        ("8 (916) 123-45-67", "+7 916 123 45 67"),
        ("+7 916 123 45 67", "8 (916) 123-45-67"),
        ("020 7123 4567", "+44 20 7123 4567"),
        ("+44 20 7123 4567", "020 7123 4567"),
        ("06 30 123 4567", "+36 30 123 4567"),
        ("(212) 555-1234", "+1 212 555 1234"),
    ],
)
def test_a_telephone_number_is_found_with_and_without_the_code_of_its_country(
    send: Send, signed_in: SignIn, kept: str, typed: str
) -> None:
    others = [customer("2", phone="600-700-802"), customer("3", phone="700 801"), customer("4")]
    send("customer", customer("1", phone=kept), *others)

    found = signed_in().get("/v1/customers", params={"search": typed}).json()["data"]

    assert [row["external_id"] for row in found] == ["1"]


def test_who_is_only_mentioned_is_found_too(send: Send, signed_in: SignIn) -> None:
    send("order", order("1", "10.00", customer=None, email="Żółw@x.example"), order("2", "10.00", customer="Łódź-1"))
    client = signed_in()

    def found(search: str) -> int:
        return len(client.get("/v1/customers", params={"search": search}).json()["data"])

    assert (found("zolw"), found("lodz"), found("x.example lodz")) == (1, 1, 0)


def test_the_shops_own_id_comes_before_ours(send: Send, signed_in: SignIn) -> None:
    send("customer", customer("a"), customer("1"), customer("11"))
    client = signed_in()

    found = [row["external_id"] for row in client.get("/v1/customers?search=1").json()["data"]]

    assert found == ["1", "a", "11"]  # "a" is the first that Regulars knew


def test_an_order_is_found_by_its_id(send: Send, signed_in: SignIn) -> None:
    line = {"id": "1", "sku": "TEE-1", "quantity": "2", "price": "29.00", "row_total": "58.00"}
    send("customer", customer("anna", first_name="Anna"))
    send("order", order("#A-10", "58.00", lines=[line]), order("a-101", "1.00"), order("A-102", "2.00"))
    send("order", order("till-1", "3.00", customer=None), order("B-A-10", "4.00"))
    client = signed_in()

    def found(search: str, limit: int = 50) -> list[str]:
        shown, cursor = [], None
        while True:
            asked = {"search": search, "limit": limit} | ({"cursor": cursor} if cursor else {})
            page = client.get("/v1/orders", params=asked).json()
            shown += [row["external_id"] for row in page["data"]]
            cursor = page["next_cursor"]
            if cursor is None:
                return shown

    for limit in (1, 2, 50):
        assert found(" a-10", limit) == found("#a-10", limit) == ["#A-10", "A-102", "a-101"]
    [told] = client.get("/v1/orders?search=A-10&limit=1").json()["data"]
    assert told["customer"] == {"id": "1", "name": "Anna"}
    assert (told["grand_total"]["amount"], told["lines"][0]["sku"]) == ("58.00", "TEE-1")
    [of_nobody] = client.get("/v1/orders?search=till-1").json()["data"]
    assert of_nobody["customer"] is None
    assert client.get("/v1/orders").status_code == 422


def test_the_list_goes_on_where_it_stopped(send: Send, signed_in: SignIn) -> None:
    send("customer", *(customer(f"c{n}") for n in range(5)))
    client = signed_in()

    first = client.get("/v1/customers?limit=3").json()
    rest = client.get("/v1/customers", params={"limit": 3, "cursor": first["next_cursor"]}).json()

    assert [row["external_id"] for row in first["data"] + rest["data"]] == ["c4", "c3", "c2", "c1", "c0"]
    assert rest["next_cursor"] is None


def test_a_brief_counts_what_was_not_cancelled_and_sums_what_was_completed(send: Send, signed_in: SignIn) -> None:
    send("customer", customer("anna", first_name="Anna", country="UA"))
    send("order", order("1", "900.00"), order("2", "50.00", status="pending"), order("3", "70.00", status="cancelled"))
    send("refund", refund("r1", "1", "100.50"))

    [brief] = signed_in().get("/v1/customers").json()["data"]

    assert (brief["name"], brief["country"], brief["guest"]) == ("Anna", "UA", False)
    assert (brief["orders"], brief["net_total"], brief["points"]) == (2, {"amount": "799.50", "currency": "USD"}, 0)
    assert brief["last_order_at"] == "2026-02-01T10:00:00Z"


def test_what_is_dated_ahead_does_not_count_yet(send: Send, signed_in: SignIn, clock: Clock) -> None:
    tomorrow = NOON + timedelta(days=1)
    ahead = {"at": tomorrow.isoformat(), "status": "complete"}
    steps = [{"at": "2026-02-01T10:00:00Z", "status": "pending"}, ahead]
    send("customer", customer("anna"))
    send(
        "order",
        order("1", "100.00"),
        order("2", "20.00", placed_at=tomorrow.isoformat()),
        order("3", "3.00", status_history=steps),
    )
    send("refund", refund("r1", "1", "0.50") | {"refunded_at": tomorrow.isoformat()})
    client = signed_in()

    def told() -> tuple[Any, ...]:
        [brief] = client.get("/v1/customers").json()["data"]
        page = client.get(f"/v1/customers/{brief['id']}").json()
        assert {name: page[name] for name in brief} == brief
        shop = client.get("/v1/overview").json()
        return brief["orders"], brief["net_total"]["amount"], brief["last_order_at"], shop["orders"]

    assert told() == (2, "100.00", "2026-02-01T10:00:00Z", 2)
    clock.at = tomorrow
    assert told() == (3, "122.50", "2026-03-02T12:00:00Z", 3)


def test_whose_id_or_address_it_is_comes_before_others(send: Send, signed_in: SignIn) -> None:
    send("customer", customer("6", email="six@x.example"), customer("61"), customer("106"), customer("60"))
    send("customer", customer("16", email="a-six@x.example"))
    client = signed_in()

    def found(search: str, limit: int = 50) -> list[str]:
        shown, cursor = [], None
        while True:
            asked = {"search": search, "limit": limit} | ({"cursor": cursor} if cursor else {})
            page = client.get("/v1/customers", params=asked).json()
            shown += [row["external_id"] for row in page["data"]]
            cursor = page["next_cursor"]
            if cursor is None:
                return shown

    assert found(" 6 ") == ["6", "60", "61", "16", "106"]
    assert found("SIX@x.example") == ["6", "16"]
    for limit in (1, 2, 3, 4):
        assert found("6", limit) == found("6")
        assert found("", limit) == ["16", "60", "106", "61", "6"]


def test_everything_known_of_a_customer_is_told(send: Send, signed_in: SignIn) -> None:
    address = {
        "kind": "shipping",
        "default": True,
        "country": "UA",
        "city": "Lviv",
        "name": "Anna K.",
        "street": "Zelena 1",
    }
    send(
        "customer",
        customer(
            "anna", born_on="2008-05-04", tags=["new"], addresses=[address], attributes={"size": "M"}, lists=["news"]
        ),
    )
    client = signed_in()
    [brief] = client.get("/v1/customers").json()["data"]

    told = client.get(f"/v1/customers/{brief['id']}").json()

    assert (told["born_on"], told["tags"], told["lists"], told["attributes"]) == (
        "2008-05-04",
        ["new"],
        ["news"],
        {"size": "M"},
    )
    assert told["addresses"] == [address | {"region": None, "postcode": None}]
    assert told["segments"] == []


@pytest.mark.parametrize("id", ["7", "x", "-1", "9" * 40])
def test_who_is_not_there_is_not_found(signed_in: SignIn, id: str) -> None:
    answer = signed_in().get(f"/v1/customers/{id}")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_guest_who_registers_is_found_under_both_ids(send: Send, signed_in: SignIn) -> None:
    send("order", order("1", "10.00", customer=None, email="anna@x.example"))
    client = signed_in()
    [guest] = client.get("/v1/customers").json()["data"]

    send("customer", customer("anna", email="anna@x.example"))
    [registered] = client.get("/v1/customers").json()["data"]

    assert guest["guest"]
    assert client.get(f"/v1/customers/{guest['id']}").json()["external_id"] == "anna"
    assert registered["orders"] == 1


def test_orders_come_with_their_lines_the_latest_first(send: Send, signed_in: SignIn) -> None:
    line = {"id": "1", "sku": "TEE-1", "quantity": "2", "price": "29.00", "row_total": "58.00"}
    send("customer", customer("anna"))
    send("product", {"external_id": "TEE-1", "updated_at": "2026-01-01T00:00:00Z", "name": "Plain tee"})
    send(
        "order",
        order("1", "58.00", lines=[line]),
        order("2", "10.00", placed_at="2026-02-02T10:00:00Z", status="pending"),
        order("3", "10.00", placed_at="2026-02-01T10:00:00.000001Z"),
    )
    client = signed_in()
    [brief] = client.get("/v1/customers").json()["data"]
    path = f"/v1/customers/{brief['id']}/orders"

    first = client.get(path, params={"limit": 2}).json()
    rest = client.get(path, params={"limit": 2, "cursor": first["next_cursor"]}).json()

    assert [row["external_id"] for row in first["data"] + rest["data"]] == ["2", "3", "1"]
    assert rest["data"][0]["updated_at"] == "2026-02-01T10:00:00Z"
    [told] = rest["data"][0]["lines"]
    assert (told["name"], told["row_total"]["amount"], told["price"]["amount"]) == ("Plain tee", "58.00", "29.0000")


def test_an_amount_that_was_not_sent_is_no_zero(send: Send, signed_in: SignIn) -> None:
    send("order", order("1", "5.00", subtotal=None, tax="0", lines=[{"quantity": "2", "row_total": "5"}]))

    [told] = signed_in().get("/v1/customers/1/orders").json()["data"]

    zero = {"amount": "0.00", "currency": "USD"}
    assert [told[name] for name in ("subtotal", "discount", "shipping", "tax")] == [None, None, None, zero]
    assert [told["lines"][0][name] for name in ("price", "discount")] == [None, None]
    assert (told["net_total"]["amount"], told["refunded_total"]["amount"]) == ("5.00", "0.00")


def test_quantities_are_told_without_needless_zeros(send: Send, signed_in: SignIn) -> None:
    lines = [{"quantity": quantity, "row_total": "1"} for quantity in ("2", "200.000", "0.2500")]
    send("order", order("1", "3.00", lines=lines))
    send("refund", refund("r1", "1", "1.00") | {"lines": [{"line": "3", "quantity": "0.1"}]})

    [told] = signed_in().get("/v1/customers/1/orders").json()["data"]

    pieces = [(line["quantity"], line["refunded_quantity"]) for line in told["lines"]]
    assert pieces == [("2", "0"), ("200", "0"), ("0.25", "0.1")]


def test_an_older_record_is_accepted_and_changes_nothing(send: Send, signed_in: SignIn) -> None:
    send("customer", customer("anna", updated_at="2026-02-02T00:00:00Z", first_name="Anna"))

    older = send("customer", customer("anna", updated_at="2026-02-01T00:00:00Z", first_name="Ann"))

    known = signed_in().get("/v1/customers/1").json()
    assert older["accepted"] == 1
    assert (known["first_name"], known["updated_at"]) == ("Anna", "2026-02-02T00:00:00Z")


def test_the_timeline_tells_what_happened_up_to_now_and_goes_on(send: Send, signed_in: SignIn, clock: Clock) -> None:
    send("customer", customer("anna", registered_at="2026-01-01T08:00:00Z"))
    history = [
        {"at": "2026-02-01T10:00:00Z", "status": "pending"},
        {"at": "2026-02-03T10:00:00Z", "status": "complete"},
    ]
    send("order", order("1", "58.00", status_history=history))
    send("refund", refund("r1", "1", "8.00"))
    later = (clock.at + timedelta(hours=1)).isoformat()
    send("event", {"name": "quiz", "customer": "anna", "occurred_at": later})
    client = signed_in()
    [brief] = client.get("/v1/customers").json()["data"]
    path = f"/v1/customers/{brief['id']}/timeline"

    told, cursor = [], None
    while True:
        page = client.get(path, params={"limit": 1} | ({"cursor": cursor} if cursor else {})).json()
        told += page["data"]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert [(row["kind"], row["title"]) for row in told] == [
        ("refunded", "Refund on order 1"),
        ("order_status", "Order 1 became complete"),
        ("ordered", "Placed order 1"),
        ("registered", "Registered"),
    ]
    assert told[0]["details"]["amount"] == {"amount": "8.00", "currency": "USD"}


def test_an_order_of_another_currency_is_told_in_its_own_too(send: Send, signed_in: SignIn) -> None:
    line = {"id": "1", "sku": "TEE-1", "quantity": "1", "price": "100.00", "row_total": "100.00"}
    send("customer", customer("anna"))
    send("order", order("1", "100.00", currency="EUR", rate="1.25", lines=[line]), order("2", "8.00"))
    send("refund", refund("r", "1", "20.00"))
    owner = signed_in()
    [anna] = owner.get("/v1/customers", params={"search": "anna"}).json()["data"]

    told = {one["external_id"]: one for one in owner.get(f"/v1/customers/{anna['id']}/orders").json()["data"]}

    assert told["2"]["own"] is None
    assert (told["1"]["grand_total"]["amount"], told["1"]["refunded_total"]["amount"]) == ("125.00", "25.00")
    own = {name: amount and (amount["amount"], amount["currency"]) for name, amount in told["1"]["own"].items()}
    assert (own["grand_total"], own["refunded_total"], own["net_total"]) == (
        ("100.00", "EUR"),
        ("20.00", "EUR"),
        ("80.00", "EUR"),
    )
    assert told["1"]["lines"][0]["own_row_total"] == {"amount": "100.00", "currency": "EUR"}
