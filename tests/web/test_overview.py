"""The overview counts the shop, week by week, and tells how far the facts are behind."""

from __future__ import annotations

from datetime import timedelta

from regulars.http.scopes import Scope

from .conftest import Clock, Send, SignIn
from .sent import customer, order


def test_the_overview_counts_the_shop_and_draws_every_week(send: Send, signed_in: SignIn) -> None:
    send("customer", customer("anna"))
    line = {"id": "1", "sku": "TEE-1", "quantity": "1", "price": "58.00", "row_total": "58.00"}
    send("order", order("1", "58.00", lines=[line]), order("2", "10.00", status="pending"))

    told = signed_in().get("/v1/overview").json()

    assert (told["customers"], told["orders"], told["lines"]) == (1, 2, 1)
    assert told["sales"] == {"amount": "58.00", "currency": "USD"}
    assert len(told["sales_by_week"]) == 53
    assert [week for week in told["sales_by_week"] if week["orders"]] == [
        {"week": "2026-01-26", "sales": {"amount": "58.00", "currency": "USD"}, "orders": 1}
    ]
    assert told["lag"] == {"entries": 0, "seconds": 0.0}
    assert told["position"] == 3


def test_the_weeks_of_the_overview_are_those_of_the_reports(send: Send, signed_in: SignIn) -> None:
    """An order counts when it was completed, and what was given back of it when it was: Thursday the 19th and Tuesday the 24th."""
    owner = signed_in()
    send("order", order("1", "58.00", updated_at="2026-02-19T10:00:00Z"))
    back = {"external_id": "r", "order": "1", "amount": "8.00", "refunded_at": "2026-02-24T10:00:00Z"}
    send("refund", back | {"updated_at": "2026-02-24T10:00:00Z"})

    weeks = {one["week"]: one for one in owner.get("/v1/overview").json()["sales_by_week"]}

    for monday, sunday, net, orders in (("16", "22", "58.00", 1), ("23", "01", "-8.00", 0)):
        week = weeks[f"2026-02-{monday}"]
        assert (week["sales"]["amount"], week["orders"]) == (net, orders)
        month = "03" if sunday == "01" else "02"
        period = {"from": f"2026-02-{monday}", "to": f"2026-{month}-{sunday}"}
        told = owner.get("/v1/reports/sales", params=period).json()
        assert told["shop"]["sales"][0]["net"]["amount"] == net


def test_what_has_not_been_taken_along_is_told_as_lag(with_key: SignIn, signed_in: SignIn, clock: Clock) -> None:
    with_key(Scope.RECORDS_WRITE).post("/v1/records/customer", json={"data": [customer("anna")]})
    clock.at += timedelta(seconds=3)

    told = signed_in().get("/v1/overview").json()

    assert told["lag"] == {"entries": 1, "seconds": 3.0}
