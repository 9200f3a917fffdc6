"""Making the facts again from the journal.

The new file is made beside the old one, which keeps answering, and takes its
place when it is whole; killed at any moment, the old one is still there.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from regulars.books import Books
from regulars.journal import read
from regulars.journal.append import CHUNK
from regulars.journal.tables import journal_mark

from . import declaring
from .store import Facts

Told = Callable[[int, int], None]
"""Is called with the entries done and those there are."""
BESIDE = ".replayed"


def fill(facts: Facts, books: Books, *, until: int | None = None, told: Told | None = None) -> int:
    """Apply what the facts don't know yet, up to a position or all that is stamped; gives the position that is reached."""
    total = stamped(books) if until is None else until
    position = facts.position()
    while position < total and (batch := read(books, position, min(CHUNK, total - position))):
        position = facts.apply(batch)
        if told is not None:
            told(position, total)
    facts.forget_touched(position)
    return position


def replay(books: Books, path: Path, *, until: int | None = None, told: Told | None = None, **opening: Any) -> int:
    """Make the file anew and put it in the place of the old one, which nobody may have open.

    `until` is the last position to take, all without it; `opening` is passed on to `Facts`. Gives the position that is reached.
    """
    new = path.with_name(path.name + BESIDE)
    remove(new)
    with Facts(new, **opening) as facts:
        declaring.put_in(facts, books)
        position = fill(facts, books, until=until, told=told)
        while facts.lay():
            pass
    _wal(path).unlink(missing_ok=True)
    new.replace(path)
    return position


def stamped(books: Books) -> int:
    """The last position in the journal."""
    with books.transaction() as unit:
        position: int = unit.connection.execute(sa.select(journal_mark.c.position)).scalar_one()
    return position


def remove(path: Path) -> None:
    """Take a file of the facts away, with what DuckDB keeps beside it."""
    for each in (path, _wal(path)):
        each.unlink(missing_ok=True)


def _wal(path: Path) -> Path:
    """What DuckDB has committed and not yet put into a file."""
    return path.with_name(path.name + ".wal")
