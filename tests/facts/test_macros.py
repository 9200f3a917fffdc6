"""SQL's clock shows what the calendar shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from tests.facts.said import empty

from regulars.facts import macros
from regulars.rules.calendar import Calendar

ZONES = (
    "UTC", "Europe/Warsaw", "America/Havana", "America/Sao_Paulo", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia",
)  # fmt: skip
FIRST, LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2100, 12, 30, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def edges(calendar: Calendar) -> list[datetime]:
    """Instants around every change of the clocks."""
    changes = [change.at + near for change in calendar.transitions() for near in (-TICK, timedelta(), TICK)]
    return [FIRST, *changes, LAST]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("expression", ["local_time(ts)", "{tree}"])
def test_local_time_is_what_the_clock_shows(zone: str, expression: str) -> None:
    calendar = Calendar(ZoneInfo(zone))
    instants = edges(calendar)
    asked = pa.table({"ts": pa.array([instant.replace(tzinfo=None) for instant in instants], pa.timestamp("us"))})

    with empty(calendar) as facts:
        found = facts.ask(
            f"select {expression.format(tree=macros.tree(calendar))} as wall from asked", {"asked": asked}
        )

    assert found["wall"].to_pylist() == [calendar.wall(instant) for instant in instants]
