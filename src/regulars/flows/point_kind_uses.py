"""What goes by a kind of points: what must be changed before the kind is archived."""

from __future__ import annotations

from regulars.books import Unit
from regulars.points import earning_rules, ledgers, mass, spending_rules
from regulars.promotions import book, rewards

from .campaigns import naming

MANY = 100_000


def uses(unit: Unit, kind: str) -> list[str]:
    """What gives, takes or is paid with points of a kind, and is switched on or under way, in words."""
    found = [
        f"the earning rule {rule.name!r}"
        for rule in earning_rules.listed(unit, limit=MANY)
        if rule.active and rule.points_kind == kind
    ]
    found += [
        f"the spending rule {rule.name!r}"
        for rule in spending_rules.listed(unit, limit=MANY)
        if rule.active and rule.saying.points_kind == kind
    ]
    found += [
        f"the reward {reward.name!r}"
        for reward in rewards.listed(unit, active=True, limit=MANY)
        if reward.saying.points_kind == kind
    ]
    found += [
        f"the promotion {one.name!r}"
        for one in book.listed(unit, kept=["published"], limit=MANY)
        if one.saying.least_points is not None and one.saying.least_points_kind == kind
    ]
    found += [f"the campaign {name!r}" for name in naming.of_points(unit, kind)]
    kinds = ledgers.kinds(unit)
    found += [
        f"the mass transaction {one.terms.reason!r}"
        for one in mass.under_way(unit)
        if kinds[one.terms.ledger_id] == kind
    ]
    return found
