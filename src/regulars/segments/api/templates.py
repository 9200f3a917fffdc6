"""The route of conditions to begin with."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from regulars.http.house import InHouse
from regulars.http.problems import responses
from regulars.segments.actions import Actions
from regulars.segments.templates import available

from .common import Reading, desk

router = APIRouter(prefix="/v1/segments", tags=["Segments"], responses=responses(401, 403))


class TemplateOut(BaseModel):
    """A condition that many shops begin with."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    key: str
    """By which the pages call it in their language."""
    description: str
    condition: Any
    sentence: str
    """The condition in words."""
    actions: Actions | None
    """What such a segment often does."""
    yours: list[str]
    """What a shop will want to change in the condition: JSON pointers."""


@router.get("/templates", operation_id="listSegmentTemplates", dependencies=[Reading])
def list_templates(house: InHouse) -> list[TemplateOut]:
    """Conditions to begin with; those whose fields this shop doesn't have are left out."""
    at_desk = desk(house)
    return [
        TemplateOut(
            key=one.key,
            description=one.description,
            condition=one.condition,
            sentence=at_desk.sentence(at_desk.checked(one.condition)),
            actions=one.actions or None,
            yours=list(one.yours),
        )
        for one in available(at_desk.ground.vocabulary)
    ]
