"""Rewards: what points can be exchanged for, a coupon of a promotion for one customer alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field, model_validator

from regulars.books import Unit
from regulars.books.names import called
from regulars.core.errors import Fault, Invalid, NotFound
from regulars.core.sentences import say
from regulars.core.wording import at
from regulars.kinds import Lifetime
from regulars.kinds.points import FIRST
from regulars.rules.check import check
from regulars.rules.fold import refuse_taken
from regulars.rules.scope import Scope

from . import book
from .book import Changed
from .saying import Count, LanguageCode, Named
from .tables import reward

MOST_POINTS = 10**9


class RewardSaying(BaseModel):
    """What a reward says, as it is kept."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    promotion: int
    """The promotion whose coupon it is; it asks for codes."""
    points: Annotated[int, Field(strict=True, ge=1, le=MOST_POINTS)]
    """The price."""
    points_kind: str = FIRST
    """The points that it is paid with."""
    labels: dict[LanguageCode, Named] = {}
    """What customers read, by language; without any the name."""
    least_points: Count | None = None
    """Only for customers who could spend so many, when that is more than the price."""
    condition: dict[str, Any] | None = None
    """Whom it is for, in the condition language with the customer as subject; null: everybody."""
    lifetime: Lifetime | None = None
    """How long the coupon can be used, to the end of a local day; null: as long as the promotion."""
    uses: Count = 1
    """How often the coupon can be used."""
    template: int | None = None
    """The mail template that the coupon is mailed by; null: it isn't mailed."""

    @model_validator(mode="after")
    def _ends(self) -> RewardSaying:
        if self.lifetime is not None and self.lifetime.inactivity:
            raise ValueError(at("lifetime", say("a coupon doesn't end by inactivity; choose another way")))
        return self

    @property
    def needed(self) -> int:
        """How many points a customer must have."""
        return max(self.points, self.least_points or 0)


class Reward(BaseModel):
    """A reward as it is now."""

    id: int
    name: str
    active: bool
    version: int
    created_at: datetime
    updated_at: datetime
    saying: RewardSaying


def create(unit: Unit, saying: RewardSaying, *, name: str, scope: Scope, active: bool = True) -> Reward:
    """Make a reward; raises `InvalidCondition`, `NameTaken`, and `Invalid` when the promotion gives no codes."""
    unit.hold_names()
    _check(unit, saying, name, scope)
    id = unit.connection.scalar(
        sa.insert(reward)
        .values(
            name=name, active=active, version=1, document=saying.model_dump(mode="json"), created_at=unit.now,
            updated_at=unit.now,
        )
        .returning(reward.c.id)
    )  # fmt: skip
    assert id is not None
    unit.audit("reward.created", f"reward:{id}", {"name": name, "saying": saying.model_dump(mode="json")})
    return get(unit, id)


def change(
    unit: Unit,
    id: int,
    *,
    version: int,
    scope: Scope,
    name: str | None = None,
    active: bool | None = None,
    saying: RewardSaying | None = None,
) -> Reward:
    """Change what is given; raises `Changed` when `version` is not the present one, `NotFound`, and as `create` does."""
    unit.hold_names()
    if unit.connection.scalar(sa.select(reward.c.id).where(reward.c.id == id).with_for_update()) is None:
        raise NotFound("reward", str(id))
    now = get(unit, id)
    if now.version != version:
        raise Changed("the reward", version=now.version)
    said = saying or now.saying
    _check(unit, said, name or now.name, scope, of=id)
    values = {
        "name": name or now.name,
        "active": now.active if active is None else active,
        "document": said.model_dump(mode="json"),
    }
    unit.connection.execute(
        sa.update(reward).where(reward.c.id == id).values(**values, version=version + 1, updated_at=unit.now)
    )
    unit.audit("reward.changed", f"reward:{id}", values)
    return get(unit, id)


def get(unit: Unit, id: int) -> Reward:
    """One reward; raises `NotFound`."""
    found = listed(unit, ids=[id])
    if not found:
        raise NotFound("reward", str(id))
    return found[0]


def listed(
    unit: Unit, *, ids: Sequence[int] | None = None, active: bool | None = None, search: str | None = None,
    after: int = 0, limit: int = 1_000,
) -> list[Reward]:  # fmt: skip
    """Rewards in the order of their ids: all, those that are on or off, those whose name holds a text."""
    query = sa.select(reward).where(reward.c.id > after if ids is None else reward.c.id.in_(ids))
    query = query.where(called(unit, reward.c.name, search))
    if active is not None:
        query = query.where(reward.c.active == active)
    found = []
    for row in unit.connection.execute(query.order_by(reward.c.id).limit(limit)):
        values: dict[str, Any] = dict(row._mapping)
        found.append(Reward(saying=RewardSaying.model_validate(values.pop("document")), **values))
    return found


def named(unit: Unit, names: Collection[str]) -> list[Reward]:
    """The rewards that have one of these names, each of which only one can have."""
    return listed(unit, ids=list(unit.connection.scalars(sa.select(reward.c.id).where(reward.c.name.in_(names)))))


def _check(unit: Unit, saying: RewardSaying, name: str, scope: Scope, *, of: int | None = None) -> None:
    assert scope.subject == "customer", scope.subject
    others = sa.select(reward.c.name).where(reward.c.id.is_distinct_from(of))
    refuse_taken("a reward", name, unit.connection.scalars(others))
    if saying.condition is not None:
        check(saying.condition, scope)
    promotion = book.listed(unit, ids=[saying.promotion])
    if not promotion or promotion[0].saying.coupon != "codes":
        found = (
            say("the promotion {name!r} asks for none", name=promotion[0].name)
            if promotion
            else say("there is no promotion '{promotion}'", promotion=saying.promotion)
        )
        told = say("choose a promotion that asks for codes that are made for it: {found}", found=found)
        raise Invalid(told, [Fault("/promotion", "coupon", told)])
