"""What conditions stand on in the generated shop."""

from __future__ import annotations

from typing import Any

from regulars.facts import relations
from regulars.facts.vocabulary import vocabulary
from regulars.rules.check import check
from regulars.rules.scope import Scope
from regulars.rules.tree import Condition
from regulars.segments.questions import Ground

from .shop import CALENDAR, CURRENCY

GROUND = Ground(vocabulary((), calendar=CALENDAR, currency=CURRENCY), CALENDAR, relations.tables())


def checked(document: dict[str, Any]) -> Condition:
    """A condition on a customer of the generated shop."""
    return check(document, Scope(GROUND.vocabulary, "customer", CALENDAR.zone))
