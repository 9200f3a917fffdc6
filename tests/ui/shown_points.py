"""Made-up points for pictures of their pages: rules of both kinds, an estimate, mass transactions, referrals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from regulars import kinds as kinds_of
from regulars.points.model import styles as _styles  # registers its kinds

Json = Any
At = Callable[[float], str]
Money = Callable[[float], dict[str, str]]
Called = Callable[[str], str]

assert _styles
NO_LIMITS = {"per_order": None, "per_day": None, "per_period": None, "period": "month", "per_customer": None}
USUAL = {"tax": False, "shipping": False, "discounted": True, "paid_with_points": False, "paid_with_gift_cards": True}
ALL = {"which": "all", "attribute": None, "categories": [], "condition": None}


def kinds() -> Json:
    """As they are: the form is drawn from them."""
    return kinds_of.exported()


def rules(at: At, money: Money, called: Called) -> list[Json]:
    shared = {
        "condition": None, "grant_status": "complete", "lifetime": None, "active": True, "version": 2, "updated_at": at(20),
        "created_at": at(80), "legal_entity": "Shop", "starts_at": None, "ends_at": None, "broken_reason": None, "stores": [],
        "groups": [], "products": ALL, "counting": USUAL, "priority": 0, "stop": False, "limits": NO_LIMITS, "delay": None, "as_of": "placed", "awaits": None, "labels": {},
    }  # fmt: skip
    year = {"amount": 12, "unit": "months", "counted": "after"}
    return [
        {**shared, "id": "1", "name": called("Everyday points"), "style": {"kind": "per_amount", "points": 1, "amount": money(5)},
         "condition": {"value": "order.channel", "op": "!=", "to": "wholesale"}, "lifetime": year,
         "sentence": "1 point for every full $5.00: the channel of the order is not wholesale"},
        {**shared, "id": "2", "name": called("Double points on shorts"), "style": {"kind": "multiplier", "factor": "2"},
         "products": {**ALL, "which": "categories", "categories": ["19", "25"]}, "limits": {**NO_LIMITS, "per_order": 500, "per_period": 2_000},
         "groups": ["VIP"], "starts_at": at(10), "ends_at": at(-20), "delay": {"amount": 14, "unit": "days"}, "awaits": {"action": "event", "name": "survey_answered", "deadline": {"amount": 30, "unit": "days"}, "lasts_from": "available"}, "stop": True, "priority": 10,
         "lifetime": {"amount": 1, "unit": "years", "counted": "end_of"}, "counting": {**USUAL, "tax": True},
         "sentence": "2 times what other rules give"},
        {**shared, "id": "3", "name": called("Bonus for mugs"), "style": {"kind": "variant_bonus", "bonuses": {"sku-1": 30, "sku-2": 15, "MUG-XL": 60}},
         "sentence": "points for every piece: 30 for sku-1, 15 for sku-2, 60 for MUG-XL"},
        {**shared, "id": "4", "name": called("Happy birthday"), "style": {"kind": "birthday", "points": 100}, "active": False,
         "sentence": "100 points on the birthday"},
        {**shared, "id": "5", "name": called("Thank you for a friend"), "style": {"kind": "referral", "points": 200, "whose": "referrer", "at_least": money(20)},
         "sentence": "200 points for the referrer, with a first order of at least $20.00"},
    ]  # fmt: skip


def spending(at: At, money: Money, called: Called) -> list[Json]:
    shared = {
        "condition": None, "active": True, "version": 2, "updated_at": at(20), "created_at": at(80), "starts_at": None, "ends_at": None,
        "broken_reason": None, "stores": [], "groups": [], "priority": 0, "legal_entity": "Shop",
    }  # fmt: skip
    return [
        {**shared, "id": "1", "name": called("Points for money"), "exchange": {"points": 100, "amount": money(1), "least": 500, "share": "50", "shipping": False},
         "sentence": "100 points take $1.00 off, at least 500 points, at most 50% of the cart"},
        {**shared, "id": "2", "name": called("Summer percent for VIPs"), "exchange": {"points": 250, "percent": "5", "most": 1_000, "shipping": True},
         "groups": ["VIP"], "priority": 10, "ends_at": at(30), "sentence": "250 points take 5% off, at most 1,000 points"},
        {**shared, "id": "3", "name": called("Wholesale"), "exchange": {"points": 1, "amount": money(0.02), "shipping": True}, "active": False,
         "sentence": "1 point takes $0.02 off"},
    ]  # fmt: skip


def estimate(at: At, money: Money, called: Called) -> Json:
    shared = {
        "lines": None,
        "starts_at": at(0),
        "ends_at": None,
        "waits_for": None,
        "reason": None,
        "told": None,
        "amount": money(118),
    }
    lines = [{"id": "0", "counts": True}, {"id": "1", "counts": False}]
    return {
        "at": at(0), "available": 1_240, "left": 740, "total": money(123), "to_pay": money(118), "earned": 39,
        "points_kind": "points", "kinds": [{"points_kind": "points", "available": 1_240, "earned": 39}],
        "spending": {"rule": "1", "name": called("Points for money"), "available": 1_240, "points": 500, "off": money(5), "most": 500, "most_off": money(5), "reason": "covered", "short": None,
                     "refused": [{"name": called("Summer percent for VIPs"), "told": "does not hold: the customer's group is VIP"}]},
        "rules": [
            {**shared, "rule": "1", "name": called("Everyday points"), "points": 23, "ends_at": at(-365)},
            {**shared, "rule": "2", "name": called("Double points on shorts"), "points": 16, "lines": lines, "amount": money(80), "starts_at": at(-14), "ends_at": at(-39)},
            {**shared, "rule": "3", "name": called("Bonus for mugs"), "points": 0, "reason": "nothing_counts", "told": ""},
            {**shared, "rule": "6", "name": called("Welcome"), "points": 0, "reason": "condition", "told": "does not hold: the orders of the customer are fewer than 1"},
        ],
    }  # fmt: skip


def short(people: list[Json]) -> list[Json]:
    return [{"customer": one, "missing": 50 - one["points"]} for one in people if one["points"] < 50][:6]


def preview(at: At, people: list[Json], scale: int, asked: Json) -> Json:
    points, listed = int(asked["points"]), asked["audience"]["kind"] == "customers"
    count = 1_204 * scale
    lacking = points < 0
    return {
        "customers": count, "guests": 31, "unknown": ["H99120", "nobody@mail.example"] if listed else [], "several": [], "sample": people[:20],
        "total": count * points, "ends_at": at(-365) if asked.get("lifetime") else None, "inactivity": None,
        "short": {"customers": 212 * scale if lacking else 0, "points": 4_380 * scale if lacking else 0, "sample": short(people) if lacking else []},
    }  # fmt: skip


def masses(at: At, called: Called, scale: int, people: list[Json]) -> list[Json]:
    shared = {
        "audience": {"kind": "segment", "segment": "vip", "guests": 31}, "legal_entity": "Shop", "shortage": "forbid", "ends_at": at(-365), "inactivity": None,
        "customers": 1_204 * scale, "done": 1_204 * scale, "undone": 0, "passed_over": 0, "short": 0, "short_points": 0, "actor": "user:1", "actor_name": "Olga",
        "created_at": at(0.02), "finished_at": at(0.01), "job_id": "7", "short_sample": [],
    }  # fmt: skip
    return [
        {**shared, "id": "4", "points": 50, "reason": called("Thank you for a good year"), "state": "running", "done": 430 * scale, "moved": 21_500 * scale, "finished_at": None},
        {**shared, "id": "3", "points": -50, "reason": called("Points of the wrong import"), "state": "done", "moved": -55_820 * scale, "short": 212 * scale,
         "short_points": 4_380 * scale, "shortage": "forgive", "ends_at": None, "short_sample": short(people), "passed_over": 2, "created_at": at(3), "finished_at": at(3),
         "audience": {"kind": "customers", "named": 1_300, "unknown": ["H99120", "nobody@mail.example"], "several": ["shared@mail.example"], "guests": 0}},
        {**shared, "id": "2", "points": 100, "reason": called("Sorry for the delay"), "state": "undone", "undone": 1_204 * scale, "moved": 0, "created_at": at(12), "finished_at": at(11)},
        {**shared, "id": "1", "points": -500, "reason": called("Clean-up"), "state": "refused", "done": 12, "undone": 12, "moved": 0, "short": 3, "short_points": 90, "created_at": at(40), "finished_at": at(40)},
    ]  # fmt: skip


def referrals(at: At, people: list[Json], count: int) -> list[Json]:
    def who(person: Json) -> Json:
        return {name: person[name] for name in ("id", "external_id", "email")}

    states = ["refused" if n % 7 == 3 else ("waiting", "rewarded", "refused", "rewarded")[n % 4] for n in range(count)]
    return [
        {
            "referred": who(people[n]), "referrer": None if n % 7 == 3 else who(people[-1 - n % 5]), "code": f"K7QM{n:03d}", "at": at(n * 1.7),
            "state": states[n], "order": f"1000{n:05d}" if states[n] == "rewarded" else None,
            "refused": "the code is nobody's" if n % 7 == 3 else "the customer had ordered before" if states[n] == "refused" else None,
        }
        for n in range(min(count, len(people)))
    ]  # fmt: skip


def programme(at: At, called: Called, counts: Json) -> Json:
    polish = {"singular": "punkt", "few": "punkty", "plural": "punktów"}
    return {
        "singular": "point", "plural": "points", "active": True, "shortage": "owe", "version": 1, "updated_at": at(9),
        "names": {"pl": polish, "de": {"singular": "Punkt", "few": None, "plural": "Punkte"}}, "notice_days": 14, "grace_days": 30,
        "stores": [{"store": called("Kyiv"), "active": False, "names": {}}, {"store": "store-1", "active": True, "names": {"pl": {**polish, "singular": "gwiazdka"}}}],
        "legal_entities": [called("Shop"), "Shop Polska sp. z o.o."], **counts,
    }  # fmt: skip


def history(at: At, people: list[Json], called: Called, scale: int, count: int) -> list[Json]:
    kinds = (
        ("earned", 240, True, None), ("spent", -500, False, None), ("earned", 12, True, None), ("ended", -80, False, None),
        ("reversed", -24, True, None), ("adjusted", 50, False, "Sorry for the late parcel"), ("returned", 100, False, None),
    )  # fmt: skip
    found = []
    for n in range(min(count, len(people))):
        kind, points, by_rule, reason = kinds[n % len(kinds)]
        found.append(
            {
                "at": at(n * 0.37), "kind": kind, "points": points * max(scale, 1), "reason": reason and called(reason),
                "customer": {name: people[n][name] for name in ("id", "external_id", "email", "name")},
                "rule": called("Everyday points") if by_rule else None, "rule_id": "1" if by_rule else None,
                "order": None if kind in ("ended", "adjusted") else f"1000{n:05d}",
                "legal_entity": "Shop Polska sp. z o.o." if n % 4 == 3 else called("Shop"), "key": f"k{n}",
                "points_kind": "points", "moved": None, "moved_from": None, "beside": None, "rule_version": 2 if by_rule else None,
            }
        )  # fmt: skip
    return found


def _month(back: int) -> str:
    """The first day of the month so many before November 2026; less than zero: after it."""
    first = 2026 * 12 + 10 - back
    return f"{first // 12}-{first % 12 + 1:02d}-01"


def liability(at: At, called: Called, scale: int) -> Json:
    months, outstanding = [], {"Shop": 0, "Shop Polska sp. z o.o.": 0}
    for back in range(14 if scale else 0, -1, -1):
        for entity, size in (("Shop", 1), ("Shop Polska sp. z o.o.", 0.4)):
            if not scale or (size < 1 and back > 8):
                continue
            granted = int((9_000 + (back * 1_733) % 4_100) * size) * scale
            one = {
                "earned": granted, "spent": -int(granted * 0.46), "returned": int(granted * 0.02), "reversed": -int(granted * 0.06),
                "ended": -int(granted * 0.2) if back < 6 else 0, "adjusted": int(500 * size) * scale if back % 5 == 2 else 0,
            }  # fmt: skip
            outstanding[entity] += sum(one.values())
            months.append({"month": _month(back), "legal_entity": entity, "outstanding": outstanding[entity], **one})
    months = [
        {**one, "legal_entity": called(one["legal_entity"])}
        for one in sorted(months, key=lambda one: (one["legal_entity"], one["month"]))
    ]
    owed, expected = sum(outstanding.values()), []
    for ahead in range(1, 7):
        owed += 2_100 * max(scale, 1)
        expected.append(
            {
                "month": _month(-ahead),
                "ended": 3_000 * scale,
                "spent": 6_400 * scale,
                "earned": 11_500 * scale,
                "outstanding": owed if scale else 0,
            }
        )
    endings = [
        {"month": _month(-n), "legal_entity": called("Shop"), "points": (2_400 + n * 911 % 3_100) * scale, "customers": 90 + n}
        for n in range(13) if n not in (3, 7) and scale
    ] + ([{"month": None, "legal_entity": called("Shop"), "points": 12_400 * scale, "customers": 300}] if scale else [])  # fmt: skip
    return {"at": at(0), "months": months, "endings": endings, "forecast": expected}


def earners(people: list[Json], scale: int) -> Json:
    return {
        "since": "2026-08-25", "until": "2026-11-22",
        "data": [
            {"customer": {name: one[name] for name in ("id", "external_id", "email")}, "points": (2_480 - n * n * 5) * scale}
            for n, one in enumerate(people[:20]) if scale
        ],
    }  # fmt: skip
