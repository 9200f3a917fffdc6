"""Routes that let customers enter a campaign by what happened in the past: a preview first, then, if it is started, in earnest."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict

from regulars.books import Unit, jobs
from regulars.campaigns import backfills, book
from regulars.campaigns.api.common import Id, Reading, Writing, id_of
from regulars.campaigns.api.models import RunCustomer
from regulars.campaigns.backfills import Backfill
from regulars.campaigns.model.check import kept
from regulars.campaigns.model.triggers import ByHand
from regulars.core.errors import Conflict, Fault, Invalid
from regulars.core.sentences import say, word
from regulars.flows.campaigns import backfilling
from regulars.http.asking import Asking
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.customers import name_them
from regulars.http.house import InHouse
from regulars.http.ids import number
from regulars.http.languages import Sentence
from regulars.http.problems import responses
from regulars.journal import identity
from regulars.rules.calendar import TICK, Calendar

router = APIRouter(prefix="/v1/campaigns/{id}/backfills", tags=["Campaigns"], responses=responses(401, 403))

MOST_DAYS = 3_660
BackfillId = Annotated[str, Path(description="The back-fill's id.")]
_AT_WORK = {"waiting", "running"}


class BackfillBusy(Conflict):
    """A back-fill can't be started as it stands."""

    code = "campaign.backfill_state"

    def __init__(self, state: str) -> None:
        super().__init__(
            say(
                "a back-fill that is {state} can't be started; wait for its preview, or make another", state=word(state)
            )
        )
        self.state = state


class BackfillIn(BaseModel):
    """A period of the past, in local days, both included."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    since: date
    until: date | None = None
    """null: up to now."""


class _Told(BaseModel):
    model_config = ConfigDict(use_attribute_docstrings=True)


class BackfilledDayOut(_Told):
    """A local day on which something happened by which somebody would enter."""

    day: str
    entered: int


class BackfilledCustomerOut(_Told):
    """Somebody who would enter."""

    customer: RunCustomer
    at: datetime
    """When it happened by which they would enter."""
    key: str
    """The occasion: each is entered by once."""


class BackfillPreviewOut(_Told):
    """Who would enter."""

    entered: int
    """How many runs would begin."""
    customers: int
    """Of how many customers."""
    before: int
    """How many occasions nobody would enter by, for they have entered by them or may not enter again."""
    over: int
    """How many occasions don't hold any more, such as a cart that was ordered after all."""
    by_day: bool
    """Whether it isn't recorded when customers entered or left the trigger's segment, so that it is looked at as each day
    ends."""
    days: list[BackfilledDayOut]
    shown: list[BackfilledCustomerOut]
    """Some of them, drawn from all, each with the first occasion."""


class BackfillOut(_Told):
    """A back-fill, and how far it is."""

    id: str
    state: str
    """previewing, previewed, entering, done, failed or cancelled."""
    done: int
    """How many local days the work has come by, of `total`."""
    total: int | None
    since: datetime
    until: datetime
    version: int
    """The version whose trigger counts, and which they enter."""
    started: bool
    """Whether customers enter by it, or have: else it is only a preview."""
    entered: int
    """How many have entered by it."""
    error: Sentence | None
    preview: BackfillPreviewOut | None
    """null until it is known, and in lists."""
    created_at: datetime
    created_by: str


@router.post("", operation_id="createCampaignBackfill", status_code=202, responses=responses(404, 409, 422))
def create_backfill(id: Id, given: BackfillIn, deed: Writing) -> BackfillOut:
    """Ask who would enter a campaign that runs by what happened in a period. Nobody enters before it is started."""
    house = deed.house

    def work(unit: Unit) -> BackfillOut:
        campaign = backfills.running(unit, id_of(id))
        assert campaign.version is not None
        definition = kept(book.version(unit, campaign.id, campaign.version).document)
        if isinstance(definition.trigger, ByHand):
            told = say("nobody enters this campaign by what happens; let customers enter it by hand")
            raise Invalid(told, [Fault("/since", "by_hand", told)])
        since, until = _span(given, unit.now, house.shop.calendar)
        made = backfills.create(unit, campaign.id, since=since, until=until)
        job = jobs.enqueue(
            unit,
            backfilling.PREVIEW,
            say("Preview of {name}", name=campaign.name),
            {"backfill": made.id},
            counted_in="days",
        )
        return _shown(unit, backfills.change(unit, made.id, preview_job=job))

    return BackfillOut.model_validate(deed.do(work))


@router.get("", operation_id="listCampaignBackfills", responses=responses(404), dependencies=[Reading])
def list_backfills(id: Id, house: InHouse, cursor: Cursor = None, limit: Limit = USUAL) -> Page[BackfillOut]:
    """The back-fills of a campaign, the latest first."""
    before = decode("backfills", cursor, int)
    with house.books.transaction() as unit:
        book.get(unit, id_of(id))
        found = backfills.listed(unit, id_of(id), before=before[0] if before else None, limit=limit + 1)
        return page(
            "backfills", found, limit, key=lambda one: [one.id], show=lambda one: _shown(unit, one, whole=False)
        )


