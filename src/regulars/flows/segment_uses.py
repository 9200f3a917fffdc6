"""What outside the segments names a segment: the rules by which points are earned."""

from __future__ import annotations

from regulars.books import Unit
from regulars.points import earning_rules
from regulars.segments import service

MOST_RULES = 100_000


def rules_naming(unit: Unit, id: str) -> list[str]:
    """The earning rules that name a segment as they are now, also those switched off, for they can be switched on."""
    found = earning_rules.listed(unit, limit=MOST_RULES)
    return [f"the earning rule {rule.name!r}" for rule in found if service.names(rule.saying.condition, id)]
