"""Triggers by what a customer does: events, orders, reviews, wishes, subscriptions, an account, a visit."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from regulars.core.sentences import template
from regulars.kinds import formatted
from regulars.rules.fold import fold

from .base import Document, Occasion, Text, Trigger

Status = Literal["pending", "processing", "shipped", "complete", "cancelled", "closed"]
Statuses = Annotated[tuple[Status, ...], Field(min_length=1, max_length=6)]


class EventHappens(Trigger):
    """An event of a name comes in, such as one of the shop's own. Events that pages send themselves, with the publishable key,
    don't count in a campaign that gives points or coupons."""

    kind: Literal["event"] = "event"
    sentence: ClassVar[str] = "when the event {name} happens"
    group: ClassVar[str] = "What customers do"
    example: ClassVar[dict[str, Any]] = {"name": "quiz_finished"}
    heeds: ClassVar[str | None] = "event"

    name: Text
    """The event's name; case makes no difference."""
    condition: Annotated[dict[str, Any] | None, formatted("condition")] = None
    """Which of these events, by `event.properties.NAME` and what is known of the customer; null: all."""

    def occasion(self, key: str, document: Document, at: datetime) -> Occasion | None:
        if fold(str(document.get("name"))) != fold(self.name):
            return None
        return Occasion(f"event:{key}", at, {"event": dict(document.get("properties") or {}), "at": at.isoformat()})


class Registered(Trigger):
    """A customer registers."""

    kind: Literal["registered"] = "registered"
    sentence: ClassVar[str] = "when a customer registers"
    group: ClassVar[str] = "What customers do"
    example: ClassVar[dict[str, Any]] = {}
    heeds: ClassVar[str | None] = "customer"

    def occasion(self, key: str, document: Document, at: datetime) -> Occasion | None:
        return Occasion("registered", at)


class LoggedIn(Trigger):
    """A customer logs in."""

    kind: Literal["logged_in"] = "logged_in"
    sentence: ClassVar[str] = "when a customer logs in"
    group: ClassVar[str] = "What customers do"
    example: ClassVar[dict[str, Any]] = {}
    heeds: ClassVar[str | None] = "login"

    def occasion(self, key: str, document: Document, at: datetime) -> Occasion | None:
        return Occasion(f"login:{key}", at, {"at": at.isoformat()})


class OrderReaches(Trigger):
    """An order reaches a status, each order once."""

    kind: Literal["order"] = "order"
    sentence: ClassVar[str] = "when an order reaches {statuses}"
    group: ClassVar[str] = "What customers do"
    example: ClassVar[dict[str, Any]] = {"statuses": ["complete"]}
    gives: ClassVar[frozenset[str]] = frozenset({"order"})
    heeds: ClassVar[str | None] = "order"

    statuses: Annotated[Statuses, formatted("order_statuses")] = ("complete",)
    """The status, or several of which any will do."""

    def occasion(self, key: str, document: Document, at: datetime) -> Occasion | None:
        if document.get("status") not in self.statuses:
            return None
        return Occasion(f"order:{key}", at, {"order": {"number": key}, "at": at.isoformat()})


class ReviewWritten(Trigger):
    """A review is written, or reaches a status at the shop; each review once."""

    kind: Literal["review"] = "review"
    sentence: ClassVar[str] = "when a review comes in"
    group: ClassVar[str] = "What customers do"
    example: ClassVar[dict[str, Any]] = {"status": "approved"}
    heeds: ClassVar[str | None] = "review"

    status: Text | None = None
    """The status that it must have, such as approved; null: any."""

    def worded(self) -> str:
        return template("when a review is {status}") if self.status else self.sentence

    def occasion(self, key: str, document: Document, at: datetime) -> Occasion | None:
        if self.status is not None and fold(str(document.get("status"))) != fold(self.status):
            return None
        return Occasion(f"review:{key}", at, {"sku": document.get("sku")})


class ProductWished(Trigger):
    """A product is put on the wishlist."""

    kind: Literal["wishlist"] = "wishlist"
    sentence: ClassVar[str] = "when a product is put on the wishlist"
    group: ClassVar[str] = "What customers do"
    example: ClassVar[dict[str, Any]] = {}
    heeds: ClassVar[str | None] = "wishlist_item"

    def occasion(self, key: str, document: Document, at: datetime) -> Occasion | None:
        return Occasion(f"wish:{key}", at, {"sku": document.get("sku")})


class NewsletterChanges(Trigger):
    """A subscription is confirmed, begun or left; each list and change once."""

    kind: Literal["newsletter"] = "newsletter"
    sentence: ClassVar[str] = "when the subscription to {list} is {status}"
    group: ClassVar[str] = "What customers do"
    example: ClassVar[dict[str, Any]] = {"list": "newsletter", "status": "confirmed"}
    heeds: ClassVar[str | None] = "subscription"

    list: Text = "newsletter"
    """What is subscribed to."""
    status: Literal["pending", "confirmed", "left"] = "confirmed"
    """What becomes of the subscription."""

    def occasion(self, key: str, document: Document, at: datetime) -> Occasion | None:
        if document.get("status") != self.status or fold(str(document.get("list"))) != fold(self.list):
            return None
        return Occasion(f"list:{fold(self.list)}:{self.status}:{at.isoformat()}", at, {"list": self.list})
