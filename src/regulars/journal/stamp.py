"""Stamping: entries get their dense positions, in the order that can no longer change.

A transaction with a lower id may still be writing while a higher one has
committed, so only entries below `pg_snapshot_xmin` are taken: nothing can
come in before them any more. One stamper at a time holds the mark's row.
"""

from __future__ import annotations

from typing import Any, NamedTuple, cast

import psycopg

from regulars.books import Books, Unit, shop

from .append import CHUNK
from .door import OWNED
from .register import GuestHistory, Identity, Mention, Register

_READY = """
    (journal.epoch, xid, seq) > (%(epoch)s, %(xid)s::xid8, %(seq)s)
    and (journal.epoch < (select number from epoch) or xid < pg_snapshot_xmin(pg_current_snapshot()))"""

_NEXT = f"""
    select journal.epoch, xid::text, seq, live, type, key, updated_at, customer_id, customer, email, store, verified,
           owner_type, owner_key
    from journal where {_READY} order by journal.epoch, journal.xid, journal.seq limit %(limit)s"""

_IDENTITIES = """
    select customer_id, external_id, email, store, verified, updated_at, position
    from customer_identity where external_id = any(%s) or email = any(%s)"""

_OWNERS = f"""
    select distinct on (owned.type, owned.key) owned.type, owned.key, stamp.customer_id
    from unnest(%s::text[], %s::text[]) as wanted (type, key)
    join journal as owned on owned.key = wanted.key and owned.type = wanted.type
        and owned.type in {OWNED}
    join journal_stamp as stamp on stamp.seq = owned.seq
    order by owned.type, owned.key, stamp.position desc"""


MANY = 10_000


class Mark(NamedTuple):
    """How far entries are stamped."""

    epoch: int
    xid: str
    seq: int
    position: int
    customers: int


class _Entry(NamedTuple):
    epoch: int
    xid: str
    seq: int
    live: bool
    mention: Mention


def position(books: Books) -> int:
    """The last position given out."""
    with books.transaction() as unit, unit.driver.cursor() as cursor:
        return _mark(cursor, locked=False).position


def waiting(unit: Unit) -> int:
    """How many entries have been appended and not stamped yet; `MANY` means as many or more.

    Whoever shows how far things are asks every second, also while millions wait.
    """
    with unit.driver.cursor() as cursor:
        mark = _mark(cursor, locked=False)
        cursor.execute(
            "select count(*) from (select from journal where (epoch, xid, seq) > (%s, %s::xid8, %s) limit %s) as of_those",
            (mark.epoch, mark.xid, mark.seq, MANY),
        )
        return int(cursor.fetchall()[0][0])


def stamp(books: Books, limit: int = CHUNK) -> int:
    """Give the next entries, at most `limit`, their positions and customers; returns how many."""
    with books.transaction() as unit, unit.driver.cursor(binary=True) as cursor:
        if not _next(cursor, _mark(cursor, locked=False), 1):
            return 0
        mark = _mark(cursor, locked=True)
        entries = _next(cursor, mark, limit)
        if not entries:
            return 0
        register = _register(unit, cursor, entries, mark.customers)
        first = mark.position + 1
        stamps = [
            (number, entry.seq, register.resolve(number, entry.mention), entry.live)
            for number, entry in enumerate(entries, first)
        ]
        _store(cursor, register, stamps)
        last = entries[-1]
        cursor.execute(
            "update journal_mark set epoch = %s, xid = %s::xid8, seq = %s, position = %s, customers = %s",
            (last.epoch, last.xid, last.seq, first + len(entries) - 1, register.last_id),
        )
        return len(entries)


def _mark(cursor: psycopg.Cursor[Any], *, locked: bool) -> Mark:
    cursor.execute(
        "select epoch, xid::text, seq, position, customers from journal_mark" + (" for update" if locked else "")
    )
    row = cursor.fetchone()
    assert row is not None
    return Mark._make(row)


def _next(cursor: psycopg.Cursor[Any], mark: Mark, limit: int) -> list[_Entry]:
    cursor.execute(_NEXT, mark._asdict() | {"limit": limit})
    return [_Entry(row[0], row[1], row[2], row[3], Mention._make(row[4:])) for row in cursor]


def _register(unit: Unit, cursor: psycopg.Cursor[Any], entries: list[_Entry], last_id: int) -> Register:
    """Load what the entries mention."""
    mentions = [entry.mention for entry in entries]
    customers = list({mention.customer for mention in mentions if mention.customer is not None})
    emails = list({mention.email for mention in mentions if mention.email is not None})
    cursor.execute(_IDENTITIES, (customers, emails))
    known = [Identity(*row) for row in cursor]

    wanted = {
        (mention.owner_type, mention.owner_key)
        for mention in mentions
        if mention.owner_type is not None and mention.owner_key is not None
    }
    owners: dict[tuple[str, str], int | None] = dict.fromkeys(wanted)
    if wanted:
        cursor.execute(_OWNERS, ([type_ for type_, _ in wanted], [key for _, key in wanted]))
        owners |= {(type_, key): customer_id for type_, key, customer_id in cursor}

    ids = {mention.customer_id for mention in mentions} | set(owners.values())
    aliases: dict[int, int] = {}
    if ids - {None}:
        cursor.execute(
            "select customer_id, into_id from customer_alias where customer_id = any(%s)", (list(ids - {None}),)
        )
        aliases = dict(cursor.fetchall())
    history = cast(GuestHistory, shop.load(unit).guest_history)
    return Register(known, last_id=last_id, guest_history=history, aliases=aliases, owners=owners)


def _store(cursor: psycopg.Cursor[Any], register: Register, stamps: list[tuple[int, int, int | None, bool]]) -> None:
    with cursor.copy("copy journal_stamp (position, seq, customer_id, live) from stdin (format binary)") as copy:
        copy.set_types(["int8", "int8", "int4", "bool"])
        for row in stamps:
            copy.write_row(row)
    rewritten = [*register.changed, *register.removed]
    if rewritten:
        cursor.execute("delete from customer_identity where customer_id = any(%s)", (rewritten,))
        with cursor.copy(
            "copy customer_identity (customer_id, external_id, email, store, verified, updated_at, position)"
            " from stdin (format binary)"
        ) as copy:
            copy.set_types(["int4", "text", "text", "text", "bool", "timestamptz", "int8"])
            for identity in register.changed.values():
                copy.write_row(
                    (
                        identity.customer_id, identity.external_id, identity.email, identity.store,
                        identity.verified, identity.updated_at, identity.position,
                    )
                )  # fmt: skip
    for at, gone, kept in register.merges:
        cursor.execute("update customer_alias set into_id = %s where into_id = %s", (kept, gone))
        cursor.execute("insert into customer_alias values (%s, %s, %s, %s)", (gone, kept, kept, at))
