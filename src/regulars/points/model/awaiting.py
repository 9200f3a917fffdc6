"""Points that wait for the customer: pending until something is done, or until somebody releases them.

Such a lot has no start. Once what it waits for was done, it starts at that
instant and is a lot like any other. Whether it was done in time is decided by
when it was done and not by when it was heard of: a lot that ended meanwhile,
because nobody knew yet, comes back.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from regulars.core.sentences import say
from regulars.core.wording import at
from regulars.kinds import Lifetime
from regulars.rules.calendar import Calendar

from .lifetime import Delay, Lasting, Span, Spans
from .lots import Lot
from .page import Page
from .reviving import revive

Action = Literal["email_confirmed", "subscription_confirmed", "event", "release"]
"""What is waited for: the customer's e-mail is confirmed, a subscription is, the shop sends an event, or a person or the
shop's server releases the points. What waits for anything may be released too."""

NAMED = ("subscription_confirmed", "event")
"""Actions that need a name: the list's, or the event's."""


class Awaits(BaseModel):
    """What must happen before the points that a rule gives become available."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    action: Action
    name: Annotated[str, Field(min_length=1, max_length=255)] | None = None
    """Of `subscription_confirmed` the list, of `event` the event's name."""
    deadline: Delay | None = None
    """How long after the grant it is waited for; then the points end. null: for good."""
    lasts_from: Literal["available", "granted"] = "available"
    """Whether the lifetime counts from when the points become available, or from when they were granted."""

    @model_validator(mode="after")
    def _named(self) -> Awaits:
        if (self.action in NAMED) != (self.name is not None):
            said = (
                say("name what is waited for")
                if self.name is None
                else say("only a list or an event has a name; leave it out")
            )
            raise ValueError(at("awaits", at(self.action, said)))
        return self


class Awaited(BaseModel):
    """What one lot waits for, and from when to when it is open once that was done.

    Done before `since` an event doesn't count; what has come to be so, such as a confirmed e-mail, counts from then
    on. The lot starts at `not_before` at the earliest, and lasts for `lifetime` from its start, or until `ends_at`.
    """

    model_config = ConfigDict(frozen=True)

    action: Action
    name: str | None = None
    since: datetime
    not_before: datetime
    lifetime: Lifetime | None = None
    ends_at: datetime | None = None

    def span(self, done_at: datetime, calendar: Calendar) -> Span:
        """From when to when the lot is open when it was done at an instant."""
        starts_at = max(done_at, self.not_before)
        if self.lifetime is None:
            return Span(starts_at, self.ends_at)
        return Span(starts_at, self.lifetime.end_from(starts_at, calendar), self.lifetime.inactivity)


class Waiting:
    """Lots that are granted by one rule and wait: they have no start, and end at the deadline."""

    def __init__(self, awaits: Awaits, lasting: Lasting) -> None:
        self._awaits = awaits
        self._lasting = lasting

    def span(self, granted_at: datetime) -> Span:
        """Of a lot granted at an instant: it ends at the deadline, or with a lifetime that counts from the grant."""
        awaits, lasting = self._awaits, self._lasting
        not_before = lasting.starts_at(granted_at)
        from_grant = awaits.lasts_from == "granted" and lasting.lifetime is not None
        ends_at = lasting.ends_at(granted_at) if from_grant else None
        deadline = granted_at + awaits.deadline.span if awaits.deadline else None
        awaited = Awaited(
            action=awaits.action, name=awaits.name, since=granted_at, not_before=not_before,
            lifetime=None if from_grant else lasting.lifetime, ends_at=ends_at,
        )  # fmt: skip
        gone = min((instant for instant in (deadline, ends_at) if instant is not None), default=None)
        return Span(None, gone, awaits=awaited.model_dump_json(exclude_none=True))


def spans(lifetime: Lifetime | None, calendar: Calendar, delay: Delay | None, awaits: Awaits | None) -> Spans:
    """From when to when lots are open that a rule grants which says this."""
    lasting = Lasting(lifetime, calendar, delay)
    return lasting if awaits is None else Waiting(awaits, lasting)


def awaited(lot: Lot) -> Awaited:
    """What a lot waits for, or waited for once."""
    assert lot.awaits is not None, lot
    return Awaited.model_validate_json(lot.awaits)


def begin(page: Page, lot: Lot, done_at: datetime, *, at: datetime, calendar: Calendar) -> bool:
    """Let a lot start because what it waits for was done at `done_at`; whether it did.

    The page was brought up to `at`, and is again. Nothing happens to a lot that
    has started, or that was to have ended before.
    """
    if not lot.waits or (lot.ends_at is not None and lot.ends_at <= done_at):
        return False
    starts_at, ends_at, inactivity, _ = awaited(lot).span(done_at, calendar)
    assert starts_at is not None
    if ends_at is not None and ends_at <= starts_at:
        return False
    lot = page.lots[lot.id] = lot._replace(starts_at=starts_at, ends_at=ends_at, inactivity=inactivity)
    revive(page, lot, at=at)
    page.bring_up_to(at)
    return True