@router.get("/{backfill}", operation_id="getCampaignBackfill", responses=responses(404), dependencies=[Reading])
def get_backfill(id: Id, backfill: BackfillId, house: InHouse, actor: Asking) -> BackfillOut:
    """How far a back-fill is, and who would enter by it."""
    with house.books.transaction() as unit:
        told = _shown(unit, _found(unit, id, backfill))
    if told.preview is not None:
        name_them(house, actor, [one.customer for one in told.preview.shown])
    return told


@router.post("/{backfill}/start", operation_id="startCampaignBackfill", status_code=202, responses=responses(404, 409))
def start_backfill(id: Id, backfill: BackfillId, deed: Writing) -> BackfillOut:
    """Let them enter. Each occasion is entered by once, so one that was broken off can be started again."""

    def work(unit: Unit) -> BackfillOut:
        one = _found(unit, id, backfill, lock=True)
        state = _state(one, _job(unit, one).state)
        if state != "previewed" and not (one.job is not None and state in {"failed", "cancelled"}):
            raise BackfillBusy(state)
        campaign = backfills.running(unit, one.campaign_id, version=one.version)
        job = jobs.enqueue(
            unit,
            backfilling.KIND,
            say("Back-fill of {name}", name=campaign.name),
            {"backfill": one.id},
            counted_in="days",
        )
        told = {"backfill": one.id, "since": one.since.isoformat(), "until": one.until.isoformat()}
        unit.audit("campaign.backfilled", f"campaign:{campaign.id}", told)
        return _shown(unit, backfills.change(unit, one.id, job=job))

    return BackfillOut.model_validate(deed.do(work))


@router.post("/{backfill}/cancel", operation_id="cancelCampaignBackfill", responses=responses(404))
def cancel_backfill(id: Id, backfill: BackfillId, deed: Writing) -> BackfillOut:
    """Break it off; whoever has entered stays. One that is done stays as it is."""

    def work(unit: Unit) -> BackfillOut:
        one = _found(unit, id, backfill, lock=True)
        jobs.cancel(unit, _job(unit, one).id)
        return _shown(unit, one)

    return BackfillOut.model_validate(deed.do(work))


def _span(given: BackfillIn, now: datetime, calendar: Calendar) -> tuple[datetime, datetime]:
    """The instants of the period; refused when it is turned round, hasn't begun, or is longer than ten years."""
    today = calendar.local_date(now)
    last = today if given.until is None else min(given.until, today)
    faults = []
    if given.since > today:
        faults.append(Fault("/since", "future", say("this day is yet to come; choose one that is past")))
    elif given.since > last:
        faults.append(Fault("/until", "before_since", say("it ends before it begins; choose a later day")))
    elif (last - given.since).days >= MOST_DAYS:
        faults.append(
            Fault(
                "/since",
                "too_long",
                say("a period has {most_days} days at most; ask for the years one by one", most_days=MOST_DAYS),
            )
        )
    if faults:
        raise Invalid(faults[0].detail, faults)
    return calendar.day_start(given.since) - TICK, min(calendar.day_end(last), now)


def _found(unit: Unit, id: str, backfill: str, *, lock: bool = False) -> Backfill:
    return backfills.get(unit, number(backfill, "back-fill"), of=id_of(id), lock=lock)


def _job(unit: Unit, one: Backfill) -> sa.Row[Any]:
    """The job that is at it, or was last."""
    job = one.job or one.preview_job
    assert job is not None, one
    return jobs.get(unit, job)


def _state(one: Backfill, job: str) -> str:
    if job in _AT_WORK:
        return "previewing" if one.job is None else "entering"
    return "previewed" if job == "done" and one.job is None else job


def _shown(unit: Unit, one: Backfill, *, whole: bool = True) -> BackfillOut:
    row = _job(unit, one)
    assert one.preview_job is not None
    previewed = jobs.get(unit, one.preview_job)
    return BackfillOut(
        id=str(one.id),
        state=_state(one, row.state),
        done=row.done,
        total=row.total,
        since=(one.since + TICK).astimezone(UTC),
        until=one.until.astimezone(UTC),
        version=one.version,
        started=one.job is not None,
        entered=one.entered,
        error=row.error,
        preview=_preview(unit, previewed.result) if whole and previewed.state == "done" else None,
        created_at=one.created_at,
        created_by=one.created_by,
    )


def _preview(unit: Unit, told: dict[str, Any]) -> BackfillPreviewOut:
    people = identity.named_today(unit, {row["customer"] for row in told["shown"]})
    shown = [row | {"customer": people[row["customer"]]} for row in told["shown"]]
    return BackfillPreviewOut.model_validate(told | {"shown": shown})
