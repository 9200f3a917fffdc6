"""Ledgers by the name of the legal entity that owes the points, and the kind of these.

Names that differ in case or in spaces alone are of one legal entity; the first
way of writing it is kept.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from regulars.books import Unit
from regulars.kinds.points import FIRST
from regulars.rules.fold import fold

from .tables import legal_entity, points_ledger, points_programme


def folded(legal_entity_name: str) -> str:
    """A name as it is compared."""
    return " ".join(fold(legal_entity_name).split())


def known_as(unit: Unit, legal_entity_name: str) -> str:
    """The name by which a legal entity is known here; of a new one as it was given, without spaces around it."""
    known = list(unit.connection.scalars(sa.select(legal_entity.c.name).order_by(legal_entity.c.id)))
    if legal_entity_name in known:
        return legal_entity_name
    wanted = folded(legal_entity_name)
    return next((name for name in known if folded(name) == wanted), legal_entity_name.strip())


def find(unit: Unit, legal_entity_name: str, kind: str = FIRST) -> int | None:
    """The ledger of a legal entity and a kind of points, None for one that was never mentioned."""
    query = sa.select(points_ledger.c.id).join_from(points_ledger, legal_entity).join(points_programme)
    name = known_as(unit, legal_entity_name)
    found = unit.connection.scalar(query.where(legal_entity.c.name == name, points_programme.c.slug == kind))
    return None if found is None else int(found)


def at_first_mention(unit: Unit, legal_entity_name: str, kind: str = FIRST) -> int:
    """The ledger of a legal entity and a kind of points that there is, the first two made when there are none yet."""
    found = find(unit, legal_entity_name, kind)
    if found is None:
        unit.hold_names()  # nobody else makes the same one, written otherwise
        name = known_as(unit, legal_entity_name)
        unit.connection.execute(insert(legal_entity).values(name=name).on_conflict_do_nothing())
        programme_id = sa.select(points_programme.c.id).where(points_programme.c.slug == kind).scalar_subquery()
        its_own = sa.select(legal_entity.c.id, programme_id).where(
            legal_entity.c.name == name, programme_id.is_not(None)
        )
        columns = ["legal_entity_id", "programme_id"]
        unit.connection.execute(insert(points_ledger).from_select(columns, its_own).on_conflict_do_nothing())
        found = find(unit, name, kind)
    assert found is not None, f"there is no kind of points {kind!r}"
    return found


def names(unit: Unit) -> dict[int, str]:
    """The legal entities of all ledgers."""
    query = sa.select(points_ledger.c.id, legal_entity.c.name).join_from(points_ledger, legal_entity)
    return {row.id: row.name for row in unit.connection.execute(query)}


def kinds(unit: Unit) -> dict[int, str]:
    """The kinds of points of all ledgers."""
    query = sa.select(points_ledger.c.id, points_programme.c.slug).join_from(points_ledger, points_programme)
    return {row.id: row.slug for row in unit.connection.execute(query.order_by(points_ledger.c.id))}
