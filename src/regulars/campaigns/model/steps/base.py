"""What every step is: the branches that lead on from it, and whether it waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field

from regulars.kinds import Kind, formatted

NEXT = "next"
YES, NO = "yes", "no"
HAPPENED, TIMED_OUT = "happened", "timed_out"
Text = Annotated[str, Field(min_length=1, max_length=255)]
ConditionIn = Annotated[dict[str, Any], formatted("condition")]


class Step(Kind):
    """What a campaign does with a customer, or asks of them, before it goes on."""

    family: ClassVar[str] = "step"
    ways: ClassVar[tuple[str, ...] | None] = (NEXT,)
    """The branches that lead on; None when the arguments say which."""
    waits: ClassVar[bool] = False
    """Whether time passes before it goes on, so that a circle with it comes to rest."""
    gives: ClassVar[bool] = False
    """Whether customers have something of worth by it, so that what anybody can say, as pages do, brings nobody to it."""
    asks: ClassVar[bool] = False
    """Whether it asks the facts, so that they must know what the run did before."""

    def needs_facts(self) -> bool:
        """Whether it asks the facts as its arguments are."""
        return self.asks

    def branches(self) -> tuple[str, ...]:
        """The names of the branches that lead on, in the order in which they are drawn."""
        assert self.ways is not None, type(self)
        return self.ways

    @classmethod
    def told(cls) -> Mapping[str, Any]:
        return {"branches": None if cls.ways is None else list(cls.ways), "waits": cls.waits}
