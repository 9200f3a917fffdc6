"""What all routes of campaigns share: who may, and how a draft reads."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any

from fastapi import Depends, Path

from regulars import kinds
from regulars.campaigns import book
from regulars.campaigns.book import Campaign
from regulars.campaigns.known import InHouse as KnownInHouse
from regulars.campaigns.model.check import faults
from regulars.campaigns.model.definition import Draft
from regulars.campaigns.model.steps import Step
from regulars.campaigns.model.triggers import Trigger
from regulars.facts.refusals import FactsAway
from regulars.http.asking import Deed, deed, require
from regulars.http.house import House
from regulars.http.ids import number
from regulars.http.names import called
from regulars.http.problems import FaultOut
from regulars.http.scopes import Scope
from regulars.kinds import BadKind

from .models import CampaignOut, ReadingOut

Reading = Depends(require(Scope.CAMPAIGNS_READ))
Writing = Annotated[Deed, Depends(deed(Scope.CAMPAIGNS_WRITE))]
Id = Annotated[str, Path(description="The campaign's id.")]


def id_of(id: str) -> int:
    return number(id, "campaign")


def reading(house: House, draft: Draft, *, of: int | None = None) -> ReadingOut:
    """What a draft says, and everything that is wrong with it."""
    found = faults(draft, KnownInHouse(house, of))
    name_of = _called(house)
    steps = {one.id: _read(Step, one.step) for one in draft.nodes}
    trigger = _read(Trigger, draft.trigger)
    return ReadingOut(
        errors=[FaultOut(pointer=one.pointer, code=one.code, detail=one.detail) for one in found],
        trigger_sentence=None if trigger is None else _say(house, trigger, name_of),
        sentences={id: _say(house, step, name_of) for id, step in steps.items() if step is not None},
        branches={id: list(step.branches()) for id, step in steps.items() if step is not None},
    )


def _read(family: Any, document: Any) -> Any:
    """A kind, or None when it can't be read yet."""
    try:
        return kinds.read(family, document)
    except BadKind:
        return None


def _called(house: House) -> Callable[[str, str], str | None]:
    """What segments, promotions, templates, campaigns and attributes are called; while the worker is away promotions go by their
    ids."""
    known = called(house)

    @cache
    def name_of(format: str, id: str) -> str | None:
        match format:
            case "template":
                found = house.mail_template(id)
                return None if found is None else quoted(found.name)
            case "campaign":
                with house.books.looking() as unit:
                    name = book.name_of(unit, id)
                return None if name is None else quoted(name)
            case "attribute":
                field = house.vocabulary().fields.get(f"customer.attributes.{id}")
                return None if field is None else field.label
            case "segment" | "promotion":
                try:
                    return known(format, id)
                except FactsAway:
                    return None
        return None

    return name_of


def quoted(name: str) -> str:
    """A name within a sentence."""
    return f"“{name}”"


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
