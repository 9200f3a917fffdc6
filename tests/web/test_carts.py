"""The carts that a customer has open in the shop are told as the shop told of them last."""

from __future__ import annotations

from tests.web.conftest import Send, SignIn


def test_open_carts_are_told_with_their_lines_the_latest_first(send: Send, signed_in: SignIn) -> None:
    since = {"updated_at": "2026-02-20T10:00:00Z"}
    whose = {"customer": "anna"}
    send("customer", since | {"external_id": "anna"})
    send("product", since | {"external_id": "MUG", "name": "Mug", "price": "4.50"})
    mugs = {"sku": "MUG", "quantity": "2", "price": "4.505", "row_total": "9.01"}
    tee = {"sku": "TEE", "quantity": "0.5", "row_total": "7.00"}
    send("cart", since | whose | {"external_id": "old", "status": "open", "lines": [tee]})
    latest = {"updated_at": "2026-02-21T10:00:00Z", "subtotal": "9.01", "coupons": ["HELLO"], "lines": [mugs]}
    send("cart", latest | whose | {"external_id": "new", "status": "open"})
    send("cart", since | whose | {"external_id": "gone", "status": "ordered", "lines": [tee]})
    send("cart", since | {"customer": "boris", "external_id": "his", "status": "open", "lines": [tee]})
    client = signed_in()
    [anna] = client.get("/v1/customers", params={"search": "anna"}).json()["data"]

    told = client.get(f"/v1/customers/{anna['id']}/carts").json()["data"]

    usd = {"currency": "USD"}
    assert told == [
        {
            "external_id": "new", "updated_at": "2026-02-21T10:00:00Z", "subtotal": usd | {"amount": "9.01"}, "coupons": ["HELLO"],
            "lines": [
                {"sku": "MUG", "name": "Mug", "quantity": "2", "price": usd | {"amount": "4.5050"}, "row_total": usd | {"amount": "9.01"}}
            ],
        },
        {
            "external_id": "old", "updated_at": "2026-02-20T10:00:00Z", "subtotal": None, "coupons": [],
            "lines": [{"sku": "TEE", "name": None, "quantity": "0.5", "price": None, "row_total": usd | {"amount": "7.00"}}],
        },
    ]  # fmt: skip


def test_of_nobody_there_are_no_carts(signed_in: SignIn) -> None:
    assert signed_in().get("/v1/customers/99/carts").status_code == 404
