"""The database's local time is the calendar's, in every zone."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.facts import macros
from regulars.rules.calendar import Calendar

ZONES = ["Europe/Kyiv", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"]
INSTANTS = st.datetimes(datetime(1900, 1, 2), datetime(2100, 12, 30))


@cache
def clock_of(zone: str) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    macros.install(con, Calendar(ZoneInfo(zone)))
    return con


def shown(con: duckdb.DuckDBPyConnection, instants: list[datetime]) -> list[datetime]:
    con.register("asked", pa.table({"ts": pa.array(instants, pa.timestamp("us"))}))
    return [row[0] for row in con.execute("select local_time(ts) from asked").fetchall()]


@pytest.mark.parametrize("zone", ZONES)
@given(st.lists(INSTANTS, min_size=1, max_size=50))
def test_local_time_is_what_the_calendar_says(zone: str, instants: list[datetime]) -> None:
    calendar = Calendar(ZoneInfo(zone))
    con = clock_of(zone)

    assert shown(con, instants) == [calendar.wall(instant.replace(tzinfo=UTC)) for instant in instants]


@pytest.mark.parametrize("zone", ZONES)
def test_the_tree_agrees_too(zone: str) -> None:
    calendar = Calendar(ZoneInfo(zone))
    con = duckdb.connect()
    con.execute(f"create macro local_time(ts) as {macros.tree(calendar)}")
    instants = [
        (change.at + step).replace(tzinfo=None)
        for change in calendar.transitions()
        for step in (-macros._TICK, macros._TICK * 0, macros._TICK)
    ] or [datetime(2026, 1, 1)]

    assert shown(con, instants) == [calendar.wall(instant.replace(tzinfo=UTC)) for instant in instants]
