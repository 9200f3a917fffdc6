"""Coupons as their customers see them: with what holds for their promotion."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

from .book import Promotion
from .coupons import Coupon

CouponState = Literal["usable", "not_yet", "over", "used_up", "withdrawn", "paused"]


class Owned(NamedTuple):
    """A coupon of one customer, and what it is for."""

    coupon: Coupon
    promotion: Promotion

    @property
    def starts_at(self) -> datetime | None:
        """From when on both the coupon and its promotion can be used."""
        return max(filter(None, (self.coupon.starts_at, self.promotion.saying.starts_at)), default=None)

    @property
    def ends_at(self) -> datetime | None:
        """When the first of both ends."""
        return earliest(self.coupon.ends_at, self.promotion.saying.ends_at)

    @property
    def uses_left(self) -> int | None:
        """How often the coupon itself can still be used; None: nothing limits it."""
        most, taken = self.coupon.most_uses, self.coupon.used + self.coupon.reserved
        return None if most is None else max(most - taken, 0)

    def state(self, at: datetime) -> CouponState:
        """What the coupon is good for at an instant; of several reasons against it the one that is least likely to pass."""
        if self.coupon.withdrawn_at is not None:
            return "withdrawn"
        if self.uses_left == 0:
            return "used_up"
        if self.promotion.kept == "ended" or (self.ends_at is not None and at >= self.ends_at):
            return "over"
        if self.promotion.kept != "published":
            return "paused"
        return "not_yet" if self.starts_at is not None and at < self.starts_at else "usable"


def earliest(*ends: datetime | None) -> datetime | None:
    """The first of some ends, None for what doesn't end."""
    return min(filter(None, ends), default=None)
