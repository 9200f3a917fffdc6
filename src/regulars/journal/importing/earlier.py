"""Earlier imports: how the columns of a file were matched the last time, for the next one with the same columns.

Trials count too: a file that was mended after one is sent in the same way.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from regulars.books import Unit
from regulars.books.tables import job

from . import separated
from .labels import OF_LINE
from .mapping import BadMapping, Cell, Mapping, parse_mapping
from .refusals import names_that_came
from .sight import Column, Sight


def columns_of(path: Path, mapping: Mapping) -> list[str]:
    """The names of a CSV's columns as they came first; none where they can't be read."""
    try:
        codecs.lookup(mapping.encoding)
        header = next(separated.rows(path, delimiter=mapping.delimiter, encoding=mapping.encoding), None)
    except (LookupError, UnicodeError):
        return []
    return [] if header is None else names_that_came(header.cells)


def mapping_before(unit: Unit, columns: Sequence[str], type_: str | None) -> Mapping | None:
    """The mapping that the page made for the file before with these columns."""
    query = sa.select(job.c.args["mapping"].astext).where(
        job.c.kind == "import",
        job.c.args["by_sight"] == sa.cast(True, JSONB),
        job.c.args["columns"] == sa.cast(names_that_came(columns), JSONB),
    )
    if type_ is not None:
        query = query.where(job.c.args["type"].astext == type_)
    text = unit.connection.scalar(query.order_by(job.c.id.desc()).limit(1))
    try:
        return parse_mapping(text) if text else None
    except BadMapping:  # of a version that took others
        return None


def as_before(sight: Sight, before: Mapping) -> Sight:
    """The same file with the fields proposed that were chosen before, and what words stood for."""
    fields: dict[str | None, tuple[str, Cell]] = {}
    for name, cell in before.fields.items():
        fields.setdefault(cell.column, (name, cell))  # what stands in for another field comes behind it
    for name, cell in (before.lines or {}).items():
        fields.setdefault(cell.column, (f"{OF_LINE}{name}", cell))
    columns = [_as_before(column, *fields.get(column.name, (None, None))) for column in sight.columns]
    return replace(sight, columns=columns, as_before=True)


def _as_before(column: Column, field: str | None, cell: Cell | None) -> Column:
    if field is None or cell is None:
        return replace(column, field=None)
    values = {**column.values.get(field, {}), **(cell.values or {})}
    return replace(column, field=field, values={**column.values, field: values} if values else column.values)
