"""Rejects: what was refused of an import, with line, field and reason; and remarks, the same of what was taken all the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from regulars.books import Unit
from regulars.journal.tables import import_reject, import_remark

MOST_KEPT = 100_000
"""Faults kept of one import; a file that has more is of another kind altogether."""


class Reject(NamedTuple):
    """One fault: the line in the file, the column (or the field as a JSON pointer), what is wrong and what to do."""

    line: int
    field: str
    code: str
    reason: str


def keep(unit: Unit, import_id: int, found: Sequence[Reject]) -> None:
    """Write faults down with the chunk that they were found in."""
    _keep(unit, import_reject, import_id, found)


def keep_remarks(unit: Unit, import_id: int, found: Sequence[Reject]) -> None:
    """Write remarks down with the chunk that they are about."""
    _keep(unit, import_remark, import_id, found)


def rejects(unit: Unit, import_id: int, *, after: int = 0, limit: int = 1000) -> list[tuple[int, Reject]]:
    """Faults of an import with their numbers, those after a number."""
    return _listed(unit, import_reject, import_id, after, limit)


def remarks(unit: Unit, import_id: int, *, after: int = 0, limit: int = 1000) -> list[tuple[int, Reject]]:
    """Remarks about an import with their numbers, those after a number."""
    return _listed(unit, import_remark, import_id, after, limit)


def _keep(unit: Unit, table: sa.Table, import_id: int, found: Sequence[Reject]) -> None:
    if not found:
        return
    last = unit.connection.scalar(
        sa.select(sa.func.coalesce(sa.func.max(table.c.n), 0)).where(table.c.import_id == import_id)
    )
    rows = [
        {"import_id": import_id, "n": n} | reject._asdict()
        for n, reject in enumerate(found, int(last or 0) + 1)
        if n <= MOST_KEPT
    ]
    if rows:
        unit.connection.execute(sa.insert(table), rows)


def _listed(unit: Unit, table: sa.Table, import_id: int, after: int, limit: int) -> list[tuple[int, Reject]]:
    columns = table.c
    rows = unit.connection.execute(
        sa.select(columns.n, columns.line, columns.field, columns.code, columns.reason)
        .where(columns.import_id == import_id, columns.n > after)
        .order_by(columns.n)
        .limit(limit)
    )
    return [(row.n, Reject(row.line, row.field, row.code, row.reason)) for row in rows]
