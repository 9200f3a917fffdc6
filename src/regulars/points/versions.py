"""What earning and spending rules said in each of their versions, and who had them say so.

Every change makes a version, also one of the name or the switch alone. Orders go
by what a rule said when they were placed; here is what people look at, and what
an older version is restored from: by a new one that says the same.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict

from regulars.books import Unit
from regulars.core.errors import Conflict, NotFound
from regulars.core.sentences import say

from .tables import points_rule_history

Kind = Literal["earning", "spending"]


class SaysSoAlready(Conflict):
    """An older version says what the rule says now."""

    code = "points.says_so_already"

    def __init__(self, version: int) -> None:
        super().__init__(
            say("version {version} says what the rule says now; there is nothing to restore", version=version)
        )
        self.version = version


class RuleVersion(BaseModel):
    """A version of a rule; `document` is what it said, as such rules are kept."""

    model_config = ConfigDict(frozen=True)

    version: int
    name: str
    active: bool
    legal_entity: str
    document: dict[str, Any]
    actor: str
    at: datetime


def keep(
    unit: Unit, kind: Kind, rule_id: int, version: int, *, name: str, active: bool, legal_entity: str, said: BaseModel
) -> None:
    """Write down what a rule says from now on."""
    unit.connection.execute(
        sa.insert(points_rule_history).values(
            kind=kind, rule_id=rule_id, version=version, name=name, active=active, legal_entity=legal_entity,
            document=said.model_dump(mode="json"), actor=unit.actor, at=unit.now,
        )
    )  # fmt: skip


def listed(unit: Unit, kind: Kind, rule_id: int, *, before: int | None = None, limit: int) -> list[RuleVersion]:
    """The versions of a rule, the latest first, from before that one on."""
    kept = points_rule_history
    query = sa.select(kept).where(kept.c.kind == kind, kept.c.rule_id == rule_id)
    if before is not None:
        query = query.where(kept.c.version < before)
    rows = unit.connection.execute(query.order_by(kept.c.version.desc()).limit(limit))
    return [RuleVersion.model_validate(dict(row._mapping)) for row in rows]


def get(unit: Unit, kind: Kind, rule_id: int, version: int) -> RuleVersion:
    """One of them; raises `NotFound`."""
    found = listed(unit, kind, rule_id, before=version + 1, limit=1)
    if not found or found[0].version != version:
        raise NotFound("version", str(version))
    return found[0]
