"""What all routes of campaigns share: who may, and how a draft reads."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any

from fastapi import Depends, Path

from regulars import kinds
from regulars.campaigns import book
from regulars.campaigns.book import Campaign
from regulars.campaigns.known import InHouse as KnownInHouse
from regulars.campaigns.model.check import faults
from regulars.campaigns.model.definition import Draft
from regulars.campaigns.model.outside import Known
from regulars.campaigns.model.steps import Step
from regulars.campaigns.model.triggers import Trigger
from regulars.campaigns.model.warnings import warnings
from regulars.core.errors import Fault, Invalid
from regulars.facts.refusals import FactsAway
from regulars.http.actor import Actor
from regulars.http.asking import Deed, deed, require
from regulars.http.house import House
from regulars.http.ids import number
from regulars.http.languages import now_answering
from regulars.http.names import called
from regulars.http.problems import FaultOut
from regulars.http.scopes import Scope
from regulars.kinds import BadKind
from regulars.rules.check import check
from regulars.rules.scope import Scope as Readable
from regulars.rules.sentence import Speaker, tidy
from regulars.rules.texts import Texts

from .models import CampaignOut, ReadingOut

DATED = re.compile(r"\d{4}-\d{2}-\d{2}(T.+)?")
"""How days and instants are written."""

Reading = Depends(require(Scope.CAMPAIGNS_READ))
Reader = Annotated[Actor, Depends(require(Scope.CAMPAIGNS_READ))]
Writing = Annotated[Deed, Depends(deed(Scope.CAMPAIGNS_WRITE))]
Id = Annotated[str, Path(description="The campaign's id.")]


def id_of(id: str) -> int:
    return number(id, "campaign")


def reading(house: House, draft: Draft, *, of: int | None = None) -> ReadingOut:
    """What a draft says, everything that is wrong with it, and what it probably doesn't mean."""
    known = KnownInHouse(house, of)
    found = faults(draft, known)
    name_of = _called(house, known)
    steps = {one.id: _read(Step, one.step) for one in draft.nodes}
    trigger = _read(Trigger, draft.trigger)
    read = {id: step for id, step in steps.items() if step is not None}
    doubtful = warnings(draft, trigger, read, house.clock(), house.shop.calendar)
    return ReadingOut(
        errors=[_fault(one) for one in found],
        warnings=[_fault(one) for one in doubtful],
        trigger_sentence=None if trigger is None else _say(house, trigger, name_of),
        sentences={id: _say(house, step, name_of) for id, step in read.items()},
        branches={id: list(step.branches()) for id, step in read.items()},
    )


def _fault(one: Fault) -> FaultOut:
    return FaultOut(pointer=one.pointer, code=one.code, detail=one.detail)


def _read(family: Any, document: Any) -> Any:
    """A kind, or None when it can't be read yet."""
    try:
        return kinds.read(family, document)
    except BadKind:
        return None


def _called(house: House, known: Known) -> Callable[[str, Any], str | None]:
    """What segments, promotions, templates, campaigns, attributes and dates are called, and what conditions say; while the worker
    is away promotions go by their ids."""
    there = called(house)
    readable = known.scope("customer")
    vocabulary = readable.vocabulary
    texts = Texts(now_answering(), house.shop.calendar.zone)
    speaker = Speaker(vocabulary, texts, there)

    def quoted(name: str) -> str:
        return texts.say("quoted", text=name)

    def name_of(format: str, said: Any) -> str | None:
        return _condition(speaker, readable, said) if format == "condition" else name_of_id(format, str(said))

    @cache
    def name_of_id(format: str, id: str) -> str | None:
        match format:
            case "date_field":
                field = vocabulary.fields.get(id)
                return None if field is None else quoted(speaker.field(field, None))
            case "template":
                found = house.mail_template(id)
                return None if found is None else quoted(found.name)
            case "campaign":
                with house.books.looking() as unit:
                    name = book.name_of(unit, id)
                return None if name is None else quoted(name)
            case "attribute":
                field = vocabulary.fields.get(f"customer.attributes.{id}")
                return None if field is None else field.label
            case "attribute_value":
                return _dated(texts, id)
            case "segment" | "promotion":
                try:
                    return there(format, id)
                except FactsAway:
                    return None
        return None

    return name_of


def _condition(speaker: Speaker, readable: Readable, document: Any) -> str | None:
    """What a condition of a customer says; None of one that can't be read, or whose names can't be looked up just now."""
    try:
        return tidy(speaker.condition(check(document, readable), None))
    except (Invalid, FactsAway):
        return None


def _dated(texts: Texts, value: str) -> str | None:
    """A day or an instant in the reader's words; None of what is neither."""
    written = DATED.fullmatch(value)
    if written is None:
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return texts.instant(at if at.tzinfo else at.replace(tzinfo=UTC)) if written[1] else texts.day(at.date())


def _say(house: House, kind: kinds.Kind, name_of: Callable[[str, str], str | None]) -> str:
    return kind.say(currency=house.shop.currency, places=house.shop.places, name_of=name_of)


def shown(house: House, one: Campaign, entered: int, under_way: int) -> CampaignOut:
    """A campaign as it is told."""
    return CampaignOut(
        id=str(one.id),
        name=one.name,
        state=one.state,
        draft=one.drawn,
        revision=one.revision,
        version=one.version,
        changed=one.version is not None and one.published_revision != one.revision,
        test_address=one.test_address,
        since=one.since,
        entered=entered,
        under_way=under_way,
        reading=reading(house, one.drawn, of=one.id),
        created_at=one.created_at,
        updated_at=one.updated_at,
    )
