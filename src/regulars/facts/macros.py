"""The shop's clock in SQL: what it shows at an instant, by the one Python calendar.

Databases know time zones by tables of their own, which differ between versions.
DuckDB's are used where they agree with `rules.calendar` at every change of the
clocks from 1900 to 2100, which makes `local_time(ts)` a plain function; for the
few zones where they don't, it is a balanced tree of comparisons made from the
calendar's own changes, nine of them deep.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa

from regulars.rules.calendar import Calendar

Piece = tuple[datetime, str]
"""From an instant (naive UTC) on, an expression holds."""

_START = datetime(1900, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_AGREEING: dict[ZoneInfo, bool] = {}


def install(con: duckdb.DuckDBPyConnection, calendar: Calendar) -> None:
    """Make the macro `local_time(ts)`: what the shop's clock shows at an instant (naive UTC)."""
    body = native(calendar) if agrees(con, calendar) else tree(calendar)
    con.execute(f"create or replace macro local_time(ts) as {body}")


def agrees(con: duckdb.DuckDBPyConnection, calendar: Calendar) -> bool:
    """Whether the database's zone shows the same as the calendar, at every change of the clocks and in each half-year.

    A process compares once for each zone: neither changes while it runs.
    """
    if calendar.zone not in _AGREEING:
        _AGREEING[calendar.zone] = _compared(con, calendar)
    return _AGREEING[calendar.zone]


def _compared(con: duckdb.DuckDBPyConnection, calendar: Calendar) -> bool:
    instants = {change.at + step for change in calendar.transitions() for step in (-_TICK, timedelta(), _TICK)}
    instants |= {datetime(year, month, 1, 12, tzinfo=UTC) for year in range(1900, 2101) for month in (1, 7)}
    points = {
        "ts": pa.array([instant.replace(tzinfo=None) for instant in instants], pa.timestamp("us")),
        "wall": pa.array([calendar.wall(instant) for instant in instants], pa.timestamp("us")),
    }
    cursor = con.cursor()
    try:
        cursor.register("points", pa.table(points))
        (row,) = cursor.execute(
            f"select count(*) from points where {native(calendar)} is distinct from wall"
        ).fetchall()
    except duckdb.Error:  # a zone that the database has never heard of
        return False
    finally:
        cursor.close()
    return bool(row[0] == 0)


def native(calendar: Calendar) -> str:
    """The database's own expression of the local time of `ts`."""
    return f"timezone('{calendar.zone.key}', timezone('UTC', ts))"


def tree(calendar: Calendar) -> str:
    """The local time of `ts` as comparisons with each change of the clocks."""
    changes = calendar.transitions()
    offset = changes[0].before if changes else calendar.wall(_START) - _START.replace(tzinfo=None)
    pieces = [(change.at.astimezone(UTC).replace(tzinfo=None), _plus(change.after)) for change in changes]
    return _balanced(_plus(offset), pieces)


def _balanced(before: str, pieces: Sequence[Piece]) -> str:
    """A tree of comparisons of `ts`: the expression of the last piece begun, else `before`."""
    if not pieces:
        return before
    middle = len(pieces) // 2
    start, expression = pieces[middle]
    early, late = _balanced(before, pieces[:middle]), _balanced(expression, pieces[middle + 1 :])
    return f"case when ts < timestamp '{start.isoformat(sep=' ')}' then {early} else {late} end"


def _plus(offset: timedelta) -> str:
    return f"ts + to_microseconds({offset // _TICK})" if offset else "ts"
