"""Databases for tests, used again: making one takes a tenth of a second, emptying one a hundredth.

A database is given back as it came from the migrations: tables hold the same
rows and sequences begin anew. One that can't be given back so (somebody is
still connected, a table came or went) is dropped, and the next is made fresh.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg import Connection, sql
from sqlalchemy.engine import make_url

from regulars.books import Books

LARGE_BYTES = 256 << 10
"""A table of this size is cut off, which takes a while for each of its files; rows of a smaller one are deleted."""

PATIENCE_MS = 1_000

_TABLES = """
select c.oid::regclass::text, pg_relation_size(c.oid) from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'p') and c.relpersistence <> 't' and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1
"""
_SEQUENCES = """
select format('%I.%I', schemaname, sequencename), start_value, last_value from pg_sequences order by 1
"""
_OTHERS = """
select count(*) from pg_stat_activity
 where datname = current_database() and pid <> pg_backend_pid() and not pid = any(%s)
"""


class Pools:
    """Connections to one database, kept from one test to the next with the statements that were compiled for them: a
    new connection learns what tables there are at its first questions, which costs more than many a test."""

    def __init__(self, books: Books) -> None:
        self.engine, self.looking, self.alone = books.engine, books._looking, books._alone
        self._pids: dict[Any, int] = {}
        for engine in (self.engine, self.looking):
            sa.event.listen(engine, "connect", self._came)
            sa.event.listen(engine, "close", self._went)

    def _came(self, connection: Any, _: object) -> None:
        self._pids[connection] = connection.info.backend_pid

    def _went(self, connection: Any, _: object) -> None:
        self._pids.pop(connection, None)

    def lend(self, url: str) -> Books:
        """Books that use these connections."""
        books = Books(url)
        books.engine, books._looking, books._alone = self.engine, self.looking, self.alone
        return books

    def are_back(self) -> bool:
        """Whether each connection that was made and not closed lies in a pool: nobody holds one any more."""
        lying: int = sum(engine.pool.checkedin() for engine in (self.engine, self.looking))  # type: ignore[attr-defined]
        return lying == len(self._pids)

    def pids(self) -> list[int]:
        """The server's processes behind the connections; of those of single statements, which come and go, behind the idle."""
        return [
            *self._pids.values(),
            *(one.connection.info.backend_pid for one, _ in self.alone._idle if not one.connection.closed),
        ]

    def close(self) -> None:
        self.engine.dispose()
        self.looking.dispose()
        self.alone.close()


