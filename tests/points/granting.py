"""How rules grant in tests of the ledger: lots that start at once and end never, or after a span."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from regulars.points.model.awaiting import Awaited
from regulars.points.model.lifetime import Span
from regulars.points.settling import Granting
from regulars.rules.calendar import Calendar

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
CALENDAR = Calendar(ZoneInfo("UTC"))


class After:
    """Lots that end so long after the grant; None: never."""

    def __init__(self, lifetime: timedelta | None = None) -> None:
        self._lifetime = lifetime

    def span(self, granted_at: datetime) -> Span:
        return Span(granted_at, granted_at + self._lifetime if self._lifetime else None)


class Waiting:
    """Lots that wait for an event, start never before a delay is over, and end at a deadline."""

    def __init__(self, deadline: timedelta, delay: timedelta = timedelta(0)) -> None:
        self._deadline = deadline
        self._delay = delay

    def span(self, granted_at: datetime) -> Span:
        awaited = Awaited(action="event", name="survey", since=granted_at, not_before=granted_at + self._delay)
        return Span(None, granted_at + self._deadline, awaits=awaited.model_dump_json(exclude_none=True))


def lasting(lifetime: Callable[[int], timedelta | None]) -> Callable[[int, int], Granting]:
    """What rules grant lasts as long as this says by their ids."""
    return lambda rule_id, _: Granting(After(lifetime(rule_id)))


forever = lasting(lambda _: None)
