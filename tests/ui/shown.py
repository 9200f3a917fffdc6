"""A made-up shop in the shapes of the REST API, for looking at pages without a server.

Used by `screenshots.py` only: tests drive the real server. Deterministic, so that two
screenshots differ by what was changed in the pages alone.
"""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlparse

from tests.ui import shown_points, shown_segment_more, shown_segments, shown_webhooks
from tests.ui.shown_segments import SEGMENTS

from regulars.facts.fields import FIELDS, ROWS

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
CURRENCY = "USD"

FIRST = ("Anna", "Boris", "Clara", "Dmytro", "Eva", "Fedir", "Grażyna", "Henryk", "Iryna", "Jan", "Karolina", "Łukasz")
LAST = ("Kowalska", "Petrenko", "Virtanen", "Nowak", "Shevchenko", "Wiśniewski", "Lindqvist", "Bondarenko")
COUNTRIES = ("UA", "PL", "US", "FI", "DE", "CZ")

Json = Any


@dataclass(frozen=True)
class State:
    """How much there is to show: "typical", "empty", "overfull", or "broken"."""

    kind: str = "typical"

    @property
    def scale(self) -> int:
        """What a figure is multiplied by: a shop so full that its figures have seven digits."""
        return {"empty": 0, "overfull": 9_000}.get(self.kind, 1)

    def name(self, name: str) -> str:
        """What something is called, which is far too long in the overfull shop."""
        return f"{name} with a name as long as somebody in a hurry would never write it" if self.scale > 1 else name


def at(days: float) -> str:
    """The instant so many days before now."""
    return (NOW - timedelta(days=days)).isoformat().replace("+00:00", "Z")


def money(amount: float) -> dict[str, str]:
    return {"amount": f"{amount:.2f}", "currency": CURRENCY}


