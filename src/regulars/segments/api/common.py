"""What all routes of segments share: who may, and where questions are answered."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path

from regulars.core.errors import NotFound
from regulars.http.asking import Deed, deed, require
from regulars.http.house import House
from regulars.http.ids import number
from regulars.http.names import called, names_of
from regulars.http.scopes import Scope
from regulars.journal.identity import current_id
from regulars.segments import store
from regulars.segments.desk import Desk
from regulars.segments.model import Definition

Reading = Depends(require(Scope.SEGMENTS_READ))
Writing = Annotated[Deed, Depends(deed(Scope.SEGMENTS_WRITE))]
Id = Annotated[str, Path(description="The segment's id, such as vip.")]
Seen = Annotated[object, Depends(require(Scope.CUSTOMERS_READ))]
Customer = Annotated[str, Path(description="The customer's id here.")]


def desk(house: House) -> Desk:
    """Where this house's questions about conditions are answered."""
    return Desk(house.books, house.facts, house.shop, names=names_of(house), name_of=called(house))


def definition(house: House, id: str) -> Definition:
    with house.books.transaction() as unit:
        found = store.definition(unit.connection, id)
    if found is None:
        raise NotFound("segment", id)
    return found


def current(house: House, customer: str) -> int:
    """The customer's id now, also after they became one with another."""
    with house.books.transaction() as unit:
        return current_id(unit, number(customer, "customer"))
