"""Whether somebody may enter again, as a simulation knows it: it begins as if nobody had ever entered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from regulars.campaigns.model.settings import Entry
from regulars.rules.calendar import Calendar

Entering = tuple[datetime, int, Mapping[str, Any]]
"""Somebody who is to enter at an instant, and what the occasion is about."""


class Entries:
    """Who has entered, and left."""

    def __init__(self, entry: Entry, calendar: Calendar) -> None:
        self._entry = entry
        self._calendar = calendar
        self._entered: dict[int, datetime] = {}
        self._under_way: Counter[int] = Counter()
        self._left: dict[int, datetime] = {}

    @property
    def asks_who_left(self) -> bool:
        """Whether it must be known whose runs are over before somebody enters."""
        return self._entry.again == "after_leaving"

    def leave(self, customer: int, at: datetime) -> None:
        """A run of somebody's is over."""
        if self.asks_who_left:
            self._under_way[customer] -= 1
            self._left[customer] = at

    def let_in(self, coming: Sequence[Entering]) -> tuple[Sequence[Entering], Sequence[Entering]]:
        """Those who enter of some who come, the earliest first; and those of whom it isn't known before others have gone on."""
        match self._entry.again:
            case "each_time":
                return coming, ()
            case "once_ever":
                return [one for one in coming if self._is_first(one)], ()
            case "once_a_period":
                return [one for one in coming if self._is_long_ago(one)], ()
            case "after_leaving":
                return self._after_leaving(coming)

    def _is_first(self, one: Entering) -> bool:
        at, customer, _ = one
        return self._entered.setdefault(customer, at) is at

    def _is_long_ago(self, one: Entering) -> bool:
        at, customer, _ = one
        assert self._entry.period is not None
        last = self._entered.get(customer)
        if last is not None and last > self._entry.period.before(at, self._calendar):
            return False
        self._entered[customer] = at
        return True

    def _after_leaving(self, coming: Sequence[Entering]) -> tuple[Sequence[Entering], Sequence[Entering]]:
        entrants, later, now = [], [], set[int]()
        for one in coming:
            at, customer, _ = one
            if customer in now:
                later.append(one)
            elif self._under_way[customer] <= 0 and self._left.get(customer, at) <= at:
                self._under_way[customer] += 1
                now.add(customer)
                entrants.append(one)
        return entrants, later
