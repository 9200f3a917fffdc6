"""Whether the facts' columns show how everything is at an instant, or history must be looked up."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from pyroaring import BitMap

from .questions import Who


class Dated(Protocol):
    """What is needed of the facts."""

    def horizon(self) -> datetime | None: ...
    def dated_after(self, instant: datetime) -> list[tuple[int, datetime]]: ...


def is_current(horizon: datetime | None, now: datetime) -> bool:
    """Whether the columns show the instant: no order has an entry that is dated later."""
    return horizon is None or now >= horizon


def is_current_of(facts: Dated, who: Who, now: datetime) -> bool:
    """Whether they do for those asked about, each at their instant.

    As long as orders come in, the last entry of all is always later than some of these instants; it is another
    customer's.
    """
    first = min(who or (), default=now)
    if is_current(facts.horizon(), first):
        return True
    if who is None:
        return False
    last = dict(facts.dated_after(first))
    some = BitMap(last)
    return not any(last[id] > instant for instant, customers in who.items() for id in customers & some)
