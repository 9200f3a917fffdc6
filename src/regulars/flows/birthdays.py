"""When birthdays are looked at, as the worker keeps it: up to which day it has come, and which rules come into force when.

`points.model.birthdays` decides; here is what is remembered and asked.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from regulars.books import Books, Unit
from regulars.facts.store import Facts
from regulars.points import earning_rules
from regulars.points.model import birthdays
from regulars.points.model.birthdays import Look
from regulars.points.model.styles import Birthday
from regulars.rules.calendar import Calendar

DAY = "points.birthdays"
"""The setting that says up to which local day birthdays have been looked at."""
MOST_RULES = 100_000


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
        """What is to be looked at."""
        assert self._day is not None
        turned = any(turn <= now for turn in self._turns)
        return birthdays.looks(self._calendar.local_date(now), self._day, turned=turned)

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
        return None if self._day is None else birthdays.next_look(self._calendar, self._day, self._turns)

    def notice(self, unit: Unit) -> int:
        """The sweep that notices when a rule comes into force: it looks at the rules only when something was changed or
        switched, and then says nothing more than when the day is to be looked at again."""
        revision = earning_rules.revision(unit)
        if revision == self._revision:
            return 0
        self._revision = revision
        rules = [
            rule.saying
            for rule in earning_rules.listed(unit, limit=MOST_RULES)
            if rule.active and isinstance(rule.saying.style, Birthday)
        ]
        self._turns = birthdays.turns((said.starts_at for said in rules), unit.now)
        return len(rules)


def celebrating(calendar: Calendar, facts: Facts, day: date, among: Collection[int] | None = None) -> Collection[int]:
    """The registered customers whose birthday is on a day; of some of them, or of all."""
    told = ", ".join(f"({month}, {of_month})" for month, of_month in sorted(birthdays.born_on(calendar, day)))
    whose = "" if among is None else f" and customer_id in ({', '.join(map(str, sorted(among)))})"
    found = facts.ask(
        f"""select customer_id from customer
            where not guest and (month(born_on), day(born_on)) in ({told}) and born_on <= date '{day}'{whose} order by 1"""
    )
    ids: list[int] = found.column(0).to_pylist()
    return ids
