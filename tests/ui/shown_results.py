"""Made-up results of a newsletter and of a rewards workflow; how sure they are is said by the product's own code."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlparse

from regulars.reports.model.comparison import Group, compare, verdict

Json = Any
At = Callable[[float], str]
Money = Callable[[float], Json]
Called = Callable[[str], str]
COUNTS = (
    "pending", "sent", "delivered", "opened", "machine_opened", "clicked", "left", "complained", "bounced", "blocked", "conversions", "unknown",
)  # fmt: skip
RULES = [
    ("third", "nth_order", "3", "Thank you for the third order"),
    ("fifth", "order_count", "5", "Five times with us"),
    ("much", "spent_all", "500.00", "You are one of our best customers"),
]


def answer(
    method: str, url: str, *, at: At, money: Money, called: Called, empty: bool = False, scale: int = 1
) -> Json | None:
    """The answer to a request about results, or of what they are the results of; None for any other."""
    parts = [part for part in urlparse(url).path.split("/") if part][1:]
    query = parse_qs(urlparse(url).query)
    match method, parts:
        case "GET", ["newsletters", "5"]:
            return _newsletter(at, called, scale)
        case "GET", ["workflows", "7"]:
            return _workflow(at, called)
        case "GET", ["reports", "messages"]:
            return _report(query, money, called, 0 if empty else scale)
        case "GET", ["results", source, _]:
            return _results(source, at, money, called, 0 if empty else scale)
        case "GET", ["results", source, _, "comparison"]:
            division = {"node": "", "sides": _sides(money, scale)}
            return {
                "days": int(query["days"][0]), "confidence": 0.95,
                "divisions": [] if empty or source == "workflow" else [division],
            }  # fmt: skip
        case "GET", ["results", source, _, what]:
            rows = 0 if empty else 50
            show = _conversion if what == "conversions" else _message
            return {"data": [show(source, n, query, at, money, called) for n in range(rows)], "next_cursor": "more"}
    return None


def _report(query: dict[str, list[str]], money: Money, called: Called, scale: int) -> Json:
    """Of all sources: the newsletter went out in the period before."""
    chance = random.Random(13)
    first, last = (date.fromisoformat(query[name][0]) for name in ("from", "to"))
    length = last - first + timedelta(days=1)
    spans = [(first, last), (first - length, last - length), (first - timedelta(365), last - timedelta(365))]

    def sent(share: float) -> Json:
        names = ("sent", "opened", "clicked", "left", "complained", "bounced", "conversions")
        counts = _counts(share, scale)
        return {name: counts[name] for name in names} | {"revenue": money(4_312.4 * share * scale)}

    sources = [
        ("workflow", "7", "Rewards for regulars", (0.4, 0.35, 0.2)),
        ("newsletter", "5", "March", (0.2, 1.0, 0)),
        ("campaign", "3", "Birthday bonus", (0.1, 0.12, 0.02)),
        ("campaign", "4", "Abandoned cart", (0.06, 0.05, 0)),
    ]
    return {
        "periods": [{"first_day": one.isoformat(), "last_day": other.isoformat()} for one, other in spans],
        "sources": [
            {"source": source, "id": id, "name": called(name), "periods": [sent(share) for share in shares]}
            for source, id, name, shares in sources
        ] if scale else [],
        "all": [sent(share) for share in (0.76, 1.52, 0.22)], "step": "day",
        "points": [
            {
                "day": (first + timedelta(days=n)).isoformat(), "conversions": [chance.randint(0, 9) * scale for _ in spans],
                "revenue": [money(chance.uniform(20, 300) * scale) for _ in spans],
            }
            for n in range(length.days)
        ],
    }  # fmt: skip


def _counts(share: float, scale: int) -> dict[str, int]:
    said = (120, 4_180, 4_102, 1_640, 910, 388, 21, 2, 57, 83, 61, 4)
    return {name: round(number * share) * scale for name, number in zip(COUNTS, said, strict=True)}


def _results(source: str, at: At, money: Money, called: Called, scale: int) -> Json:
    chance, today = random.Random(11), date.fromisoformat(at(0)[:10])
    names = [("A", "New in March", 0.52), ("B", "Tees for less until Sunday", 0.48)]
    if source == "workflow":
        names = [(id, name, share) for (id, *_, name), share in zip(RULES, (0.6, 0.25, 0.1), strict=True)]
        names.append(("second", "Back again", 0.05))
    monday = today - timedelta(days=today.weekday())
    weeks = [
        {
            "week": (monday - timedelta(weeks=n)).isoformat(), "sent": chance.randint(180, 320) * scale,
            "opened": chance.randint(80, 120) * scale, "clicked": chance.randint(15, 30) * scale,
            "left": chance.randint(0, 3) * scale, "conversions": chance.randint(1, 6) * scale,
            "revenue": money(chance.uniform(80, 420) * scale),
        }
        for n in reversed(range(16))
    ] if scale else []  # fmt: skip
    nodes = [
        {"node": node, "name": called(name), **_counts(share, scale), "revenue": money(4_312.4 * share * scale)}
        for node, name, share in names
    ]
    return {
        "attribution": {"by": "click", "days": 5, "version": 0}, **_counts(1, scale), "revenue": money(4_312.4 * scale),
        "nodes": nodes if scale else [], "weeks": weeks,
        "blocked_for": [{"reason": "unsubscribed", "count": 52 * scale}, {"reason": "suppressed", "count": 31 * scale}] if scale else [],
        "waiting_for": [{"waits_for": "quiet_hours", "count": 96 * scale, "until": at(-0.4)}] if scale else [],
    }  # fmt: skip


def _sides(money: Money, scale: int) -> Json:
    groups = {
        "A": Group(2_170 * scale, 143 * scale, 151 * scale, 903_020 * scale, 9.1e9 * scale),
        "B": Group(2_010 * scale, 116 * scale, 122 * scale, 700_300 * scale, 7.4e9 * scale),
        "": Group(464 * scale, 17 * scale, 18 * scale, 110_200 * scale, 1.1e9 * scale),
    }
    return [_side(name, group, groups[""], money) for name, group in groups.items()]


def _side(name: str, group: Group, alone: Group, money: Money) -> Json:
    found = compare(group, alone)
    is_base = group is alone
    return {
        "name": name, "alone": is_base, "customers": group.customers, "buyers": group.buyers, "orders": group.orders,
        "revenue": money(group.revenue / 100), "rate": group.rate, "per_customer": money(group.mean / 100), "base": is_base,
        "rate_difference": None if is_base or found.rate is None else found.rate._asdict(),
        "revenue_difference": None
        if is_base or found.revenue is None
        else {name: money(value / 100) for name, value in found.revenue._asdict().items()},
        "verdict": None if is_base else found.verdict, "revenue_verdict": None if is_base else verdict(found.revenue),
    }  # fmt: skip


def _who(n: int, called: Called) -> Json:
    name = called(["anna", "boris", "clara", "dmytro", "eva"][n % 5])
    return {"id": str(n + 1), "external_id": name, "email": f"{name}@shop.example"}


def _node(source: str, n: int) -> str:
    return RULES[n % 3][0] if source == "workflow" else "AB"[n % 2]


def _message(source: str, n: int, query: dict[str, list[str]], at: At, money: Money, called: Called) -> Json:
    what = query["what"][0]
    who = _who(n, called)
    return {
        "id": str(900 - n), "source": source, "source_id": "5", "node": _node(source, n), "customer": who, "address": who["email"],
        "subject": "New in March", "template": "900", "template_version": 3, "language": "en", "list": "newsletter",
        "marketing": True, "is_test": False, "state": {"pending": "queued", "blocked": "blocked"}.get(what, "accepted"),
        "reason": ("unsubscribed", "not_opted_in", "suppressed")[n % 3] if what == "blocked" else None, "answer": None,
        "attempts": 1, "in_mailbox": False, "waits_for": "quiet_hours" if what == "pending" else None,
        "queued_at": at(n / 9), "due_at": at(-0.4) if what == "pending" else None, "sent_at": at(n / 9), "settled_at": at(n / 9),
        "opened_at": at(n / 10) if n % 2 else None, "machine_opened_at": None, "clicked_at": at(n / 10) if n % 5 == 1 else None,
        "left_at": None, "complained_at": None,
    }  # fmt: skip


def _conversion(source: str, n: int, query: dict[str, list[str]], at: At, money: Money, called: Called) -> Json:
    return {
        "order": f"1000{n:05}", "customer": _who(n, called), "message": str(900 - n), "node": _node(source, n),
        "placed_at": at(n / 7), "touched_at": at(n / 7 + 1.3), "status": "complete", "total": money(64.5 + n),
        "refunded": money(0), "revenue": money(64.5 + n),
    }  # fmt: skip


def _newsletter(at: At, called: Called, scale: int) -> Json:
    return {
        "id": "5", "name": called("March"), "state": "sent", "template": "900", "template_version": 3, "include": ["vip"],
        "exclude": [], "sends_to": "opted_in", "list": None, "subjects": ["New in March", "Tees for less until Sunday"],
        "hold_out_percent": 10, "batches": None, "send_at": at(40), "begun_at": at(40), "ended_at": at(39.8), "total": 4_727 * scale,
        "place": 4_727 * scale, "held_out": 464 * scale, "results": [], "problem": None, "version": 5, "created_at": at(44),
        "updated_at": at(39.8),
    }  # fmt: skip


def _workflow(at: At, called: Called) -> Json:
    rules = [{"id": id, "kind": kind, "value": value, "template": "900"} for id, kind, value, _ in RULES]
    form = {"sends_to": "opted_in", "list": "newsletter", "skus": [], "status": "complete", "counts_from": "beginning"}
    return {
        "id": "7", "name": called("Rewards for regulars"), "state": "running", "form": form | {"rules": rules}, "revision": 4,
        "version": 3, "changed": False, "test_address": None, "since": at(110), "entered": 6_204, "errors": [],
        "created_at": at(111), "updated_at": at(20),
    }  # fmt: skip
