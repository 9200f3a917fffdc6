"""When birthdays are looked at: as each local day begins, and again while it lasts when a rule comes into force.

Each local day is looked at once by itself, those missed while the worker was
down too. A rule that is made or switched on, or whose period begins in the
middle of a day, is for whoever has that birthday too: the day is looked at
again, only for what has come into force since it began.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from regulars.books import Books, Unit
from regulars.facts.store import Facts
from regulars.points import earning_rules
from regulars.points.model.styles import Birthday
from regulars.rules.calendar import Calendar

DAY = "points.birthdays"
"""The setting that says up to which local day birthdays have been looked at."""
MOST_DAYS = 31
"""After a longer stop birthdays further back are let be."""
MOST_RULES = 100_000


class Look(NamedTuple):
    """A local day whose birthdays are to be looked at; `again`: for rules that have come into force since it began."""

    day: date
    again: bool


class BirthdayDays:
    """The local days whose birthdays are to be looked at."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._day: date | None = None
        self._turns: list[datetime] = []
        self._revision: tuple[Any, ...] | None = None

    def begin(self, books: Books) -> None:
        """Find out up to which day birthdays were looked at; those before today are let be when none were."""
        with books.transaction() as unit:
            kept = unit.setting(DAY)
            self._day = date.fromisoformat(kept) if kept else self._calendar.local_date(unit.now)
            if not kept:
                unit.set_setting(DAY, self._day.isoformat())

    def due(self, now: datetime) -> list[Look]:
        """What is to be looked at: the days that have begun since, with the last one before them, or the present one again
        when a rule has come into force."""
        assert self._day is not None
        today, last = self._calendar.local_date(now), self._day
        if today <= last and not any(turn <= now for turn in self._turns):
            return []
        first = max(last, today - timedelta(days=MOST_DAYS - 1))
        days = (first + timedelta(days=n) for n in range((today - first).days + 1))
        return [Look(day, day == last) for day in days]

    def keep(self, unit: Unit, now: datetime) -> None:
        """Write down that the days up to the present one were looked at."""
        unit.set_setting(DAY, self._calendar.local_date(now).isoformat())

    def looked(self, now: datetime) -> None:
        """The days that were due were looked at, and that is committed."""
        assert self._day is not None
        self._day = max(self._day, self._calendar.local_date(now))
        self._turns = [turn for turn in self._turns if turn > now]

    def next(self) -> datetime | None:
        """The next instant at which a day is to be looked at."""
        if self._day is None:
            return None
        return min([self._calendar.day_start(self._day + timedelta(days=1)), *self._turns])

    def notice(self, unit: Unit) -> int:
        """The sweep that notices when a rule comes into force: it looks at the rules only when something was changed or
        switched, and then says nothing more than when the day is to be looked at again."""
        revision = earning_rules.revision(unit)
        if revision != self._revision:
            self._revision = revision
            rules = [
                rule.saying
                for rule in earning_rules.listed(unit, limit=MOST_RULES)
                if rule.active and isinstance(rule.saying.style, Birthday)
            ]
            begins = {said.starts_at for said in rules if said.starts_at is not None and said.starts_at > unit.now}
            self._turns = [unit.now, *sorted(begins)] if rules else []
            return len(rules)
        return 0


def born_on(calendar: Calendar, day: date) -> set[tuple[int, int]]:
    """The months and days of birth that have their anniversary on a day."""
    leap = date(2000, 2, 29)
    own = {(day.month, day.day)}
    return own | {(2, 29)} if calendar.anniversary(leap, day.year) == day else own


def celebrating(calendar: Calendar, facts: Facts, day: date) -> Collection[int]:
    """The registered customers whose birthday is on a day."""
    told = ", ".join(f"({month}, {of_month})" for month, of_month in sorted(born_on(calendar, day)))
    found = facts.ask(
        f"select customer_id from customer where not guest and (month(born_on), day(born_on)) in ({told}) order by 1"
    )
    ids: list[int] = found.column(0).to_pylist()
    return ids
