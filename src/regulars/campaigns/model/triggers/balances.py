"""Triggers by points and coupons: granted, about to end, a balance that is reached."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from regulars.kinds import Points
from regulars.kinds.points import FIRST, PointsKind

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


class PointsAboutToEnd(OfPoints):
    """Points will end in so many local days; each end once."""

    kind: Literal["points_ending"] = "points_ending"
    sentence: ClassVar[str] = "{days:day|days} before points end"
    group: ClassVar[str] = "Points and coupons"
    example: ClassVar[dict[str, Any]] = {"days": 7}

    days: Days
    """How many days before."""


class CouponAboutToEnd(Trigger):
    """A coupon that was made for the customer will end in so many local days, and is not used up."""

    kind: Literal["coupon_ending"] = "coupon_ending"
    sentence: ClassVar[str] = "{days:day|days} before a coupon ends"
    group: ClassVar[str] = "Points and coupons"
    example: ClassVar[dict[str, Any]] = {"days": 3}
    gives: ClassVar[frozenset[str]] = frozenset({"coupon"})

    days: Days
    """How many days before."""
