"""What the routes of results are given and answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from regulars.http.given import Version
from regulars.http.money import Money
from regulars.messaging.api.messages import MessageCustomer
from regulars.messaging.model.attribution import MOST_DAYS, By
from regulars.messaging.model.states import Reason, WaitsFor
from regulars.reports.model.comparison import Verdict


class AttributionIn(BaseModel):
    """Which orders count as brought about."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    by: By
    """After what an order counts: after a click; after an open or a click; or after any mail that went out."""
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)]
    """Within so many days of it."""
    version: Version
    """The version that was looked at, 0 if nothing was said yet."""


class AttributionOut(BaseModel):
    """Which orders count as brought about: those placed within so many days after the last touch."""

    by: By
    days: int
    version: int


class MailsOut(BaseModel):
    """How many messages came how far; tests are never counted."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    pending: int
    sent: int
    """Handed over, whatever came of it."""
    delivered: int
    """Taken by the server, and not come back since."""
    opened: int
    """By people, as far as can be told."""
    machine_opened: int
    """Only by machines."""
    clicked: int
    left: int
    """By which the list was left."""
    complained: int
    bounced: int
    blocked: int
    unknown: int
    """Of those that were sent: nobody knows whether the server took them."""


class BroughtOut(BaseModel):
    """Orders that count as brought about."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    conversions: int
    revenue: Money
    """What they came to, less what was given back since."""


class NodeResultOut(MailsOut, BroughtOut):
    """The same of a node: the step of a campaign, the rule of a workflow, the subject of a newsletter."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    node: str
    name: str | None
    """What its template is called, or the subject of a newsletter; of a rule that is gone too."""


class WeekResultOut(BroughtOut):
    """What happened in a week, whenever it was sent."""

    week: date
    sent: int
    opened: int
    clicked: int
    left: int


class BlockedOut(BaseModel):
    """How many were not sent for a reason."""

    reason: Reason
    count: int


class WaitingMailsOut(BaseModel):
    """How many of those that are yet to be sent wait for something."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    waits_for: WaitsFor
    count: int
    until: datetime | None
    """When the first of them leaves, at the earliest; null while it or its campaign is paused, or the server can't be reached."""


Nodes = list[NodeResultOut]
Weeks = list[WeekResultOut]
BlockedFor = list[BlockedOut]
WaitingFor = list[WaitingMailsOut]


class ResultsOut(MailsOut, BroughtOut):
    """Everything since the beginning, by node and by week."""

    attribution: AttributionOut
    nodes: Nodes
    weeks: Weeks
    blocked_for: BlockedFor
    waiting_for: WaitingFor


class IntervalOut(BaseModel):
    """A difference, and between which values it lies in 95 of 100 cases."""

    difference: float
    low: float
    high: float


class AmountIntervalOut(BaseModel):
    """The same of an amount."""

    difference: Money
    low: Money
    high: Money


class ComparedSideOut(BaseModel):
    """Customers who fell to one side."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    name: str
    """The branch, or the subject; empty: who got nothing of a newsletter."""
    alone: bool
    """Whether they were left alone for comparison."""
    customers: int
    buyers: int
    """How many of them ordered."""
    orders: int
    revenue: Money
    rate: float
    """The share that ordered, 0 to 1."""
    per_customer: Money
    """What came of a customer."""
    base: bool
    """Whether the others are compared with these."""
    rate_difference: IntervalOut | None
    """Against the base; null of the base itself, and when there are too few to tell."""
    revenue_difference: AmountIntervalOut | None
    verdict: Verdict | None
    """What can be said of the share: too_few, unclear, more or less; null of the base."""
    revenue_verdict: Verdict | None


Sides = list[ComparedSideOut]


class DividedOut(BaseModel):
    """A step that divided customers at random."""

    node: str
    sides: Sides


Divisions = list[DividedOut]


class ComparisonsOut(BaseModel):
    """What customers ordered within so many days after chance had divided them, whatever brought it about."""

    days: int
    confidence: float
    divisions: Divisions


class ConversionOut(BaseModel):
    """An order that counts for a message."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    order: str | None
    customer: MessageCustomer | None
    message: str
    node: str | None
    placed_at: datetime
    touched_at: datetime
    """The click, open or sending that it counts for."""
    status: str | None
    total: Money
    refunded: Money
    revenue: Money
