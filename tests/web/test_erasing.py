"""An erased customer is known nowhere, and what has to add up still does."""

from __future__ import annotations

import pytest

from regulars.flows.road import Road
from regulars.http.scopes import Role, Scope
from regulars.points import reading

from .conftest import NOON, Send, SignIn
from .sent import customer, order


def test_an_erased_customer_is_known_nowhere(send: Send, signed_in: SignIn, road: Road) -> None:
    send("customer", customer("anna", email="anna@x.example"), customer("boris"))
    send("order", order("1", "900.00"))
    client = signed_in()
    [anna] = client.get("/v1/customers?search=anna").json()["data"]

    answer = client.delete(f"/v1/customers/{anna['id']}")

    assert (answer.status_code, answer.json()) == (200, {"entries": 2})
    assert client.get(f"/v1/customers/{anna['id']}").status_code == 404
    road.run_dry()
    assert [row["external_id"] for row in client.get("/v1/customers").json()["data"]] == ["boris"]
    [audited] = client.get("/v1/audit?subject=customer:1").json()["data"]
    assert (audited["action"], audited["details"]) == ("customer.erased", {"entries": 2})


def test_the_audit_calls_a_customer_by_name_as_long_as_they_are_known(
    send: Send, signed_in: SignIn, road: Road
) -> None:
    send("customer", customer("anna", first_name="Anna", last_name="Kowalska"), customer("b", email="b@x.example"))
    client = signed_in()
    for id in ("1", "2"):
        assert client.post(f"/v1/customers/{id}/notes", json={"text": "rang"}).status_code == 201

    def told() -> list[str | None]:
        entries = client.get("/v1/audit").json()["data"]
        return [entry["subject_name"] for entry in entries if entry["action"] == "note.written"]

    assert told() == ["b@x.example", "Anna Kowalska"]
    client.delete("/v1/customers/1")
    road.run_dry()
    assert told() == ["b@x.example", None]


def test_points_of_an_erased_customer_stay_in_the_books(send: Send, signed_in: SignIn, road: Road) -> None:
    client = signed_in()
    style = {"kind": "per_amount", "points": 1, "amount": {"amount": "1.00", "currency": "USD"}}
    assert client.post("/v1/earning-rules", json={"name": "Points", "style": style}).status_code == 201
    line = {"sku": "TEE-1", "quantity": "1", "price": "900.00", "row_total": "900.00"}
    now = NOON.isoformat()
    send("order", order("1", "900.00", placed_at=now, updated_at=now, lines=[line]))
    [anna] = client.get("/v1/customers").json()["data"]
    assert anna["points"] == 900

    client.delete(f"/v1/customers/{anna['id']}")
    road.run_dry()

    assert client.post("/v1/points/verify").json()["ok"]
    with road.books.transaction() as unit:
        assert reading.available(unit.connection, [int(anna["id"])], at=unit.now) == {int(anna["id"]): 900}


@pytest.mark.parametrize("role", [Role.MARKETER, Role.SUPPORT])
def test_only_an_owner_erases(send: Send, signed_in: SignIn, role: Role) -> None:
    send("customer", customer("anna"))

    assert signed_in(role).delete("/v1/customers/1").status_code == 403


def test_a_key_that_may_erase_needs_no_more(send: Send, with_key: SignIn) -> None:
    send("customer", customer("anna"))
    client = with_key(Scope.CUSTOMERS_ERASE)

    assert client.get("/v1/customers/1").status_code == 403
    assert client.delete("/v1/customers/1").json() == {"entries": 1}
