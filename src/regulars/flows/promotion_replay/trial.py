"""What is replayed: a promotion as it would be, over which orders, beside what is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict

from regulars.books import Unit
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.flows.rule_audiences import audience_ids
from regulars.promotions import book, coupons, policies, snapshot
from regulars.promotions.book import NEW, Promotion
from regulars.promotions.model.index import OfCustomer, Ready, Snapshot
from regulars.promotions.model.rules import Promotion as Compiled
from regulars.promotions.saying import PromotionSaying
from regulars.rules.scope import Scope
from regulars.rules.tree import Test


class Replay(BaseModel):
    """A promotion as it would be, and the orders that it is replayed over: those placed from an instant to before another."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    saying: PromotionSaying
    lane_id: int
    since: datetime
    until: datetime
    promotion_id: int | None = None
    """The promotion that would be changed; None for a new one."""
    codes: Literal["everybody", "typed"] = "everybody"
    """Whose carts have its coupon, where it asks for one: all of them, or those whose orders had a code of it."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of the promotion: what it says, made ready, and all that is in force with it."""

    saying: PromotionSaying
    compiled: Compiled
    needs: frozenset[str]
    """Audiences of which each cart that it fits has all."""
    together: Snapshot

    @property
    def is_last(self) -> bool:
        """Whether all others are asked before it."""
        return self.together.promotions[-1] is self.compiled


@dataclass(frozen=True)
class Forms:
    """The promotion as it would be and as it is, and what is published without it."""

    tried: Form
    in_force: Form | None
    without: Snapshot
    audiences: Mapping[Test, str]
    kept: Mapping[int, Promotion]

    @cached_property
    def each(self) -> tuple[Form, ...]:
        return (self.tried,) if self.in_force is None else (self.tried, self.in_force)

    @cached_property
    def asks_codes(self) -> bool:
        """Whether it matters which codes orders had."""
        return any(one.saying.coupon != "none" for one in self.kept.values())

    @cached_property
    def least_points(self) -> list[tuple[str, int]]:
        """How many points of which kind promotions ask for, each number once, of each kind the fewest first."""
        told = [one.saying for one in self.kept.values()] + [form.saying for form in self.each]
        return sorted({(one.least_points_kind, one.least_points) for one in told if one.least_points is not None})


def forms(unit: Unit, replay: Replay, scope: Scope, broken_segments: Mapping[str, str]) -> Forms:
    """What is asked; raises `Invalid` when the promotion or its lane can't be asked any more.

    The promotion itself holds for all of these orders, whatever its period; the others in theirs.
    """
    policy = policies.get(unit).policy()
    if replay.lane_id not in {lane.id for lane in policy.lanes}:
        told = say("there is no lane {lane_id} any more: choose another", lane_id=replay.lane_id)
        raise Invalid(told, [Fault("/promotion/lane", "unknown", told)])
    published = {one.id: one for one in book.listed(unit, kept=["published"], limit=book.MOST)}
    now = None if replay.promotion_id is None else book.get(unit, replay.promotion_id)
    id = NEW if now is None else now.id
    others = {other: one for other, one in published.items() if other != id}
    tried = _always(_as_it_would_be(unit, replay, now, id))
    made = snapshot.made_ready({**others, id: tried}, scope, audience_ids, broken_segments)
    if id in made.broken:
        raise Invalid(made.broken[id], [Fault("/promotion/condition", "broken", made.broken[id])])
    audiences = dict(made.audiences)
    beside = [ready for ready in made.ready if ready.promotion.id != id]
    [itself] = [ready for ready in made.ready if ready.promotion.id == id]

    def form(saying: PromotionSaying, ready: Ready) -> Form:
        needs = frozenset(key.audience for key in ready.keys if isinstance(key, OfCustomer))
        return Form(saying, ready.promotion, needs, Snapshot([*beside, ready], policy))

    in_force = None
    if now is not None and now.kept != "draft":
        as_it_is = snapshot.made_ready({id: _always(now)}, scope, audience_ids, broken_segments)
        if as_it_is.ready:
            audiences |= as_it_is.audiences
            in_force = form(now.saying, as_it_is.ready[0])
    return Forms(form(tried.saying, itself), in_force, Snapshot(beside, policy), audiences, {**others, id: tried})


def typed(unit: Unit, codes: set[str]) -> dict[str, int]:
    """The promotions that codes of past orders are for."""
    found = coupons.find(unit, sorted(codes))
    return {code: coupon.promotion_id for code, coupon in found.items()}


def _always(one: Promotion) -> Promotion:
    """A promotion without its period."""
    return one.model_copy(update={"saying": one.saying.model_copy(update={"starts_at": None, "ends_at": None})})


def _as_it_would_be(unit: Unit, replay: Replay, now: Promotion | None, id: int) -> Promotion:
    return Promotion(
        id=id,
        name=replay.name,
        kept="published",
        lane_id=replay.lane_id,
        version=1 if now is None else now.version + 1,
        created_at=unit.now,
        updated_at=unit.now,
        saying=replay.saying,
    )
