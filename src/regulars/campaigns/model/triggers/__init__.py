"""Triggers: what lets a customer enter a campaign, one class each. The form, the sentence and the reference are drawn from it."""

from __future__ import annotations

from .balances import AboutToEnd, BalanceReached, CouponAboutToEnd, OfPoints, PointsAboutToEnd, PointsGranted
from .base import Occasion, Trigger
from .happenings import (
    EventHappens,
    LoggedIn,
    NewsletterChanges,
    OrderReaches,
    ProductWished,
    Registered,
    ReviewWritten,
)
from .whiles import ByHand, CartAbandoned, DateComes, OnSchedule, SegmentEntered, SegmentLeft

__all__ = [
    "AboutToEnd",
    "BalanceReached",
    "ByHand",
    "CartAbandoned",
    "CouponAboutToEnd",
    "DateComes",
    "EventHappens",
    "LoggedIn",
    "NewsletterChanges",
    "Occasion",
    "OfPoints",
    "OnSchedule",
    "OrderReaches",
    "PointsAboutToEnd",
    "PointsGranted",
    "ProductWished",
    "Registered",
    "ReviewWritten",
    "SegmentEntered",
    "SegmentLeft",
    "Trigger",
]
