"""What the file of the facts says of itself: names and values, kept in the table `meta`.

One process has the file, so what was last committed is known without asking:
it is asked for several times in each step of the worker.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

import duckdb


class Meta:
    """The notes as they were last committed, for any number of threads; written by the one that holds the writer's lock."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con
        self._coming: dict[str, str] = {}
        self._there: Mapping[str, str] = {}

    def read(self) -> None:
        """Take what the table holds, when the file is opened."""
        self._there = dict(self._con.cursor().execute("select name, value from meta").fetchall())

    def all(self) -> Mapping[str, str]:
        """Every note, by name."""
        return self._there

    def get(self, name: str) -> str | None:
        return self._there.get(name)

    def note(self, notes: Mapping[str, str], con: duckdb.DuckDBPyConnection | None = None) -> None:
        """Write notes within the transaction that is open, on the writer's connection or another."""
        con = con or self._con
        known = {**self._there, **self._coming}
        changed = {name: value for name, value in notes.items() if known.get(name, value) != value}
        if changed:
            when, names = " when ? then ?" * len(changed), ", ".join("?" * len(changed))
            con.execute(f"update meta set value = case name{when} end where name in ({names})",
                        [*chain.from_iterable(changed.items()), *changed])  # fmt: skip
        if new := {name: value for name, value in notes.items() if name not in known}:
            rows = ", ".join(["(?, ?)"] * len(new))
            con.execute(f"insert into meta values {rows}", [*chain.from_iterable(new.items())])
        self._coming |= notes

    def committed(self) -> None:
        """What was noted in the transaction is there now."""
        if self._coming:
            self._there, self._coming = {**self._there, **self._coming}, {}

    def undone(self) -> None:
        """Nothing of what was noted came to be."""
        self._coming = {}
