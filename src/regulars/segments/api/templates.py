"""The route of conditions to begin with."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from regulars.http.house import House, InHouse
from regulars.http.languages import Speaking
from regulars.http.problems import responses
from regulars.segments.actions import Actions
from regulars.segments.templates import Template, available

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
def list_templates(house: InHouse, language: Speaking) -> list[TemplateOut]:
    """Conditions to begin with; those whose fields this shop doesn't have are left out."""
    at_desk, home = desk(house, language), _home(house)

    def shown(one: Template) -> TemplateOut:
        condition = one.at_home(home)
        return TemplateOut(
            key=one.key,
            description=one.description,
            condition=condition,
            sentence=at_desk.sentence(at_desk.checked(condition)),
            actions=one.actions or None,
            yours=list(one.yours),
        )

    return [shown(one) for one in available(at_desk.ground.vocabulary)]


_MOST_SHIPPED_TO = """
    select country from address where kind = 'shipping' and country is not null
    group by 1 order by count(*) desc, 1 limit 1"""


def _home(house: House) -> str | None:
    """The country that the shop sends most to, which is home for whoever sells."""
    found = house.facts.ask(_MOST_SHIPPED_TO).column(0).to_pylist()
    return found[0] if found else None
