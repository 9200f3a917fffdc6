"""Of events in the past those for which a trigger's condition held, one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from regulars.facts.documents import load
from regulars.rules.check import Scope, check
from regulars.rules.evaluate import compile as compiled
from regulars.rules.subject import Subject
from regulars.rules.traits import references
from regulars.rules.tree import Condition

from .past import PastAsking

AT_ONCE = 2_000
"""As many customers' documents are in memory together."""


def that_hold(
    asking: PastAsking, document: Mapping[str, Any], rows: Sequence[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """The rows of events for which a condition held when they happened."""
    condition = check(document, Scope(asking.ground.vocabulary, "event", asking.calendar.zone))
    holds = compiled(condition)
    of_customers: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        of_customers[row["customer_id"]].append(row)
    customers = sorted(of_customers)
    for start in range(0, len(customers), AT_ONCE):
        some = customers[start : start + AT_ONCE]
        documents = load(asking.facts, some)
        for customer in some:
            if (known := documents.get(customer)) is None:
                continue
            for row in of_customers[customer]:
                segments = _segments(asking, condition, customer, row["at"])
                subject = known.subject(row["at"], asking.calendar, segments)
                event = next((one for one in subject.rows["event"] if one["_key"] == row["key"]), {})
                if holds(Subject(subject.now, asking.calendar, {**subject.values, "event": event}, subject.rows)):
                    yield row


def _segments(asking: PastAsking, condition: Condition, customer: int, at: datetime) -> set[str]:
    named = references(condition)
    ids = asking.segments.every() if named.any_segment else named.segments
    return {id for id in ids if customer in asking.segments.among(id, {customer: at})}
