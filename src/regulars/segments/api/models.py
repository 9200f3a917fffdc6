"""What routes of segments take and give."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from regulars.http.customers import CustomerBrief
from regulars.http.described import described_as
from regulars.http.given import Moment, Name, Said, Version
from regulars.http.languages import Sentence
from regulars.segments import health
from regulars.segments.actions import Actions, Kind
from regulars.segments.model import AppliesTo, State
from regulars.segments.pins import Pinned
from regulars.segments.refresh import AUTOMATIC, Refresh

Stores = Annotated[list[Name], Field(max_length=1_000)]


class SegmentIn(BaseModel):
    """A segment to make."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    name: Name = Field(examples=["VIP"])
    condition: Any
    """The condition in the language, about customers."""
    description: Said = Field(default="", max_length=2_000)
    exclude: Any = None
    """Another condition: for whom it holds is not in the segment."""
    applies_to: AppliesTo = "everyone"
    stores: Stores = Field(default_factory=list)
    """Only customers of these stores; of all if there are none."""
    actions: Actions | None = None
    """What happens to those who enter and leave."""
    hold_jumps: bool = False
    """Whether nothing is done about a jump (of more than 30 % and at least 10 customers) until somebody approves it."""
    refresh: Refresh = AUTOMATIC
    """When it is kept up to date: in every moment, on a schedule, or when somebody asks."""
    id: Said | None = Field(default=None, max_length=64)
    """How conditions name it; made from the name if left out, and never changed."""


class SegmentPatch(BaseModel):
    """What to change of a segment; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    version: Version
    """The version that was looked at; when it isn't the present one, nothing is changed."""
    name: Name = ""
    description: Said = Field(default="", max_length=2_000)
    condition: Any = None
    exclude: Any = None
    """Null takes it away."""
    applies_to: AppliesTo = "everyone"
    stores: Stores = Field(default_factory=list)
    actions: Actions | None = None
    """As a whole; null takes them away. What is newly done on entry is done for everybody who is in."""
    hold_jumps: bool = False
    refresh: Refresh = AUTOMATIC


class RestoreIn(BaseModel):
    """How an archived segment is kept again."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    name: Name | None = None
    """What it is called from then on, as another may have taken its name; the name that it had if left out."""


class HealthOut(BaseModel):
    """One thing about a segment that somebody should look at."""

    model_config = ConfigDict(from_attributes=True, use_attribute_docstrings=True)

    kind: health.Kind
    since: datetime | None
    customers: int | None
    """How many it is about: for `drifted` those who were missing or too many, for `jumped` by how many it has moved today for whatever reason,
    for `waiting` those about whom nothing is done yet."""
    entered: int | None
    """Of a jump that is `waiting`: how many have come."""
    left: int | None
    """And how many have gone."""
    cooling: int | None
    """How many came and went besides, about whom approving it does nothing yet: their cool-down goes on."""
    reason: Sentence | None
    """Of what is `broken`: what broke, and what to do."""


@described_as(SegmentIn)
class SegmentOut(BaseModel):
    """A segment, how many are in it, and how it moved."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    name: str
    description: str
    condition: Any
    sentence: str | None
    """The condition in words; null when it can no longer be read."""
    exclude: Any
    applies_to: AppliesTo
    stores: list[str]
    actions: Actions | None
    hold_jumps: bool
    refresh: Refresh
    refreshing: bool
    """Whether somebody has asked for a refresh that is yet to come."""
    refreshed_at: datetime | None
    """As of when everybody was asked about last."""
    next_refresh_at: datetime | None
    """When its schedule has it refreshed next; null where it has none or is not kept."""
    health: list[HealthOut]
    """What somebody should look at, the worst first."""
    state: State
    broken_reason: Sentence | None
    size: int
    share: float
    """Of all customers, 0 to 1."""
    entered_7d: int
    """In the last seven days, by what happened or by time: its beginning and changes of its definition aside."""
    left_7d: int
    sizes: list[int]
    """How many were in it at the end of each of the last 30 local days, as known then: the earliest first, the last is
    today. Fewer of a segment that is younger."""
    created_at: datetime
    updated_at: datetime
    version: int


