"""What goes by a kind of points: what must be changed before the kind is archived."""

from __future__ import annotations

from regulars.books import Unit
from regulars.core.sentences import named
from regulars.points import earning_rules, ledgers, mass, spending_rules
from regulars.promotions import book, rewards

from .campaigns import naming

MANY = 100_000


def uses(unit: Unit, kind: str) -> list[str]:
    """What gives, takes or is paid with points of a kind, and is switched on or under way, in words."""
    found: list[str] = [
        named("earning_rule", rule.name)
        for rule in earning_rules.listed(unit, limit=MANY)
        if rule.active and rule.points_kind == kind
    ]
    found += [
        named("spending_rule", rule.name)
        for rule in spending_rules.listed(unit, limit=MANY)
        if rule.active and rule.saying.points_kind == kind
    ]
    found += [
        named("reward", reward.name)
        for reward in rewards.listed(unit, active=True, limit=MANY)
        if reward.saying.points_kind == kind
    ]
    found += [
        named("promotion", one.name)
        for one in book.listed(unit, kept=["published"], limit=MANY)
        if one.saying.least_points is not None and one.saying.least_points_kind == kind
    ]
    found += [named("campaign", name) for name in naming.of_points(unit, kind)]
    kinds = ledgers.kinds(unit)
    found += [
        named("mass_transaction", one.terms.reason)
        for one in mass.under_way(unit)
        if kinds[one.terms.ledger_id] == kind
    ]
    return found
