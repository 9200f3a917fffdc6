"""Spending rules as they are kept: what a customer's points are worth in a cart. The first that fits is the one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, NamedTuple

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field, model_validator

from regulars.books import Unit
from regulars.books.names import called
from regulars.core.errors import Fault, NotFound
from regulars.core.wording import backwards
from regulars.kinds.points import FIRST
from regulars.rules.check import InvalidCondition, check
from regulars.rules.fold import refuse_taken
from regulars.rules.scope import Scope
from regulars.rules.tree import Condition

from . import ledgers, point_kinds, versions
from .earning_rules import SHOP
from .model.spending import Exchange
from .programme import Changed
from .rule_book import by_segments
from .saying import Aware, Named
from .tables import spending_rule


class SpendingSaying(BaseModel):
    """What a spending rule says, as it is kept. Amounts are in minor units."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    exchange: Exchange
    condition: dict[str, Any] | None = None
    stores: tuple[Named, ...] = ()
    groups: tuple[Named, ...] = ()
    starts_at: Aware | None = None
    ends_at: Aware | None = None
    priority: Annotated[int, Field(ge=-1_000, le=1_000)] = 0
    legal_entity: Named = SHOP
    points_kind: Named = FIRST

    @model_validator(mode="after")
    def _period(self) -> SpendingSaying:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValueError(backwards(self.starts_at, self.ends_at))
        return self

    def whole_condition(self) -> dict[str, Any] | None:
        """The condition with that of stores and groups; None: it holds of everybody."""
        parts = [
            {"value": path, "op": "in", "to": list(named)}
            for path, named in (("order.store", self.stores), ("customer.group", self.groups))
            if named
        ]
        if self.condition is not None:
            parts.append(self.condition)
        return parts[0] if len(parts) == 1 else {"all": parts} if parts else None

    def is_for(self, at: datetime) -> bool:
        """Whether an instant lies in the rule's period."""
        return (self.starts_at is None or self.starts_at <= at) and (self.ends_at is None or at < self.ends_at)


class SpendingRule(BaseModel):
    """A spending rule as it is now."""

    id: int
    name: str
    active: bool
    version: int
    created_at: datetime
    updated_at: datetime
    saying: SpendingSaying


class Spending(NamedTuple):
    """A rule to be asked of a cart: with its condition read, or why it can't be."""

    rule: SpendingRule
    condition: Condition | None
    broken: str | None = None


def create(unit: Unit, saying: SpendingSaying, *, name: str, scope: Scope, active: bool = True) -> SpendingRule:
    """Make a rule; raises `InvalidCondition`, and `NameTaken` when another is called so."""
    unit.hold_names()
    _check_name(unit, name)
    _checked(saying, scope)
    point_kinds.open_kind(unit, saying.points_kind, to_spend=True)
    saying = _of_known(unit, saying)
    id = unit.connection.scalar(
        sa.insert(spending_rule)
        .values(
            name=name, active=active, version=1, document=saying.model_dump(mode="json"),
            created_at=unit.now, updated_at=unit.now,
        )
        .returning(spending_rule.c.id)
    )  # fmt: skip
    assert id is not None
    unit.audit("spending_rule.created", f"spending_rule:{id}", {"name": name, "saying": saying.model_dump(mode="json")})
    return _kept(unit, id)


def change(
    unit: Unit,
    id: int,
    *,
    version: int,
    scope: Scope,
    name: str | None = None,
    active: bool | None = None,
    saying: SpendingSaying | None = None,
) -> SpendingRule:
    """Change what is given; raises `Changed` when `version` is not the present one, `InvalidCondition`, `NotFound`."""
    unit.hold_names()
    if unit.connection.scalar(sa.select(spending_rule.c.id).where(spending_rule.c.id == id).with_for_update()) is None:
        raise NotFound("spending rule", str(id))
    now = get(unit, id)
    if now.version != version:
        raise Changed("the spending rule", version=now.version)
    if name is not None and name != now.name:
        _check_name(unit, name, of=id)
    said = _of_known(unit, saying or now.saying)
    if said != now.saying:
        _checked(said, scope)
    if active or said.points_kind != now.saying.points_kind:
        point_kinds.open_kind(unit, said.points_kind, to_spend=True)
    values = {
        "name": name or now.name,
        "active": now.active if active is None else active,
        "document": said.model_dump(mode="json"),
    }
    unit.connection.execute(
        sa.update(spending_rule)
        .where(spending_rule.c.id == id)
        .values(**values, version=version + 1, updated_at=unit.now)
    )
    unit.audit("spending_rule.changed", f"spending_rule:{id}", values)
    return _kept(unit, id)