class PreviewIn(BaseModel):
    """A condition to look at before it is saved."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    condition: Any
    exclude: Any = None
    """Another condition: whom it holds for is left out."""
    applies_to: AppliesTo = "everyone"
    stores: Stores = Field(default_factory=list)
    at: Moment | None = None
    """The instant to look at; now if left out. With an offset."""


class DifferenceOut(BaseModel):
    """Who would come in and who would leave, were a segment changed so: how many, and the first 20 of each by id."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    entering: int
    leaving: int
    entering_cooling: int
    """Of those who come in, about how many nothing is done before their cool-down is over."""
    leaving_cooling: int
    staying_cooling: int
    """And of those who stay: what is newly done on entry is done for them only then."""
    treated: int
    """Whom it has treated as being in so far; a jump is measured by these."""
    due_entering: int
    """About how many something is to be done then for having come in, as long as what it does stays as it is: also those
    who came before and wait, but not who is back before anything was done."""
    due_leaving: int
    """And for having left; nothing is taken back from who came without anything being done."""
    due_entering_cooling: int
    due_leaving_cooling: int
    waiting_entering: int
    """How many of `due_entering` are in already."""
    waiting_leaving: int
    entering_sample: list[CustomerBrief]
    leaving_sample: list[CustomerBrief]
    as_of: datetime


class MissingOut(BaseModel):
    """How many candidates had no value for a test; negated operators hold for them, others don't."""

    pointer: str
    label: str
    count: int


class StepOut(BaseModel):
    """How many candidates one node of the condition lets through by itself."""

    pointer: str
    sentence: str
    count: int


class PreviewOut(BaseModel):
    """What a condition finds."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    count: int
    candidates: int
    sample: list[CustomerBrief]
    missing: list[MissingOut]
    funnel: list[StepOut]
    sentence: str
    unknown_stores: list[str]
    """Of the `stores` those that no customer is of: a name may be mistyped."""
    position: int
    as_of: datetime


class DeedOut(BaseModel):
    """What a segment did: to how many, because they entered or left, by the actions of then."""

    model_config = ConfigDict(from_attributes=True, use_attribute_docstrings=True)

    id: str
    kind: Kind
    archived: bool
    """Whether they left because the segment was archived: it let go of its group, and tags stayed."""
    at: datetime
    actions: Actions
    size: int
    undone_at: datetime | None
    undone_by: str | None
    undone_by_name: str | None


class MemberOut(CustomerBrief):
    """A member and since when."""

    entered_at: datetime | None


class DayOut(BaseModel):
    """A local day: how many were in the segment at its end, and how many came and went."""

    model_config = ConfigDict(from_attributes=True, use_attribute_docstrings=True)

    date: date
    size: int
    entered: int
    """By what happened or by time."""
    left: int
    brought: int
    """Whom its beginning or another definition put in."""
    took: int
    """Whom another definition put out."""


class ExplainIn(BaseModel):
    """A condition, and the customer it is asked about."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    condition: Any
    customer: str
    """The customer's id here, the shop's id or the e-mail; where two are of one form id:7, external_id:7 or
    email:anna@example.com."""
    at: Moment | None = None
    """The instant to look at; now if left out."""


class RowOut(BaseModel):
    """A row that an aggregate looked at; `reason` says why it did not count."""

    key: str
    at: str | None
    value: Any
    reason: str | None


class ExplanationOut(BaseModel):
    """One node of the answer to "why", with those below it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    pointer: str
    sentence: str
    held: bool
    value: Any
    """Money as {"amount", "currency"}, numbers as texts."""
    threshold: Any
    distance: Any
    """What is missing to the threshold."""
    unit: str | None
    """The type of the three: text, number, money, date, instant, boolean or set."""
    counted: list[RowOut]
    counted_total: int
    not_counted: list[RowOut]
    not_counted_total: int
    next_change: str | None
    """Of the whole: when the answer changes by time alone."""
    children: list[ExplanationOut]


class WhyOut(ExplanationOut):
    """Why a customer is in a segment or not: the condition's answer, which a pin overrules."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    member: bool
    """Whether the customer is in, by the pin or else by the condition."""
    pinned: Pinned | None
