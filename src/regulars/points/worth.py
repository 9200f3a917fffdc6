"""What points are worth: the most that one takes off an order, by the spending rules of today."""

from __future__ import annotations

from fractions import Fraction

from regulars.books import Unit

from . import spending_rules


def most_minor(unit: Unit) -> Fraction | None:
    """In minor units of the base currency a point; None when no active rule gives an amount for points.

    Percentages depend on the cart and say nothing of a single point.
    """
    rules = spending_rules.listed(unit)
    amounts = [
        Fraction(rule.saying.exchange.amount, rule.saying.exchange.points)
        for rule in rules
        if rule.active and rule.saying.is_for(unit.now) and rule.saying.exchange.amount is not None
    ]
    return max(amounts, default=None)
