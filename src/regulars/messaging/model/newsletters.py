"""What a newsletter says, and who of its audience gets which subject, or none for comparison.

Chance is a hash of newsletter and customer: whoever is asked about twice falls
to the same side.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from .states import Filter

State = Literal["draft", "scheduled", "sending", "paused", "sent", "cancelled"]
MOST_SUBJECTS = 4
NAMES = "ABCD"
HELD_OUT = None
_OF = 10_000


@dataclass(frozen=True, slots=True)
class Batches:
    """So many at a time, with so long between."""

    size: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Saying:
    """To whom and what. Without a segment it goes to everybody; `subjects` stand in for the template's where there are any."""

    template: int
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    sends_to: Filter = "opted_in"
    list: str | None = None
    subjects: tuple[str, ...] = ()
    hold_out_percent: int = 0
    batches: Batches | None = None
    values: dict[str, Any] = field(default_factory=dict)


def side(newsletter_id: int, customer_id: int, *, subjects: int, hold_out_percent: int) -> str | None:
    """The subject (A, B …) that a customer gets; None for who is held out."""
    drawn = hashlib.blake2b(b"newsletter %d %d" % (newsletter_id, customer_id), digest_size=8).digest()
    whole = int.from_bytes(drawn, "big")
    if whole % _OF < hold_out_percent * _OF // 100:
        return HELD_OUT
    return NAMES[whole // _OF % max(subjects, 1)]


def leaves_at(begun_at: datetime, place: int, batches: Batches | None) -> datetime:
    """When the recipient at a place of the audience has their turn."""
    if batches is None:
        return begun_at
    return begun_at + timedelta(minutes=batches.minutes) * (place // batches.size)
