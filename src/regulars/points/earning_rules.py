"""Earning rules as they are kept: made, changed by versions, switched on and off, never removed.

A version holds what the rule says (`saying.py`) and the legal entity. Renaming
a rule or switching it makes no version, for neither changes what an order
earned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import BaseModel, Field

from regulars.books import Unit
from regulars.books.names import called
from regulars.core.errors import NotFound
from regulars.core.sentences import say
from regulars.kinds.points import FIRST
from regulars.rules.check import InvalidCondition
from regulars.rules.fold import refuse_taken
from regulars.rules.scope import Scope
from regulars.rules.traits import references
from regulars.rules.tree import Condition

from . import ledgers, point_kinds, versions
from . import saying as saying_of
from .model.rules import Pause, Rule, Terms
from .model.taking import Shortage
from .programme import Changed, pauses, switch
from .programme import every as programmes
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


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Every rule that orders are settled by, and what holds for all of them.

    `shortage`: what is done where less is there than is taken back; of a ledger whose kind of points says otherwise, by
    `shortages`. `pauses`: when the programme of each kind was off. `broken`: by rule and version, why a condition can't be read any more. Such
    a rule grants nothing, and what it granted is held to still be deserved.
    """

    rules: tuple[Rule, ...]
    shortage: Shortage
    broken: Mapping[tuple[int, int], str]
    pauses: Mapping[str, tuple[Pause, ...]] = field(default_factory=dict)
    shortages: Mapping[int, Shortage] = field(default_factory=dict)


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
    rule, pause = earning_rule.c, points_pause.c
    query = sa.select(
        sa.select(sa.func.sum(rule.version)).scalar_subquery(),
        sa.select(sa.func.count(rule.id)).scalar_subquery(),
        sa.select(sa.func.count(pause.id)).scalar_subquery(),
        sa.select(sa.func.count(pause.ends_at)).scalar_subquery(),
    )
    return tuple(unit.connection.execute(query).one())


def any_condition(unit: Unit) -> bool:
    """Whether any rule ever had a condition."""
    saying = earning_rule_version.c.document["condition"]
    return bool(unit.connection.scalar(sa.select(sa.exists().where(saying.astext.is_not(None)))))


def book(unit: Unit, scope: Scope, broken_segments: Mapping[str, str] | None = None) -> RuleBook:
    """All rules with all their versions, conditions checked against what there is now.

    `broken_segments`: why those segments that are broken are so, by their ids.
    """
    of_rules, of_programmes = pauses(unit)
    every, ledger = programmes(unit), points_ledger.c
    kind_of = {one.id: one.slug for one in every}
    programme_of = {
        row.id: row.programme_id for row in unit.connection.execute(sa.select(ledger.id, ledger.programme_id))
    }
    when_off = {one.slug: tuple(of_programmes.get(one.id, ())) for one in every}
    said_by: dict[int, list[Terms]] = {}
    broken: dict[tuple[int, int], str] = {}
    said = earning_rule_version
    columns = (said.c.rule_id, said.c.version, said.c.valid_from, said.c.ledger_id, said.c.document.cast(sa.Text))
    for rule_id, version, valid_from, ledger_id, document in unit.connection.execute(
        sa.select(*columns).order_by(said.c.rule_id, said.c.version)
    ):
        saying = saying_of.read(document)
        condition = counted = None
        try:
            condition, counted = saying_of.condition_of(saying, scope), saying_of.counted_of(saying, scope)
        except InvalidCondition as invalid:
            broken[rule_id, version] = invalid.message
        for part in (condition, counted):
            if part is not None and (reason := by_segments(part, broken_segments or {})):
                broken[rule_id, version] = reason
        its_ledger = ledger_id, kind_of[programme_of[ledger_id]]
        terms = saying_of.terms_of(version, valid_from, its_ledger, saying, (condition, counted))
        said_by.setdefault(rule_id, []).append(terms)
    created = sa.select(earning_rule.c.id, earning_rule.c.created_at).order_by(earning_rule.c.id)
    rules = tuple(
        Rule(id, created_at, tuple(said_by[id]), tuple(of_rules.get(id, ())), when_off[said_by[id][-1].points_kind])
        for id, created_at in unit.connection.execute(created)
    )
    shortage_of = {one.id: one.shortage for one in every}
    shortages = {id: shortage_of[programme_id] for id, programme_id in programme_of.items()}
    return RuleBook(rules, every[0].shortage, broken, when_off, shortages)


def _check_name(unit: Unit, name: str, *, of: int | None = None) -> None:
    """Refuse the name of another rule."""
    others = sa.select(earning_rule.c.name).where(earning_rule.c.id.is_distinct_from(of))
    refuse_taken("an earning rule", name, unit.connection.scalars(others))


def why_broken(saying: Saying, scope: Scope, broken_segments: Mapping[str, str]) -> str | None:
    """Why nothing is granted by a rule that was saved, None when it can be asked."""
    try:
        parts = saying_of.condition_of(saying, scope), saying_of.counted_of(saying, scope)
    except InvalidCondition as invalid:
        return invalid.message
    return next((why for part in parts if part and (why := by_segments(part, broken_segments))), None)


def by_segments(condition: Condition, broken: Mapping[str, str]) -> str | None:
    """Why a condition can't be asked because of a broken segment that it names: who is in that isn't known now."""
    named = references(condition)
    for id in sorted((named.segments | named.stays) & broken.keys()):
        return say("the segment {id!r} that the condition names is broken: {broken}", id=id, broken=broken[id])
    return None


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
