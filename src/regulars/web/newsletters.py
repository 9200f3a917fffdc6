"""Routes of newsletters: whom they go to, when, under which subjects, and what came of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.flows.newsletters import audience
from regulars.http.asking import Deed, deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.described import described_as
from regulars.http.given import Moment, Name, Said, Version
from regulars.http.house import House, InHouse
from regulars.http.ids import number
from regulars.http.languages import Sentence
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.kinds.addresses import is_address
from regulars.messaging import newsletter_results, newsletters
from regulars.messaging.model.newsletters import Batches, Saying, State
from regulars.messaging.model.states import Filter
from regulars.messaging.newsletters import Newsletter
from regulars.rules.fold import fold

router = APIRouter(prefix="/v1/newsletters", tags=["Messages"], responses=responses(401, 403))

Reading = Depends(require(Scope.MESSAGES_READ))
Writing = Annotated[Deed, Depends(deed(Scope.MESSAGES_WRITE))]
Id = Annotated[str, Path(description="The newsletter's id.")]
Segments = Annotated[list[Said], Field(max_length=50)]
Subjects = Annotated[list[Annotated[Said, Field(max_length=300)]], Field(max_length=4)]


class BatchesModel(BaseModel):
    """So many at a time, with so many minutes between."""

    model_config = ConfigDict(extra="forbid")

    size: Annotated[int, Field(ge=1, le=1_000_000)]
    minutes: Annotated[int, Field(ge=1, le=10_080)]


class NewsletterIn(BaseModel):
    """To whom, and what."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    name: Name
    """What the team calls it."""
    template: Said
    """The template that it is written by."""
    include: Segments = []
    """It goes to who is in one of these segments; without any, to everybody."""
    exclude: Segments = []
    """And to nobody who is in one of these."""
    sends_to: Filter = "opted_in"
    """opted_in: only who has confirmed the list; registered: only who has an account; both; all."""
    list: Annotated[Said | None, Field(max_length=255)] = None
    """The list that must be confirmed, and that one click leaves; null: that of the mail settings."""
    subjects: Subjects = []
    """Subjects to compare, each for an equal part; without any the template's. Liquid, over the variables of templates."""
    hold_out_percent: Annotated[int, Field(ge=0, le=90)] = 0
    """So many of a hundred get nothing, so that what it brings about can be told."""
    batches: BatchesModel | None = None
    """Null: all at once."""


class NewsletterPatch(NewsletterIn):
    """What it is to be; of the version that was looked at."""

    version: Version


class AudienceIn(BaseModel):
    """Whom it would go to."""

    model_config = ConfigDict(extra="forbid")

    include: Segments = []
    exclude: Segments = []
    sends_to: Filter = "opted_in"
    list: Annotated[Said | None, Field(max_length=255)] = None


class AudienceOut(BaseModel):
    """How many it would go to now, and who of the segments not."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    count: int
    in_segments: int
    not_opted_in: int
    not_registered: int
    without_address: int
    """Nobody knows where to write to."""


class NewsletterResultOut(BaseModel):
    """What came of one subject."""

    name: str
    subject: str | None
    queued: int
    sent: int
    blocked: int
    bounced: int
    opened: int
    clicked: int
    left: int
    complained: int


Results = list[NewsletterResultOut]


@described_as(NewsletterIn)
class NewsletterOut(BaseModel):
    """A newsletter, and how far it has come."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    name: str
    state: State
    template: str
    template_version: int | None
    include: Segments
    exclude: Segments
    sends_to: Filter
    list: str | None
    subjects: Subjects
    hold_out_percent: int
    batches: BatchesModel | None
    send_at: datetime | None
    begun_at: datetime | None
    ended_at: datetime | None
    total: int | None
    """The size of its audience, fixed when it began."""
    place: int
    """How many of them had their turn to be queued."""
    held_out: int
    """How many of these got nothing, for comparison."""
    results: Results = []
    """By subject."""
    problem: Sentence | None
    """Why it couldn't begin."""
    version: int
    created_at: datetime
    updated_at: datetime


class ScheduleIn(BaseModel):
    """When it is to begin."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    version: Version
    at: Moment | None = None
    """Null: now."""


class NewsletterTestIn(BaseModel):
    """Where to send it for a look, and as which customer would get it."""

    model_config = ConfigDict(extra="forbid")

    to: Annotated[Said, Field(max_length=320)]
    customer: Said | None = None


class NewsletterTestOut(BaseModel):
    """How many mails are on their way, one for each subject."""

    count: int


@router.get("", operation_id="listNewsletters", dependencies=[Reading], responses=responses(400, 422))
def list_newsletters(
    house: InHouse,
    search: Annotated[str | None, Query(max_length=200)] = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[NewsletterOut]:
    """Newsletters, the latest first."""
    key = decode("newsletters", cursor, int)
    with house.books.transaction() as unit:
        rows = newsletters.listed(unit, search=search, before=key[0] if key else None, limit=limit + 1)
        return page("newsletters", rows, limit, key=lambda one: [one.id], show=lambda one: _out(unit, one))


@router.post("", operation_id="createNewsletter", status_code=201, responses=responses(422))
def create_newsletter(given: NewsletterIn, asked: Writing) -> NewsletterOut:
    """Make a draft; nothing is sent yet."""
    saying = _saying(asked.house, given)
    return _done(asked, lambda unit: newsletters.create(unit, given.name, saying))


@router.post("/audience", operation_id="countNewsletterAudience", dependencies=[Reading], responses=responses(404, 422))
def count_audience(given: AudienceIn, house: InHouse) -> AudienceOut:
    """How many customers a newsletter would go to now."""
    saying = Saying(0, tuple(given.include), tuple(given.exclude), given.sends_to, given.list)
    with house.books.transaction() as unit:
        found = audience(unit, house.facts, house.memberships, saying)
    return AudienceOut(
        count=len(found.customers), in_segments=found.in_segments, not_opted_in=found.not_opted_in,
        not_registered=found.not_registered, without_address=found.without_address,
    )  # fmt: skip


@router.get("/{id}", operation_id="getNewsletter", dependencies=[Reading], responses=responses(404))
def get_newsletter(id: Id, house: InHouse) -> NewsletterOut:
    """One newsletter, with what came of it."""
    with house.books.transaction() as unit:
        return _out(unit, newsletters.get(unit, _number(id)))


@router.put("/{id}", operation_id="saveNewsletter", responses=responses(404, 409, 422))
def save_newsletter(id: Id, given: NewsletterPatch, asked: Writing) -> NewsletterOut:
    """Change one that hasn't begun."""
    saying = _saying(asked.house, given)
    return _done(
        asked, lambda unit: newsletters.save(unit, _number(id), version=given.version, name=given.name, saying=saying)
    )


