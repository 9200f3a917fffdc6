"""Instants in questions, exact to the microsecond."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import ibis
import ibis.expr.types as ir

from regulars.rules.query.functions import from_us

from .cursors import BadCursor

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant(at: datetime) -> ir.TimestampValue:
    """An aware instant as a value of the facts; never through seconds as a float."""
    return from_us(ibis.literal(microseconds(at), "int64"))


def microseconds(at: datetime) -> int:
    """Microseconds since 1970, as cursors keep an instant."""
    return (at - EPOCH) // timedelta(microseconds=1)


def from_microseconds(us: int) -> datetime:
    """The instant that a cursor kept; raises `BadCursor` for what no list gave."""
    try:
        return EPOCH + timedelta(microseconds=us)
    except (OverflowError, TypeError):
        raise BadCursor from None


def aware(at: datetime | None) -> datetime | None:
    """An instant of the facts, saying that it is UTC."""
    return None if at is None else at.replace(tzinfo=UTC)


def written(at: datetime | None) -> str:
    """An aware instant as files and answers hold it: RFC 3339 in UTC; nothing for none."""
    return "" if at is None else at.astimezone(UTC).isoformat().replace("+00:00", "Z")
