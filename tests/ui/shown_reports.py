"""Reports and the first page of the made-up shop."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

Json = Any
At = Callable[[float], str]
Money = Callable[[float], Json]
DAY = timedelta(days=1)


def home(at: At, money: Money, segments: Sequence[tuple[str, str, int]], kind: str, scale: int) -> Json:
    """`segments`: id, name and how many are in; the overfull shop has much to look at, a new one nothing."""
    chance, today = random.Random(5), date.fromisoformat(at(0)[:10])
    has = kind != "empty"
    weeks = [
        {
            "first_day": (today - 7 * back * DAY - 7 * DAY).isoformat(), "last_day": (today - 7 * back * DAY - DAY).isoformat(),
            "net": money(chance.uniform(80_000, 95_000) * scale), "orders": chance.randint(2_900, 3_300) * scale,
            "buyers": 1_610 * scale, "returning": chance.randint(1_290, 1_420) * scale, "registered": chance.randint(8, 31) * scale,
        }
        for back in reversed(range(8))
    ]  # fmt: skip
    today_alone = {
        "first_day": today.isoformat(), "last_day": today.isoformat(), "net": money(6_120.4 * scale),
        "orders": 212 * scale, "buyers": 190 * scale, "returning": 151 * scale, "registered": 2 * scale,
    }  # fmt: skip
    nothing = dict.fromkeys(("id", "name", "since", "number", "customers", "share", "reason"))
    notices = [
        {"kind": "segment_broken", "tone": "bad", "id": "wish", "name": segments[4][1], "reason": "the attribute recommended of products is no longer declared; it keeps its last members"},
        {"kind": "campaign_broken", "tone": "bad", "id": "2", "name": "Birthday", "reason": "the promotion 'Ten percent in spring' has ended, so its coupons would be worth nothing; choose another"},
        {"kind": "mails_stuck", "tone": "bad", "since": at(0.1), "reason": "mail.shop.example says 535: the password is wrong"},
        {"kind": "webhook_failing", "tone": "warning", "id": "2", "name": "https://shop.example/hooks", "since": at(0.4)},
        {"kind": "segment_waiting", "tone": "warning", "id": "vip", "name": segments[0][1], "since": at(1), "customers": 212 * scale},
        {"kind": "campaign_stuck", "tone": "warning", "id": "3", "name": "Welcome", "since": at(0.2), "customers": 41 * scale},
        {"kind": "mails_returned", "tone": "warning", "number": 3 * scale},
        {"kind": "codes_guessed", "tone": "warning", "since": at(-0.003)},
        {"kind": "budget_nearly_used", "tone": "warning", "id": "1", "name": "Ten percent in spring", "share": 0.874},
        {"kind": "points_ending", "tone": "info", "number": 12_400 * scale, "customers": 310 * scale},
    ]  # fmt: skip
    return {
        "at": at(0), "weeks": weeks, "today": today_alone, "customers": 2_469 * scale if has else 0, "orders": 155_848 * scale if has else 0,
        "points_outstanding": 312_004 * scale,
        "moved": [{"id": id, "name": name, "size": size * scale, "entered": chance.randint(0, 60) * scale, "left": chance.randint(0, 40) * scale} for id, name, size in segments] if has else [],
        "attention": [nothing | one for one in notices] if has else [],
        "started": {"customers": has, "orders": has, "segments": has, "earning": kind == "overfull"},
        "lag": {"entries": 1_204 if kind == "overfull" else 0, "seconds": 3.2},
    }  # fmt: skip


def compared(query: dict[str, list[str]]) -> list[Json]:
    """The period asked about, the one before it, and the same days of the year before."""
    first, last = (date.fromisoformat(query[name][0]) for name in ("from", "to"))
    length = last - first + DAY
    return [
        {"first_day": (first - back).isoformat(), "last_day": (last - back).isoformat()}
        for back in (0 * DAY, length, 365 * DAY)
    ]


def sales(
    query: dict[str, list[str]], money: Money, segments: Sequence[tuple[str, str, int]], kind: str, scale: int
) -> Json:
    chance = random.Random(7)
    first, last = (date.fromisoformat(query[name][0]) for name in ("from", "to"))
    length = last - first + DAY
    spans = [(first, last, 1.0), (first - length, last - length, 0.87), (first - 365 * DAY, last - 365 * DAY, 0.61)]
    size = 0 if kind == "empty" else scale

    def sold(share: float) -> Json:
        part = share * size * length.days
        return {
            "orders": round(11 * part), "subtotal": money(1_480.20 * part), "discounts": money(92.11 * part), "shipping": money(61 * part),
            "tax": money(0), "total": money(1_449.09 * part), "refunds": money(33.3 * part), "net": money(1_415.79 * part),
        }  # fmt: skip

    def bought(share: float, customers: int) -> Json:
        registered = round(customers * 0.96)
        return {"customers": customers * size, "registered": registered * size, "share": registered / 2_400, "sales": [sold(share * part * chance.uniform(0.7, 1.2)) for *_, part in spans]}  # fmt: skip

    return {
        "periods": [{"first_day": start.isoformat(), "last_day": end.isoformat()} for start, end, _ in spans],
        "reading": query.get("reading", ["today"])[0], "step": "day",
        "segments": [
            {"id": id, "name": name, "known_since": (first + 3 * DAY).isoformat() if id == "wish" else "2024-01-01"} | bought(people / 1_000, people)
            for id, name, people in segments
        ],
        "shop": bought(2.4, 2_469),
        "points": [
            {"day": (first + n * DAY).isoformat(), "net": [money(chance.uniform(2_000, 4_500) * size * part) for *_, part in spans], "orders": [chance.randint(60, 140) * size for _ in spans]}
            for n in range(min(length.days, 62))
        ],
    }  # fmt: skip


def cohorts(query: dict[str, list[str]], money: Money, kind: str, scale: int, today: date) -> Json:
    chance, count = random.Random(11), int(query.get("months", ["12"])[0])
    last = today.year * 12 + today.month - 1
    told = []
    for n in range(last - count + 1, last + 1):
        customers, so_far, months = chance.randint(60, 240) * scale, 0.0, []
        for later in range(last - n + 1):
            share = 1.0 if later == 0 else max(0.02, 0.42 / (1 + later * 0.35) * chance.uniform(0.8, 1.2))
            so_far += share * 61
            months.append(
                {
                    "buyers": round(customers * share),
                    "share": share,
                    "net": money(customers * share * 61),
                    "so_far": money(so_far),
                }
            )
        told.append(
            {
                "month": date(n // 12, n % 12 + 1, 1).isoformat(),
                "customers": 0 if kind == "empty" else customers,
                "months": months,
            }
        )
    length = int(query["months"][0]) - 1
    after = [
        [
            {
                "customers": (120 * (length - n) if kind != "empty" else 0) * scale,
                "share": (1.0 if n == 0 else part * (0.62 - 0.02 * n)) if kind != "empty" else None,
                "so_far": money(part * (40 + 31 * n)) if kind != "empty" else None,
            }
            for part in (1.0, 0.9, 0.82)
        ]
        for n in range(length)
    ]
    spans = compared({"from": [told[0]["month"]], "to": [today.isoformat()]})
    return {"periods": spans, "cohorts": told, "after": after}


def grid(query: dict[str, list[str]], money: Money, kind: str, scale: int) -> Json:
    chance, has = random.Random(13), kind != "empty"
    cells = [
        {"recency": r, "frequency": f, "customers": (people := chance.randint(20, 60) * (6 - abs(r - f)) * scale), "share": people / scale / 4_000, "monetary": (r + f) / 2, "sales": [{"orders": round(people * f * part), "net": money(people * f * 38.4 * part)} for part in (1, 0.87, 0.61)]}
        for r in range(5, 0, -1)
        for f in range(1, 6)
        if (r, f) != (1, 5)
    ] if has else []  # fmt: skip
    return {
        "periods": compared(query),
        "day": query["to"][0] if has else None,
        "cells": cells,
        "customers": sum(cell["customers"] for cell in cells),
        "unscored": 212 * scale,
    }


def movement(query: dict[str, list[str]], segments: Sequence[tuple[str, str, int]], kind: str, scale: int) -> Json:
    chance, has = random.Random(17), kind != "empty"
    changes = []
    for id, name, after in segments if has else []:
        came, went = chance.randint(5, 90) * scale, chance.randint(5, 70) * scale
        moved = {
            "before": after * scale - came + went, "after": after * scale, "stayed": after * scale - came, "came": came,
            "went": went,
        }  # fmt: skip
        earlier = [
            moved
            | {"before": moved["before"] - grown, "after": moved["after"] - grown, "stayed": moved["stayed"] - grown}
            for grown in (8 * scale, 31 * scale)
        ]
        changes.append({"id": id, "name": name, "known_since": "2025-06-01", "periods": [moved, *earlier]})
    ids = [one["id"] for one in changes] + [None]
    flows = [
        {"source": one, "target": other, "customers": [chance.randint(1, 40) * scale for _ in range(3)]}
        for one in ids
        for other in ids
        if one != other
    ]
    return {
        "periods": compared(query),
        "segments": changes,
        "flows": sorted(flows, key=lambda flow: -flow["customers"][0]) if has else [],
    }
