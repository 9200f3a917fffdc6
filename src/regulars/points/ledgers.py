"""Ledgers by the name of the legal entity that owes the points."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from regulars.books import Unit

from .programme import PROGRAMME
from .tables import legal_entity, points_ledger

_OF_PROGRAMME = points_ledger.c.programme_id == PROGRAMME


def find(unit: Unit, legal_entity_name: str) -> int | None:
    """The ledger of a legal entity, None for one that was never mentioned."""
    query = sa.select(points_ledger.c.id).join_from(points_ledger, legal_entity)
    found = unit.connection.scalar(query.where(legal_entity.c.name == legal_entity_name, _OF_PROGRAMME))
    return None if found is None else int(found)


def at_first_mention(unit: Unit, legal_entity_name: str) -> int:
    """The ledger of a legal entity, both made when there are none yet."""
    found = find(unit, legal_entity_name)
    if found is None:
        unit.connection.execute(insert(legal_entity).values(name=legal_entity_name).on_conflict_do_nothing())
        its_own = sa.select(legal_entity.c.id, sa.literal(PROGRAMME)).where(legal_entity.c.name == legal_entity_name)
        columns = ["legal_entity_id", "programme_id"]
        unit.connection.execute(insert(points_ledger).from_select(columns, its_own).on_conflict_do_nothing())
        found = find(unit, legal_entity_name)
    assert found is not None
    return found


def names(unit: Unit) -> dict[int, str]:
    """The legal entities of all ledgers."""
    query = sa.select(points_ledger.c.id, legal_entity.c.name).join_from(points_ledger, legal_entity)
    return {row.id: row.name for row in unit.connection.execute(query)}
