"""Audiences: what rules ask about customers, kept up to date as segments that nobody sees.

A quote has milliseconds and reads memory, so each test of a rule that is about
the customer alone is kept like a segment: whoever is in fulfils it. Audiences
are named by what they ask, so that rules that ask the same share one. They are
in no list, change no `customer.segments`, and nobody is told who entered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

import orjson
import sqlalchemy as sa

from regulars.books import Unit
from regulars.journal.append import CHANNEL

from . import store
from .hidden import PREFIX
from .tables import segment


def id_of(test: Mapping[str, Any]) -> str:
    """The audience of those who fulfil a test, given as JSON."""
    return PREFIX + blake2b(orjson.dumps(test, option=orjson.OPT_SORT_KEYS), digest_size=12).hexdigest()


def keep(unit: Unit, tests: Iterable[Mapping[str, Any]]) -> bool:
    """Keep the audiences of these tests and no others; says whether any was new or let go."""
    wanted = {id_of(test): dict(test) for test in tests}
    there = {one.id: one for one in store.definitions(unit.connection, archived=None, hidden=True)}
    changed = False
    for id, test in wanted.items():
        if id not in there:
            values = {"id": id, "name": id, "condition": test, "created_at": unit.now, "updated_at": unit.now}
            changed |= store.insert_definition(unit.connection, values)
        elif there[id].archived:
            again = {"archived": False, "version": there[id].version + 1, "updated_at": unit.now}
            store.update_definition(unit.connection, id, **again)
            changed = True
    for id, one in there.items():
        if id.startswith(PREFIX) and id not in wanted and not one.archived:
            store.update_definition(unit.connection, id, archived=True, updated_at=unit.now)
            changed = True
    if changed:
        unit.ring(CHANNEL)
    return changed


def ready(unit: Unit, ids: Iterable[str]) -> set[str]:
    """Which of these are computed as they are asked now, and not broken."""
    query = sa.select(segment.c.id).where(
        segment.c.id.in_(list(ids)),
        ~segment.c.archived,
        segment.c.broken_reason.is_(None),
        segment.c.computed_version == segment.c.version,
    )
    return set(unit.connection.scalars(query))
