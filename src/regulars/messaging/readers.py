"""Which languages the shop's customers read, so that a template can be told which of them it lacks."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any, Protocol

from regulars.facts.refusals import FactsAway
from regulars.facts.relations import base_tables, to_sql

from .model.languages import canonical, is_tag

LEAST_PERCENT = 5
"""What fewer read isn't asked for."""


class AsksOnly(Protocol):
    """The facts."""

    def ask(self, expression: Any) -> Any: ...


def readers(facts: AsksOnly) -> list[str]:
    """The languages of customers whose language is known, the most read first; none while the facts can't be reached."""
    try:
        rows = facts.ask(_counted()).to_pylist()
    except FactsAway:
        return []
    counts: Counter[str] = Counter()
    for row in rows:
        code = canonical(row["language"])
        if is_tag(code):
            counts[code.partition("-")[0]] += row["customers"]
    known = sum(counts.values())
    return [code for code, count in counts.most_common() if 100 * count >= LEAST_PERCENT * known]


@cache
def _counted() -> str:
    customer = base_tables()["customer"]
    read = customer.filter(customer.language.notnull())
    return to_sql(read.group_by("language").aggregate(customers=lambda t: t.count()))
