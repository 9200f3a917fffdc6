"""The shop's clock in SQL: macros made from the one Python calendar.

Databases know time zones by tables of their own, which differ between versions
and treat missing and doubled times as they like. So local time is worked out
from the changes of the clocks that `rules.calendar` found, as a balanced tree
of comparisons: nine of them for the two hundred years 1900 to 2100.

- `local_time(ts)`: what the shop's clock shows at an instant.
- `to_utc(ts)`: the first instant at which it shows a time, or jumps over it.
- `to_utc_second(ts)`: the second of two such instants, where there are two.
- `day_start(date)`: the first instant of a local day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from regulars.rules.calendar import Calendar

MACROS = ("local_time", "to_utc", "to_utc_second", "day_start")
Piece = tuple[datetime, str]
"""From an instant or local time (naive) on, an expression holds."""


def statements(calendar: Calendar) -> list[str]:
    """The statements that make or replace the macros of a calendar's zone."""
    changes = calendar.transitions()
    offset = changes[0].before if changes else calendar.wall(_START) - _START.replace(tzinfo=None)
    local: list[Piece] = []
    first: list[Piece] = []
    second: list[Piece] = []
    for change in changes:
        at = change.at.astimezone(UTC).replace(tzinfo=None)
        local.append((at, _plus("ts", change.after)))
        if change.after > change.before:
            jump = [(at + change.before, _instant(at)), (at + change.after, _plus("ts", -change.after))]
            first += jump
            second += jump
        else:
            first.append((at + change.before, _plus("ts", -change.after)))
            second.append((at + change.after, _plus("ts", -change.after)))
    return [
        _macro("local_time", tree(_plus("ts", offset), local)),
        _macro("to_utc", tree(_plus("ts", -offset), first)),
        _macro("to_utc_second", tree(_plus("ts", -offset), second)),
        "create or replace macro day_start(day) as to_utc(cast(day as timestamp))",
    ]


_START = datetime(1900, 1, 1, tzinfo=UTC)


def tree(before: str, pieces: Sequence[Piece]) -> str:
    """A balanced tree of comparisons of `ts`: the expression of the last piece begun, else `before`."""
    if not pieces:
        return before
    middle = len(pieces) // 2
    start, expression = pieces[middle]
    early, late = tree(before, pieces[:middle]), tree(expression, pieces[middle + 1 :])
    return f"case when ts < {_instant(start)} then {early} else {late} end"


def _macro(name: str, expression: str) -> str:
    return f"create or replace macro {name}(ts) as {expression}"


def _plus(name: str, offset: timedelta) -> str:
    if not offset:
        return name
    us = offset // timedelta(microseconds=1)
    return f"{name} + to_microseconds({us})"


def _instant(naive: datetime) -> str:
    return f"timestamp '{naive.isoformat(sep=' ')}'"
