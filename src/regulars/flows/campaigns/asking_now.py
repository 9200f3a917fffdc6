"""What holds for runs that go on in earnest: all of them are looked at now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from pyroaring import BitMap

from regulars.campaigns.model.amounts import BALANCE
from regulars.campaigns.model.definition import Definition
from regulars.campaigns.model.formulas import Of
from regulars.campaigns.model.progress import Walk
from regulars.campaigns.model.steps import WaitForEvent, WaitForOrder
from regulars.rules.calendar import Calendar

from .asking import Asking
from .deciding import Held


class AskingNow:
    """Answers about the runs of one look, at one instant."""

    def __init__(self, asking: Asking, now: datetime) -> None:
        self._asking = asking
        self._now = now

    @property
    def calendar(self) -> Calendar:
        return self._asking.calendar

    def members(self, segment: str, here: Sequence[Walk]) -> Held:
        members = self._asking.members(segment)
        return lambda walk: walk.customer_id in members

    def holding(self, conditions: Sequence[Mapping[str, Any]], here: Sequence[Walk]) -> list[Held]:
        found = self._asking.holding(conditions, _customers(here), self._now)
        return [_among(who) for who in found]

    def holding_then(self, condition: Mapping[str, Any], here: Sequence[Walk]) -> Held:
        asked = {(walk.customer_id, walk.occasion_at) for walk in here}
        then = self._asking.holding_at(condition, asked)
        return lambda walk: (walk.customer_id, walk.occasion_at) in then

    def holding_until(
        self, condition: Mapping[str, Any], here: Sequence[Walk]
    ) -> tuple[Held, Callable[[Walk], datetime | None]]:
        holding, changes = self._asking.holding_until(condition, _customers(here), self._now)
        return _among(holding), lambda walk: changes.get(walk.customer_id)

    def amounts(self, of: Of, here: Sequence[Walk], kind: str) -> Callable[[Walk], Fraction | None]:
        if of == BALANCE:
            balances = self._asking.balances(_customers(here), self._now, kind)
            return lambda walk: Fraction(balances[walk.customer_id])
        found = self._asking.values(of, here)
        return lambda walk: found.get(walk.run_id)

    def happened(
        self, step: WaitForEvent | WaitForOrder, definition: Definition, here: Sequence[Walk]
    ) -> Collection[int]:
        return self._asking.happened(step, definition, here)

    def dates(self, path: str, customers: Collection[int]) -> Mapping[int, date]:
        return self._asking.dates(path, customers)

    def calendars(self, attribute: str | None, customers: Collection[int]) -> Callable[[int], Calendar]:
        return self._asking.calendars(attribute, customers)


def _customers(here: Sequence[Walk]) -> set[int]:
    return {walk.customer_id for walk in here}


def _among(who: BitMap) -> Held:
    return lambda walk: walk.customer_id in who
