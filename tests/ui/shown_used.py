"""Made-up reports of promotions and of coupons."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

Json = Any
Money = Callable[[float], Json]
Called = Callable[[str], str]
DAY = timedelta(days=1)
PROMOTIONS = [
    ("1", "Ten percent in spring", "active", (1.0, 0.8, 0.0)),
    ("2", "Three for two", "ended", (0.3, 0.9, 0.7)),
    ("3", "Welcome", "active", (0.2, 0.17, 0.12)),
    ("4", "Free shipping from 50", "paused", (0.04, 0.05, 0.06)),
]
COUPONS = [
    ("1", "Ten percent in spring", "batch", "7", "Leaflet of March", (0.4, 0.1, 0.0)),
    ("3", "Welcome", "code", None, None, (0.3, 0.26, 0.2)),
    ("1", "Ten percent in spring", "personal", None, None, (0.12, 0.2, 0.0)),
    ("1", "Ten percent in spring", "batch", "6", "Fair", (0.0, 0.08, 0.0)),
]


def promotions(query: dict[str, list[str]], money: Money, called: Called, kind: str, scale: int) -> Json:
    scale = 0 if kind == "empty" else scale
    listed = [
        {"id": id, "name": called(name), "state": state, "periods": [_used(share, money, scale) for share in shares]}
        for id, name, state, shares in PROMOTIONS
    ]
    return _around(query, money, scale) | {
        "promotions": listed if scale else [], "all": [_used(share, money, scale) for share in (1.3, 1.6, 0.8)],
    }  # fmt: skip


def points(query: dict[str, list[str]], money: Money, scale: int) -> Json:
    def period(share: float) -> Json:
        earned, spent, ended = (int(share * scale * count) for count in (4_200, 1_800, 310))
        return {
            "earned": earned, "spent": -spent, "returned": 0, "ended": -ended, "reversed": 0, "adjusted": 0,
            "outstanding": 7 * earned,
        }  # fmt: skip

    periods = _around(query, money, scale)["periods"]
    return {"points_kind": "points", "periods": periods, "all": [period(share) for share in (1.2, 1.0, 0.6)]}


def coupons(query: dict[str, list[str]], money: Money, called: Called, kind: str, scale: int) -> Json:
    scale = 0 if kind == "empty" else scale

    def period(share: float, rated: bool = True) -> Json:
        return {"issued": _issued(share, scale, rated), "used": _used(share, money, scale)}

    listed = [
        {
            "promotion": promotion, "name": called(name), "kind": of, "batch": batch, "batch_name": batch_name and called(batch_name),
            "periods": [period(share, of != "code") for share in shares],
        }
        for promotion, name, of, batch, batch_name, shares in COUPONS
    ]  # fmt: skip
    return _around(query, money, scale) | {
        "coupons": listed if scale else [], "all": [period(share) for share in (0.8, 0.6, 0.2)],
    }  # fmt: skip


def _used(share: float, money: Money, scale: int) -> Json:
    checkouts = round(1_204 * share) * scale
    orders = checkouts - round(checkouts * 0.05) - round(checkouts * 0.01)
    return {
        "checkouts": checkouts, "cancelled": round(checkouts * 0.05), "awaited": round(checkouts * 0.01), "orders": orders,
        "customers": round(orders * 0.86), "discount": money(orders * 8.41), "total": money(orders * 73.2),
        "refunds": money(orders * 1.9), "net": money(orders * 71.3), "average": money(73.2) if orders else None,
        "margin": money(orders * 22.6) if orders else None, "costed": 0.87 if orders else 0.0,
    }  # fmt: skip


def _issued(share: float, scale: int, rated: bool) -> Json:
    issued = round(2_000 * share) * scale if rated else 1
    used, withdrawn, ended = round(issued * 0.21), round(issued * 0.01), round(issued * 0.3)
    return {
        "issued": issued, "used": used, "withdrawn": withdrawn, "ended": ended, "open": issued - used - withdrawn - ended,
        "rate": used / issued if rated and issued else None,
    }  # fmt: skip


def _around(query: dict[str, list[str]], money: Money, scale: int) -> Json:
    chance = random.Random(19)
    first, last = (date.fromisoformat(query[name][0]) for name in ("from", "to"))
    length = last - first + DAY
    spans = [(first, last), (first - length, last - length), (first - 365 * DAY, last - 365 * DAY)]
    return {
        "periods": [{"first_day": one.isoformat(), "last_day": other.isoformat()} for one, other in spans],
        "step": "day",
        "points": [
            {
                "day": (first + n * DAY).isoformat(), "discount": [money(chance.uniform(90, 420) * scale) for _ in spans],
                "net": [money(chance.uniform(900, 4_200) * scale) for _ in spans],
                "orders": [chance.randint(12, 60) * scale for _ in spans], "checkouts": [chance.randint(14, 64) * scale for _ in spans],
            }
            for n in range(min(length.days, 62))
        ],
    }  # fmt: skip
