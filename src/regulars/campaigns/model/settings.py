"""What holds for a whole campaign: who may enter again, what ends it for somebody, and when mails may go out."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from regulars.core.forms import misfit
from regulars.core.sentences import say
from regulars.kinds import formatted

from .durations import Duration
from .named import AttributeName
from .quiet import QuietHours

Text = Annotated[str, Field(min_length=1, max_length=255)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Entry(_Part):
    """Whether somebody may enter again. Whatever is chosen, the same occasion enters once."""

    again: Literal["once_ever", "once_a_period", "after_leaving", "each_time"] = "each_time"
    """Once ever; once in so long a time; only when no earlier run is under way; or at each occasion."""
    period: Duration | None = None
    """For `once_a_period`: how long after an entry there is no other."""

    @model_validator(mode="after")
    def _has_period(self) -> Entry:
        if (self.again == "once_a_period") != (self.period is not None):
            raise misfit("period", say("say a period when entering is once a period, and none otherwise"))
        return self


class EndsOn(_Part):
    """What ends the run of a customer before it comes to an end by itself."""

    goal: bool = False
    """Reaching a goal."""
    order: bool = False
    """An order that the customer places after they entered."""
    events: Annotated[tuple[Text, ...], Field(max_length=20), formatted("texts")] = ()
    """Events of one of these names."""
    left_segment: Annotated[str | None, formatted("segment")] = None
    """Leaving this segment, such as the one by which they entered."""


class CampaignSettings(_Part):
    """Everything about a campaign besides its trigger and steps."""

    entry: Entry = Entry()
    """Whether somebody may enter again."""
    ends_on: EndsOn = EndsOn()
    """What ends a run early."""
    quiet_hours: QuietHours | None = None
    """When no mail is sent; null: as the policy says for all campaigns."""
    never_quiet: bool = False
    """Whether its mails go out at any hour, whatever the policy says."""
    time_zone_of: Annotated[AttributeName | None, formatted("attribute")] = None
    """The attribute of customers that holds their time zone, such as Europe/Kyiv; null: the one that the policy names. Where it
    is missing: the shop's."""
    counts_toward_cap: bool = True
    """Whether its mails count for the most that a customer is sent, and are held back by it."""
    too_late: Duration | None = None
    """A mail that could only leave so long after it was due is dropped; null: as the policy says."""
    never_too_late: bool = False
    """Whether no mail of it is dropped for being late, whatever the policy says."""

    @model_validator(mode="after")
    def _is_one_or_the_other(self) -> CampaignSettings:
        if self.quiet_hours is not None and self.never_quiet:
            raise misfit("never_quiet", say("say quiet hours, or that there are none: not both"))
        if self.too_late is not None and self.never_too_late:
            raise misfit("never_too_late", say("say what is too late, or that nothing is: not both"))
        return self
