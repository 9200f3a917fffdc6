"""A campaign's definition: a trigger, a graph of steps, and settings.

A *draft* is what somebody is drawing: its shape is right, what it says may
still be wrong or missing. A *definition* is what a draft says once nothing is
wrong with it; `check.py` tells the one from the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from regulars.core.forms import misfit
from regulars.core.sentences import say
from regulars.core.wording import at

from .named import NodeId
from .settings import CampaignSettings
from .steps import Step
from .triggers import Trigger

MOST_NODES = 200
MOST_NUMBER = 10**15
Place = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]


@dataclass(frozen=True, slots=True)
class _TellsAs:
    """Of a part of a draft, which is kept with whatever is wrong with it: in the schema it says what it has to be."""

    model: type[BaseModel]

    def __get_pydantic_json_schema__(self, _: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(self.model.__pydantic_core_schema__)


def _can_be_kept(document: dict[str, Any]) -> dict[str, Any]:
    """What a part of a draft says may be wrong, but the books hold no number of any size."""
    for place, number in _numbers(document, ""):
        if not -MOST_NUMBER <= number <= MOST_NUMBER:
            told = say("this is too large; the most there may be is {most:n}", most=MOST_NUMBER)
            raise misfit("too_large", at(place, told))
    return document


def _numbers(value: object, place: str) -> Iterator[tuple[str, int]]:
    if isinstance(value, int):
        yield place, value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _numbers(one, f"{place}/{name}")
    elif isinstance(value, list):
        for n, one in enumerate(value):
            yield from _numbers(one, f"{place}/{n}")


Kept = Annotated[dict[str, Any], AfterValidator(_can_be_kept)]


class _Drawn(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class DrawnNode(_Drawn):
    """A node as it is drawn."""

    id: NodeId
    """What the node is called in this campaign; it keeps it from version to version."""
    step: Annotated[Kept, Field(max_length=50)]
    """A kind of `step` with its arguments."""
    next: Annotated[dict[str, NodeId], Field(max_length=21)] = {}
    """The node that each branch leads to, by the branch's name."""
    at: tuple[Place, Place] | None = None
    """Where it stands on the canvas; null: where the layout puts it."""


class Draft(_Drawn):
    """A campaign as it is drawn."""

    trigger: Kept | None = None
    """A kind of `trigger` with its arguments."""
    first: NodeId | None = None
    """The node that the trigger leads to."""
    nodes: Annotated[list[DrawnNode], Field(max_length=MOST_NODES)] = []
    """The steps."""
    settings: Annotated[Kept, _TellsAs(CampaignSettings)] = {}
    """What holds for the whole campaign; what is left out is as by default."""


@dataclass(frozen=True, slots=True)
class Node:
    """A step, and where each of its branches leads."""

    id: str
    step: Step
    next: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Definition:
    """A campaign that can be run."""

    trigger: Trigger
    first: str
    nodes: Mapping[str, Node]
    settings: CampaignSettings = field(default_factory=CampaignSettings)

    def after(self, node: str, branch: str) -> str:
        """The node that a branch leads to."""
        return self.nodes[node].next[branch]

    @property
    def gives(self) -> bool:
        """Whether customers have something of worth by it."""
        return any(node.step.gives for node in self.nodes.values())

    def believes(self, event: Mapping[str, Any]) -> bool:
        """Whether an event counts here. Anybody can say what a page says, so nothing of worth follows from that."""
        return not (event.get("by_page") and self.gives)
