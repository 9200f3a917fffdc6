"""What a search for customers looks through: one text of each, so that a million are looked through at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb
import pyarrow as pa

from regulars.rules.fold import searchable

COLUMN = "search_folded"
OF = ("external_id", "email", "first_name", "last_name")
CHUNK = 100_000


def searched(row: Mapping[str, Any]) -> str | None:
    """The texts of a customer, a line each: a word that is searched for lies within one of them."""
    return searchable("\n".join(text for name in OF if (text := row.get(name)))) or None


def fill(con: duckdb.DuckDBPyConnection) -> None:
    """Make the column in a file that was made before there was one, all of it or nothing."""
    there = con.execute(
        "select count(*) from duckdb_columns() where table_name = 'customer' and column_name = ?", [COLUMN]
    )
    if there.fetchall() != [(0,)]:
        return
    found = con.sql(f"select customer_id, {', '.join(OF)} from customer").to_arrow_table()
    con.begin()
    try:
        con.execute(f"alter table customer add column {COLUMN} varchar")
        for chunk in found.to_batches(max_chunksize=CHUNK):
            texts = pa.array([searched(row) for row in chunk.to_pylist()], pa.string())
            con.register("filled", pa.table({"customer_id": chunk.column("customer_id"), "text": texts}))
            con.execute(
                f"update customer set {COLUMN} = filled.text from filled where customer.customer_id = filled.customer_id"
            )
            con.unregister("filled")
        con.commit()
    except BaseException:
        con.rollback()
        raise
