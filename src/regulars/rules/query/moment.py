"""What in a compiled question depends on the instant alone.

A question is compiled once and asked at many instants. The instant itself, the
local day, the lower edges of windows and the February 29ths are variables: the
compiler asks for them by name here, and each run sets them from the calendar.
Where each customer is asked about at an instant of their own, they are columns
of the rows instead.
Bounds that a shop wrote as dates are turned into instants when compiling.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import ibis
import ibis.expr.types as ir

from regulars.rules.calendar import EARLIEST, Calendar
from regulars.rules.tree import LastWindow, SpanWindow

from . import functions as fn

Setting = datetime | date
SettingType = Literal["timestamp(6)", "date"]
OWN = "own:"
"""How the columns are called that take the place of variables."""
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class Moment:
    """The variables of one compiled question, found while compiling it.

    `own`: each customer's instant is their own, so that the variables are columns of the rows at hand (`at`).
    """

    def __init__(self, calendar: Calendar, *, own: bool = False) -> None:
        self.calendar = calendar
        self._own = own
        self._rows: ir.Table | None = None
        self._settings: dict[str, tuple[SettingType, Callable[[datetime], Setting]]] = {}

    def at(self, rows: ir.Table) -> Moment:
        """The same moment for these rows."""
        if not self._own:
            return self
        there = Moment(self.calendar, own=True)
        there._rows, there._settings = rows, self._settings
        return there

    @property
    def types(self) -> Mapping[str, SettingType]:
        """The variables' types."""
        return {name: type_ for name, (type_, _) in self._settings.items()}

    def settings(self, now: datetime) -> dict[str, Setting]:
        """The variables' values at `now`: naive UTC instants, and dates."""
        return {name: setting(now) for name, (_, setting) in self._settings.items()}

    def _instant(self, name: str, setting: Callable[[datetime], Setting]) -> ir.TimestampValue:
        self._settings[name] = "timestamp(6)", setting
        return self._column(name) if self._own else fn.instant_variable(name)

    def _date(self, name: str, setting: Callable[[datetime], Setting]) -> ir.DateValue:
        self._settings[name] = "date", setting
        return self._column(name) if self._own else fn.date_variable(name)

    def _column(self, name: str) -> ir.Value:
        assert self._rows is not None, "where there is no customer nothing may depend on the instant"
        return self._rows[OWN + name]

    def now(self) -> ir.TimestampValue:
        return self._instant("now", naive)

    def local_now(self) -> ir.TimestampValue:
        return self._instant("local_now", self.calendar.wall)

    def today(self) -> ir.DateValue:
        return self._date("today", self.calendar.local_date)

    def leap_day(self, years_on: int) -> ir.DateValue:
        """The day a 29 February is kept on, in the local year `years_on` after this one."""
        return self._date(
            f"leap_day_{years_on}",
            lambda now: self.calendar.anniversary(date(2000, 2, 29), self.calendar.local_date(now).year + years_on),
        )

    def year_end(self) -> ir.DateValue:
        """The last local day of this year."""
        return self._date("year_end", lambda now: date(self.calendar.local_date(now).year, 12, 31))

    def window_edge(self, window: LastWindow) -> ir.TimestampValue:
        """The instant that a row must lie after to be in the window."""
        return self._instant(
            f"after_{window.amount}{window.unit}",
            lambda now: naive(self.calendar.minus(now, window.amount, window.unit)),
        )

    def aligned_edge(self, window: LastWindow) -> ir.TimestampValue:
        """The first instant of the first local day of an aligned window."""
        return self._instant(
            f"from_{window.amount}{window.unit}",
            lambda now: naive(self.calendar.window(window, now).lower or EARLIEST),
        )

    @property
    def offsets(self) -> list[timedelta]:
        """How far local time can be ahead of UTC, from the year 2000 on."""
        changes = self.calendar.transitions()
        recent = [change.after for change in changes if change.at.year >= 2000]
        earlier = [change.after for change in changes if change.at.year < 2000][-1:]
        fixed = self.calendar.wall(_EPOCH) - naive(_EPOCH)
        return sorted(dict.fromkeys([*earlier, *recent] or [fixed]), reverse=True)

    def span(self, window: SpanWindow) -> tuple[ir.TimestampScalar | None, ir.TimestampScalar | None]:
        """The first instant of a span and the first after it; None where it is open."""
        since, until = window.since, window.until
        lower = None if since is None else literal(self._first(since))
        after = None if until is None else self._after(until)
        return lower, None if after is None else literal(after)

    def _first(self, bound: date | datetime) -> datetime:
        return bound if isinstance(bound, datetime) else self.calendar.day_start(bound)

    def _after(self, bound: date | datetime) -> datetime | None:
        """The first instant after a bound; None at the end of time."""
        try:
            if isinstance(bound, datetime):
                return bound + timedelta(microseconds=1)
            return self.calendar.day_start(bound + timedelta(days=1))
        except OverflowError:
            return None


def naive(instant: datetime) -> datetime:
    """An aware instant as facts keep it: UTC without a zone."""
    return instant.astimezone(UTC).replace(tzinfo=None)


def literal(instant: datetime) -> ir.TimestampScalar:
    return ibis.literal(naive(instant), type="timestamp(6)")
