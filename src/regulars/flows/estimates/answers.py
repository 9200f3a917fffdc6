"""What is asked about a cart, and what is answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from regulars.kinds.points import FIRST
from regulars.points.model.lifetime import Span
from regulars.points.model.spending import Why
from regulars.points.programme import PointsName, Programme
from regulars.rules.tree import Condition

from .carts import Cart


@dataclass(frozen=True, slots=True)
class Asking:
    """A cart, whose it is (the shop's id, or a guest's e-mail, or nobody's), and how many points of a kind are to be spent.

    `points`: None for none; "all" for as many as make sense. `at`: to try out another instant than now.
    """

    cart: Cart
    customer: str | None = None
    email: str | None = None
    points: int | Literal["all"] | None = None
    at: datetime | None = None
    points_kind: str = FIRST


WhyNot = Literal["inactive", "condition", "broken", "stopped", "limit", "nothing_counts", "referral"]
"""Why a rule gives nothing: points of its kind are switched off; its condition doesn't hold or can't be read; a rule before it stopped; a limit is used up;
no line or amount counts; the customer wasn't brought by anybody, or has ordered before."""


class RuleAnswer(NamedTuple):
    """What an earning rule gives for the cart. `failed`: the part of its condition that doesn't hold.

    `amount_minor` is what counted; `lines` the ids of those that did, None when all do.
    """

    rule_id: int
    name: str
    points: int
    amount_minor: int
    lines: tuple[str, ...] | None
    span: Span | None
    why_not: WhyNot | None = None
    failed: Condition | None = None
    stopped_by: str | None = None
    points_kind: str = FIRST


class SpendingAnswer(NamedTuple):
    """Which spending rule fits, and what points do with it. `most`: as many as could be spent; `refused` says of each
    rule that doesn't fit which part of its condition doesn't hold; `available` is what it may take: the points of the
    legal entity that it names; `step` how many it takes at once; `short` how many points are missing where `why` is for want of points, or how many more would
    have to be asked for."""

    rule_id: int | None
    name: str | None
    points: int = 0
    off_minor: int = 0
    most: int = 0
    most_off_minor: int = 0
    why: Why | None = None
    short: int | None = None
    refused: tuple[tuple[str, Condition | None], ...] = ()
    available: int = 0
    legal_entity: str | None = None
    points_kind: str = FIRST
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """The answer: what the customer has of the kind of points that is asked for, what is spent, what is left to pay, and what
    will be earned; `kinds` are those that the shop has, each with what the customer has of it, `programmes` what is said of
    them."""

    at: datetime
    available: int
    spending: SpendingAnswer
    total_minor: int
    to_pay_minor: int
    rules: list[RuleAnswer] = field(default_factory=list)
    kinds: Mapping[str, int] = field(default_factory=dict)
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    store: str | None = None

    @property
    def earned(self) -> int:
        """Of the kind that is asked for."""
        return self.earned_of(self.spending.points_kind)

    def earned_of(self, kind: str) -> int:
        """What the order will earn of a kind of points."""
        return sum(rule.points for rule in self.rules if rule.points_kind == kind)

    def called(self, kind: str, languages: Sequence[str]) -> PointsName:
        """What points of a kind are called where the cart is, in the first of these languages that has a word for them."""
        return self.programmes[kind].called(languages, self.store)
