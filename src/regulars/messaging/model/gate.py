"""Whether a message may be sent to a customer at an instant; if not, why.

Asked just before it is sent, of what is known then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from regulars.kinds.addresses import is_address

from .states import Filter, Reason

Status = Literal["pending", "confirmed", "left"]
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Subscribed:
    """How a subscription to a list stands, and since when."""

    status: Status
    at: datetime


@dataclass(frozen=True, slots=True)
class Recipient:
    """A customer as the facts know them; `lists` by their folded names."""

    email: str | None
    name: str | None = None
    language: str | None = None
    guest: bool = False
    lists: Mapping[str, Subscribed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """What the books know beside: what was said here to lists, until when nothing is wanted, what is kept from an address,
    and how many messages that count towards the cap went out lately."""

    lists: Mapping[str, Subscribed] = field(default_factory=dict)
    paused_until: datetime | None = None
    suppressed: Literal["bounced", "complained", "by_hand"] | None = None
    sent_lately: int = 0


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so many messages that advertise in so many days."""

    messages: int
    days: int


@dataclass(frozen=True, slots=True)
class Meant:
    """The part of a message that is decided by. `list` is that which is left by one click."""

    customer_id: int | None
    address: str | None
    marketing: bool
    sends_to: Filter
    list: str
    not_after: datetime | None
    is_test: bool = False


def why_not(meant: Meant, recipient: Recipient | None, said: Said, cap: Cap | None, now: datetime) -> Reason | None:
    """Why a message is not sent; None when it is. `recipient`: None when nobody is known by that id any more."""
    if meant.not_after is not None and now >= meant.not_after:
        return "too_late"
    if meant.is_test:
        return None
    if meant.customer_id is not None and recipient is None:
        return "erased"
    address = meant.address or (recipient.email if recipient is not None else None)
    if not address or not is_address(address):
        return "no_address"
    if said.suppressed is not None and (meant.marketing or said.suppressed != "complained"):
        return "suppressed"
    if recipient is not None and recipient.guest and meant.sends_to in ("registered", "both"):
        return "not_registered"
    if not meant.marketing:
        return None
    return _of_marketing(meant, recipient, said, cap, now)


def _of_marketing(
    meant: Meant, recipient: Recipient | None, said: Said, cap: Cap | None, now: datetime
) -> Reason | None:
    status = standing(meant.list, recipient, said)
    if status == "left":
        return "unsubscribed"
    if status != "confirmed" and meant.sends_to in ("opted_in", "both"):
        return "not_opted_in"
    if status != "confirmed" and (recipient is None or recipient.guest):
        return "guest_without_consent"
    if said.paused_until is not None and now < said.paused_until:
        return "paused"
    if cap is not None and said.sent_lately >= cap.messages:
        return "cap"
    return None


def standing(list: str, recipient: Recipient | None, said: Said) -> Status | None:
    """How somebody stands to a list: the later of what the shop said and what was said here."""
    found = [known[list] for known in (recipient.lists if recipient else {}, said.lists) if list in known]
    return max(found, key=lambda one: one.at).status if found else None
