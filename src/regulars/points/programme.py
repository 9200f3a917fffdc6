"""The programme: what points are called, whether it is on, and what happens when more is taken back than there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from regulars.books import Unit
from regulars.core.errors import Conflict

from .model.rules import Pause
from .model.taking import Shortage
from .tables import points_pause, points_programme

Taking = Literal[Shortage.OWE, Shortage.FORGIVE]
"""An order's points are always taken back: what is short is owed or forgiven, never refused."""

PROGRAMME = 1
"""The programme that every installation begins with."""


class Changed(Conflict):
    """Somebody else has changed it meanwhile."""

    code = "changed"

    def __init__(self, what: str, *, version: int) -> None:
        super().__init__(f"{what} was changed meanwhile and is at version {version}; look at it again")
        self.version = version


@dataclass(frozen=True, slots=True)
class Programme:
    """The settings of one kind of points."""

    singular: str
    plural: str
    active: bool
    shortage: Shortage
    version: int
    updated_at: datetime


def get(unit: Unit) -> Programme:
    """The programme as it is."""
    table = points_programme
    row = unit.connection.execute(
        sa.select(
            table.c.singular, table.c.plural, table.c.active, table.c.shortage, table.c.version, table.c.updated_at
        ).where(table.c.id == PROGRAMME)
    ).one()
    return Programme(row.singular, row.plural, row.active, Shortage(row.shortage), row.version, row.updated_at)


def change(
    unit: Unit,
    *,
    version: int,
    singular: str | None = None,
    plural: str | None = None,
    active: bool | None = None,
    shortage: Taking | None = None,
) -> Programme:
    """Change what is given; raises `Changed` when `version` is not the present one.

    Switched off, nothing is earned: orders that come as far as a rule asks in between never do.
    """
    table = points_programme
    now = unit.connection.execute(
        sa.select(table.c.version, table.c.active).where(table.c.id == PROGRAMME).with_for_update()
    ).one()
    if now.version != version:
        raise Changed("the programme", version=now.version)
    given = {"singular": singular, "plural": plural, "active": active, "shortage": shortage}
    values: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if values:
        unit.connection.execute(
            sa.update(table).where(table.c.id == PROGRAMME).values(**values, version=version + 1, updated_at=unit.now)
        )
        unit.audit("programme.changed", f"programme:{PROGRAMME}", values)
    if active is not None and active != now.active:
        switch(unit, points_pause.c.programme_id, PROGRAMME, on=active)
    return get(unit)


def switch(unit: Unit, whose: sa.Column[Any], id: int, *, on: bool) -> None:
    """Begin a pause of a programme or a rule, or end the one that it is in."""
    if on:
        ended = sa.update(points_pause).where(whose == id, points_pause.c.ends_at.is_(None))
        unit.connection.execute(ended.values(ends_at=unit.now))
    else:
        unit.connection.execute(sa.insert(points_pause).values({whose.name: id, "starts_at": unit.now}))


def pauses(unit: Unit) -> tuple[dict[int, list[Pause]], list[Pause]]:
    """When rules were off, by rule, and when the programme was."""
    table = points_pause
    of_rules: dict[int, list[Pause]] = {}
    of_programme: list[Pause] = []
    for rule_id, starts_at, ends_at in unit.connection.execute(
        sa.select(table.c.rule_id, table.c.starts_at, table.c.ends_at).order_by(table.c.id)
    ):
        kept = of_programme if rule_id is None else of_rules.setdefault(rule_id, [])
        kept.append(Pause(starts_at, ends_at))
    return of_rules, of_programme
