"""A quote: which promotions fit a cart, what they take off it, and why the others don't."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from regulars.rules.lines import Asked, Seen, failing
from regulars.rules.tree import Condition, Expression, Read, Test
from regulars.rules.vocabulary import Type

from .basket import Basket
from .benefits import Lack
from .index import SUBTOTAL, Snapshot
from .pricing import Passed, Priced, price
from .rules import Blocked, Codes, Promotion

Why = Literal[
    "not_yet", "over", "store", "no_code", "condition", "no_line", "nothing_left", "limited", "too_little", "another", "stopped", "used_up",
    "used_by_customer", "used_in_stay", "budget", "anonymous", "points", "broken",
    "not_in_segment",
]  # fmt: skip
"""Why a promotion isn't applied: its period hasn't begun or is over; another store; no coupon of it in the cart; its
condition doesn't hold; no line that it is for; nothing is left that it could take off; nothing more may be taken off,
by its own limits or those of all promotions; the cart has too little of what it asks for; another of its lane was; one
before it stops all further; its uses are used up, for everybody, for the customer or for this stay in the segment; its
budget is spent; it counts uses by customer, and nobody is named; the customer has too few points; its condition can't
be read any more; the customer isn't in the segment whose stays are counted."""


@dataclass(frozen=True, slots=True)
class Question:
    """A cart to be priced: what it holds, how rules see it, its coupons and the promotions that are used up; `points` are
    those that its customer has, by kind."""

    basket: Basket
    seen: Seen
    codes: Codes
    blocked: Blocked
    store: str | None = None
    points: Mapping[str, int] = field(default_factory=dict)


class NotApplied(NamedTuple):
    """A promotion that isn't applied. `failed`: the part of its condition that doesn't hold; `found` the value that was
    compared, `short` by how much it is too little or too much, in units of the test; `lack`: what its benefit misses, in the
    cart's currency; `by` the promotion because of which."""

    promotion: Promotion
    why: Why
    failed: Condition | None = None
    found: Any = None
    short: int | Decimal | None = None
    by: Promotion | None = None
    lack: Lack | None = None


def priced(snapshot: Snapshot, asked: Question) -> Priced:
    """The cart with every promotion applied that fits it."""
    return price(asked.basket, asked.seen, _fitting(snapshot, asked), snapshot.policy)


def _fitting(snapshot: Snapshot, asked: Question) -> Iterator[Promotion]:
    seen, blocked, now, store = asked.seen, asked.blocked, asked.seen.now, asked.store
    for promotion in snapshot.candidates(seen, asked.codes):
        if promotion.id in blocked or not (promotion.always or promotion.is_for(now, store)):
            continue
        if promotion.least_points is not None and promotion.points_to_go(asked.points):
            continue
        condition = promotion.condition
        if condition is None or condition.holds(seen):
            yield promotion


def not_applied(snapshot: Snapshot, asked: Question, found: Priced) -> list[NotApplied]:
    """Of each promotion that isn't applied why, in the order in which they are asked."""
    applied = {one.promotion.id for one in found.applied}
    return [
        _why_not(promotion, asked, found.passed.get(promotion.id))
        for promotion in snapshot.promotions
        if promotion.id not in applied
    ]


def _why_not(promotion: Promotion, asked: Question, passed: Passed | None) -> NotApplied:
    now, store = asked.seen.now, asked.store
    if promotion.starts_at is not None and now < promotion.starts_at:
        return NotApplied(promotion, "not_yet")
    if promotion.ends_at is not None and now >= promotion.ends_at:
        return NotApplied(promotion, "over")
    if not promotion.is_for(now, store):
        return NotApplied(promotion, "store")
    if promotion.needs != "none" and promotion.id not in asked.codes:
        return NotApplied(promotion, "no_code")
    blocked = asked.blocked.get(promotion.id)
    if blocked is not None:
        return NotApplied(promotion, blocked)  # type: ignore[arg-type]
    if to_go := promotion.points_to_go(asked.points):
        found = asked.points.get(promotion.least_points_kind, 0)
        return NotApplied(promotion, "points", found=found, short=to_go)
    if promotion.condition is not None:
        failed = failing(promotion.condition, asked.seen)
        if failed is not None:
            return NotApplied(promotion, "condition", failed.condition, *short_of(failed, asked.seen))
    if passed is not None:
        return NotApplied(promotion, passed.why, by=passed.by, lack=passed.lack)  # type: ignore[arg-type]
    return NotApplied(promotion, "no_line")


_MISSED: dict[str, Callable[[Any, Any], Any]] = {
    ">=": lambda found, to: to - found,
    ">": lambda found, to: to - found,
    "<=": lambda found, to: found - to,
    "<": lambda found, to: found - to,
}


def short_of(asked: Asked, seen: Seen) -> tuple[Any, int | Decimal | None]:
    """The value that a test on the cart compares, and by how much it misses what is written; None where that says
    nothing, or where it is asked of the customer and looked up."""
    test = asked.condition
    if asked.value is None or not isinstance(test, Test):
        return None, None
    found = asked.value(seen.subject)
    miss = _MISSED.get(test.op)
    if found is None or miss is None or isinstance(test.to, Expression | tuple | str):
        return found, None
    if test.value.type is Type.MONEY:
        return found, miss(found * 10 ** (test.places - test.value.places), test.to)
    return found, miss(found, test.to) if test.value.type is Type.NUMBER else None


class Nudge(NamedTuple):
    """So much more in the cart, in minor units of the base currency, and a promotion would be applied."""

    promotion: Promotion
    minor: int


def nudges(snapshot: Snapshot, asked: Question, found: Priced) -> list[Nudge]:
    """The promotions that tell what is missing, and lack nothing but a higher subtotal; the nearest first."""
    applied = {one.promotion.id for one in found.applied}
    told = []
    for promotion in snapshot.nudging:
        if promotion.id in applied or promotion.id in asked.blocked or promotion.condition is None:
            continue
        if not promotion.is_for(asked.seen.now, asked.store):
            continue
        if promotion.needs != "none" and promotion.id not in asked.codes:
            continue
        missing = _missing(promotion.condition, asked.seen)
        if missing:
            told.append(Nudge(promotion, missing))
    return sorted(told, key=lambda one: one.minor)


def _missing(asked: Asked, seen: Seen) -> int:
    """How much subtotal is missing and nothing else; 0 when something else is, or nothing."""
    condition = asked.condition
    if isinstance(condition, Test):
        if asked.holds(seen) or condition.op not in (">=", ">"):
            return 0
        if not isinstance(condition.value, Read) or condition.value.field.path != SUBTOTAL:
            return 0
        _, short = short_of(asked, seen)
        if short is None:
            return 0
        units = 10 ** (condition.places - condition.value.places)
        whole: int = -(-int(short) // units) if condition.op == ">=" else int(short) // units + 1
        return whole
    if condition.mode != "all":
        return 0
    found = 0
    for part in asked.parts:
        if part.holds(seen):
            continue
        missing = _missing(part, seen)
        if not missing:
            return 0
        found = max(found, missing)
    return found
