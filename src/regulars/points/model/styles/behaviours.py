"""Ways in which a customer earns by what they do: an account, a review, a birthday, somebody they bring.

Each is granted once for its subject, such as a review, and not taken back when
it is withdrawn; the reward for a referral is the one that goes with an order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from regulars.kinds import MoneyMinor, Points
from regulars.rules.fold import fold

from .base import Basis, EarnStyle, Phase

Text = Annotated[str, Field(min_length=1, max_length=255)]
Document = Mapping[str, Any]


class Behaviour(EarnStyle):
    """What a customer does; an order never earns by it."""

    of_orders: ClassVar[bool] = False
    heeds: ClassVar[str] = ""
    """The type of the journal's entries that tell of it; none tells of what time brings."""

    points: Annotated[Points, Field(ge=1)]
    """How many points."""

    def earn(self, basis: Basis) -> int:
        return 0

    def subject(self, key: str, document: Document, day: str) -> str | None:
        """What the points would be for, once; None when the entry doesn't tell of it.

        `key` is the entry's own, `day` the local date at which it happened.
        """
        raise NotImplementedError


class AccountCreated(Behaviour):
    """Points for a customer who registers."""

    kind: Literal["account_created"] = "account_created"
    sentence: ClassVar[str] = "{points:point|points} for creating an account"
    group: ClassVar[str] = "Behaviour"
    example: ClassVar[dict[str, Any]] = {"points": 50}
    heeds: ClassVar[str] = "customer"

    def subject(self, key: str, document: Document, day: str) -> str | None:
        return "account"


class NewsletterConfirmed(Behaviour):
    """Points for confirming a subscription, once a list."""

    kind: Literal["newsletter_confirmed"] = "newsletter_confirmed"
    sentence: ClassVar[str] = "{points:point|points} for confirming the subscription to {list}"
    group: ClassVar[str] = "Behaviour"
    example: ClassVar[dict[str, Any]] = {"points": 10, "list": "newsletter"}
    heeds: ClassVar[str] = "subscription"

    list: Text = "newsletter"
    """What is subscribed to."""

    def subject(self, key: str, document: Document, day: str) -> str | None:
        wanted = document.get("status") == "confirmed" and fold(str(document.get("list"))) == fold(self.list)
        return f"list:{fold(self.list)}" if wanted else None


class ReviewApproved(Behaviour):
    """Points for each review, when the shop approves it."""

    kind: Literal["review_approved"] = "review_approved"
    sentence: ClassVar[str] = "{points:point|points} for a review, once it is {status}"
    group: ClassVar[str] = "Behaviour"
    example: ClassVar[dict[str, Any]] = {"points": 15}
    heeds: ClassVar[str] = "review"

    status: Text = "approved"
    """The shop's word for a review that is shown."""
    once_per_product: bool = False
    """Whether only the first review of a product counts."""

    def worded(self) -> str:
        return self.sentence + (", once a product" if self.once_per_product else "")

    def subject(self, key: str, document: Document, day: str) -> str | None:
        if fold(str(document.get("status") or "")) != fold(self.status):
            return None
        return f"reviewed:{fold(str(document['sku']))}" if self.once_per_product else f"review:{key}"


class Birthday(Behaviour):
    """Points on the customer's birthday, once a year, as the local day begins, or when on that day the rule is made or switched
    on, or the date of birth becomes known; a 29 February is the 28th in other years."""

    kind: Literal["birthday"] = "birthday"
    sentence: ClassVar[str] = "{points:point|points} on the birthday"
    group: ClassVar[str] = "Behaviour"
    example: ClassVar[dict[str, Any]] = {"points": 100}

    def subject(self, key: str, document: Document, day: str) -> str | None:
        return None


class Visit(Behaviour):
    """Points for a visit: the first log-in of a local day."""

    kind: Literal["visit"] = "visit"
    sentence: ClassVar[str] = "{points:point|points} for a visit, once a day"
    group: ClassVar[str] = "Behaviour"
    example: ClassVar[dict[str, Any]] = {"points": 1}
    heeds: ClassVar[str] = "login"

    def subject(self, key: str, document: Document, day: str) -> str | None:
        return f"visit:{day}"


class WishlistShared(Behaviour):
    """Points for sharing the wishlist: an event `wishlist_shared` that the shop sends, once a day."""

    kind: Literal["wishlist_shared"] = "wishlist_shared"
    sentence: ClassVar[str] = "{points:point|points} for sharing the wishlist, once a day"
    group: ClassVar[str] = "Behaviour"
    example: ClassVar[dict[str, Any]] = {"points": 5}
    heeds: ClassVar[str] = "event"

    def subject(self, key: str, document: Document, day: str) -> str | None:
        return f"wishlist_shared:{day}" if _is_called(document, "wishlist_shared") else None


class Happening(Behaviour):
    """Points for an event that the shop's server sends, by its name. What pages send themselves, with the publishable key, earns
    nothing: anybody could."""

    kind: Literal["event"] = "event"
    sentence: ClassVar[str] = "{points:point|points} for the event {event}"
    group: ClassVar[str] = "Behaviour"
    example: ClassVar[dict[str, Any]] = {"points": 5, "event": "survey_answered", "once": "ever"}
    heeds: ClassVar[str] = "event"

    event: Text
    """The event's name."""
    once: Literal["ever", "a day", "an event"] = "an event"
    """How often it counts: the first ever, the first of a local day, or each."""

    def worded(self) -> str:
        often = {"ever": ", once ever", "a day": ", once a day", "an event": ", each time"}
        return self.sentence + often[self.once]

    def subject(self, key: str, document: Document, day: str) -> str | None:
        if not _is_called(document, self.event):
            return None
        told = {"ever": "", "a day": f":{day}", "an event": f":{key}"}
        return f"event:{self.event}{told[self.once]}"


class Referral(EarnStyle):
    """Points for bringing a customer, or for having been brought, with the first order of whoever was brought.

    When the order is given back so that less than the amount remains, the points are taken back.
    """

    kind: Literal["referral"] = "referral"
    sentence: ClassVar[str] = "{points:point|points} for the {whose}, with a first order of at least {at_least}"
    group: ClassVar[str] = "Referrals"
    example: ClassVar[dict[str, Any]] = {"points": 100, "whose": "referrer", "at_least": 2000}
    phase: ClassVar[Phase] = Phase.BONUS

    points: Annotated[Points, Field(ge=1)]
    """How many points."""
    whose: Literal["referrer", "referred"]
    """Who gets them: the customer whose link it was, or the one who came by it."""
    at_least: MoneyMinor = 0
    """Only when the first order's products come to as much after discounts."""

    def worded(self) -> str:
        return self.sentence if self.at_least else "{points:point|points} for the {whose}, with the first order"

    def earn(self, basis: Basis) -> int:
        return self.points if basis.left and basis.amount_minor >= self.at_least else 0


def _is_called(document: Document, event: str) -> bool:
    """Whether an event has a name, as conditions compare it: case makes no difference."""
    name = document.get("name")
    return isinstance(name, str) and fold(name) == fold(event)