def session() -> Json:
    scopes = (
        "overview:read customers:read segments:read segments:write points:read points:write programme:read "
        "programme:write records:write imports:read imports:write audit:read users:read users:write keys:read keys:write "
        "webhooks:read webhooks:write"
    )
    return {
        "user": {
            "id": "1",
            "email": "olga@shop.example",
            "name": "Olga Marchenko",
            "role": "owner",
            "scopes": scopes.split(),
        },
        "shop": {
            "name": "Complete Journey",
            "currency": CURRENCY,
            "currency_places": 2,
            "time_zone": "Europe/Kyiv",
            "language": "en",
        },
    }


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
            "next_cursor": None,
        }
    return {
        "balance": 1_240 * state.scale, "available": 1_240 * state.scale, "pending": 80 * state.scale, "held": 120 * state.scale, "debt": 0,
        "holds": [
            {"key": "checkout:100000009", "points": 120 * state.scale, "lapses_at": at(-0.01), "reason": state.name("Order 100000009"), "legal_entity": "Shop"}
        ],
        "unit": {"singular": "point", "plural": "points"}, "next_cursor": "c2",
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


def segment(row: tuple[str, str, str, int, str], state: State) -> Json:
    return shown_segments.segment(row, at=at, called=state.name, overfull=state.kind == "overfull")


def overview(state: State) -> Json:
    if state.kind == "empty":
        return {
            "customers": 0, "orders": 0, "lines": 0, "sales": money(0), "points_issued": 0, "segments": [],
            "sales_by_week": [], "lag": {"entries": 0, "seconds": 0}, "position": 0,
        }  # fmt: skip
    chance, scale = random.Random(2), state.scale
    weeks = [
        {"week": at(7 * back)[:10], "sales": money(chance.uniform(60_000, 110_000) * scale), "orders": 2_900 + back}
        for back in range(52, 0, -1)
    ]
    return {
        "customers": 2_469 * scale, "orders": 155_848 * scale, "lines": 1_469_307 * scale,
        "sales": money(4_594_287.11 * scale), "points_issued": 402_913 * scale,
        "segments": [{"id": row[0], "name": segment(row, state)["name"], "size": row[3] * scale} for row in SEGMENTS],
        "sales_by_week": weeks, "lag": {"entries": 1_204 if state.kind == "overfull" else 0, "seconds": 3.2},
        "position": 1_700_000,
    }  # fmt: skip


def vocabulary() -> Json:
    fields = []
    for field in FIELDS:
        shown = asdict(field)
        shown["type"] = str(field.type)
        shown["choices"] = list(field.choices)
        fields.append(shown)
    declared = {
        "path": "product.attributes.recommended", "type": "boolean", "label": "Recommended", "description": "Declared by the shop.",
        "places": None, "choices": [], "history": False, "format": None, "source": "the shop's records",
    }  # fmt: skip
    return {
        "fields": [*fields, declared],
        "rows": [asdict(rows) for rows in ROWS],
        "currency": CURRENCY, "currency_places": 2, "time_zone": "Europe/Kyiv",
    }  # fmt: skip


CATEGORIES = (
    ("2", "Default", None), ("11", "Men", "2"), ("12", "Tops", "11"), ("16", "Tees", "12"), ("13", "Bottoms", "11"),
    ("19", "Shorts", "13"), ("20", "Women", "2"), ("21", "Tops", "20"), ("25", "Tanks", "21"), ("4", "Gear/Bags", "2"),
)  # fmt: skip


def values(format_: str, search: str) -> list[Json]:
    found: list[Json]
    if format_ == "country":
        found = [{"value": code, "label": code, "count": 400} for code in COUNTRIES]
    elif format_ == "category":
        found = [{"value": id_, "label": label, "parent": parent, "count": 120} for id_, label, parent in CATEGORIES]
    elif format_ == "segment":
        found = [{"value": row[0], "label": row[1], "count": row[3]} for row in SEGMENTS]
    else:
        found = [{"value": f"{format_}-{n}", "label": f"{format_} {n}"} for n in range(1, 6)]
    return [one for one in found if search.lower() in f"{one['value']} {one['label']}".lower()]


def preview(state: State) -> Json:
    return {
        "count": 0 if state.kind == "empty" else 412, "candidates": 2_469,
        "sample": [] if state.kind == "empty" else customers(state, 10),
        "missing": [{"pointer": "/condition/all/1/any/1", "label": "Birthday", "count": 219}],
        "funnel": [
            {"pointer": "/condition/all/0", "sentence": "completed orders of the last year come to 2,000.00 USD or more", "count": 688},
            {"pointer": "/condition/all/1", "sentence": "the country is UA or PL, or the birthday is within 7 days", "count": 1_910},
            {"pointer": "/condition/all/2", "sentence": "1 to 5 order lines from Shorts or Tops in the last 90 days", "count": 803},
        ],
        "sentence": "Customers whose completed orders of the last year come to 2,000.00 USD or more, and who live in UA or PL "
        "or have a birthday within 7 days.",
        "unknown_stores": [], "position": 1_700_000, "as_of": at(0),
    }  # fmt: skip


def _explained(pointer: str, sentence: str, **said: Json) -> Json:
    empty = {"value": None, "threshold": None, "distance": None, "unit": None, "counted": [], "counted_total": 0}
    rest = {"not_counted": [], "not_counted_total": 0, "next_change": None, "children": [], "held": False}
    return {"pointer": pointer, "sentence": sentence, **empty, **rest, **said}


def explanation() -> Json:
    rows = [("100000001", 8, 1200, None), ("100000007", 50, 660, None), ("100000009", 5, 240, "the status is pending")]
    told = [{"key": key, "at": at(days), "value": money(sum_), "reason": why} for key, days, sum_, why in rows]
    spent = _explained(
        "/all/0",
        "completed orders of the last year come to 2,000.00 USD or more",
        value=money(1860),
        threshold=money(2000),
        distance=money(140),
        unit="money",
        counted=told[:2],
        counted_total=2,
        not_counted=told[2:],
        not_counted_total=1,
    )
    lives = _explained("/all/1", "the country is UA or PL", held=True, value="UA", threshold=["UA", "PL"], unit="text")
    return _explained("", "all of these hold", next_change=at(-3), children=[spent, lives])


def rule(state: State, id: str = "1") -> Json:
    return next(one for one in shown_points.rules(at, money, state.name) if one["id"] == id)


def jobs(state: State) -> list[Json]:
    if state.kind == "empty":
        return []
    shared = {"kind": "import", "unit": "lines", "started_at": at(0.01), "finished_at": None, "error": None}
    return [
        {**shared, "id": "3", "title": state.name("orders-2026.jsonl"), "state": "running", "done": 812_500, "total": 1_469_307},
        {**shared, "id": "2", "title": "customers.csv", "state": "done", "done": 2_469, "total": 2_469},
        {**shared, "id": "1", "title": "broken.parquet", "state": "failed", "done": 12, "total": None, "error": "Line 12: not a Parquet file."},
    ]  # fmt: skip


def imports(state: State) -> list[Json]:
    rows = (
        ("orders-2026.jsonl", "running", 812_000, 0, 3),
        ("customers.csv", "done", 2_469, 0, 0),
        ("products.parquet", "done", 0, 92_353, 1_204),
    )
    return [
        {
            "id": str(number), "name": state.name(name), "format": name.rsplit(".")[-1], "state": how, "actor": "user:1",
            "started_at": at(0.01 + number * 3.3), "finished_at": None if how == "running" else at(number * 3.3),
            "size": 1_000, "place": 553 if how == "running" else 1_000, "line": accepted, "live": False, "options": {},
            "accepted": accepted * state.scale, "repeated": repeated * state.scale, "refused": refused * state.scale,
            "asks_points": False,
        }
        for number, (name, how, accepted, repeated, refused) in enumerate(rows)
    ]  # fmt: skip


def rejects(state: State) -> list[Json]:
    rows = (
        (12, "/fields/grand_total", "not_a_number", "“twelve” is not a number: write 12.00."),
        (480, "/", "not_json", "This line is not JSON."),
        (811_204, "/fields/lines/0/quantity", "too_small", "Write 1 or more."),
    )
    return [
        {"line": line, "field": field, "code": code, "reason": state.name(reason)} for line, field, code, reason in rows
    ]


def attributes(state: State) -> list[Json]:
    rows = (
        ("customer", "shoe_size", "number", "Shoe size", None),
        ("customer", "club_member", "boolean", "Club member", False),
        ("product", "recommended", "boolean", "Recommended", False),
        ("event", "page", "text", "Page", "start"),
    )
    return [
        {"subject": subject, "name": name, "type": type_, "label": state.name(label), "description": "", "default": default, "history": False}
        for subject, name, type_, label, default in rows
    ]  # fmt: skip


AUDITED = (
    ("segment.changed", "segment:vip", "VIP"),
    ("customer.erased", "customer:18", None),
    ("import.finished", "import:15", "customers-of-the-whole-year-2026.csv"),
    ("earning_rule.changed", "earning_rule:1", "Everyday points"),
    ("programme.changed", "programme:1", None),
    ("session.opened", "user:1", "Olga Marchenko"),
)


POINTS = {
    "issued": 402_913, "adjusted": 1_200, "forgiven": 40, "available": 310_004, "pending": 1_209, "held": 0, "debt": 12, "redeemed": 81_000, "ended": 9_800,
    "reversed": 900,
}  # fmt: skip


def answer(method: str, url: str, state: State, body: Json = None) -> tuple[int, Json]:
    """The status and document for a request of the pages."""
    parsed = urlparse(url)
    path, query = parsed.path, parse_qs(parsed.query)
    if path == "/v1/session":
        return (401, {"status": 401, "code": "not_signed_in"}) if state.kind == "out" else (200, session())
    # Of these two segments the pages are there, so that it is seen how their tabs tell what is wrong.
    if state.kind == "broken" and path not in ("/v1/segments/vip", "/v1/segments/departed"):
        problem = {"status": 503, "code": "unavailable", "title": "Service Unavailable",
                   "detail": "The worker that answers questions can't be reached; it is started again by itself."}  # fmt: skip
        return 503, problem
    many = 200 if state.kind == "overfull" else 50
    empty = state.kind == "empty"
    lists = {
        "/v1/customers": lambda: customers(state, many),
        "/v1/segments": lambda: [segment(row, state) for row in SEGMENTS],
        "/v1/segments/vip/deeds": lambda: shown_segments.deeds(at, many=many, called=state.name),
        "/v1/segments/vip/deeds/900/customers": lambda: customers(state, 7),
        "/v1/segments/vip/pins": lambda: shown_segments.pins(at, customers(state, many // 8)),
        "/v1/segments/wish/members": lambda: [{**row, "entered_at": at(9)} for row in customers(state, 17)],
        "/v1/segments/departed/members": lambda: [{**row, "entered_at": at(9)} for row in customers(state, many)],
        "/v1/segments/birthday/members": lambda: [{**row, "entered_at": at(9)} for row in customers(state, 41)],
        "/v1/segments/vip/members": lambda: [{**row, "entered_at": at(9)} for row in customers(state, many)],
        "/v1/customers/4/orders": lambda: orders(state),
        "/v1/customers/4/timeline": timeline,
        "/v1/earning-rules": lambda: shown_points.rules(at, money, state.name),
        "/v1/spending-rules": lambda: shown_points.spending(at, money, state.name),
        "/v1/points/mass": lambda: shown_points.masses(at, state.name, state.scale, customers(state)),
        "/v1/points/history": lambda: shown_points.history(at, customers(state, many), state.name, state.scale, many),
        "/v1/referrals": lambda: shown_points.referrals(at, customers(state), many // 2),
        "/v1/imports": lambda: imports(state),
        "/v1/imports/0/rejects": lambda: rejects(state),
        "/v1/attributes": lambda: attributes(state),
        "/v1/jobs": lambda: jobs(state),
        "/v1/api-keys": lambda: [
            {"id": "1", "name": state.name("Shop server"), "hint": "k3Fq", "publishable": False, "created_at": at(9), "created_by": "user:1",
             "scopes": ["records:write", "customers:read", "points:read"]},
            {"id": "2", "name": "Storefront", "hint": "Zz90", "publishable": True, "created_at": at(9), "created_by": "user:1",
             "scopes": ["storefront"]},
        ],
        "/v1/webhooks": lambda: shown_webhooks.endpoints(at, overfull=state.kind == "overfull"),
        "/v1/webhooks/types": shown_webhooks.types,
        "/v1/webhooks/deliveries": lambda: shown_webhooks.deliveries(at, many),
        "/v1/users": lambda: [
            {"id": "1", "email": "olga@shop.example", "name": "Olga Marchenko", "role": "owner", "disabled": False, "created_at": at(200)},
            {"id": "2", "email": "support@shop.example", "name": state.name("Piotr Zieliński"), "role": "support", "disabled": True, "created_at": at(20)},
        ],
        "/v1/audit": lambda: [
            {"id": str(n), "at": at(n / 3), "actor": "user:1", "actor_name": "Olga Marchenko", "action": action, "subject": subject, "subject_name": name and state.name(name), "details": {"version": n}}
            for n, (action, subject, name) in enumerate(AUDITED * 3)
        ],
    }  # fmt: skip
    if path in lists and method == "GET":
        return 200, {"data": [] if empty else lists[path](), "next_cursor": None if empty else "c2"}
    single = {
        "/v1/overview": lambda: overview(state),
        "/v1/vocabulary": vocabulary,
        "/v1/kinds": shown_points.kinds,
        "/v1/customers/4": lambda: customer(state),
        "/v1/customers/4/points": lambda: points(state),
        "/v1/segments/vip": lambda: segment(SEGMENTS[0], state),
        "/v1/segments/wish": lambda: segment(SEGMENTS[4], state),
        "/v1/segments/girls": lambda: segment(SEGMENTS[5], state),
        "/v1/segments/vip/history": lambda: [] if empty else shown_segments.history(at),
        "/v1/segments/departed": lambda: segment(SEGMENTS[1], state),
        "/v1/segments/departed/history": lambda: shown_segments.history(at),
        "/v1/segments/birthday": lambda: segment(SEGMENTS[3], state),
        "/v1/segments/overlap": lambda: shown_segment_more.overlap(query.get("ids", [""])[0], state.name, state.kind),
        "/v1/segments/vip/waiting": lambda: shown_segments.waiting(at, [] if empty else customers(state, 12), query),
        "/v1/segments/vip/uses": lambda: [] if empty else shown_segment_more.uses(state.name),
        "/v1/segments/vip/sales": lambda: shown_segment_more.sales(query["from"][0], money, state.scale),
        "/v1/segments/vip/coming": lambda: shown_segment_more.coming(at, state.scale),
        "/v1/segments/departed/coming": lambda: shown_segment_more.coming(at, state.scale),
        "/v1/segments/vip/difference": lambda: shown_segments.difference(at, customers(state, 23), max(state.scale, 1)),
        "/v1/segments/vip/pins": shown_segments.pinned_list,
        "/v1/segments/preview": lambda: preview(state),
        "/v1/conditions/explain": explanation,
        "/v1/conditions/check": lambda: {"valid": True, "sentence": "Orders whose channel is not wholesale.", "errors": []},
        **{f"/v1/earning-rules/{id}": lambda id=id: rule(state, id) for id in "12345"},
        "/v1/spending-rules/1": lambda: shown_points.spending(at, money, state.name)[0],
        "/v1/points/estimate": lambda: shown_points.estimate(at, money, state.name),
        "/v1/points/mass/preview": lambda: shown_points.preview(at, customers(state), max(state.scale, 1), body),
        **{
            f"/v1/points/mass/{4 - n}": lambda one=one: one
            for n, one in enumerate(shown_points.masses(at, state.name, max(state.scale, 1), customers(state)))
        },
        "/v1/customer-tokens/secret": lambda: {"secret": "wYc0fH5m2sUqk9vXnE3tRz7Lb1PaDgJ8oKiM4hTu6Qs"},
        "/v1/customers/4/referral-code": lambda: {"code": "K7QM2PXA"},
        "/v1/webhooks/deliveries/899": lambda: shown_webhooks.delivery(at),
        "/v1/points/programme": lambda: shown_points.programme(at, state.name, {name: count * state.scale for name, count in POINTS.items()}),
        "/v1/points/liability": lambda: shown_points.liability(at, state.name, state.scale),
        "/v1/points/top-earners": lambda: shown_points.earners(customers(state), state.scale),
        "/v1/values": lambda: {"data": values(query.get("format", [""])[0], query.get("search", [""])[0])},
    }  # fmt: skip
    if path in single:
        return 200, single[path]()
    if "/explain/" in path:
        return 200, explanation()
    return 404, {"status": 404, "code": "not_found", "title": "Not Found", "detail": f"there is nothing at {path}"}
