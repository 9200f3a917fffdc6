"""What a promotion says, and what a reward does: one version of it, as it is kept. Amounts are in minor units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, Any

import orjson
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SerializeAsAny, field_validator, model_validator

from regulars import kinds
from regulars.core import money
from regulars.core.errors import Fault, Invalid
from regulars.core.forms import Form
from regulars.core.sentences import say
from regulars.core.wording import at, backwards
from regulars.kinds import Amounts
from regulars.kinds.points import FIRST, PointsKind
from regulars.rules.about import mixes
from regulars.rules.check import InvalidCondition, check
from regulars.rules.fold import fold
from regulars.rules.scope import Scope
from regulars.rules.tree import Condition

from .model.benefits import Benefit
from .model.codes import unfit
from .model.rules import NO_LIMITS, Limits, Needs, Stop

Aware = Annotated[datetime, AfterValidator(lambda at: at if at.tzinfo else at.replace(tzinfo=UTC))]
Named = Annotated[str, Field(min_length=1, max_length=255)]
Count = Annotated[int, Field(strict=True, ge=1, le=10**9)]
LanguageCode = Annotated[str, Form(r"^[a-z]{2,3}(-[A-Z]{2})?$", say("a language is its code, such as pl or pt-BR"))]


class PerStay(BaseModel):
    """So many uses in each stay in a segment; who isn't in it has none."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    segment: Named
    uses: Count = 1


class PromotionSaying(BaseModel):
    """What a promotion says: one version of it."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    benefit: SerializeAsAny[Benefit]
    """What is given, as one of the kinds of benefit."""
    labels: dict[LanguageCode, Named] = {}
    """What customers read, by language; without any the name."""
    condition: dict[str, Any] | None = None
    """Which carts it is for, in the condition language with the cart as subject; null: all."""
    lines: dict[str, Any] | None = None
    """Which lines the benefit is given for, in the condition language with the line as subject; null: all."""
    stores: tuple[Named, ...] = ()
    """Only carts of these stores. None named: all."""
    starts_at: Aware | None = None
    """Only from this instant on."""
    ends_at: Aware | None = None
    """Only before this instant."""
    priority: Annotated[int, Field(ge=-1_000, le=1_000)] = 0
    """The higher is asked first, in its lane."""
    stop: Stop = "none"
    """What becomes of promotions after it, when it gave something: nothing, they pass over its lines, or they are left out."""
    limits: Limits = NO_LIMITS
    """How much it gives to one cart at most."""
    coupon: Needs = "none"
    """Whether it asks for a coupon: none, one code for everybody, or codes that are made for it."""
    code: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    """The code for everybody."""
    uses: Count | None = None
    """How often it can be used in all."""
    uses_per_customer: Count | None = None
    """How often by one customer, or one guest's e-mail."""
    per_stay: PerStay | None = None
    """How often in one stay in a segment."""
    budget: Amounts | None = None
    """How much it may take off in all, in the base currency: before more would be taken off it ends."""
    least_points: Count | None = None
    """Only for customers who have so many points; none are taken."""
    least_points_kind: PointsKind = FIRST
    """Which points that is about."""
    gives_back: bool = True
    """Whether a cancelled order gives its use back."""
    nudges: bool = False
    """Whether customers are told how much more would have to be in the cart."""

    @field_validator("benefit", mode="before")
    @classmethod
    def _read_benefit(cls, document: object) -> Benefit:
        return document if isinstance(document, Benefit) else kinds.read(Benefit, document)

    @model_validator(mode="after")
    def _fits(self) -> PromotionSaying:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValueError(at("ends_at", backwards(self.starts_at, self.ends_at)))
        if (self.coupon == "code") != (self.code is not None):
            raise ValueError(at("code", say("give the code that is asked for, and none when none is asked for")))
        if self.code is not None and (wrong := unfit(self.code)):
            raise ValueError(at("code", wrong))
        if self.budget is not None and len(self.budget) > 1:
            raise ValueError(at("budget", say("give it in the base currency alone")))
        if self.limits.floor is not None and self.benefit.of_shipping:
            raise ValueError(at("limits.floor", say("this benefit takes nothing off products")))
        if self.nudges and self.condition is None:
            raise ValueError(at("nudges", say("there is no condition that could be missed")))
        return self

    @property
    def counts_customers(self) -> bool:
        """Whether it matters whose the cart is for how often it can be used."""
        return self.uses_per_customer is not None or self.per_stay is not None


