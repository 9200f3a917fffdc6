"""Finding things that people have named by what they are called.

What people make by hand is few, and databases fold texts each in its own way, so
the names are compared here, as everywhere else.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from regulars.rules.fold import searchable

from .unit import Unit


def called(unit: Unit, name: sa.Column[Any], search: str | None) -> sa.ColumnElement[bool]:
    """Whether a row of the table of `name` has a name that holds each word of a text, in any case and without regard to marks."""
    words = searchable(search or "").split()
    if not words:
        return sa.true()
    id = name.table.c.id
    names = ((row[0], searchable(row[1])) for row in unit.connection.execute(sa.select(id, name)))
    found = [one for one, text in names if all(word in text for word in words)]
    return id == sa.any_(sa.cast(found, ARRAY(id.type)))
