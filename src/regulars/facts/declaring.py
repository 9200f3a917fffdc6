"""Declaring attributes: the books say which there are, the facts have a column for each.

A declaration is kept in the books first and then put into the facts; a worker
that was stopped in between puts it there when it starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from regulars.books import Books, Unit
from regulars.core.currencies import PLACES
from regulars.rules.calendar import Calendar
from regulars.rules.vocabulary import Type

from .attributes import Declaration
from .tables import attribute_declaration

COLUMNS = ("subject", "name", "type", "label", "description", "default", "history")


class Declares(Protocol):
    """`Facts`, or `RemoteFacts`."""

    def declare_attribute(self, declaration: Declaration) -> None: ...


def declared(unit: Unit) -> list[Declaration]:
    """Every attribute that is declared, in the order of subject and name."""
    table = attribute_declaration
    query = sa.select(*(table.c[name] for name in COLUMNS)).order_by(table.c.subject, table.c.name)
    rows = unit.connection.execute(query)
    return [Declaration(**{**row._mapping, "type": Type(row.type)}) for row in rows]


def declare(unit: Unit, declarations: Sequence[Declaration], *, currency: str, calendar: Calendar) -> None:
    """Keep declarations in the books, in the place of earlier ones of their names. Raises `BadDeclaration`."""
    for declaration in declarations:
        declaration.check(PLACES[currency], calendar)
        values = {**declaration.document(), "type": declaration.type.value}
        statement = insert(attribute_declaration).values(**values, declared_at=unit.now)
        changed = {name: statement.excluded[name] for name in values}
        unit.connection.execute(statement.on_conflict_do_update(index_elements=["subject", "name"], set_=changed))
        unit.audit("attribute.declared", f"attribute:{declaration.subject}.{declaration.column}", values)


def put_in(facts: Declares, books: Books) -> None:
    """Give the facts a column for every attribute that the books have declared."""
    with books.transaction() as unit:
        declarations = declared(unit)
    for declaration in declarations:
        facts.declare_attribute(declaration)