@lru_cache(maxsize=8_192)
def read(document: str) -> PromotionSaying:
    """A version as it is kept; those of all promotions are read whenever one has changed."""
    return PromotionSaying.model_validate(orjson.loads(document))


def _refuse_too_few_pieces(saying: PromotionSaying) -> None:
    """A limit by which it would never give anything; what is kept may be older than this."""
    most, benefit = saying.limits.pieces, saying.benefit
    if most is None:
        return
    if not benefit.of_pieces:
        told = say("this benefit isn't given by the piece; where it counts pieces it says itself how often at most")
    elif most < benefit.fewest_pieces:
        told = say(
            "this benefit needs {fewest:piece|pieces}: with a limit of {most} it would never give anything; raise the limit, or leave it out",
            fewest=benefit.fewest_pieces,
            most=most,
        )
    else:
        return
    raise Invalid(told, [Fault("/limits/pieces", "pieces", told)])


def checked(saying: PromotionSaying, scope: Scope) -> None:
    """Raises `InvalidCondition` with every fault where it lies in the promotion, `Invalid` for a segment that there isn't."""
    if saying.per_stay is not None and not scope.names.exists("segment", fold(saying.per_stay.segment)):
        told = say("there is no segment {segment!r}", segment=saying.per_stay.segment)
        raise Invalid(told, [Fault("/per_stay/segment", "unknown", told)])
    _refuse_too_small_a_budget(saying, scope)
    _refuse_too_few_pieces(saying)
    for place, document, subject in (("condition", saying.condition, "cart"), ("lines", saying.lines, "line")):
        if document is None:
            continue
        condition = _at(f"/{place}", lambda document=document, subject=subject: _read(document, scope, subject))  # type: ignore[misc]
        if mixes(condition):
            told = say(
                "a test of a promotion asks about the cart or about the customer, not about both: make two of it"
            )
            raise InvalidCondition([Fault(f"/{place}", "mixed", told)])


def _refuse_too_small_a_budget(saying: PromotionSaying, scope: Scope) -> None:
    """A budget is never overspent, so what takes more off every cart than there is of it would never be applied."""
    if saying.budget is None:
        return
    [(currency, budget)] = saying.budget.items()
    least = saying.benefit.least_off(currency)
    if saying.limits.amount is not None:
        least = min(least, saying.limits.amount[currency])
    if budget < least:
        amount = money.spelt(least, scope.vocabulary.currency_places, currency)
        told = say(
            "it takes {amount} off a cart, so with less than that it would never be applied; give at least so much",
            amount=amount,
        )
        raise Invalid(told, [Fault("/budget", "too_small", told)])


def condition_of(saying: PromotionSaying, scope: Scope) -> Condition | None:
    """The condition on carts, read; raises `InvalidCondition`."""
    return None if saying.condition is None else _read(saying.condition, scope, "cart")


def lines_of(saying: PromotionSaying, scope: Scope) -> Condition | None:
    """The condition on lines, read; raises `InvalidCondition`."""
    return None if saying.lines is None else _read(saying.lines, scope, "line")


def _read(document: dict[str, Any], scope: Scope, subject: Any) -> Condition:
    return check(document, replace(scope, subject=subject))


def _at(place: str, read: Callable[[], Condition]) -> Condition:
    try:
        return read()
    except InvalidCondition as invalid:
        faults = [Fault(place + fault.pointer, fault.code, fault.detail) for fault in invalid.errors]
        raise InvalidCondition(faults) from None


def refuse_foreign(amounts: dict[str, int] | None, base: str, pointer: str) -> None:
    """Raises `Invalid` when amounts don't hold the base currency's."""
    if amounts is not None and base not in amounts:
        told = say("say the amount in {base}", base=base)
        raise Invalid(told, [Fault(pointer, "currency", told)])