@dataclass
class Databases:
    """Copies of one migrated database on one server, handed out one at a time to each test that asks."""

    server: str
    template: str
    _free: list[str] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _rows: dict[str, bytes] = field(default_factory=dict)
    _tables: list[str] = field(default_factory=list)
    _sequences: dict[str, int | None] = field(default_factory=dict)
    _pools: dict[str, Pools] = field(default_factory=dict)
    _keepers: dict[str, Connection] = field(default_factory=dict)
    """Connections that databases are emptied by: a new one costs more than the emptying."""

    @classmethod
    def of(cls, server: str) -> Databases:
        """Migrate a database and remember what is in it."""
        template = f"migrated_{os.getpid()}"
        administer(server, f"drop database if exists {template} with (force)", f"create database {template}")
        books = Books(named(server, template))
        books.prepare()
        books.close()
        made = cls(server, template)
        with psycopg.connect(named(server, template)) as connection:
            made._tables = [name for name, _ in connection.execute(_TABLES)]
            made._rows = {name: _copied(connection, name) for name in _filled(connection, made._tables)}
            made._sequences = {name: last for name, _, last in connection.execute(_SEQUENCES)}
        return made

    @contextmanager
    def one(self) -> Iterator[str]:
        """The address of a database that is as migrated; nobody else has it meanwhile."""
        name = self._free.pop() if self._free else self._fresh()
        yield named(self.server, name)
        if self._restored(name):
            self._free.append(name)
        else:
            if name in self._pools:
                self._pools.pop(name).close()
            self._leave(name)
            administer(self.server, f"drop database {name} with (force)")

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The address of a database that nobody had before, so that nobody is connected to it but who is told of it."""
        with self.copy_of(named(self.server, self.template)) as url:
            yield url

    @contextmanager
    def copy_of(self, url: str) -> Iterator[str]:
        """The address of a copy of a database that nobody is connected to, until the block is left."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        self._leave(str(make_url(url).database))
        administer(self.server, f"create database {name} with template {make_url(url).database}")
        yield named(self.server, name)
        administer(self.server, f"drop database {name} with (force)")

    @contextmanager
    def opened(self, url: str) -> Iterator[Books]:
        """Books in a database that `one` gave, with connections that are there already."""
        name = make_url(url).database
        assert name is not None
        if name not in self._pools:
            self._pools[name] = Pools(Books(url))
        books = self._pools[name].lend(url)
        yield books
        books._ringer.close()

    def close(self) -> None:
        """Drop what was made."""
        for pools in self._pools.values():
            pools.close()
        for name in list(self._keepers):
            self._leave(name)
        for name in (*self._free, self.template):
            administer(self.server, f"drop database if exists {name} with (force)")

    def _fresh(self) -> str:
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        administer(self.server, f"create database {name} with template {self.template}")
        return name

    def _restored(self, name: str) -> bool:
        """Whether the database could be made as it was."""
        pools = self._pools.get(name)
        if pools is not None and not pools.are_back():
            return False
        try:
            return self._emptied(name, pools.pids() if pools else [])
        except psycopg.errors.LockNotAvailable:
            return False

    def _keeper(self, name: str) -> Connection:
        kept = self._keepers.get(name)
        if kept is None or kept.closed:
            options = f"-c lock_timeout={PATIENCE_MS}"
            kept = self._keepers[name] = psycopg.connect(
                named(self.server, name), options=options, autocommit=True, prepare_threshold=1
            )
        return kept

    def _leave(self, name: str) -> None:
        """Be connected to a database no more."""
        if name in self._keepers:
            self._keepers.pop(name).close()

    def _emptied(self, name: str, pids: list[int]) -> bool:
        """See `_restored`; raises LockNotAvailable when one of the connections in the pools is in a transaction."""
        connection = self._keeper(name)
        with connection.transaction():
            others = connection.execute(_OTHERS, (pids,)).fetchone()
            sizes: dict[str, int] = dict(connection.execute(_TABLES).fetchall())
            if others != (0,) or list(sizes) != self._tables:
                return False
            connection.execute("set local session_replication_role = replica")  # no row is missed by another
            for table in _filled(connection, self._tables, but=self._rows):
                empty = "truncate {} cascade" if sizes[table] >= LARGE_BYTES else "delete from {}"
                connection.execute(sql.SQL(empty).format(sql.SQL(table)))
            for table, rows in self._rows.items():
                if _copied(connection, table) != rows:
                    connection.execute(sql.SQL("delete from {}").format(sql.SQL(table)))
                    with connection.cursor().copy(sql.SQL("copy {} from stdin").format(sql.SQL(table))) as copy:
                        copy.write(rows)
            for sequence, start, last in connection.execute(_SEQUENCES).fetchall():
                if last != self._sequences.get(sequence, start):
                    before = self._sequences.get(sequence)
                    connection.execute(
                        "select setval(%s, %s, %s)", (sequence, start if before is None else before, before is not None)
                    )
        return True


def administer(server: str, *statements: str) -> None:
    """Do what is done outside of a database."""
    with psycopg.connect(named(server, "postgres"), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def named(server: str, database: str) -> str:
    """The address of another database of a server."""
    return make_url(server).set(database=database).render_as_string(hide_password=False)


def _filled(connection: Connection, tables: list[str], but: dict[str, bytes] | None = None) -> list[str]:
    """Which tables have a row."""
    asked = [table for table in tables if not but or table not in but]
    exists = sql.SQL(", ").join(sql.SQL("exists (select from {})").format(sql.SQL(table)) for table in asked)
    row = connection.execute(sql.SQL("select {}").format(exists)).fetchone()
    assert row is not None
    return [table for table, there in zip(asked, row, strict=True) if there]


def _copied(connection: Connection, table: str) -> bytes:
    with connection.cursor().copy(sql.SQL("copy {} to stdout").format(sql.SQL(table))) as copy:
        return b"".join(bytes(part) for part in copy)