@router.delete("/{id}", operation_id="deleteNewsletter", status_code=204, responses=responses(404, 409))
def delete_newsletter(id: Id, asked: Writing) -> None:
    """Forget a draft."""
    asked.do(lambda unit: newsletters.remove(unit, _number(id)))


@router.post("/{id}/schedule", operation_id="scheduleNewsletter", responses=responses(404, 409, 422))
def schedule_newsletter(id: Id, given: ScheduleIn, asked: Writing) -> NewsletterOut:
    """Have it sent, now or at an instant; its audience is fixed when it begins."""
    return _done(asked, lambda unit: newsletters.schedule(unit, _number(id), version=given.version, at=given.at))


@router.post("/{id}/unschedule", operation_id="unscheduleNewsletter", responses=responses(404, 409))
def unschedule_newsletter(id: Id, asked: Writing) -> NewsletterOut:
    """Make it a draft again, as long as it hasn't begun."""
    return _done(asked, lambda unit: newsletters.unschedule(unit, _number(id)))


@router.post("/{id}/pause", operation_id="pauseNewsletter", responses=responses(404, 409))
def pause_newsletter(id: Id, asked: Writing) -> NewsletterOut:
    """Send no more of it for now."""
    return _done(asked, lambda unit: newsletters.pause(unit, _number(id)))


@router.post("/{id}/resume", operation_id="resumeNewsletter", responses=responses(404, 409))
def resume_newsletter(id: Id, asked: Writing) -> NewsletterOut:
    """Go on where it was."""
    return _done(asked, lambda unit: newsletters.resume(unit, _number(id)))


@router.post("/{id}/cancel", operation_id="cancelNewsletter", responses=responses(404, 409))
def cancel_newsletter(id: Id, asked: Writing) -> NewsletterOut:
    """Send no more of it, ever."""
    return _done(asked, lambda unit: newsletters.cancel(unit, _number(id)))


@router.post("/{id}/test", operation_id="tryNewsletter", responses=responses(404, 422))
def try_newsletter(id: Id, given: NewsletterTestIn, asked: Writing) -> NewsletterTestOut:
    """Send it to one address, once for each subject."""
    to = given.to.strip()
    if not is_address(to):
        said = say("this is not an e-mail address; write one such as me@shop.example")
        raise Invalid(said, [Fault("/to", "address", said)])
    customer_id = None if given.customer is None else number(given.customer, "customer")
    sent = asked.do(
        lambda unit: NewsletterTestOut(count=newsletters.try_out(unit, _number(id), to, customer_id=customer_id))
    )
    return NewsletterTestOut.model_validate(sent)


def _done(asked: Deed, work: Callable[[Unit], Newsletter]) -> NewsletterOut:
    return NewsletterOut.model_validate(asked.do(lambda unit: _out(unit, work(unit))))


def _number(id: str) -> int:
    return number(id, "newsletter")


def _saying(house: House, given: NewsletterIn) -> Saying:
    faults = [
        Fault(f"/{place}/{n}", "segment", say("there is no segment {id!r}; choose another", id=id))
        for place in ("include", "exclude")
        for n, id in enumerate(getattr(given, place))
        if not house.memberships.exists(fold(id))
    ]
    if faults:
        raise Invalid(faults[0].detail, faults)
    return Saying(
        number(given.template, "mail template"),
        tuple(given.include),
        tuple(given.exclude),
        given.sends_to,
        given.list or None,
        tuple(one.strip() for one in given.subjects),
        given.hold_out_percent,
        None if given.batches is None else Batches(given.batches.size, given.batches.minutes),
    )


def _out(unit: Unit, one: Newsletter) -> NewsletterOut:
    saying = one.saying
    subjects = dict(zip("ABCD", saying.subjects, strict=False))
    found = newsletter_results.results(unit, one.id) if one.begun_at is not None else []
    plain = (
        "name", "state", "template_version", "send_at", "begun_at", "ended_at", "total", "place", "problem", "version",
        "created_at", "updated_at",
    )  # fmt: skip
    return NewsletterOut(
        id=str(one.id),
        template=str(saying.template),
        include=list(saying.include),
        exclude=list(saying.exclude),
        sends_to=saying.sends_to,
        list=saying.list,
        subjects=list(saying.subjects),
        hold_out_percent=saying.hold_out_percent,
        batches=None
        if saying.batches is None
        else BatchesModel(size=saying.batches.size, minutes=saying.batches.minutes),
        held_out=one.place - sum(result.queued for result in found) if saying.hold_out_percent else 0,
        results=[
            NewsletterResultOut(
                subject=subjects.get(result.name), **{name: getattr(result, name) for name in result.__slots__}
            )
            for result in found
        ],
        **{name: getattr(one, name) for name in plain},
    )
