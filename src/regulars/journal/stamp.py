"""Stamping: entries get their dense positions, in the order that can no longer change.

A transaction with a lower id may still be writing while a higher one has
committed, so only entries below `pg_snapshot_xmin` are taken: nothing can
come in before them any more. One stamper at a time holds the mark's row.
Which of those that wait come first is told by their lanes (`lanes`).
"""

from __future__ import annotations

from typing import Any, cast

import psycopg

from regulars.books import Books, Unit, shop

from . import lanes
from .append import CHUNK
from .door import OWNED
from .lanes import Mark, Waiting
from .register import GuestHistory, Identity, Mention, Register

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


def position(books: Books) -> int:
    """The last position given out."""
    with books.transaction() as unit, unit.driver.cursor() as cursor:
        return lanes.mark(cursor).position


def stamp(books: Books, limit: int = CHUNK, *, after: int | None = None) -> int:
    """Give the next entries, at most `limit`, their positions and customers; returns how many.

    With `after`, how far a reader is, those of deeds over many wait until it has read the last of these.
    """
    with books.transaction() as unit, unit.driver.cursor(binary=True) as cursor:
        if not _next(cursor, lanes.mark(cursor), 1, after)[0]:
            return 0
        mark = lanes.mark(cursor, locked=True)
        entries, reached = _next(cursor, mark, limit, after)
        if not entries:
            return 0
        register = _register(unit, cursor, [entry.mention for entry in entries], mark.customers)
        stamps = [
            (number, entry.place.seq, register.resolve(number, entry.mention), entry.live)
            for number, entry in enumerate(entries, mark.position + 1)
        ]
        _store(cursor, register, stamps)
        lanes.move(cursor, reached._replace(customers=register.last_id))
        return len(entries)


def _next(cursor: psycopg.Cursor[Any], mark: Mark, limit: int, after: int | None) -> tuple[list[Waiting], Mark]:
    """The entries that come next, those of deeds over many last, and the mark that is reached with them."""
    others = lanes.following(cursor, mark, limit)
    of_many = lanes.following_of_many(cursor, mark, mark.position if after is None else after, beside=bool(others))
    position = mark.position + len(others) + len(of_many)
    if others:
        mark = mark._replace(others=others[-1].place)
    if of_many:
        mark = mark._replace(of_many=of_many[-1].place, position_of_many=position)
    return others + of_many, mark._replace(position=position)


def _register(unit: Unit, cursor: psycopg.Cursor[Any], mentions: list[Mention], last_id: int) -> Register:
    """Load what entries mention."""
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
