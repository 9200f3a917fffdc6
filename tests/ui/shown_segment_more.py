"""Made-up answers about a segment for pictures: overlap with others, what names it, sales, who will come and go."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from tests.ui.shown_segments import SEGMENTS

Json = Any
At = Callable[[float], str]
Called = Callable[[str], str]

OTHERS = (("abroad", "Lives abroad", 905), ("best", "Best customers", 420))


def overlap(ids: str, called: Called, kind: str) -> Json:
    """Random members, but VIP is nearly "Best customers", and those with a birthday this week are all in "Come back"."""
    chance = random.Random(11)
    rows = [(id_, name, size) for id_, name, _, size, _ in SEGMENTS] + list(OTHERS)
    if kind == "overfull":
        rows += [(f"s{n}", f"Town {n}", 40 + 13 * n) for n in range(30)]
    members = {id_: set(chance.sample(range(1, 2_470), size)) for id_, _, size in rows}
    members["best"] = members["vip"] | set(list(members["best"])[:8])
    members["departed"] |= members["birthday"]
    if kind == "empty":
        rows = rows[:1]
    chosen = [row for row in rows if not ids or row[0] in ids.split(",")]
    held = [members[row[0]] for row in chosen]
    both = [[len(one & other) for other in held] for one in held]
    share = [[n / len(one) if one else 0 for n in row] for one, row in zip(held, both, strict=True)]
    alike = [[len(one & other) / (len(one | other) or 1) for other in held] for one in held]
    names = [row[0] for row in chosen]
    pairs = [(i, j) for i in range(len(names)) for j in range(len(names))]
    exact: dict[tuple[str, ...], int] = {}
    for who in set().union(*held):
        which = tuple(id_ for id_ in names if who in members[id_])
        exact[which] = exact.get(which, 0) + 1
    scale = 7_919 if kind == "overfull" else 1
    return {
        "segments": [{"id": id_, "name": called(name), "size": len(members[id_]) * scale} for id_, name, _ in chosen],
        "both": [[n * scale for n in row] for row in both], "jaccard": alike, "share": share,
        "nearly_equal": [{"one": names[i], "other": names[j], "jaccard": alike[i][j]} for i, j in pairs if i < j and alike[i][j] >= 0.95],
        "contained": [{"inner": names[i], "outer": names[j], "share": share[i][j]} for i, j in pairs
                      if i != j and share[i][j] >= 0.99 and alike[i][j] < 0.95],
        "combinations": [{"segments": list(which), "size": n * scale} for which, n in sorted(exact.items(), key=lambda one: -one[1])[:20]]
        if len(chosen) <= 12 else None,
    }  # fmt: skip


def uses(called: Called) -> Json:
    rows = (
        ("segment", "vip-at-risk", "VIPs who may not come back", "condition"),
        ("segment", "newsletter", "Newsletter", "exclude"),
        ("earning_rule", "3", "Double points for VIPs", "condition"),
    )
    return [{"kind": kind, "id": id_, "name": called(name), "where": where, "pointer": "/all/0"} for kind, id_, name, where in rows]  # fmt: skip


def sales(since: str, money: Callable[[float], Json], scale: int) -> Json:
    first, last = date.fromisoformat(since), date.today()  # noqa: DTZ011 — the page asks from its own today on
    length = last - first + timedelta(days=1)
    periods = [(first, last, 1.0), (first - length, last - length, 0.87)]

    def period(start: date, end: date, share: float) -> Json:
        part = share * scale * length.days
        return {
            "first_day": start.isoformat(), "last_day": end.isoformat(), "orders": round(11 * part),
            "subtotal": money(1_480.20 * part), "discounts": money(92.11 * part * share), "shipping": money(61 * part), "tax": money(0),
            "total": money(1_449.09 * part), "refunds": money(33.3 * part), "net": money(1_415.79 * part),
            "shop_net": money(3_910.4 * part * share), "share_of_net": 0.362 / share if scale else None,
        }  # fmt: skip

    told = [period(*one) for one in periods]
    return {"customers": 412 * scale, "registered": 398 * scale, "share": 0.167 if scale else 0, "period": told[0], "before": told[1]}  # fmt: skip


def coming(at: At, scale: int) -> Json:
    chance = random.Random(3)
    days = [at(-n)[:10] for n in range(30)]
    assert all(one < other for one, other in pairwise(days))
    return {"days": [{"date": day, "leaving": chance.randint(0, 6) * scale, "entering": chance.choice((0, 0, 1, 3)) * scale} for day in days], "exact": False}  # fmt: skip
