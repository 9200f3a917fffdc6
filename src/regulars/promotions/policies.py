"""What holds for all promotions: the lanes, what percentages are taken from, and how much all together take off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.rules.fold import fold

from . import book
from .book import Changed
from .model.rules import Lane, Policy, Together
from .tables import promotion, promotion_lane, promotion_policy

POLICY = 1
MOST_LANES = 20


class LaneSaying(BaseModel):
    """A lane as it is to be; without an id it is new."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    id: int | None = None
    name: Annotated[str, Field(min_length=1, max_length=100)]
    together: Together = "all"
    """Of its promotions that fit: all, the first, or the best for the customer."""


class Kept(BaseModel):
    """The policy as it is kept."""

    model_config = ConfigDict(frozen=True)

    lanes: tuple[LaneSaying, ...]
    percent_of: Literal["left", "original"]
    most_percent: int | None
    most: dict[str, int] | None
    floor: str | None
    version: int
    updated_at: datetime

    def policy(self) -> Policy:
        """What prices are made by."""
        lanes = tuple(Lane(lane.id or 0, lane.name, lane.together) for lane in self.lanes)
        return Policy(lanes, self.percent_of, self.most_percent, self.most, self.floor)


def get(unit: Unit) -> Kept:
    """The policy as it is."""
    row = unit.connection.execute(sa.select(promotion_policy).where(promotion_policy.c.id == POLICY)).one()._mapping
    table = promotion_lane
    lanes = unit.connection.execute(sa.select(table.c.id, table.c.name, table.c.together).order_by(table.c.place))
    return Kept.model_validate({**dict(row), "lanes": [dict(lane._mapping) for lane in lanes]})


def change(unit: Unit, *, version: int, lanes: Sequence[LaneSaying] | None = None, **given: Any) -> Kept:
    """Change what is given of percent_of, most_percent, most and floor, or the lanes, in their order.

    Raises `Changed` when `version` is not the present one, `Invalid` when a lane that promotions stand in would go.
    """
    table = promotion_policy
    locked = sa.select(table.c.version).where(table.c.id == POLICY).with_for_update()
    if (present := unit.connection.scalar(locked)) != version:
        raise Changed("the policy of promotions", version=present or 0)
    if lanes is not None:
        _keep_lanes(unit, lanes)
    unit.connection.execute(
        sa.update(table).where(table.c.id == POLICY).values(**given, version=version + 1, updated_at=unit.now)
    )
    told = given | ({} if lanes is None else {"lanes": [lane.model_dump(mode="json") for lane in lanes]})
    unit.audit("promotion_policy.changed", f"promotion_policy:{POLICY}", told)
    return get(unit)


def _keep_lanes(unit: Unit, lanes: Sequence[LaneSaying]) -> None:
    table = promotion_lane
    names = [fold(lane.name.strip()) for lane in lanes]
    if not lanes or len(set(names)) < len(names):
        told = say("give each lane a name of its own") if lanes else say("there must be a lane")
        raise Invalid(told, [Fault("/lanes", "names", told)])
    there = set(unit.connection.scalars(sa.select(table.c.id)))
    kept = {lane.id for lane in lanes if lane.id is not None}
    if unknown := kept - there:
        told = say("there is no lane {lane}", lane=min(unknown))
        raise Invalid(told, [Fault("/lanes", "unknown", told)])
    stranded = [one for one in _standing_in(unit, there - kept) if one.state(unit.now) != "ended"]
    if stranded:
        name = unit.connection.scalar(sa.select(table.c.name).where(table.c.id == stranded[0].lane_id))
        told = say(
            "the promotion {promotion!r} stands in the lane {name!r}: put it into another first",
            promotion=stranded[0].name,
            name=name,
        )
        raise Invalid(told, [Fault("/lanes", "in_use", told)])
    stand = [_keep_lane(unit, place + 1, lane) for place, lane in enumerate(lanes)]
    gone = there - kept
    # what has ended matters to nobody any more; should it begin again, it does so in the first lane
    unit.connection.execute(sa.update(promotion).where(promotion.c.lane_id.in_(gone)).values(lane_id=stand[0]))
    unit.connection.execute(sa.delete(table).where(table.c.id.in_(gone)))


def _standing_in(unit: Unit, lanes: set[int]) -> list[book.Promotion]:
    if not lanes:
        return []
    ids = unit.connection.scalars(sa.select(promotion.c.id).where(promotion.c.lane_id.in_(lanes)))
    return book.listed(unit, ids=list(ids), limit=book.MOST)


def _keep_lane(unit: Unit, place: int, lane: LaneSaying) -> int:
    """Write a lane down; returns its id."""
    table = promotion_lane
    values = {"name": lane.name.strip(), "together": lane.together, "place": place}
    if lane.id is not None:
        unit.connection.execute(sa.update(table).where(table.c.id == lane.id).values(**values))
        return lane.id
    return int(unit.connection.execute(sa.insert(table).values(**values).returning(table.c.id)).scalar_one())
