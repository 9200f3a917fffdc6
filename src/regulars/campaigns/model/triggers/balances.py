"""Triggers by points and coupons: granted, about to end, a balance that is reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from regulars.campaigns.model.durations import LocalTime, on_day
from regulars.core.sentences import template
from regulars.kinds import Points, formatted
from regulars.kinds.points import FIRST, PointsKind
from regulars.rules.calendar import TICK, Calendar

from .base import Document, Occasion, Trigger

POINTS = "decision.points"


Days = Annotated[int, Field(strict=True, ge=1, le=365)]


class OfPoints(Trigger):
    """What all triggers by points say: which points."""

    points_kind: PointsKind = FIRST
    """Which points."""

    def is_about(self, document: Document) -> bool:
        """Whether a posting is of this kind of points; the first isn't named there."""
        return bool(document.get("points_kind", FIRST) == self.points_kind)


class PointsGranted(OfPoints):
    """Points are granted."""

    kind: Literal["points_granted"] = "points_granted"
    sentence: ClassVar[str] = "when at least {at_least:point is|points are} granted"
    group: ClassVar[str] = "Points and coupons"
    example: ClassVar[dict[str, Any]] = {"at_least": 1}
    gives: ClassVar[frozenset[str]] = frozenset({"award"})
    heeds: ClassVar[str | None] = POINTS

    at_least: Annotated[Points, Field(ge=1)] = 1
    """The fewest at once."""

    def occasion(self, key: str, document: Document, at: datetime) -> Occasion | None:
        given = (
            self.is_about(document)
            and document.get("kind") in ("earn", "adjust")
            and document["points"] >= self.at_least
        )
        return Occasion(f"points:{key}", at, {"award": {"points": document["points"]}}) if given else None


_LESSENS = frozenset({"hold", "capture", "end"})
"""Postings that never bring more to spend. Others may without giving any: points that begin to count, or are free again."""


class BalanceReached(OfPoints):
    """What a customer can spend comes to a number of points."""

    kind: Literal["balance_reached"] = "balance_reached"
    sentence: ClassVar[str] = "when the balance comes to {points:point|points}"
    group: ClassVar[str] = "Points and coupons"
    example: ClassVar[dict[str, Any]] = {"points": 200}
    gives: ClassVar[frozenset[str]] = frozenset({"award"})
    heeds: ClassVar[str | None] = POINTS

    points: Annotated[Points, Field(ge=1)]
    """The balance that is reached from below."""

    def occasion(self, key: str, document: Document, at: datetime) -> Occasion | None:
        may = self.is_about(document) and document["points"] >= 0 and document.get("kind") not in _LESSENS
        return Occasion(f"balance:{key}", at, {"award": {"points": document["points"]}}) if may else None


class AboutToEnd(Trigger):
    """What triggers by an end that is near have in common: how near, and at what time of day."""

    days: Days
    """How many days before."""
    at: Annotated[LocalTime | None, formatted("local_time")] = None
    """The local time, so many days before the last day; null: at the very instant so many days before it ends, which of what
    lasts to the end of a day is midnight."""

    def before(self, ends_at: datetime, calendar: Calendar) -> datetime:
        """When it counts for what ends at an instant."""
        if self.at is None:
            return calendar.to_utc(calendar.wall(ends_at) - timedelta(days=self.days))
        return self.instant(calendar.local_date(ends_at - TICK) - timedelta(days=self.days), calendar)

    def instant(self, day: date, calendar: Calendar) -> datetime:
        """When it counts on a local day."""
        assert self.at is not None
        return on_day(day, self.at, calendar)

    def spans(self, since: datetime, until: datetime, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
        """After which instant, up to which other, ends whatever it counts for in a span."""
        if self.at is None:
            later = (calendar.to_utc(calendar.wall(one) + timedelta(days=self.days)) for one in (since, until))
            yield next(later), next(later)
            return
        day = calendar.local_date(since)
        while day <= calendar.local_date(until):
            if since < self.instant(day, calendar) <= until:
                last = day + timedelta(days=self.days)
                yield calendar.day_start(last), calendar.day_start(last + timedelta(days=1))
            day += timedelta(days=1)


class PointsAboutToEnd(AboutToEnd, OfPoints):
    """Points will end in so many local days; each end once."""

    kind: Literal["points_ending"] = "points_ending"
    sentence: ClassVar[str] = "{days:day|days} before points end"
    group: ClassVar[str] = "Points and coupons"
    example: ClassVar[dict[str, Any]] = {"days": 7, "at": "09:00"}

    def worded(self) -> str:
        return self.sentence if self.at is None else template("{days:day|days} before the last day of points, at {at}")


class CouponAboutToEnd(AboutToEnd):
    """A coupon that was made for the customer will end in so many local days, and is not used up."""

    kind: Literal["coupon_ending"] = "coupon_ending"
    sentence: ClassVar[str] = "{days:day|days} before a coupon ends"
    group: ClassVar[str] = "Points and coupons"
    example: ClassVar[dict[str, Any]] = {"days": 3, "at": "09:00"}
    gives: ClassVar[frozenset[str]] = frozenset({"coupon"})

    def worded(self) -> str:
        return (
            self.sentence if self.at is None else template("{days:day|days} before the last day of a coupon, at {at}")
        )
