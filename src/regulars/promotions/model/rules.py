"""A promotion made ready to be asked, and the lanes that promotions stand in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from regulars.kinds import Amounts
from regulars.kinds.points import FIRST
from regulars.rules.fold import fold
from regulars.rules.lines import Asked, Chosen

from .basket import Money
from .benefits import Applying, Benefit
from .benefits.base import in_currency

Stop = Literal["none", "line", "cart"]
"""What is done with promotions that come after one that gave something: nothing; they pass over its lines; they are left
out."""

Together = Literal["all", "first", "best"]
"""Of the promotions of a lane that fit: all of them, the first, or the one that makes the cart cheapest."""

Needs = Literal["none", "code", "codes"]
"""Whether a promotion asks for a coupon: no; one code for everybody; codes that were made for it."""


class Limits(BaseModel):
    """How much a promotion gives to one cart at most."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    pieces: Annotated[int, Field(strict=True, ge=1, le=1_000_000)] | None = None
    """Given for so many pieces, the dearest first."""
    amount: Amounts | None = None
    """So much money."""
    floor: Amounts | None = None
    """What a piece costs at least afterwards."""


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: promotions that stand beside each other. Lanes come one after the other."""

    id: int
    name: str
    together: Together = "all"


@dataclass(frozen=True, slots=True)
class Promotion:
    """One version of a promotion, made ready. It is for carts from `starts_at` to before `ends_at`, where given.

    `lines`: which lines it is for, None: all. `floor_field`: the field of products that says what a piece costs at least.
    """

    id: int
    version: int
    name: str
    benefit: Benefit
    apply: Applying
    lane: int = 0
    priority: int = 0
    condition: Asked | None = None
    lines: Chosen | None = None
    limits: Limits = NO_LIMITS
    stop: Stop = "none"
    needs: Needs = "none"
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    stores: frozenset[str] = frozenset()
    nudges: bool = False
    least_points: int | None = None
    least_points_kind: str = FIRST
    plain: bool = field(init=False)
    """Whether nothing limits what it gives."""
    always: bool = field(init=False)
    """Whether it is for carts of any time and store."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", self.limits == NO_LIMITS)
        object.__setattr__(self, "always", not (self.starts_at or self.ends_at or self.stores))

    def points_to_go(self, points: Mapping[str, int]) -> int:
        """How many points customers lack, whose points are these by kind."""
        return max((self.least_points or 0) - points.get(self.least_points_kind, 0), 0)

    def applying(self, counted: Money) -> Applying:
        """The benefit in a cart's currency."""
        return self.apply if counted.is_base else self.benefit.applying(counted)

    def is_for(self, at: datetime, store: str | None) -> bool:
        """Whether a cart of that instant and store is in its period and one of its stores."""
        if self.always:
            return True
        early = self.starts_at is not None and at < self.starts_at
        late = self.ends_at is not None and at >= self.ends_at
        there = not self.stores or (store is not None and fold(store) in self.stores)
        return not early and not late and there


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for all promotions of a shop.

    `percent_of`: percentages are taken from what is left of a price, or from the price at first. `most_percent`: all
    together take off no more than so many hundredths of a percent of the subtotal; `most`: no more than so much.
    `floor`: the field of products, such as "cost", that says what a piece costs at least.
    """

    lanes: tuple[Lane, ...]
    percent_of: Literal["left", "original"] = "left"
    most_percent: int | None = None
    most: Mapping[str, int] | None = None
    floor: str | None = None

    def most_of(self, subtotal_minor: int, counted: Money) -> int | None:
        """What all promotions together may take off the lines of a cart."""
        told = []
        if self.most_percent is not None:
            told.append(subtotal_minor * self.most_percent // 10_000)
        if self.most is not None:
            told.append(in_currency(self.most, counted))
        return min(told, default=None)


Blocked = Mapping[int, str]
"""Why promotions can't be used although they would fit, such as "used_up", by their ids."""

Codes = Mapping[int, str]
"""The coupon that the cart has for promotions that ask for one, by their ids."""


def in_order(promotions: Collection[Promotion], policy: Policy) -> list[Promotion]:
    """Promotions in the order in which they are asked: by lane, then the higher priority, then the older."""
    places = {lane.id: n for n, lane in enumerate(policy.lanes)}
    return sorted(promotions, key=lambda one: (places[one.lane], -one.priority, one.id))
