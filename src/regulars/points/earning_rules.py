"""Earning rules as they are kept: made, changed by versions, switched on and off, never removed.

A version holds what the rule says (`saying.py`) and the legal entity. Renaming
a rule or switching it makes no version, for neither changes what an order
earned.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import BaseModel, Field

from regulars.books import Unit
from regulars.books.names import called
from regulars.core.errors import NotFound
from regulars.kinds.points import FIRST
from regulars.rules.fold import refuse_taken
from regulars.rules.scope import Scope

from . import ledgers, point_kinds, versions
from . import saying as saying_of
from .programme import Changed, switch
from .saying import Saying
from .tables import earning_rule, earning_rule_version, legal_entity, points_ledger, points_pause, points_programme

SHOP = "Shop"
"""The legal entity that every installation begins with."""


class EarningRule(BaseModel):
    """A rule as it is now."""

    id: int
    name: Annotated[str, Field(min_length=1, max_length=200)]
    active: bool
    legal_entity: str
    points_kind: str
    version: int
    created_at: datetime
    updated_at: datetime
    saying: Saying


def create(
    unit: Unit, saying: Saying, *, name: str, scope: Scope, active: bool = True, legal_entity_name: str = SHOP,
    points_kind: str = FIRST,
) -> EarningRule:  # fmt: skip
    """Make a rule; raises `InvalidCondition`, and `NameTaken` when another is called so. It keeps its kind of points."""
    unit.hold_names()
    _check_name(unit, name)
    saying_of.checked(saying, scope)
    point_kinds.open_kind(unit, points_kind)
    id = unit.connection.scalar(
        sa.insert(earning_rule)
        .values(name=name, active=active, version=1, created_at=unit.now, updated_at=unit.now)
        .returning(earning_rule.c.id)
    )
    assert id is not None
    _add_version(unit, (id, 1), saying, legal_entity_name, points_kind)
    if not active:
        switch(unit, points_pause.c.rule_id, id, on=False)
    made = get(unit, id)
    _keep_version(unit, made)
    unit.audit("earning_rule.created", f"earning_rule:{id}", {"name": name, "saying": saying.model_dump(mode="json")})
    return made


def change(
    unit: Unit,
    id: int,
    *,
    version: int,
    scope: Scope,
    name: str | None = None,
    active: bool | None = None,
    saying: Saying | None = None,
    legal_entity_name: str | None = None,
) -> EarningRule:
    """Change what is given; raises `Changed` when `version` is not the present one, `InvalidCondition`, `NameTaken`,
    `NotFound`.

    What the rule says from now on holds for orders placed from now on.
    """
    unit.hold_names()
    locked = sa.select(earning_rule.c.id).where(earning_rule.c.id == id).with_for_update()
    if unit.connection.scalar(locked) is None:
        raise NotFound("earning rule", str(id))
    now = get(unit, id)
    if now.version != version:
        raise Changed("the earning rule", version=now.version)
    if name is not None and name != now.name:
        _check_name(unit, name, of=id)
    said = (saying or now.saying, ledgers.known_as(unit, legal_entity_name or now.legal_entity))
    if said != (now.saying, now.legal_entity):
        saying_of.checked(said[0], scope)
        _add_version(unit, (id, version + 1), *said, now.points_kind)
    values = {"name": name or now.name, "active": now.active if active is None else active}
    if values["active"] and not now.active:
        point_kinds.open_kind(unit, now.points_kind)
    unit.connection.execute(
        sa.update(earning_rule)
        .where(earning_rule.c.id == id)
        .values(**values, version=version + 1, updated_at=unit.now)
    )
    if values["active"] != now.active:
        switch(unit, points_pause.c.rule_id, id, on=bool(values["active"]))
    unit.audit("earning_rule.changed", f"earning_rule:{id}", values | {"saying": said[0].model_dump(mode="json")})
    changed = get(unit, id)
    _keep_version(unit, changed)
    return changed


def get(unit: Unit, id: int) -> EarningRule:
    """One rule; raises `NotFound`."""
    found = listed(unit, ids=[id])
    if not found:
        raise NotFound("earning rule", str(id))
    return found[0]


def listed(
    unit: Unit, *, ids: Sequence[int] | None = None, search: str | None = None, after: int = 0, limit: int = 1_000
) -> list[EarningRule]:
    """Rules in the order of their ids: those named, or those after an id whose name holds a text."""
    rule, said = earning_rule, earning_rule_version
    every = said.alias("every_version")
    latest = sa.select(sa.func.max(every.c.version)).where(every.c.rule_id == rule.c.id).scalar_subquery()
    query = (
        sa.select(
            rule.c.id, rule.c.name, rule.c.active, legal_entity.c.name.label("legal_entity"),
            points_programme.c.slug.label("points_kind"), rule.c.version,
            rule.c.created_at, rule.c.updated_at, said.c.document.label("saying"),
        )
        .select_from(rule)
        .join(said, (said.c.rule_id == rule.c.id) & (said.c.version == latest))
        .join(points_ledger, points_ledger.c.id == said.c.ledger_id)
        .join(legal_entity, legal_entity.c.id == points_ledger.c.legal_entity_id)
        .join(points_programme, points_programme.c.id == points_ledger.c.programme_id)
        .where(rule.c.id > after if ids is None else rule.c.id.in_(ids))
        .where(called(unit, rule.c.name, search))
        .order_by(rule.c.id)
        .limit(limit)
    )  # fmt: skip
    return [EarningRule.model_validate(dict(row._mapping)) for row in unit.connection.execute(query)]


def revision(unit: Unit) -> tuple[Any, ...]:
    """Changes whenever a rule is made or changed, and when a rule or the programme is switched on or off."""
    row = unit.driver.execute(
        """select r.*, p.* from (select sum(version), count(*) from earning_rule) r,
                  (select count(*), count(ends_at) from points_pause) p"""
    ).fetchone()
    return tuple(row or ())


def any_condition(unit: Unit) -> bool:
    """Whether any rule ever had a condition."""
    row = unit.driver.execute(
        "select exists (select from earning_rule_version where document ->> 'condition' is not null)"
    ).fetchone()
    return bool(row and row[0])


def _check_name(unit: Unit, name: str, *, of: int | None = None) -> None:
    """Refuse the name of another rule."""
    others = sa.select(earning_rule.c.name).where(earning_rule.c.id.is_distinct_from(of))
    refuse_taken("an earning rule", name, unit.connection.scalars(others))


def _keep_version(unit: Unit, rule: EarningRule) -> None:
    versions.keep(
        unit, "earning", rule.id, rule.version, name=rule.name, active=rule.active, legal_entity=rule.legal_entity,
        said=rule.saying,
    )  # fmt: skip


def _add_version(unit: Unit, place: tuple[int, int], saying: Saying, legal_entity_name: str, points_kind: str) -> None:
    rule_id, version = place
    unit.connection.execute(
        sa.insert(earning_rule_version).values(
            rule_id=rule_id,
            version=version,
            ledger_id=ledgers.at_first_mention(unit, legal_entity_name, points_kind),
            document=saying.model_dump(mode="json"),
            valid_from=unit.now,
        )
    )
