"""Instants as they are typed: with an offset, or without one as the shop's clock shows it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from regulars.core.errors import Fault, Invalid

if TYPE_CHECKING:
    from regulars.rules.calendar import Calendar


def instant_of(at: str | None, calendar: Calendar) -> datetime | None:
    """The instant asked about, none for now; raises `Invalid`."""
    from regulars.journal.values import FIRST_YEAR, LAST_YEAR

    if at is None:
        return None
    try:
        given = datetime.fromisoformat(at)
    except ValueError:
        raise _wrong(f"--at {at} is no instant; write one like 2026-03-01T10:00:00Z") from None
    if not FIRST_YEAR < given.year < LAST_YEAR:
        raise _wrong(f"--at {at} lies too far away; instants lie in the years {FIRST_YEAR + 1} to {LAST_YEAR - 1}")
    return given if given.tzinfo is not None else calendar.to_utc(given)


def _wrong(detail: str) -> Invalid:
    return Invalid(detail, [Fault("--at", "instant", detail)])
