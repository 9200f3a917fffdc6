"""Routes of the log: what is queued and was sent, to whom, what came of it, and why a customer got something or didn't."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit
from regulars.core.errors import Fault, Invalid, NotFound
from regulars.core.sentences import say
from regulars.http.actor import Actor
from regulars.http.asking import Asking, Deed, deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.customers import name_them
from regulars.http.house import House, InHouse
from regulars.http.ids import number
from regulars.http.languages import StoredSentence
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.journal import identity
from regulars.messaging import consents, log, unclear
from regulars.messaging.customers import Customers
from regulars.messaging.model.states import Reason, Source, State, WaitsFor
from regulars.messaging.transports.mailbox import Mailbox
from regulars.messaging.unclear import Fate

router = APIRouter(prefix="/v1/messages", tags=["Messages"], responses=responses(401, 403))

Reading = Depends(require(Scope.MESSAGES_READ))
Settling = Annotated[Deed, Depends(deed(Scope.MESSAGES_WRITE))]
Id = Annotated[str, Path(description="The message's id.")]


class MessageCustomer(BaseModel):
    """Whom a message is for, as they are called today."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    external_id: str | None
    email: str | None
    name: str | None = None
    """Null of one who has none, where who asks may not read customers, and while the worker is away."""


NAMED_BY = ("campaign", "newsletter", "reward")
"""Under which of these a message's cause holds the name of what had it sent."""


class LoggedMessageOut(BaseModel):
    """A message, and how far it has come."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    source: Source
    source_id: str
    """Which campaign, workflow or newsletter."""
    source_name: str | None
    """What that was called when it had it sent."""
    node: str | None
    """The step of the campaign, the rule of the workflow, the variant of the newsletter."""
    customer: MessageCustomer | None
    address: str | None
    """Where it went; null before it is sent, and of whoever was erased."""
    subject: str | None
    template: str | None
    template_version: int
    language: str | None
    list: str | None
    marketing: bool
    is_test: bool
    state: State
    reason: Reason | None
    """Why it was not sent; of one whose state is unknown, why it was not sent again."""
    answer: StoredSentence | None
    """What the server said last."""
    in_mailbox: bool
    """Whether its mail is kept in the mailbox here, to be read at /mail."""
    attempts: int
    queued_at: datetime
    due_at: datetime | None
    """When it is sent or tried again, at the earliest; null: nothing more is done, or its newsletter or its campaign is paused."""
    waits_for: WaitsFor | None
    """Why it isn't sent yet; null: it is its turn, or nothing more is done."""
    sent_at: datetime | None
    settled_at: datetime | None
    opened_at: datetime | None
    machine_opened_at: datetime | None
    clicked_at: datetime | None
    left_at: datetime | None
    complained_at: datetime | None


class MailOut(BaseModel):
    """A mail as it is kept in the mailbox."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    headers: list[tuple[str, str]]
    """Name and value, in their order."""
    subject: str
    html: str | None
    text: str | None
    size_bytes: int


class ConsentOut(BaseModel):
    """What somebody said to a list."""

    list: str
    status: str
    at: datetime
    wording: str
    source: str
    language: str | None
    ip: str | None


Messages = list[LoggedMessageOut]
Consents = list[ConsentOut]


class MailStandingOut(BaseModel):
    """What would keep mail from a customer now."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    address: str | None
    language: str | None
    guest: bool
    list: str
    status: str | None
    """How they stand to the list: pending, confirmed or left; null: they never said anything."""
    since: datetime | None
    paused_until: datetime | None
    suppressed: str | None
    marketing: Reason | None
    """What would keep mail that advertises from them; null: nothing."""
    opted_in: Reason | None
    """The same of what goes to who has confirmed the list alone."""
    transactional: Reason | None
    """The same of what they wait for."""
    consents: Consents
    """Everything they said here, the latest first."""
    messages: Messages
    """What was asked about, the latest first."""


