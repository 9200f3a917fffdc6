"""Steps that change what is known of a customer: the group and tags."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from regulars.kinds import formatted

from .base import Step

Word = Annotated[str, Field(min_length=1, max_length=255)]


class ChangeTags(Step):
    """Gives tags to the customer and takes others of ours; those that the shop sends stay."""

    kind: Literal["tags"] = "tags"
    sentence: ClassVar[str] = "change tags"
    group: ClassVar[str] = "People"
    example: ClassVar[dict[str, Any]] = {"add": ["birthday"]}

    add: Annotated[tuple[Word, ...], Field(max_length=20), formatted("tags")] = ()
    """Tags to give."""
    take: Annotated[tuple[Word, ...], Field(max_length=20), formatted("tags")] = ()
    """Tags to take."""

    def worded(self) -> str:
        parts = [part for part, tags in (("give the tag {add}", self.add), ("take the tag {take}", self.take)) if tags]
        return " and ".join(parts)

    @model_validator(mode="after")
    def _does_something(self) -> ChangeTags:
        if not self.add and not self.take:
            raise PydanticCustomError("tags", "name a tag to give or to take")
        return self


class MoveToGroup(Step):
    """Moves the customer to a group, which counts for as long as no segment gives another."""

    kind: Literal["group"] = "group"
    sentence: ClassVar[str] = "move to the group {to}"
    group: ClassVar[str] = "People"
    example: ClassVar[dict[str, Any]] = {"to": "VIP"}

    to: Annotated[Word, formatted("group")]
    """The customer group."""
