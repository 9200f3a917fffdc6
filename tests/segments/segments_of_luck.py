"""The segments of the shop to which anything happens: what each may say, the first at first.

Those further down name those further up. What goes by groups and tags gives none, or it would chase itself.
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
Said = dict[str, Any]

COMPLETE = {"value": "order.status", "op": "=", "to": "complete"}
FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}
MALE = {"value": "customer.gender", "op": "=", "to": "male"}
AMAZON = {"value": "customer.email", "op": "contains", "to": "amazon.com"}


def test(value: Any, op: str, to: Any) -> Json:
    return {"value": value, "op": op, "to": to}


def orders(op: str, to: int, *where: Json, **within: Any) -> Json:
    return test({"count": "order", "where": {"all": list(where)}, **within}, op, to)


def spent(to: str, **within: Any) -> Json:
    return test({"sum": "order.net_total", "where": COMPLETE, **within}, ">=", to)


def last_bought(op: str, to: Any) -> Json:
    return test({"days_since": {"last": "order.placed_at", "where": COMPLETE}}, op, to)


def inside(op: str, *segments: str) -> Json:
    return test("customer.segments", op, list(segments))


def stays(op: str, to: int, segment: str, *where: Json, **within: Any) -> Json:
    of = {"all": [test("segment_stay.segment", "=", segment), *where]}
    return test({"count": "segment_stay", "where": of, **within}, op, to)


def said(*conditions: Any, **more: Any) -> list[Said]:
    return [{"condition": condition} | more for condition in conditions]


LASTS = {"value": "segment_stay.left_at", "op": "missing"}
IN_21 = test("product.categories", "has_any", ["21"])
IN_20 = test("product.categories", "has_any", ["20"])

SEGMENTS: dict[str, list[Said]] = {
    "vip": [
        *said(spent("300"), actions={"group": "VIP", "priority": 3, "on_entry": {"add": ["rich"]}}),
        *said(spent("100"), spent("300"), actions={"group": "VIP", "on_leaving": {"take": ["rich"]}}),
    ],
    "departed": said(last_bought(">=", 30), last_bought("between", [3, 12]), {"none": [last_bought("<", 2)]}),
    "lately": said(
        orders(">=", 1, within={"last": "36h"}),
        orders("=", 2, COMPLETE, within={"last": "1w"}),
        spent("100", within={"last": "1mo"}),
    ),
    "days": said(
        spent("100", within={"last": "3d", "aligned": "day"}),
        orders(">=", 1, within={"last": "1w", "aligned": "day"}),
        orders(">=", 2, COMPLETE, within={"last": "1mo", "aligned": "day"}),
    ),
    "waiting": said(
        orders(">=", 1, test("order.status", "=", "pending"), test({"held": "order.status"}, ">=", 2)),
        orders(">=", 1, test({"days_since": "order.completed_at"}, "<", 4)),
    ),
    "girls": said(
        {"all": [FEMALE, test({"age": "customer.born_on"}, "<", 18)]},
        test({"age": "customer.born_on"}, "in", [1, 2, 40]),
        actions={"group": "Girls", "priority": 5},
    ),
    "birthday": said(
        test({"days_until_anniversary": "customer.born_on"}, "<=", 3),
        {"value": {"month": "customer.born_on"}, "op": "=", "to": {"value": {"month": "now"}}},
    ),
    "loyal": said(
        test({"days_since": {"date": "customer.registered_at"}}, ">=", 365),
        test({"days_until_anniversary": {"date": "customer.registered_at"}}, "=", 0),
    ),
    "clock": said(
        {"all": [test({"weekday": "now"}, ">=", 6), FEMALE]},
        test({"hour": "now"}, "between", [9, 17]),
        test({"date": "now"}, "<", "2026-05-01"),
    ),
    "bags": said(
        test({"sum": "order_line.quantity", "where": {"all": [COMPLETE, IN_21]}}, ">=", 2),
        test({"count": "order_line", "where": {"all": [COMPLETE, IN_20]}, "within": {"last": "20d"}}, ">=", 1),
    ),
    "wishes": said(
        test({"count": "wishlist_item", "where": test("product.brand", "=", "A")}, ">=", 1),
        test(
            {"count": "wishlist_item", "where": test("wishlist_item.sku", "in", ["bag"]), "within": {"last": "9d"}},
            "=",
            0,
        ),
    ),
    "subscribed": said(
        test({"count": "subscription", "where": test("subscription.status", "=", "confirmed")}, ">=", 1),
        test({"last": "subscription.status"}, "=", "left"),
    ),
    "visitors": said(
        test({"count": "event", "where": test("event.name", "=", "viewed"), "within": {"last": "2d"}}, ">=", 1),
        test({"distinct": "event.name"}, ">=", 2),
    ),
    "carts": said(
        test({"count": "cart", "where": test({"days_since": "cart.updated_at"}, ">=", 1)}, ">=", 1),
        test(
            {"count": "cart", "where": {"all": [test("cart.status", "=", "open"), test("cart.subtotal", ">", 0)]}},
            ">=",
            1,
        ),
    ),
    "foreign": said(
        test({"count": "address", "where": test("address.country", "!=", "UA")}, ">=", 1),
        test("customer.country", "!=", "UA"),
    ),
    "grouped": said(
        test("customer.group", "=", "VIP"),
        test({"held": "customer.group"}, ">=", 5),
        test("customer.group", "in", ["Girls", "Wholesale"]),
    ),
    "tagged": said(test("customer.tags", "has_any", ["rich"]), test("customer.tags", "has_none", ["paper", "rich"])),
    "letters": [
        *said(FEMALE, exclude=AMAZON, applies_to="registered"),
        *said(MALE, exclude=None, applies_to="everyone"),
        *said({"all": []}, exclude=FEMALE, applies_to="guests"),
        *said({"all": []}, exclude=AMAZON, applies_to="registered", stores=["Kyiv"]),
    ],
    "nightly": said(spent("200"), refresh={"kind": "scheduled", "every": "day", "at": "03:00"}),
    "seen": said(test({"days_since": {"last": "login.logged_in_at"}}, "<", 3)),
    "poor": said(inside("has_none", "vip", "nightly"), inside("has_all", "vip", "bags"), applies_to="registered"),
    "either": said(inside("has_any", "departed", "lately"), {"none": [inside("has_any", "departed"), FEMALE]}),
    "steady": said(
        stays(">=", 1, "lately", LASTS, test({"days_since": "segment_stay.entered_at"}, ">=", 1)),
        stays(">=", 1, "lately", test({"days_since": "segment_stay.left_at"}, "<", 2)),
    ),
    "again": said(stays(">=", 2, "clock"), stays("=", 0, "girls", within={"last": "1w"})),
    "returned": said(stays(">=", 2, "visitors"), stays("=", 0, "visitors", within={"last": "1w"})),
    "third": said({"all": [inside("has_any", "either"), inside("has_none", "steady")]}, inside("has_any", "steady")),
}
SHOPS = {
    "spending": ("vip", "nightly", "bags", "grouped", "tagged", "poor"),
    "windows": ("lately", "departed", "either", "steady", "third"),
    "calendar": ("girls", "birthday", "clock", "letters", "again"),
    "papers": ("wishes", "carts", "days", "waiting", "subscribed", "foreign"),
    "visits": ("visitors", "seen", "loyal", "girls", "returned"),
}
"""Which of them a shop has: a few, for what a question takes goes by how many it asks."""
