"""Routes of declared attributes: what the shop says of its customers, products and events besides what all have."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit
from regulars.core.currencies import PLACES
from regulars.facts import declaring
from regulars.facts.attributes import Declaration, Subject, path_of
from regulars.flows.attribute_uses import refuse_in_use, refuse_removing
from regulars.http.asking import Deed, deed, require
from regulars.http.house import InHouse
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.rules.vocabulary import Type
from regulars.segments.rereading import compute_again

router = APIRouter(prefix="/v1/attributes", tags=["Shop"], responses=responses(401, 403))


class AttributeSaid(BaseModel):
    """How an attribute is read."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    type: Type
    label: Annotated[str, Field(min_length=1, max_length=200)]
    description: Annotated[str, Field(max_length=2000)] = ""
    default: Any = None
    """What a missing value reads as, in the form that a record sends it."""
    history: bool = False
    """Whether a condition may ask how long it has been what it is; customers only."""


class AttributeIn(AttributeSaid):
    """How an attribute is to be read."""

    anyway: bool = False
    """Whether to change its type, or stop keeping its history, although conditions ask for it as it is."""


class AttributeOut(AttributeSaid):
    """A declared attribute."""

    subject: Subject
    name: str


class AttributesOut(BaseModel):
    """Every declared attribute."""

    data: list[AttributeOut]


@router.get("", operation_id="listAttributes", dependencies=[Depends(require(Scope.SEGMENTS_READ))])
def list_attributes(house: InHouse) -> AttributesOut:
    """What the shop has declared."""
    with house.books.transaction() as unit:
        declarations = declaring.declared(unit)
    return AttributesOut(data=[AttributeOut.model_validate(one.document()) for one in declarations])


@router.put("/{subject}/{name}", operation_id="declareAttribute", responses=responses(409, 422))
def declare_attribute(
    subject: Subject,
    name: str,
    given: AttributeIn,
    asked: Annotated[Deed, Depends(deed(Scope.SEGMENTS_WRITE))],
) -> AttributeOut:
    """Declare an attribute, or read it differently from now on; what was sent before is read so too.

    Segments that ask about it are computed again; those that are refreshed by hand or at set times only when it is read
    otherwise than before. While any condition asks for it, another type is refused
    (`attribute.in_use`), with what asks in `used_by` and why it would break, unless `anyway` is said.
    """
    declaration = Declaration(subject=subject, name=name, **given.model_dump(exclude={"anyway"}))
    shop = asked.house.shop

    before: Declaration | None = None

    def work(unit: Unit) -> AttributeOut:
        nonlocal before
        unit.hold_names()
        before = next((one for one in declaring.declared(unit) if (one.subject, one.name) == (subject, name)), None)
        declaration.check(PLACES[shop.currency], shop.calendar)
        if not given.anyway:
            refuse_in_use(unit, declaration, shop)
        declaring.declare(unit, [declaration], currency=shop.currency, calendar=shop.calendar)
        return AttributeOut.model_validate(declaration.document())

    answer = AttributeOut.model_validate(asked.do(work))
    asked.house.facts.declare_attribute(declaration)
    with asked.house.books.transaction(asked.actor.name) as unit:  # after: what is computed then has the new column
        compute_again(
            unit, declaration.field().path, means_the_same=before is not None and declaration.reads_as(before)
        )
    return answer


@router.delete("/{subject}/{name}", operation_id="removeAttribute", status_code=204, responses=responses(404, 409))
def remove_attribute(
    subject: Subject,
    name: str,
    asked: Annotated[Deed, Depends(deed(Scope.SEGMENTS_WRITE))],
    anyway: Annotated[bool, Query(description="Whether to remove it although conditions ask for it.")] = False,
) -> None:
    """Take an attribute's declaration back: conditions can't ask for it any more.

    While any condition asks for it this is refused (`attribute.in_use`), with what asks in `used_by` and why it would
    break, unless `anyway` is said. What records sent of it is kept and read again once it is declared again.
    """
    house = asked.house

    def work(unit: Unit) -> None:
        unit.hold_names()
        if not anyway:
            refuse_removing(unit, declaring.find(unit, subject, name), house.shop)
        declaring.remove(unit, subject, name)

    asked.do(work)
    house.facts.remove_attribute(subject, name)
    with house.books.transaction(asked.actor.name) as unit:  # after: what is computed then has the column no more
        compute_again(unit, path_of(subject, name))
