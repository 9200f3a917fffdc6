"""What routes of campaigns take and tell."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from regulars.campaigns.book import State
from regulars.campaigns.model.definition import Draft
from regulars.campaigns.model.durations import Duration
from regulars.campaigns.model.named import AttributeName, NodeId
from regulars.campaigns.model.quiet import QuietHours
from regulars.core.forms import Form
from regulars.core.sentences import say
from regulars.http.described import described_as
from regulars.http.given import Name, Version
from regulars.http.languages import Sentence
from regulars.http.problems import FaultOut

TestAddress = Annotated[
    str,
    Form(r"^[^@\s]+@[^@\s]+$", say("an e-mail is written like anna@shop.example")),
    Field(min_length=3, max_length=320),
]


class _Told(BaseModel):
    model_config = ConfigDict(use_attribute_docstrings=True)


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class ReadingOut(_Told):
    """How a draft reads."""

    errors: list[FaultOut]
    """Everything that is wrong with it; with none it can be published."""
    warnings: list[FaultOut]
    """What it says and probably doesn't mean; it can be published all the same."""
    trigger_sentence: Sentence | None
    sentences: dict[str, Sentence]
    """What each step does, by the node's id; those that can't be read yet are left out."""
    branches: dict[str, list[str]]
    """The branches that lead on from each step, by the node's id."""


class CampaignIn(_Given):
    """A campaign to be made."""

    name: Name
    draft: Draft = Draft()


class CampaignDraftIn(_Given):
    """What was drawn, to be saved; what is left out stays as it is."""

    revision: Version
    """The revision that was looked at."""
    name: Name | None = None
    draft: Draft | None = None


class CampaignCheckIn(_Given):
    """A draft that is not saved yet."""

    draft: Draft
    campaign: Annotated[str | None, Field(max_length=20)] = None
    """Whose draft it is; null for a new one."""


class CampaignPublishIn(_Given):
    """The draft is to be run."""

    revision: Version
    """The revision that was looked at."""
    test_address: TestAddress | None = None
    """In test mode all mails go to this address; null: it runs in earnest."""


class CampaignOut(_Told):
    """A campaign."""

    id: str
    name: str
    state: State
    draft: Draft
    revision: int
    version: int | None
    """The version that customers enter; null before the first was published."""
    changed: bool
    """Whether the draft says something else than that version."""
    test_address: str | None
    since: datetime | None
    """Only what happens from then on lets anybody enter."""
    entered: int
    """How many runs there ever were."""
    under_way: int
    reading: ReadingOut
    created_at: datetime
    updated_at: datetime


class CampaignVersionOut(_Told):
    """What was published."""

    version: int
    draft: Draft
    published_at: datetime
    published_by: str
    """Who published it, such as user:3."""
    published_by_name: str | None
    under_way: int
    """How many runs go by it still."""


class MoveIn(_Given):
    """Runs under way are to go on in another version."""

    of: Version
    """The version that they are in."""
    to: Version
    mapping: Annotated[dict[NodeId, NodeId | None], Field(max_length=200)] = {}
    """Where those at a node go; null ends them. A node that isn't named goes to the one of the same id."""


class MoveOut(_Told):
    """The runs at a node, and where they go."""

    node: str
    to: str | None
    """null: they end."""
    runs: int
    waits_on: bool
    """Whether the step there is the same, so that they go on waiting; else it is taken at once."""


class MovesOut(_Told):
    """Where runs go."""

    moves: list[MoveOut]


class EnterIn(_Given):
    """Who is to enter by hand."""

    customers: Annotated[list[Annotated[str, Field(min_length=1, max_length=320)]], Field(max_length=10_000)] = []
    """Customers, by their id here, the shop's id or the e-mail."""
    segment: Annotated[str | None, Field(min_length=1, max_length=100)] = None
    """Everybody in a segment."""


class EnterOut(_Told):
    """How many were asked to enter; whoever may not enter again is left out."""

    customers: int


class RunCustomer(_Told):
    """A customer as people know them."""

    id: str
    external_id: str | None
    email: str | None
    name: str | None = None
    """Null of one who has none, where who asks may not read customers, and while the worker is away."""


class CampaignRunOut(_Told):
    """Somebody's way through a campaign."""

    id: str
    campaign: str
    campaign_name: str
    version: int
    customer: RunCustomer
    key: str
    """The occasion by which it was entered."""
    about: dict[str, Any]
    node: str
    """Where it is, or where it ended."""
    due_at: datetime | None
    """When it is looked at next."""
    entered_at: datetime
    in_test: bool
    """Whether it was entered in test mode: it counts in no results and no comparison."""
    backfill: str | None
    """The back-fill by which it was entered, so that `about.at` is in the past; null: as it happened."""
    goal_at: datetime | None
    ended_at: datetime | None
    ended_by: str | None
    """end, goal, order, event, left, campaign, hand or moved."""


class PassedOut(_Told):
    """A node that a run has left."""

    node: str
    branch: str | None
    """By which it was left; null where the run ended."""
    at: datetime
    done: dict[str, Any] | None
    """What was done or found there."""


class CampaignPathOut(CampaignRunOut):
    """A run with every node that it has left."""

    path: list[PassedOut]


class NodeCount(_Told):
    """A node of the canvas."""

    node: str
    waiting: int
    """How many are there just now."""
    left: int
    """How many have left it in the window, or ended there."""


class EdgeCount(_Told):
    """A branch of a node."""

    node: str
    """Empty: from the trigger."""
    branch: str
    """Empty: ended at the node."""
    runs: int


class CountsOut(_Told):
    """The numbers on the canvas."""

    window: Literal["24h", "7d", "all"]
    entered: int
    nodes: list[NodeCount]
    edges: list[EdgeCount]


class CampaignPolicyIn(_Given):
    """What holds over all campaigns."""

    most_mails: Annotated[int | None, Field(ge=1, le=1_000)] = None
    """So many mails at most to a customer; null: as many as there are."""
    days: Annotated[int, Field(ge=1, le=365)] = 7
    """In so many days."""
    drops: bool = False
    """Whether one too many is dropped; else it waits until there is room."""
    quiet_hours: QuietHours | None = None
    """When no mail that advertises is sent, unless a campaign says otherwise: it waits until they are over; null: never quiet."""
    time_zone_of: AttributeName | None = None
    """The attribute of customers that holds their time zone, such as Europe/Kyiv; null, and where it is missing: the shop's."""
    too_late: Duration | None = None
    """A mail that advertises and could only leave so long after it was due is dropped; null: none is."""
    version: Version
    """The version that was looked at."""


@described_as(CampaignPolicyIn)
class CampaignPolicyOut(_Told):
    """What holds over all campaigns."""

    most_mails: int | None
    days: int
    drops: bool
    quiet_hours: QuietHours | None
    time_zone_of: str | None
    too_late: Duration | None
    version: int
    updated_at: datetime
