"""Routes that simulate a campaign over the last days of the shop. Nothing is given and nothing is sent by them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit, jobs
from regulars.books.tables import job
from regulars.campaigns import book
from regulars.campaigns.api.common import Id, Reading, id_of
from regulars.campaigns.api.models import RunCustomer
from regulars.campaigns.known import InHouse as KnownInHouse
from regulars.campaigns.model.check import read
from regulars.campaigns.model.definition import Draft
from regulars.campaigns.model.triggers import ByHand
from regulars.core.errors import Fault, Invalid, NotFound, inside
from regulars.core.sentences import say
from regulars.flows.campaigns.simulating import KIND, Simulation
from regulars.flows.campaigns.simulating.trial import MOST_DAYS, span
from regulars.http.asking import Asking
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.customers import name_them
from regulars.http.given import Version
from regulars.http.house import House, InHouse
from regulars.http.ids import number
from regulars.http.languages import Sentence
from regulars.http.money import Money, money_if_any
from regulars.http.problems import responses
from regulars.journal import identity
from regulars.rules.fold import fold

router = APIRouter(prefix="/v1/campaigns/{id}/simulations", tags=["Campaigns"], responses=responses(401, 403))

SimulationId = Annotated[str, Path(description="The simulation's id.")]


class SimulationIn(BaseModel):
    """What is to be simulated: the draft as it is saved, unless another or a version is given."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    draft: Draft | None = None
    """The campaign as it is being drawn; null: as it is saved."""
    version: Version | None = None
    """A version that was published, instead of the draft."""
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = 90
    """So many local days, today included."""
    segment: Annotated[str | None, Field(min_length=1, max_length=100)] = None
    """Who enters a campaign that is entered by hand, on the first day."""


class _Told(BaseModel):
    model_config = ConfigDict(use_attribute_docstrings=True)


class SimulatedDayOut(_Told):
    """A local day."""

    day: str
    entered: int
    points: int
    taken: int
    coupons: int
    mails: int


class SimulatedNodeOut(_Told):
    """What happened at a step."""

    node: str
    left: dict[str, int]
    """How many went on, by branch."""
    ended: int
    """How many came to their end here."""
    waiting: int = 0
    """How many would be here still."""
    done: dict[str, int]
    """What was done: `points`, `taken`, `coupon`, `mail` or the kind of the step, with how much; `not_done`: how often it
    wasn't."""


class NotDoneOut(_Told):
    """What wasn't done, why, and how often."""

    what: str
    why: str
    """Why a mail is blocked (as in the log of messages), cap, too_late, guest, programme_off or sent_before."""
    times: int


class MailsPerCustomerOut(_Told):
    """How many customers would have got so many mails."""

    mails: int
    customers: int


class MostMailsOut(_Told):
    """Somebody who would have got the most mails."""

    customer: RunCustomer
    mails: int


class SimulatedDeedOut(_Told):
    """Something that would have happened to a customer."""

    at: datetime
    node: str
    what: str
    amount: int
    not_done: str | None
    """Why it wasn't done."""


class SimulatedCustomerOut(_Told):
    """A customer, and everything that would have happened to them."""

    customer: RunCustomer
    deeds: list[SimulatedDeedOut]


class SimulationResult(_Told):
    """What would have happened. What was given is not seen by conditions and segments afterwards."""

    entered: int
    """How many runs would have begun."""
    customers: int
    """Of how many customers."""
    under_way: int
    """How many would be under way still."""
    ended: dict[str, int]
    """How many would have ended, by what."""
    points: int
    points_cost: Money | None
    """What the points given would cost if all of them were spent."""
    taken: int
    """Points taken, at most: what customers would have had by then isn't known."""
    coupons: int
    mails: int
    not_done: list[NotDoneOut]
    days: list[SimulatedDayOut]
    nodes: list[SimulatedNodeOut]
    mails_per_customer: list[MailsPerCustomerOut]
    most_mails: list[MostMailsOut]
    shown: list[SimulatedCustomerOut]
    """Some of those to whom anything would have happened, drawn from all of them."""
    by_day: bool
    """Whether it isn't recorded when customers entered or left the trigger's segment, so that it is looked at as each day
    ends."""


class SimulationOut(_Told):
    """How far a simulation is. `state` is waiting, running, done, failed or cancelled; `done` and `total` count days."""

    id: str
    state: str
    done: int
    total: int | None
    since: datetime
    until: datetime
    version: int | None
    """The version that was simulated; null: a draft."""
    draft: Draft
    """What was simulated."""
    segment: str | None
    created_at: datetime
    error: Sentence | None
    behind: Sentence | None
    """While it waits: the title of the work that is done before it, if any is."""
    result: SimulationResult | None
    """Null while it isn't done, and in lists."""