class SettleIn(BaseModel):
    """What becomes of a message of which nobody knows whether it was taken."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    what: Fate
    """send_again: it is sent once more, and the customer may get it twice; count_as_sent: it is left at that."""


class SettleAllIn(SettleIn):
    """The same of every such message of a campaign, a workflow or a newsletter; tests are left alone."""

    source: Literal["campaign", "workflow", "newsletter"]
    source_id: Annotated[str, Field(max_length=20)]


class SettledOut(BaseModel):
    """How many messages that was."""

    messages: int


class MessageCountsOut(BaseModel):
    """How many messages there are of each state."""

    counts: dict[str, int]


@router.get("", operation_id="listMessages", dependencies=[Reading], responses=responses(400, 422))
def list_messages(
    house: InHouse,
    actor: Asking,
    *,
    source: Source | None = None,
    source_id: str | None = None,
    state: Annotated[list[State] | None, Query(description="Any of these.")] = None,
    reason: Reason | None = None,
    customer: Annotated[str | None, Query(description="The customer's id.")] = None,
    search: Annotated[str | None, Query(max_length=200, description="Part of the address or the subject.")] = None,
    tests: Annotated[bool | None, Query(description="Only tests, or none.")] = None,
    in_mailbox: Annotated[bool | None, Query(description="Only what is kept in the mailbox here, or isn't.")] = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[LoggedMessageOut]:
    """Messages, the latest queued first."""
    key = decode("messages", cursor, int)
    _needs_source(source, source_id)
    with house.books.transaction() as unit:
        customer_id = None if customer is None else identity.current_id(unit, number(customer, "customer"))
        asked = log.Asked(source, source_id, state or (), reason, customer_id, search, tests, in_mailbox=in_mailbox)
        rows = log.listed(unit, asked, before=key[0] if key else None, limit=limit + 1)
        people = called(unit, rows)
    told = page("messages", rows, limit, key=lambda row: [row.id], show=lambda row: shown(row, people))
    say_names(house, actor, told.data)
    return told


def _needs_source(source: Source | None, source_id: str | None) -> None:
    """Raises `Invalid`: an id alone may be a campaign's, a workflow's or a newsletter's."""
    if source_id is not None and source is None:
        said = say("say with `source` whose id it is, such as source=newsletter")
        raise Invalid(said, [Fault("/source_id", "source", said)])


@router.get("/counts", operation_id="countMessages", dependencies=[Reading], responses=responses(422))
def count_messages(
    house: InHouse, source: Source | None = None, source_id: str | None = None, tests: bool | None = None
) -> MessageCountsOut:
    """How many messages of a source there are of each state."""
    _needs_source(source, source_id)
    with house.books.transaction() as unit:
        return MessageCountsOut(counts=log.counted(unit, log.Asked(source, source_id, tests=tests)))


@router.get("/why", operation_id="explainMessages", dependencies=[Reading], responses=responses(404, 422))
def why(
    house: InHouse,
    actor: Asking,
    *,
    customer: Annotated[str, Query(description="The customer's id.")],
    source: Source | None = None,
    source_id: str | None = None,
    list: Annotated[
        str | None, Query(description="The list asked about; without it the one that newsletters go to.")
    ] = None,
) -> MailStandingOut:
    """Why a customer got the mail of a source, or didn't, and what would keep mail from them now."""
    customer_id = number(customer, "customer")
    _needs_source(source, source_id)
    with house.books.transaction() as unit:
        now = log.now_of(unit, Customers(house.facts), customer_id, list=list)
        rows = log.listed(unit, log.Asked(source, source_id, customer_id=customer_id), before=None, limit=20)
        said = consents.of_customer(unit, identity.current_id(unit, customer_id))
        people = called(unit, rows)
    messages = [shown(row, people) for row in rows]
    say_names(house, actor, messages)
    return MailStandingOut(
        **{name: getattr(now, name) for name in now.__slots__},
        consents=[
            ConsentOut(
                list=one.list, status=one.status, at=one.at, wording=one.wording, source=one.source, language=one.language,
                ip=one.ip,
            )
            for one in said
        ],
        messages=messages,
    )  # fmt: skip


