"""The route that tells what names a segment."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from regulars.http.house import InHouse
from regulars.http.problems import responses
from regulars.segments import service

from .common import Id, Reading, definition

router = APIRouter(prefix="/v1/segments", tags=["Segments"], responses=responses(401, 403, 404))


class UseOut(BaseModel):
    """Something that names the segment."""

    model_config = ConfigDict(from_attributes=True, use_attribute_docstrings=True)

    kind: str
    """What it is: segment, earning_rule, spending_rule, promotion, reward."""
    id: str
    name: str
    where: str
    """In which part of it: condition, exclude."""
    pointer: str
    """The first place in that part, as a JSON pointer."""


@router.get("/{id}/uses", operation_id="listSegmentUses", dependencies=[Reading])
def list_uses(id: Id, house: InHouse) -> list[UseOut]:
    """What names a segment and so follows it: other segments first. As long as there is any, it can't be archived."""
    definition(house, id)
    with house.books.transaction() as unit:
        found = [*service.segments_naming(unit, id), *house.segment_uses(unit, id)]
    return [UseOut.model_validate(use) for use in found]
