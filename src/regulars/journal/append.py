"""Appending: drafts become entries, each delivery once.

Three ways for the same thing: one draft goes as it is, a few as arrays in one
statement, which costs half a single one's time, and many are copied to a table
of the transaction first. Whichever way, the unique digest decides which of them
are new, also against others who append just then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from itertools import islice
from typing import Any, Literal, NamedTuple

from regulars.books import Books, Unit

from .door import Draft

CHUNK = 5_000
"""As many entries as one transaction appends: none of ours writes for longer than a second."""
FEW = 100
CHANNEL = "journal"
"""The channel of PostgreSQL that rings when something new was appended."""

Status = Literal["accepted", "repeated"]

_COLUMNS = (
    ("updated_at", "timestamptz"),
    ("received_at", "timestamptz"),
    ("digest", "bytea"),
    ("customer_id", "int4"),
    ("live", "bool"),
    ("asks_points", "bool"),
    ("verified", "bool"),
    ("type", "text"),
    ("key", "text"),
    ("customer", "text"),
    ("email", "text"),
    ("store", "text"),
    ("owner_type", "text"),
    ("owner_key", "text"),
    ("deed", "text"),
    ("body", "bytea"),
)
_NAMES = ", ".join(name for name, _ in _COLUMNS)
_TYPES = [type_ for _, type_ in _COLUMNS]
_EPOCH = "(select number from epoch)"
_ARRAYS = ", ".join(f"%s::{type_}[]" for type_ in _TYPES)

_INSERT_ONE = f"""
    insert into journal (epoch, {_NAMES}) values ({_EPOCH}, {", ".join("%s" for _ in _COLUMNS)})
    on conflict (digest) do nothing returning digest"""

_INSERT_FEW = f"""
    insert into journal (epoch, {_NAMES})
    select {_EPOCH}, {_NAMES} from unnest({_ARRAYS}) with ordinality as given ({_NAMES}, n) order by n
    on conflict (digest) do nothing returning digest"""

_ARRIVING = f"""
    create temporary table if not exists arriving (
        n integer generated always as identity, {", ".join(f"{name} {type_}" for name, type_ in _COLUMNS)}
    ) on commit delete rows"""

_INSERT_MANY = f"""
    insert into journal (epoch, {_NAMES}) select {_EPOCH}, {_NAMES} from arriving order by n
    on conflict (digest) do nothing returning digest"""


class Answer(NamedTuple):
    """What became of a draft: a new entry, or the delivery of one that is there already."""

    key: str
    status: Status


def append(
    unit: Unit, drafts: Sequence[Draft], *, live: bool, asks_points: bool = False, deed: str | None = None
) -> list[Answer]:
    """Append at most `CHUNK` drafts in their order; answers in the same order."""
    assert len(drafts) <= CHUNK, f"{len(drafts)} drafts in one transaction"
    if not drafts:
        return []
    rows = [_row(draft, unit.now, live, asks_points, deed) for draft in drafts]
    new = _insert(unit, rows)
    if new:
        unit.ring(CHANNEL)
    answers = []
    for draft in drafts:
        accepted = draft.digest in new
        new.discard(draft.digest)  # the same twice in one delivery is one entry
        answers.append(Answer(draft.key, "accepted" if accepted else "repeated"))
    return answers


def append_many(
    books: Books,
    drafts: Iterable[Draft],
    *,
    live: bool,
    asks_points: bool = False,
    deed: str | None = None,
    actor: str = "system",
) -> Iterator[list[Answer]]:
    """Append any number of drafts, a transaction for each `CHUNK`; yields the answers of each when it is committed.

    While the database writes one chunk the drafts of the next are read.
    """
    remaining = iter(drafts)

    def write(chunk: list[Draft]) -> list[Answer]:
        return books.perform(
            lambda unit: append(unit, chunk, live=live, asks_points=asks_points, deed=deed), actor=actor
        )

    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="append") as writer:
        writing: Future[list[Answer]] | None = None
        while chunk := list(islice(remaining, CHUNK)):
            written = writing.result() if writing is not None else None  # before the next: what fails ends it here
            writing = writer.submit(write, chunk)
            if written is not None:
                yield written
        if writing is not None:
            yield writing.result()


def _row(draft: Draft, received_at: datetime, live: bool, asks_points: bool, deed: str | None) -> tuple[Any, ...]:
    return (
        draft.updated_at, received_at, draft.digest, draft.customer_id, live, asks_points, draft.verified,
        draft.type, draft.key, draft.customer, draft.email, draft.store, draft.owner_type, draft.owner_key, deed,
        draft.body,
    )  # fmt: skip


def _insert(unit: Unit, rows: list[tuple[Any, ...]]) -> set[bytes]:
    """Add those that are new; gives their digests."""
    if len(rows) > FEW:
        return _insert_many(unit, rows)
    with unit.driver.cursor(binary=True) as cursor:
        if len(rows) == 1:
            cursor.execute(_INSERT_ONE, rows[0])
        else:
            cursor.execute(_INSERT_FEW, [list(column) for column in zip(*rows, strict=True)])
        return {digest for (digest,) in cursor.fetchall()}


def _insert_many(unit: Unit, rows: list[tuple[Any, ...]]) -> set[bytes]:
    with unit.driver.cursor(binary=True) as cursor:
        cursor.execute(_ARRIVING)
        cursor.execute("delete from arriving")  # a transaction may append more than once
        with cursor.copy(f"copy arriving ({_NAMES}) from stdin (format binary)") as copy:
            copy.set_types(_TYPES)
            for row in rows:
                copy.write_row(row)
        cursor.execute(_INSERT_MANY)
        return {digest for (digest,) in cursor.fetchall()}
