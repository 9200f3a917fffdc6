"""Made-up customers for pictures of their pages: the list, one of them, their orders, points and timeline."""

from __future__ import annotations

import random

from tests.ui.shown_base import COUNTRIES, FIRST, LAST, Json, State, at, money


def customers(state: State, count: int = 50) -> list[Json]:
    chance = random.Random(7)
    found = []
    for number in range(1, count + 1):
        first, last = chance.choice(FIRST), chance.choice(LAST)
        orders = chance.choice((0, 1, 2, 5, 12, 88))
        name = f"{first} {last}"
        if state.kind == "overfull" and number % 3 == 0:
            name = f"{first} Maria Theresia Wilhelmina Konstantinopolska-{last} van der Zwischenbrücken"
        guest = number % 11 == 0
        found.append(
            {
                "id": str(number),
                "external_id": None if guest else f"H{number:05d}",
                "name": None if guest else name,
                "email": f"{first}.{last}.{number}@mail.example".lower(),
                "guest": guest,
                "country": chance.choice(COUNTRIES),
                "group": chance.choice(("General", "VIP", None)),
                "registered_at": None if guest else at(chance.randint(2, 900)),
                "orders": orders,
                "net_total": money(orders * chance.uniform(8, 90) * (9_000 if state.kind == "overfull" else 1)),
                "last_order_at": at(chance.uniform(0.1, 300)) if orders else None,
                "points": orders * chance.randint(0, 40),
            }
        )
    return found


def customer(state: State) -> Json:
    brief = customers(state, 6)[5 if state.scale > 1 else 4]
    many = 12 if state.scale > 1 else 2
    return {
        **brief,
        "id": "4",
        "first_name": "Dmytro",
        "last_name": "Petrenko",
        "phone": "+380 44 123 45 67",
        "language": "uk",
        "store": "Kyiv",
        "born_on": "1988-02-29",
        "gender": "male",
        "tags": [f"{tag}{n or ''}" for n in range(many // 2) for tag in ("newsletter", "wholesale")],
        "lists": ["weekly"],
        "mailable": True,
        "attributes": {"shoe_size": "43", "club_member": True, "remark": state.name("Rings twice")},
        "addresses": [] if state.kind == "empty" else [
            {
                "kind": "shipping", "default": True, "name": "Dmytro Petrenko", "street": "Khreshchatyk 1",
                "postcode": "01001", "city": "Kyiv", "region": None, "country": "UA",
            }
        ],
        "segments": [
            {"id": id_, "name": state.name(name), "entered_at": at(12)}
            for id_, name in (("vip", "VIP"), ("weekly", "Buys every week")) * (many // 2 if state.scale else 0)
        ],
    }  # fmt: skip


def notes() -> list[Json]:
    said = ("Rings twice: the first bell is broken.", "Asked for a paper invoice with each order.")
    return [
        {"id": str(n), "text": text, "created_at": at(9 * n + 2), "created_by": "user:1", "created_by_name": "Olga Marchenko",
         "changed_at": None, "changed_by": None, "changed_by_name": None, "version": 1}
        for n, text in enumerate(said)
    ]  # fmt: skip


def orders(state: State) -> list[Json]:
    if state.kind == "empty":
        return []
    chance = random.Random(3)
    statuses = ("complete", "complete", "complete", "processing", "cancelled", "pending", "shipped")
    found = []
    for number in range(1, 15):
        total = chance.uniform(8, 900) * (9_999 if state.kind == "overfull" else 1)
        lines = [
            {
                "id": str(line),
                "sku": f"SKU-{chance.randint(100, 999)}",
                "name": chance.choice(("Shorts, blue", "Tee with stripes", "Tank top", "Messenger bag")),
                "quantity": str(chance.randint(1, 4)),
                "price": money(total / 3),
                "row_total": money(total / 3),
                "discount": money(0),
            }
            for line in range(1, 4)
        ]
        found.append(
            {
                "id": str(number), "external_id": f"1000{number:05d}", "placed_at": at(number * 9.3),
                "status": statuses[number % 7], "grand_total": money(total),
                "refunded_total": money(total / 4 if number % 5 == 0 else 0), "net_total": money(total),
                "subtotal": money(total), "discount": money(0), "shipping": money(0), "tax": money(0),
                "coupon": "HELLO" if number % 4 == 0 else None, "lines": lines,
            }
        )  # fmt: skip
    return found


def timeline() -> list[Json]:
    rows = (
        ("ordered", "Placed order 100000001", {"subject": "100000001", "word": "processing", "amount": money(214.4)}),
        ("order_status", "Order 100000001 became complete", {"subject": "100000001", "word": "complete"}),
        ("wished", "Wished for SKU-204", {"subject": "SKU-204"}),
        ("refunded", "Refund on order 100000002", {"subject": "100000002", "amount": money(20), "word": "too small"}),
        ("reviewed", "Reviewed SKU-204", {"subject": "SKU-204", "number": "5", "word": "approved"}),
        ("subscription", "Subscription to weekly: confirmed", {"subject": "weekly", "word": "confirmed"}),
        ("logged_in", "Logged in", {"word": "phone"}),
        ("registered", "Registered", {}),
    )
    return [
        {"at": at(index * 4.2 + 0.2), "kind": kind, "title": title, "details": details}
        for index, (kind, title, details) in enumerate(rows)
    ]


def _kinds(available: int) -> list[Json]:
    """What a customer has of the one kind of points there is."""
    return [
        {"points_kind": "points", "spendable": True, "unit": {"singular": "point", "plural": "points"}, "available": available,
         "balance": available, "pending": 0, "held": 0, "debt": 0}
    ]  # fmt: skip


def points(state: State) -> Json:
    if state.kind == "empty":
        return {
            "balance": 0,
            "available": 0,
            "pending": 0,
            "held": 0,
            "debt": 0,
            "lots": [],
            "holds": [],
            "entries": [],
            "points_kind": "points",
            "kinds": _kinds(0),
            "unit": {"singular": "point", "plural": "points"},
            "next_cursor": None,
        }
    return {
        "balance": 1_240 * state.scale, "available": 1_240 * state.scale, "pending": 80 * state.scale, "held": 120 * state.scale, "debt": 0,
        "holds": [
            {"key": "checkout:100000009", "points": 120 * state.scale, "lapses_at": at(-0.01), "reason": state.name("Order 100000009"), "legal_entity": "Shop"}
        ],
        "unit": {"singular": "point", "plural": "points"}, "next_cursor": "c2",
        "points_kind": "points", "kinds": _kinds(1_240 * state.scale),
        "lots": [
            {
                "id": str(n), "points": 500 * state.scale, "remaining": (500 - n * 90) * state.scale, "starts_at": at(30 * n) if n != 1 else None,
                "ends_at": at(-30 * n) if n != 3 else None, "state": "pending" if n == 1 else "open",
                "source": f"10000000{n}", "held": 0, "rule": state.name("Everyday points"), "legal_entity": "Shop",
                "waits_for": {"action": "event", "name": state.name("survey_answered")} if n == 1 else None,
            }
            for n in range(1, 5)
        ],
        "entries": [
            {
                "at": at(n * 6), "kind": ("earned", "reversed", "ended")[n % 3], "points": (90 if n % 3 == 0 else -30) * state.scale,
                "reason": None, "order": f"10000000{n}", "rule": state.name("1 point for every full 5.00"),
            }
            for n in range(9)
        ],
    }  # fmt: skip