@router.post(
    "", operation_id="simulateCampaign", status_code=202, responses=responses(404, 422), dependencies=[Reading]
)
def simulate(id: Id, given: SimulationIn, house: InHouse, actor: Asking) -> SimulationOut:
    """Simulate a campaign over the last days of the shop. Nothing is given and nothing is sent; the answer is a job."""
    campaign_id = id_of(id)
    with house.books.transaction() as unit:
        found = book.get(unit, campaign_id)
        draft = _drawn(unit, campaign_id, given) or found.drawn
    with inside("/draft"):
        definition = read(draft, KnownInHouse(house, campaign_id))
    asks = isinstance(definition.trigger, ByHand)
    segment = _segment(house, given.segment) if asks or given.segment is not None else None
    since, until = span(house.clock(), given.days, house.shop.calendar)
    simulation = Simulation(
        campaign_id=campaign_id, draft=draft, version=given.version, since=since, until=until, segment=segment
    )

    def work(unit: Unit) -> SimulationOut:
        args = simulation.model_dump(mode="json")
        made = jobs.enqueue(unit, KIND, say("Simulate {name}", name=found.name), args, counted_in="days")
        return _shown(house, unit, jobs.get(unit, made))

    return house.books.perform(work, actor=actor.name)


@router.get("", operation_id="listCampaignSimulations", responses=responses(404), dependencies=[Reading])
def list_simulations(id: Id, house: InHouse, cursor: Cursor = None, limit: Limit = USUAL) -> Page[SimulationOut]:
    """The simulations of a campaign, the latest first."""
    after = decode("simulations", cursor, int)
    query = sa.select(job).where(job.c.kind == KIND, job.c.args["campaign_id"].as_integer() == id_of(id))
    if after:
        query = query.where(job.c.id < after[0])
    with house.books.transaction() as unit:
        book.get(unit, id_of(id))
        rows = unit.connection.execute(query.order_by(job.c.id.desc()).limit(limit + 1)).all()
        return page(
            "simulations", rows, limit, key=lambda row: [row.id], show=lambda row: _shown(house, unit, row, whole=False)
        )


@router.get("/{simulation}", operation_id="getCampaignSimulation", responses=responses(404), dependencies=[Reading])
def get_simulation(id: Id, simulation: SimulationId, house: InHouse, actor: Asking) -> SimulationOut:
    """How far a simulation is, and what came of it."""
    with house.books.transaction() as unit:
        told = _shown(house, unit, _found(unit, id, simulation))
    if told.result is not None:
        most, shown = ([one.customer for one in told.result.most_mails], [one.customer for one in told.result.shown])
        name_them(house, actor, most + shown)
    return told


@router.post(
    "/{simulation}/cancel",
    operation_id="cancelCampaignSimulation",
    responses=responses(404),
    dependencies=[Reading],
)
def cancel_simulation(id: Id, simulation: SimulationId, house: InHouse, actor: Asking) -> SimulationOut:
    """Break a simulation off; one that is done stays as it is."""

    def work(unit: Unit) -> SimulationOut:
        row = _found(unit, id, simulation)
        jobs.cancel(unit, row.id)
        return _shown(house, unit, jobs.get(unit, row.id))

    return house.books.perform(work, actor=actor.name)


def _drawn(unit: Unit, campaign_id: int, given: SimulationIn) -> Draft | None:
    """What is asked for, where that isn't the saved draft."""
    if given.version is None:
        return given.draft
    if given.draft is not None:
        told = say("give a draft or a version, not both")
        raise Invalid(told, [Fault("/version", "both", told)])
    return Draft.model_validate(book.version(unit, campaign_id, given.version).document)


def _segment(house: House, segment: str | None) -> str:
    if segment is None:
        told = say(
            "nobody enters this campaign by themselves; name a segment whose members are to enter on the first day"
        )
        raise Invalid(told, [Fault("/segment", "missing", told)])
    if not house.memberships.exists(fold(segment)):
        told = say("there is no segment {segment!r}, or it is archived; choose another", segment=segment)
        raise Invalid(told, [Fault("/segment", "unknown_segment", told)])
    return fold(segment)


def _found(unit: Unit, id: str, simulation: str) -> sa.Row[Any]:
    row = jobs.get(unit, number(simulation, "simulation"))
    if row.kind != KIND or row.args["campaign_id"] != id_of(id):
        raise NotFound("simulation", simulation)
    return row


def _shown(house: House, unit: Unit, row: sa.Row[Any], *, whole: bool = True) -> SimulationOut:
    args = Simulation.model_validate(row.args)
    return SimulationOut(
        id=str(row.id),
        state=row.state,
        done=row.done,
        total=row.total,
        since=args.since.astimezone(UTC),
        until=args.until.astimezone(UTC),
        version=args.version,
        draft=args.draft,
        segment=args.segment,
        created_at=row.created_at,
        error=row.error,
        behind=jobs.behind(unit, row),
        result=_result(house, unit, row.result) if whole and row.state == "done" else None,
    )


def _result(house: House, unit: Unit, told: dict[str, Any]) -> SimulationResult:
    whose = {one["customer"] for name in ("most_mails", "shown") for one in told[name]}
    people = identity.named_today(unit, whose)
    named = {
        name: [one | {"customer": people[one["customer"]]} for one in told[name]] for name in ("most_mails", "shown")
    }
    cost = money_if_any(told["cost_minor"], house.shop.currency, house.shop.places)
    rest = {name: value for name, value in told.items() if name != "cost_minor"}
    return SimulationResult.model_validate(rest | named | {"points_cost": cost})
