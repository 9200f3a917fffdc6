"""Made-up answers of replays and searches for conflicts, for pictures of the panels beside a promotion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Json = Any
At = Callable[[float], str]
Money = Callable[[int], Json]
Called = Callable[[str], str]


def _minor(money: Callable[[float], Json]) -> Money:
    return lambda minor: money(minor / 100)


def replay(at: At, money: Money, called: Called, scale: int) -> Json:
    """A replay that is done; `scale` 0: nobody ever ordered."""
    money = _minor(money)
    job = {
        "id": "9",
        "state": "done",
        "done": 1_284 * scale,
        "total": 1_284 * scale,
        "since": at(365),
        "until": at(0),
        "error": None,
    }
    orders = 412 * scale
    totals = {
        "orders": orders, "customers": 187 * scale, "discount": money(348_210 * scale), "net": money(301_020 * scale),
        "subtotal": money(3_120_400 * scale), "full_price_orders": 295 * scale, "full_price_discount": money(243_747 * scale),
        "used_up_at": at(24) if scale else None,
    }  # fmt: skip
    months = [f"2025-{month:02}" for month in range(4, 13)] + ["2026-01", "2026-02", "2026-03"]
    result = {
        "orders": 1_284 * scale,
        "promotion": totals,
        "in_force": totals | {"orders": 260 * scale, "discount": money(190_400 * scale), "used_up_at": None},
        "months": [
            {"month": month, "orders": 30 * scale, "discount": money((21 + n * 7 % 19) * 1_000 * scale), "in_force": money((9 + n * 5 % 13) * 1_000 * scale)}
            for n, month in enumerate(months)
        ],
        "segments": [
            {"id": f"s{n}", "name": called(name), "customers": many * scale, "discount": money(minor * scale), "in_force": money(minor * scale // 2)}
            for n, (name, many, minor) in enumerate(
                [("Regulars", 96, 201_000), ("VIP", 31, 88_000), ("Newcomers", 40, 12_300), ("Left the newsletter", 8, 4_100)]
            )
        ],
        "shares": [{"percent": percent, "orders": many * scale} for percent, many in ((5, 12), (10, 260), (15, 88), (20, 40), (30, 9), (50, 3), (100, 0))],
        "largest": [
            {"order": f"10000{n}", "customer": "4", "subtotal": money(90_000 - n * 7_000), "discount": money(9_000 - n * 700)}
            for n in range(5)
        ],
    }  # fmt: skip
    return job | {"result": result if scale else result | {"months": [], "segments": [], "largest": []}}


def conflicts(at: At, money: Money, called: Called, scale: int) -> Json:
    """A search that is done; `scale` 0: nothing is published."""
    money = _minor(money)
    job = {"id": "10", "state": "done", "done": 7 * scale, "total": 7 * scale, "error": None}
    shorts, vip = {"id": "1", "name": called("Shorts for men")}, {"id": "2", "name": called("100 off for VIPs")}
    none = {"by": None, "reason": None, "tests": [], "cart": None, "line": None, "left": None, "whole": None}
    cart = {
        "at": at(0), "shipping": money(1_000), "store": None, "codes": ["SPRING-K7QM1"], "points": 0, "shipping_country": "UA",
        "shipping_method": None, "payment_method": None, "customer": "4", "nobody": False,
        "customer_is": [called("segments are any of Male"), called("orders in the last 30 days are at least 3")],
        "lines": [
            {"sku": called("SHORT-1"), "pieces": 3, "price": money(4_000), "made_up": False},
            {"sku": "another product", "pieces": 1, "price": money(38_000), "made_up": True},
        ],
    }  # fmt: skip
    found = [
        none | {"what": "too_deep", "promotion": shorts, "by": vip, "cart": cart, "line": 0, "left": money(3_840), "whole": money(12_000)},
        none | {"what": "contradiction", "promotion": vip, "tests": [called("subtotal is at least $100.00"), called("subtotal is below $50.00")]},
        none | {"what": "superseded", "promotion": vip, "by": shorts, "cart": cart | {"customer": None, "nobody": True, "codes": []}},
        none | {"what": "nobody", "promotion": {"id": "3", "name": called("Coupon −30.00")}},
    ]  # fmt: skip
    result = {
        "promotions": 7 * scale,
        "pairs": 20_000 if scale > 1 else 9 * scale,
        "all_pairs": 48_516 if scale > 1 else 9 * scale,
        "least_left": "50.00",
    }
    return job | {"result": result | {"conflicts": found * min(scale, 5)}}