def _kept(unit: Unit, id: int) -> SpendingRule:
    """The rule as it is now, written down as a version of it."""
    rule = get(unit, id)
    versions.keep(
        unit, "spending", id, rule.version, name=rule.name, active=rule.active, legal_entity=rule.saying.legal_entity,
        said=rule.saying,
    )  # fmt: skip
    return rule


def get(unit: Unit, id: int) -> SpendingRule:
    """One rule; raises `NotFound`."""
    found = listed(unit, ids=[id])
    if not found:
        raise NotFound("spending rule", str(id))
    return found[0]


def listed(
    unit: Unit, *, ids: Sequence[int] | None = None, search: str | None = None, after: int = 0, limit: int = 1_000
) -> list[SpendingRule]:
    """Rules in the order of their ids: those named, or those after an id whose name holds a text."""
    table = spending_rule
    query = (
        sa.select(table)
        .where(table.c.id > after if ids is None else table.c.id.in_(ids))
        .where(called(unit, table.c.name, search))
        .order_by(table.c.id)
        .limit(limit)
    )
    return [_rule(row._mapping) for row in unit.connection.execute(query)]


def _rule(row: sa.RowMapping) -> SpendingRule:
    values: dict[str, Any] = dict(row)
    return SpendingRule(saying=SpendingSaying.model_validate(values.pop("document")), **values)


def book(unit: Unit, scope: Scope, broken_segments: Mapping[str, str] | None = None) -> list[Spending]:
    """The rules that are switched on, in the order in which they are asked: by priority, then the older first."""
    rules = [rule for rule in listed(unit) if rule.active]
    return [
        read(rule, scope, broken_segments or {})
        for rule in sorted(rules, key=lambda rule: (-rule.saying.priority, rule.id))
    ]


def read(rule: SpendingRule, scope: Scope, broken_segments: Mapping[str, str]) -> Spending:
    """A rule with its condition, checked against what there is now."""
    document = rule.saying.whole_condition()
    if document is None:
        return Spending(rule, None)
    try:
        condition = check(document, scope)
    except InvalidCondition as invalid:
        return Spending(rule, None, invalid.message)
    return Spending(rule, condition, by_segments(condition, broken_segments))


def _check_name(unit: Unit, name: str, *, of: int | None = None) -> None:
    others = sa.select(spending_rule.c.name).where(spending_rule.c.id.is_distinct_from(of))
    refuse_taken("a spending rule", name, unit.connection.scalars(others))


def _of_known(unit: Unit, saying: SpendingSaying) -> SpendingSaying:
    """With the name by which the legal entity is known here."""
    return saying.model_copy(update={"legal_entity": ledgers.known_as(unit, saying.legal_entity)})


def _checked(saying: SpendingSaying, scope: Scope) -> None:
    """Raises `InvalidCondition` with the faults where they lie in the rule."""
    assert scope.subject == "order", scope.subject
    for place, document in (("/condition", saying.condition), ("", saying.whole_condition())):
        if document is None:
            continue
        try:
            check(document, scope)
        except InvalidCondition as invalid:
            pointer = "/groups" if saying.groups else "/stores"
            faults = [
                Fault(place + fault.pointer if place else pointer, fault.code, fault.detail) for fault in invalid.errors
            ]
            raise InvalidCondition(faults) from None
