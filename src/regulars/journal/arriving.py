"""Arriving: when a document comes in, and what it may then say of time.

A record that says it was changed in a year would keep out whatever the shop
sends of it until then, and an event is never changed at all. So neither may be
ahead of the clock by more than a day; a day leaves room for a time zone gone
wrong. What a record tells of may well lie ahead: rows count from their date on.

Whoever reads a shop's page can send events with its key, so those are of just
now: nobody is to write a customer's past or future with it.

Nothing here reads a clock: when a document comes is an argument.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from regulars.core.errors import Fault
from regulars.core.sentences import say

from .records import Deletion, Event, Product, Record

MOST_AHEAD = timedelta(hours=24)
"""No record was changed and no event happened later than this from now."""
JUST_NOW = timedelta(minutes=10)
"""How far from now an event of a page may have happened, either way."""


class Arrival(NamedTuple):
    """How a document comes in."""

    at: datetime
    live: bool = False
    """Whether an event that doesn't say when it happened happened now; history has to say."""
    by_page: bool = False
    """Whether a page of the shop's sent it, with a key that everybody can read."""

    def faults(self, document: Record | Deletion | Event) -> list[Fault]:
        """What a document says of time that it can't."""
        if isinstance(document, Event):
            return self._event_faults(document)
        return [self._ahead(place) for place, instant in _changed(document) if instant - self.at > MOST_AHEAD]

    def _event_faults(self, event: Event) -> list[Fault]:
        if event.occurred_at is None:
            if not self.live:
                return [Fault("/occurred_at", "missing", say("history has to say when it happened"))]
            if event.id is None:
                advice = say(
                    "an event without occurred_at needs an id of its own, by which it is known when it is sent again"
                )
                return [Fault("/id", "missing", advice)]
        elif self.by_page and abs(event.occurred_at - self.at) > JUST_NOW:
            advice = say(
                "events of a page are of just now: leave occurred_at out, give an id, and the time of receipt holds"
            )
            return [Fault("/occurred_at", "just_now", advice)]
        elif event.occurred_at - self.at > MOST_AHEAD:
            return [self._ahead("/occurred_at")]
        return []

    def _ahead(self, place: str) -> Fault:
        hours = MOST_AHEAD // timedelta(hours=1)
        said = say(
            "this is more than {hours} hours after the time here, {at}", hours=hours, at=f"{self.at:%Y-%m-%dT%H:%M:%SZ}"
        )
        return Fault(
            place,
            "ahead",
            say("{said}; see whether the shop's clock and the unit it was made from are right", said=said),
        )


def _changed(document: Record | Deletion) -> Iterator[tuple[str, datetime]]:
    """The instants by which it is told which of two versions is the later, and where they stand."""
    yield "/updated_at", document.updated_at
    if isinstance(document, Product):
        for n, variant in enumerate(document.variants or ()):
            if variant.updated_at is not None:
                yield f"/variants/{n}/updated_at", variant.updated_at
