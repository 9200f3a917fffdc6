"""Conditions that read nothing but the order see what was given back of it by the instant, as all others do."""

from __future__ import annotations

from tests.flows.shop import NEW_YEAR, SCOPE, Shop

from regulars.books import Books
from regulars.flows.order_conditions import OrdersAlone
from regulars.promotions.past import orders_of
from regulars.rules.check import check

from .shop import CALENDAR


def test_a_refund_of_the_same_instant_counts(books: Books) -> None:
    shop = Shop(books)
    shop.send("customer", {"external_id": "jan"})
    shop.send("order", shop.order("o1", lines=[(2, "50.00")]), shop.order("o2", lines=[(2, "50.00")]))
    refund = shop.refund("r1", "o1", "50.00", {"1": 1}) | {"refunded_at": NEW_YEAR.isoformat()}
    shop.send("refund", refund)
    placed = orders_of(shop.facts, NEW_YEAR, shop.now, (0, 100))
    returned = {"value": {"count": "line", "where": {"value": "line.refunded_quantity", "op": ">=", "to": 1}}}
    conditions = [
        check({"value": "order.refunded_total", "op": "=", "to": "50.00"}, SCOPE),
        check({"value": "order.net_total", "op": "=", "to": "65.00"}, SCOPE),
        check({**returned, "op": "=", "to": 1}, SCOPE),
        check({"value": "order.grand_total", "op": "=", "to": "115.00"}, SCOPE),
    ]

    found = OrdersAlone(shop.facts, CALENDAR).hold(conditions, placed)

    assert found == [{"o1"}, {"o1"}, {"o1"}, {"o1", "o2"}]
