"""Keys of occasions that aren't entries of one customer: the same whether they are noticed as they come or found in history."""

from __future__ import annotations

from datetime import UTC, datetime

from regulars.kinds.points import FIRST
from regulars.rules.fold import fold


def of_stay(segment: str, at: datetime) -> str:
    """Entering a segment, or leaving it, at an instant."""
    return f"stay:{fold(segment)}:{_told(at)}"


def of_schedule(at: datetime) -> str:
    """A time at which it recurs."""
    return f"schedule:{_told(at)}"


def of_cart(key: str, since: datetime) -> str:
    """A cart that has been left as it is since an instant."""
    return f"cart:{key}:{_told(since)}"


def of_points_end(ends_at: datetime, kind: str) -> str:
    """Points of a kind that end at an instant."""
    return f"points-end:{_told(ends_at)}" if kind == FIRST else f"points-end:{kind}:{_told(ends_at)}"


def of_coupon_end(id: int) -> str:
    """A coupon's end."""
    return f"coupon-end:{id}"


def _told(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
