"""Declaring attributes and taking them back: the books say which there are, the facts have a column for each.

A declaration is kept in the books first and then put into the facts, and goes
from both in that order too; a worker that was stopped in between makes up for
it when it starts. What records sent of an attribute is kept as they sent it, so
that it is there again should the attribute be declared again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from regulars.books import Books, Unit
from regulars.core.currencies import PLACES
from regulars.core.errors import NotFound
from regulars.rules.calendar import Calendar
from regulars.rules.vocabulary import Type

from .attributes import Declaration, Subject
from .tables import attribute_declaration

if TYPE_CHECKING:
    from .store import Facts

_DECLARED = b"""
    select subject, name, type, label, description, "default", history from attribute_declaration order by subject, name"""


def declared(unit: Unit) -> list[Declaration]:
    """Every attribute that is declared, in the order of subject and name."""
    found = unit.driver.execute(_DECLARED).fetchall()
    return [
        Declaration(subject, name, Type(type_), label, description, default, history)
        for subject, name, type_, label, description, default, history in found
    ]


def declare(unit: Unit, declarations: Sequence[Declaration], *, currency: str, calendar: Calendar) -> None:
    """Keep declarations in the books, in the place of earlier ones of their names. Raises `BadDeclaration`."""
    for declaration in declarations:
        declaration.check(PLACES[currency], calendar)
        values = {**declaration.document(), "type": declaration.type.value}
        statement = insert(attribute_declaration).values(**values, declared_at=unit.now)
        changed = {name: statement.excluded[name] for name in values}
        unit.connection.execute(statement.on_conflict_do_update(index_elements=["subject", "name"], set_=changed))
        unit.audit("attribute.declared", f"attribute:{declaration.subject}.{declaration.column}", values)


def find(unit: Unit, subject: str, name: str) -> Declaration:
    """An attribute as it is declared; raises `NotFound`."""
    found = next((one for one in declared(unit) if (one.subject, one.name) == (subject, name)), None)
    if found is None:
        raise NotFound("attribute", f"{subject}.{name}")
    return found


def remove(unit: Unit, subject: Subject, name: str) -> Declaration:
    """Take a declaration out of the books; gives what it was. Raises `NotFound`."""
    gone = find(unit, subject, name)
    table = attribute_declaration
    unit.connection.execute(sa.delete(table).where(table.c.subject == subject, table.c.name == name))
    unit.audit("attribute.removed", f"attribute:{subject}.{gone.column}", {"label": gone.label})
    return gone


def put_in(facts: Facts, books: Books) -> None:
    """Give the facts a column for every attribute that the books have declared, and for no other."""
    with books.transaction() as unit:
        declarations = declared(unit)
    there = {(one.subject, one.name) for one in declarations}
    for one in list(facts.attributes):
        if (one.subject, one.name) not in there:
            facts.remove_attribute(one.subject, one.name)
    for declaration in declarations:
        facts.declare_attribute(declaration)
