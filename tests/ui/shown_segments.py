"""Made-up segments for pictures of their pages: in every state and health, with deeds, pins and what a change brings."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

Json = Any
At = Callable[[float], str]

CONDITION = {
    "all": [
        {
            "value": {
                "sum": "order.net_total",
                "where": {"value": "order.status", "op": "in", "to": ["complete"]},
                "within": {"last": "1y"},
            },
            "op": ">=",
            "to": "2000",
        },
        {
            "any": [
                {"value": "customer.country", "op": "in", "to": ["UA", "PL"]},
                {"value": {"days_until_anniversary": "customer.born_on"}, "op": "<=", "to": 7},
            ]
        },
        {
            "value": {
                "count": "order_line",
                "where": {
                    "all": [
                        {"value": "product.categories", "op": "has_any", "to": ["19", "21"]},
                        {"value": "order.status", "op": "=", "to": "complete"},
                    ]
                },
                "within": {"last": "90d", "aligned": "day"},
            },
            "op": "between",
            "to": [1, 5],
        },
    ]
}

EXCLUDE = {"value": "customer.email", "op": "contains", "to": "@shop.example"}
ACTIONS = {
    "group": "VIP", "priority": 10, "on_entry": {"add": ["regular", "invited"], "take": ["newcomer"]},
    "on_leaving": {"add": [], "take": ["regular"]}, "cool_down": {"amount": 2, "unit": "days"},
}  # fmt: skip

SEGMENTS = (
    ("vip", "VIP", "Customers whose completed orders come to $2,000.00 or more.", 412, "active"),
    ("departed", "Come back", "Customers whose last completed order was placed 30 or more days ago.", 1_204, "active"),
    (
        "weekly",
        "Buys every week",
        "Customers with four or more completed orders in the last 28 days.",
        388,
        "computing",
    ),
    ("birthday", "Birthday this week", "Customers whose next birthday is at most 7 days away.", 41, "active"),
    ("wish", "Recommended wishes", "Customers with a recommended product in the wishlist.", 17, "broken"),
    ("girls", "Girls", "Female customers younger than 18.", 0, "archived"),
)

AUTOMATIC = {"kind": "automatic", "every": None, "at": None, "weekday": None, "day": None}
REFRESHES = {
    "departed": {**AUTOMATIC, "kind": "scheduled", "every": "week", "at": "03:00", "weekday": 7},
    "birthday": {**AUTOMATIC, "kind": "by_hand"},
}


def _health(row: tuple[str, str, str, int, str], at: At) -> list[Json]:
    about = {"since": None, "customers": None, "entered": None, "left": None, "cooling": None, "reason": None}
    found = {
        "vip": [{"kind": "waiting", "since": at(0.3), "customers": 154, "entered": 141, "left": 13, "cooling": 6},
                {"kind": "jumped", "customers": 128}],
        "wish": [{"kind": "broken"}, {"kind": "drifted", "since": at(0.25), "customers": 3}],
        "birthday": [{"kind": "drifted", "since": at(0.25), "customers": 1}],
    }  # fmt: skip
    return [about | one for one in found.get(row[0], [])]


def _sizes(id_: str, size: int) -> list[int]:
    """Thirty days that end at the present size, each segment by a chance of its own."""
    chance, found = random.Random(id_), [size]
    for _ in range(29):
        found.append(max(0, found[-1] - round(chance.uniform(-0.03, 0.05) * size)))
    return found[::-1]


def segment(row: tuple[str, str, str, int, str], *, at: At, called: Callable[[str], str], overfull: bool) -> Json:
    id_, name, sentence, size, how = row
    if overfull:
        size *= 7_919
        name = called(name)
        sentence = " ".join([sentence] * 3)
    acts = id_ in ("vip", "departed")
    kept = REFRESHES.get(id_, AUTOMATIC)
    return {
        "id": id_, "name": name, "description": "", "condition": CONDITION, "sentence": sentence,
        "exclude": EXCLUDE if id_ == "vip" else None, "stores": ["Kyiv"] if id_ == "vip" else [],
        "actions": ACTIONS if acts else None, "hold_jumps": acts, "health": _health(row, at),
        "refresh": kept, "refreshing": id_ == "birthday", "refreshed_at": at(8.5 / 24),
        "next_refresh_at": at(8.5 / 24 - 7) if kept["kind"] == "scheduled" else None,
        "applies_to": "everyone", "state": how, "broken_reason": "Category “19” was removed." if how == "broken" else None,
        "size": size, "share": size / 2_469 if not overfull else 0.9731, "entered_7d": size // 17,
        "left_7d": size // 23, "sizes": _sizes(id_, size), "created_at": at(200), "updated_at": at(3), "version": 4,
    }  # fmt: skip


def history(at: At) -> list[Json]:
    chance, size = random.Random(5), 300
    days = []
    for back in range(90, -1, -1):
        entered, left = chance.randint(0, 9), chance.randint(0, 7)
        size += entered - left
        brought, took = (23, 11) if back == 40 else (0, 0)
        size += brought - took
        days.append(
            {"date": at(back)[:10], "size": size, "entered": entered, "left": left, "brought": brought, "took": took}
        )
    return days


def deeds(at: At, *, many: int, called: Callable[[str], str]) -> list[Json]:
    """Entered and left by turns, one undone."""
    actions = {**ACTIONS, "group": called("VIP")}
    return [
        {
            "id": str(900 - n), "kind": "left" if n % 3 == 2 else "entered", "archived": n == 5, "at": at(n / 2),
            "actions": {**actions, "on_entry": {"add": [], "take": []}, "on_leaving": {"add": [], "take": []}} if n == 5 else actions,
            "size": (7, 1, 1_204)[n % 3] * (many // 50), "undone_at": at(0.2) if n == 1 else None,
            "undone_by": "user:1" if n == 1 else None, "undone_by_name": "Olga Marchenko" if n == 1 else None,
        }
        for n in range(many // 5)
    ]  # fmt: skip


def pins(at: At, customers: Sequence[Json]) -> list[Json]:
    """Some in, some out."""
    return [
        {**one, "pinned": "out" if n % 3 == 1 else "in", "pinned_at": at(n), "pinned_by": "user:1", "pinned_by_name": "Olga Marchenko"}
        for n, one in enumerate(customers)
    ]  # fmt: skip


def waiting(at: At, customers: Sequence[Json], query: Json) -> Json:
    """Some wait for approval, or for their cool-down."""
    awaits, kind = query.get("awaits", ["approval"])[0], query.get("kind", ["entered"])[0]
    until = at(-0.4) if awaits == "cool_down" else None
    rows = customers if kind == "entered" else customers[:3]
    counts = (
        {"entered": 141, "left": 13, "entered_cooling": 4, "left_cooling": 2}
        if customers
        else {"entered": 0, "left": 0, "entered_cooling": 0, "left_cooling": 0}
    )
    return {
        "data": [{**one, "kind": kind, "awaits": awaits, "until": until} for one in rows], "next_cursor": None, "counts": counts,
    }  # fmt: skip


def difference(at: At, customers: Sequence[Json], scale: int) -> Json:
    """More come than go."""
    return {
        "entering": 141 * scale, "leaving": 3 * scale, "entering_sample": customers[:20], "leaving_sample": customers[20:23],
        "entering_cooling": 12 * scale, "leaving_cooling": 3 * scale, "staying_cooling": 0,
        "treated": 640 * scale, "due_entering": 147 * scale, "due_leaving": 3 * scale, "due_entering_cooling": 12 * scale,
        "due_leaving_cooling": 3 * scale, "waiting_entering": 6 * scale, "waiting_leaving": 0,
        "as_of": at(0),
    }  # fmt: skip


def pinned_list() -> Json:
    return {
        "pinned": 12, "already": 2, "not_found": ["nobody@mail.example", "H99999"], "not_found_count": 2,
        "several": ["1207", "info@mail.example"], "several_count": 2,
    }  # fmt: skip
