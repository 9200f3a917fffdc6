"""Steps that change what is known of a customer: the group, tags and attributes of the shop's own."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, StrictBool, StrictInt, model_validator

from regulars.campaigns.model.named import AttributeName
from regulars.core.forms import misfit
from regulars.core.sentences import say, template
from regulars.kinds import formatted

from .base import Step

Word = Annotated[str, Field(min_length=1, max_length=255)]
AttributeValue = StrictBool | StrictInt | Word | Annotated[tuple[Word, ...], Field(min_length=1, max_length=100)] | None


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
        if self.add and self.take:
            return template("give the tag {add} and take the tag {take}")
        return template("give the tag {add}") if self.add else template("take the tag {take}")

    @model_validator(mode="after")
    def _does_something(self) -> ChangeTags:
        if not self.add and not self.take:
            raise misfit("tags", say("name a tag to give or to take"))
        return self


class SetAttribute(Step):
    """Sets an attribute of the customer that is declared, whatever the shop sends for it from then on; with no value what is
    set here is taken back, and what the shop sent holds again."""

    kind: Literal["attribute"] = "attribute"
    sentence: ClassVar[str] = "set {attribute} to {value}"
    group: ClassVar[str] = "People"
    example: ClassVar[dict[str, Any]] = {"attribute": "club_level", "value": "gold"}

    attribute: AttributeName
    """The attribute, by its name."""
    value: Annotated[AttributeValue, formatted("attribute_value")] = None
    """The value, as a record would send it: a text, a number, yes or no, a day, an instant or a list of texts; null: none of
    ours."""

    def worded(self) -> str:
        return template("take back what was set of {attribute}") if self.value is None else self.sentence


class MoveToGroup(Step):
    """Moves the customer to a group, which counts for as long as no segment gives another."""

    kind: Literal["group"] = "group"
    sentence: ClassVar[str] = "move to the group {to}"
    group: ClassVar[str] = "People"
    example: ClassVar[dict[str, Any]] = {"to": "VIP"}

    to: Annotated[Word, formatted("group")]
    """The customer group."""