@router.get("/{id}", operation_id="getMessage", dependencies=[Reading], responses=responses(404))
def get_message(id: Id, house: InHouse, actor: Asking) -> LoggedMessageOut:
    """One message."""
    with house.books.transaction() as unit:
        row = log.get(unit, number(id, "message"))
        told = shown(row, called(unit, [row]))
    say_names(house, actor, [told])
    return told


@router.post("/settle", operation_id="settleMessages", responses=responses(404, 409, 422))
def settle_messages(given: SettleAllIn, asked: Settling) -> SettledOut:
    """Of everything that a source sent and nobody knows whether it was taken: send it again, or count it as sent."""
    number(given.source_id, given.source)
    done = asked.do(
        lambda unit: SettledOut(messages=unclear.settle_all(unit, given.source, given.source_id, given.what))
    )
    return SettledOut.model_validate(done)


@router.post("/{id}/settle", operation_id="settleMessage", responses=responses(404, 409, 422))
def settle_message(id: Id, given: SettleIn, asked: Settling) -> LoggedMessageOut:
    """Of one message that nobody knows of whether it was taken: send it again, or count it as sent."""
    which = number(id, "message")

    def work(unit: Unit) -> LoggedMessageOut:
        unclear.settle(unit, which, given.what)
        row = log.get(unit, which)
        return shown(row, called(unit, [row]))

    told = LoggedMessageOut.model_validate(asked.do(work))
    say_names(asked.house, asked.actor, [told])
    return told


@router.get("/{id}/mail", operation_id="getMessageMail", dependencies=[Reading], responses=responses(404))
def get_mail(id: Id, house: InHouse) -> MailOut:
    """The mail of a message that went to the mailbox, headers and all."""
    raw = Mailbox(house.settings.data_dir).read(number(id, "message"))
    if raw is None:
        raise NotFound("mail in the mailbox", id)
    found = message_from_bytes(raw, policy=policy.default)
    assert isinstance(found, EmailMessage)
    parts: Mapping[str, str] = {
        part.get_content_type(): part.get_content() for part in found.walk() if part.get_content_maintype() == "text"
    }
    headers = [(name, str(value)) for name, value in found.items()]
    return MailOut(
        headers=headers, subject=str(found["Subject"] or ""), html=parts.get("text/html"), text=parts.get("text/plain"),
        size_bytes=len(raw),
    )  # fmt: skip


def called(unit: Unit, rows: Sequence[sa.Row[Any]]) -> dict[int, dict[str, str | None]]:
    """Whom messages are for, as they are called today."""
    return identity.named_today(unit, {row.customer_id for row in rows if row.customer_id is not None})


def say_names(house: House, actor: Actor, messages: Sequence[LoggedMessageOut]) -> None:
    """Say what those are called whom messages are for."""
    name_them(house, actor, [one.customer for one in messages if one.customer is not None])


def source_name(row: sa.Row[Any]) -> str | None:
    """What had a message sent was called then."""
    return next((str(row.cause[kind]) for kind in NAMED_BY if kind in row.cause), None)


def shown(row: sa.Row[Any], people: Mapping[int, dict[str, str | None]]) -> LoggedMessageOut:
    """A message as the log shows it."""
    who = people.get(row.customer_id) if row.customer_id is not None else None
    plain = (
        "source", "source_id", "node", "subject", "template_version", "language", "list", "marketing", "state", "reason",
        "attempts", "queued_at", "waits_for", "sent_at", "settled_at", "opened_at", "machine_opened_at", "clicked_at",
        "left_at", "complained_at",
    )  # fmt: skip
    return LoggedMessageOut(
        id=str(row.id),
        source_name=source_name(row),
        customer=None if who is None else MessageCustomer.model_validate(who),
        address=row.test_address or row.address,
        template=str(row.template_id) if row.template_id > 0 else None,
        is_test=row.test_address is not None,
        answer=row.answer and Mailbox.worded(row.answer),
        in_mailbox=row.answer == Mailbox.TAKEN,
        due_at=row.due_at or (None if row.waits_for == "paused" else row.held_until),
        **{name: getattr(row, name) for name in plain},
    )
