"""Pinning: customers put into a segment or out of it by hand, one by one or by a list.

Whoever sets or takes a pin leaves a note for the worker, which asks about the
customer again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from regulars.books import Unit
from regulars.core import spreadsheets
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.journal.append import CHANNEL
from regulars.journal.naming import find_all_called
from regulars.journal.tables import customer_alias

from . import service, store
from .pins import Pinned
from .tables import segment_pin, segment_recheck

MOST = 100_000
"""Customers in one list."""
_HEADERS = ("external_id", "email", "customer", "customer_id", "id", "e-mail")
"""What the column of a list may be called that names customers, in the order of preference."""
_WAYS = {"external_id": "external_id:", "email": "email:", "e-mail": "email:"}
"""Columns that say where to look; in the others may stand any name."""


class NamesNobody(Invalid):
    """A list without a single customer."""

    code = "segment.names_nobody"

    def __init__(self, pointer: str, *, in_file: bool = False, is_empty: bool = False) -> None:
        what = (
            say("the file is empty")
            if is_empty
            else say("the file names nobody")
            if in_file
            else say("the list names nobody")
        )
        told = say("{what}; give the shop's id or the e-mail of each customer", what=what)
        super().__init__(say("{told}, one a line", told=told) if in_file else told, [Fault(pointer, self.code, told)])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a list: how many are pinned now who were not so, how many were already, who wasn't found, and which names
    mean several."""

    pinned: int
    already: int
    not_found: Sequence[str]
    several: Sequence[str]


def pin(unit: Unit, segment: str, customers: Collection[int], pinned: Pinned | None) -> int:
    """Pin customers into a segment or out of it, or take their pins away (None); how many that changed.

    Raises `NotFound`, and `Archived` where nobody can be in; the membership follows when the worker has looked.
    """
    definition = service.get(unit, segment, lock=True)
    if definition.archived and pinned is not None:
        raise service.Archived(definition.id)
    ids = sorted(set(customers))
    changed = _set(unit, definition.id, ids, pinned) if pinned else _unset(unit.connection, definition.id, ids)
    if not changed:
        return 0
    again = insert(segment_recheck).from_select(["segment_id", "customer_id"], _each(definition.id, changed))
    unit.connection.execute(again.on_conflict_do_nothing())
    store.update_definition(unit.connection, definition.id)
    what = {"in": "pinned_in", "out": "pinned_out", None: "unpinned"}[pinned]
    told: dict[str, object] = {"customers": len(changed)}
    if len(changed) == 1:
        told["customer"] = changed[0]
    unit.audit(f"segment.{what}", f"segment:{definition.id}", told)
    unit.ring(CHANNEL)
    return len(changed)


def pin_listed(unit: Unit, segment: str, names: Sequence[str], pinned: Pinned) -> Outcome:
    """Pin those whom a list names by any name; whoever isn't found changes nothing for the others."""
    if not any(name.strip() for name in names):
        raise NamesNobody("/customers")
    if len(names) > MOST:
        detail = say(
            "a list names at most {most:,} customers and this one {names:,}; send it in parts",
            most=MOST,
            names=len(names),
        )
        raise Invalid(detail, [Fault("", "too_many", detail)])
    found = find_all_called(unit, names)
    ids = set(found.ids.values())
    changed = pin(unit, segment, ids, pinned)
    return Outcome(changed, len(ids) - changed, found.unknown, found.several)


def pin_uploaded(unit: Unit, segment: str, names: Sequence[str], pinned: Pinned) -> Outcome:
    """Pin those whom a file names, and tell the others as they are written in it."""
    told = pin_listed(unit, segment, names, pinned)

    def written(names: Sequence[str]) -> list[str]:
        ways = tuple(_WAYS.values())
        return [name.partition(":")[2] if name.startswith(ways) else name for name in names]

    return replace(told, not_found=written(told.not_found), several=written(told.several))


def names_in(text: str) -> list[str]:
    """The customers that a CSV names: in the columns that are called so, by the e-mail where a row has no id, else in the
    first column; each once. What stands under external_id or email is written as that.

    Separated by commas, semicolons or tabs, whichever there are most of outside of quotes; a single column needs no
    header. Raises `NamesNobody`, and `Invalid` for what is no CSV.
    """
    rows = spreadsheets.rows(text)
    heads = [head.strip().lower() for head in rows[0]] if rows else []
    known = [heads.index(name) for name in _HEADERS if name in heads]
    mails = [heads.index(name) for name in ("email", "e-mail") if name in heads]
    columns, rows = ([known[0], *mails], rows[1:]) if known else ([0], rows)
    ways = {column: _WAYS.get(heads[column], "") for column in columns} if known else {0: ""}
    names = list(dict.fromkeys(_named(rows, ways)))
    if not names:
        raise NamesNobody("", in_file=True, is_empty=not text.strip())
    return names


def _named(rows: Iterable[list[str]], ways: Mapping[int, str]) -> Iterator[str]:
    """What each row names its customer by: the first of these columns that says something, and where to look for it."""
    for row in rows:
        said = (way + name for column, way in ways.items() if len(row) > column and (name := row[column].strip()))
        if (first := next(said, None)) is not None:
            yield first


def _set(unit: Unit, segment: str, ids: list[int], pinned: Pinned) -> list[int]:
    """Pin them; those who changed. What is kept under ids of before they became one with another gives way."""
    earlier = _unset(unit.connection, segment, ids, aliases_only=True)
    values = sa.select(
        sa.literal(segment),
        sa.func.unnest(sa.cast(ids, sa.ARRAY(sa.Integer))),
        sa.literal(pinned),
        sa.literal(unit.now, sa.DateTime(timezone=True)),
        sa.literal(unit.actor),
    )
    statement = insert(segment_pin).from_select(["segment_id", "customer_id", "pinned", "pinned_at", "actor"], values)
    kept = {name: statement.excluded[name] for name in ("pinned", "pinned_at", "actor")}
    differs = segment_pin.c.pinned != statement.excluded.pinned
    statement = statement.on_conflict_do_update(index_elements=["segment_id", "customer_id"], set_=kept, where=differs)
    return sorted({*unit.connection.scalars(statement.returning(segment_pin.c.customer_id)), *earlier})


def _unset(connection: Connection, segment: str, ids: list[int], *, aliases_only: bool = False) -> list[int]:
    """Take pins away, also those kept under ids that the customers had before; those who had one, by today's id."""
    asked = sa.cast(ids, sa.ARRAY(sa.Integer))
    alias, pin = customer_alias.c, segment_pin.c
    of_aliases = (
        sa.delete(segment_pin)
        .where(pin.segment_id == segment, pin.customer_id == alias.customer_id, alias.into_id == sa.any_(asked))
        .returning(alias.into_id)
    )
    gone = set(connection.scalars(of_aliases))
    if not aliases_only:
        own = sa.delete(segment_pin).where(pin.segment_id == segment, pin.customer_id == sa.any_(asked))
        gone |= set(connection.scalars(own.returning(pin.customer_id)))
    return sorted(gone)


def _each(segment: str, ids: list[int]) -> sa.Select[tuple[str, int]]:
    return sa.select(sa.literal(segment), sa.func.unnest(sa.cast(ids, sa.ARRAY(sa.Integer))))
