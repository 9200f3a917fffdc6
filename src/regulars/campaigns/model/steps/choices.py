"""Steps that choose a way: by who somebody is, by what fits first, by chance."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from regulars.campaigns.model.chance import branch_of, drawn
from regulars.core.forms import misfit
from regulars.core.sentences import say
from regulars.kinds import Percent, formatted

from .base import NO, YES, ConditionIn, Step

OTHERWISE = "otherwise"
BranchName = Annotated[str, Field(min_length=1, max_length=40)]


class _Branch(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    name: BranchName
    """What the branch is called."""


class Fitting(_Branch):
    """A branch for whom a condition holds."""

    condition: ConditionIn
    """Whom it is for."""


class Share(_Branch):
    """A branch for a share of the customers."""

    percent: Annotated[Percent, Field(le=100)]
    """How many of a hundred."""
    hold_out: bool = False
    """Whether these are left alone, so that the others can be compared with them."""

    @property
    def hundredths(self) -> int:
        return int(self.percent * 100)


def _differ(names: list[str]) -> None:
    if len(set(names)) < len(names):
        raise misfit("names", say("give each branch a name of its own"))


class Select(Step):
    """Who is in a segment goes on by one branch, everybody else by the other."""

    kind: Literal["select"] = "select"
    sentence: ClassVar[str] = "is in {segment}?"
    group: ClassVar[str] = "Choices"
    example: ClassVar[dict[str, Any]] = {"segment": "vip"}
    ways: ClassVar[tuple[str, ...] | None] = (YES, NO)
    asks: ClassVar[bool] = True

    segment: Annotated[str, Field(min_length=1, max_length=100), formatted("segment")]
    """The segment."""


class Holds(Step):
    """For whom a condition holds goes on by one branch, everybody else by the other."""

    kind: Literal["condition"] = "condition"
    sentence: ClassVar[str] = "{condition}?"
    group: ClassVar[str] = "Choices"
    example: ClassVar[dict[str, Any]] = {"condition": {"value": "customer.gender", "op": "=", "to": "female"}}
    ways: ClassVar[tuple[str, ...] | None] = (YES, NO)
    asks: ClassVar[bool] = True

    condition: ConditionIn
    """What is asked of the customer."""
    as_of: Literal["now", "occasion"] = "now"
    """Whether it is asked as of when the run comes here, or as of what let the customer enter, such as the order."""


class FirstThatFits(Step):
    """Several branches with conditions, of which the first that holds is taken; if none does, the last."""

    kind: Literal["first_fit"] = "first_fit"
    sentence: ClassVar[str] = "which fits first: {fits}?"
    group: ClassVar[str] = "Choices"
    example: ClassVar[dict[str, Any]] = {
        "fits": [{"name": "women", "condition": {"value": "customer.gender", "op": "=", "to": "female"}}]
    }
    ways: ClassVar[tuple[str, ...] | None] = None
    asks: ClassVar[bool] = True

    fits: Annotated[list[Fitting], Field(min_length=1, max_length=20), formatted("fitting_branches")]
    """The branches, asked in their order."""

    @field_validator("fits")
    @classmethod
    def _are_told_apart(cls, fits: list[Fitting]) -> list[Fitting]:
        _differ([*(one.name for one in fits), OTHERWISE])
        return fits

    def branches(self) -> tuple[str, ...]:
        return (*(one.name for one in self.fits), OTHERWISE)


class Split(Step):
    """A share of the customers by each branch, at random and for good: whoever comes by again goes the same way."""

    kind: Literal["split"] = "split"
    sentence: ClassVar[str] = "split at random: {shares}"
    group: ClassVar[str] = "Choices"
    example: ClassVar[dict[str, Any]] = {
        "shares": [{"name": "treated", "percent": "90"}, {"name": "hold-out", "percent": "10", "hold_out": True}]
    }
    ways: ClassVar[tuple[str, ...] | None] = None

    shares: Annotated[list[Share], Field(min_length=2, max_length=20), formatted("share_branches")]
    """The branches; their shares make up a hundred percent."""

    @field_validator("shares")
    @classmethod
    def _are_the_whole(cls, shares: list[Share]) -> list[Share]:
        _differ([one.name for one in shares])
        total = sum((one.percent for one in shares), Decimal(0))
        if total != 100:
            raise misfit("shares", say("the shares come to {total:n} %; make it 100", total=f"{total:f}"))
        return shares

    def branches(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.shares)

    def choose(self, campaign_id: int, node: str, customer_id: int) -> str:
        """The branch of a customer."""
        return branch_of(drawn(campaign_id, node, customer_id), [(one.name, one.hundredths) for one in self.shares])
