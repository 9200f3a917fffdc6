"""The made-up shop beside its customers: who is signed in, segments, conditions, imports, jobs."""

from __future__ import annotations

import random
from dataclasses import asdict

from tests.ui import shown_points, shown_segments
from tests.ui.shown_base import COUNTRIES, CURRENCY, Json, State, at, money
from tests.ui.shown_customers import customers
from tests.ui.shown_segments import SEGMENTS

from regulars.facts.fields import FIELDS, ROWS


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
            "named": True,
            "currency": CURRENCY,
            "currency_places": 2,
            "time_zone": "Europe/Kyiv",
            "language": "en",
        },
    }


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
            {"pointer": "/condition/all/0", "sentence": "completed orders of the last year come to $2,000.00 or more", "count": 688},
            {"pointer": "/condition/all/1", "sentence": "the country is UA or PL, or the birthday is within 7 days", "count": 1_910},
            {"pointer": "/condition/all/2", "sentence": "1 to 5 order lines from Shorts or Tops in the last 90 days", "count": 803},
        ],
        "sentence": "Customers whose completed orders of the last year come to $2,000.00 or more, and who live in UA or PL "
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
        "completed orders of the last year come to $2,000.00 or more",
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
            "asks_points": False, "remarked": 12 * state.scale if how == "done" else 0,
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
