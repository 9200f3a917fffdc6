"""How the rows of the facts lie: those of one customer side by side.

Nearly everything asked is about some customers, or about each of them. Where
their rows lie together a question about one reads a thousandth of a table
instead of all of it, and what is summed for each customer stays in the
processor's caches. Rows arrive in the order of the journal and are put at the
end; when too many lie there, the table is written anew in the order of
customers. Within a customer rows keep the order in which they came.
"""

from __future__ import annotations

from datetime import datetime

import duckdb

from .schema import TABLES

LAID = tuple(name for name, columns in TABLES.items() if "customer_id" in columns and name not in {
    "customer", "next_change", "touched", "set_aside",
})  # fmt: skip
"""Of customers there is a row each, in their order; the last three are small or as good as emptied with every batch."""
NOTE = "laid."
"""Before the name of a table, a note of how many rows lay there when it was laid last."""
APART = 5
"""A table is laid when more than one row in so many came after it was laid last,"""
LEAST = 100_000
"""and at least so many, which a question passes over in a millisecond or two."""
AT_ONCE = 2_000_000
"""So many rows are laid in about a second; a larger table waits for the night."""
LOOK_AFTER = 20_000
"""The journal goes on by so much before it is looked again whether rows lie apart."""
NIGHT_UNTIL = 5
"""The local hour."""


class Laying:
    """When which table is laid, while the shop goes on."""

    def __init__(self) -> None:
        self._looked_at: int | None = None
        self._left: dict[str, int] = {}

    def next(self, con: duckdb.DuckDBPyConnection, position: int, local: datetime | None) -> str | None:
        """The table to lay now, the smallest first. `local`: the time in the shop, None when nobody waits for an answer."""
        if local is None or self._looked_at is None or position - self._looked_at >= LOOK_AFTER:
            self._looked_at, self._left = position, apart(con)
        most = AT_ONCE if local is not None and local.hour >= NIGHT_UNTIL else max(self._left.values(), default=0)
        table = min(self._left, key=self._left.__getitem__, default=None)
        if table is None or self._left[table] > most:
            return None
        del self._left[table]
        return table


def apart(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """The tables of which too many rows came after they were laid, each with how many rows it has."""
    found = con.execute("select name, cast(value as bigint) from meta where starts_with(name, ?)", [NOTE]).fetchall()
    laid = {name.removeprefix(NOTE): rows for name, rows in found}
    counted = " union all ".join(
        f"""select '{name}', count(*), count(*) filter (where rowid >= {laid.get(name, 0)}) from "{name}" """
        for name in LAID
    )
    return {name: rows for name, rows, came in con.execute(counted).fetchall() if came >= LEAST and APART * came > rows}


def lay(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """Write a table anew in the order of customers, within the transaction that is open; what is to be noted of it."""
    con.execute(f'create or replace table "{table}" as select * from "{table}" order by customer_id, rowid')
    ((rows,),) = con.execute(f'select count(*) from "{table}"').fetchall()
    return {NOTE + table: str(rows)}
