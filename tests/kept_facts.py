"""Facts in memory for tests, used again: DuckDB takes longer to begin, and to make the tables, than most tests ask of it.

What is handed out is a connection of its own to a database whose tables are as
they are made, without a row. One whose tables became others is not used again.
"""

from __future__ import annotations

from typing import Any

import duckdb

from regulars.facts import store
from regulars.facts.connecting import connected
from regulars.facts.store import FORMAT, Facts

MEMORY = ":memory:"
MOST = 4
"""So many of a kind are kept."""
_TABLES = "select table_name, sql, estimated_size from duckdb_tables() where not temporary order by 1"

_prepare = Facts._prepare


class Lent:
    """A connection to one of the databases, which is given back when it is closed."""

    def __init__(self, keeper: Keeper, root: duckdb.DuckDBPyConnection, threads: int | None, *, used: bool) -> None:
        self.keeper, self.root, self._threads, self.used = keeper, root, threads, used
        self._con: duckdb.DuckDBPyConnection | None = root.cursor()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._con, name)

    def close(self) -> None:
        if self._con is not None:
            self._con.close()
            self._con = None
            self.keeper.take_back(self.root, self._threads)


class Keeper:
    """The databases that nobody uses."""

    def __init__(self) -> None:
        self._free: dict[int | None, list[duckdb.DuckDBPyConnection]] = {}
        self._made: dict[str, str] = {}
        """How each table is made, by its name."""

    def connected(self, path: str, memory_limit: str | None, threads: int | None) -> Any:
        if path != MEMORY or memory_limit is not None:
            return connected(path, memory_limit, threads)
        free = self._free.setdefault(threads, [])
        if free:
            return Lent(self, free.pop(), threads, used=True)
        return Lent(self, connected(path, None, threads), threads, used=False)

    def prepared(self, root: duckdb.DuckDBPyConnection) -> None:
        """Remember how the tables are made, of one whose tables nobody has changed yet."""
        if not self._made:
            self._made = {name: sql for name, sql, _ in root.execute(_TABLES).fetchall()}

    def take_back(self, root: duckdb.DuckDBPyConnection, threads: int | None) -> None:
        tables = root.execute(_TABLES).fetchall()
        made = {name: sql for name, sql, _ in tables}
        if made != self._made or len(self._free[threads]) >= MOST:
            root.close()
            return
        for name, sql, rows in tables:
            if rows:
                root.execute(sql.replace("CREATE TABLE", f"create or replace table /* {name} */", 1))
        self._free[threads].append(root)


def prepare(facts: Facts) -> None:
    """As facts prepare a file: one that was used says nothing of itself yet."""
    con: Any = facts._con
    if isinstance(con, Lent) and con.used:
        said = {"format": FORMAT, "currency": facts.currency, "time_zone": str(facts.calendar.zone)}
        con.executemany("insert into meta values (?, ?)", [*said.items(), ("facts.position", "0")])
    _prepare(facts)
    if isinstance(con, Lent):
        con.keeper.prepared(con.root)


def keep() -> None:
    """Use databases in memory again, from now on."""
    keeper = Keeper()
    store.connected = keeper.connected  # type: ignore[attr-defined, assignment]
    Facts._prepare = prepare  # type: ignore[method-assign]
