"""One batch of the journal under way: what every part of applying it shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import duckdb
import orjson
import pyarrow as pa
from pyroaring import BitMap

from regulars.facts.attributes import Attributes
from regulars.facts.columns import Columns, Row, ids, packed, packed_rows, schema_of, unpacked
from regulars.facts.keys import Keys
from regulars.facts.values import PRICE_PLACES, QUANTITY_PLACES, Folds, Units

Version = tuple[int, int]
"""`updated_at` and position: the greater one is what is known."""

NEVER: Version = (-(2**63), 0)
"""Older than any record."""

FEW = 64
"""So many ids are written into a statement: to register a table for them takes longer than all else that is done with it."""

FEW_VALUES = 64
"""So many values are handed over with a statement that adds rows, for the same reason."""

KEYED = (
    "category", "list", "product", "order", "refund", "cart", "wishlist_item", "product_view", "review",
    "subscription", "login", "event",
)  # fmt: skip
"""Types whose dense ids are handed out by the facts; a customer's comes from the books."""


@dataclass
class Item:
    """An entry with its document read. `at` is its `updated_at`; `id` the record's dense id.

    The lines of an order or a cart are not in its document: `lines_body` is their JSON, read when they are asked for.
    """

    position: int
    type: str
    key: str
    customer_id: int | None
    at: int
    document: dict[str, Any]
    id: int = 0
    lines_body: bytes = b"[]"

    @cached_property
    def lines(self) -> list[dict[str, Any]]:
        """The lines of an order or a cart."""
        found: list[dict[str, Any]] = orjson.loads(self.lines_body)
        return found

    @property
    def version(self) -> Version:
        return self.at, self.position

    @property
    def deleted(self) -> bool:
        return bool(self.document.get("deleted"))


class Memory:
    """What the facts keep in memory between batches; read again after a batch that failed."""

    def __init__(self, currency_places: int, attributes: Attributes, folds: Folds) -> None:
        self.folds, self.attributes = folds, attributes
        self.currency_places = currency_places
        self._units: dict[int, Units] = {}
        self.prices, self.quantities = Units(PRICE_PLACES), Units(QUANTITY_PLACES)
        self.keys = {type: Keys(type) for type in KEYED}
        self.schemas: dict[str, pa.Schema] = {}
        self.customers = BitMap()
        self.guests = BitMap()
        self.loaded = False

    def units(self, places: int) -> Units:
        """Amounts in a currency with so many places."""
        found = self._units.get(places)
        if found is None:
            found = self._units[places] = Units(places)
        return found

    def load(self, con: duckdb.DuckDBPyConnection) -> None:
        """Read who is known; guests are those of whom no record ever came."""
        known = "select customer_id from customer union all select id from tombstone where type = 'customer'"
        self.customers = _bitmap(con, known)
        self.guests = _bitmap(con, "select customer_id from customer where guest")
        self.loaded = True

    def forget(self) -> None:
        """A batch was rolled back, or tables have changed."""
        self.loaded = False
        self.schemas = {}
        for keys in self.keys.values():
            keys.forget()


def _bitmap(con: duckdb.DuckDBPyConnection, query: str) -> BitMap:
    column = con.sql(query).to_arrow_table().column(0).combine_chunks()
    return BitMap(column.to_pylist())


class Work:
    """The open transaction of a batch, with the customers it touches."""

    def __init__(self, con: duckdb.DuckDBPyConnection, memory: Memory) -> None:
        self.con, self.memory = con, memory
        self.keys, self.folds = memory.keys, memory.folds
        self.moved: dict[int, int] = {}
        self.horizon: int | None = None
        self.last_position = 0
        self.skus_at_once: list[str] | None = None  # set by order_lines.read
        self._touched: dict[tuple[int, int], None] = {}
        self._merged: list[tuple[int, int]] = []
        self._buried: list[Row] = []
        self._risen: list[Row] = []

    # Customers touched, and the horizon

    def touch(self, position: int, *customer_ids: int | None) -> None:
        """These customers are to be asked again because of an entry."""
        for customer_id in customer_ids:
            if customer_id is not None:
                self._touched[position, customer_id] = None

    def merge(self, position: int, alias: int, customer_id: int) -> None:
        """From this entry on an id is another's; both are to be asked again, the alias to find that it is nobody."""
        self.touch(position, customer_id)
        self.moved[alias] = customer_id
        self._merged.append((position, alias))

    def owner(self, customer_id: int) -> int:
        """Who a customer is after the merges of this batch."""
        while customer_id in self.moved:
            customer_id = self.moved[customer_id]
        return customer_id

    def touched(self) -> list[tuple[int, int]]:
        """Position and customer of everyone touched."""
        owners = {(position, self.owner(customer_id)): None for position, customer_id in self._touched}
        return [*owners, *self._merged]

    def reaches(self, instant: int | None) -> None:
        """From this instant on, at the earliest, the columns are the present."""
        if instant is not None and (self.horizon is None or instant > self.horizon):
            self.horizon = instant

    # Reading and writing as sets

    def schema(self, table: str) -> pa.Schema:
        found = self.memory.schemas.get(table)
        if found is None:
            found = self.memory.schemas[table] = schema_of(self.con, table)
        return found

    def rows(self, table: str, key: str, values: Iterable[int], columns: str = "*", where: str = "true") -> list[Row]:
        """The rows of a table whose key is among the ids."""
        wanted = set(values)
        if not wanted:
            return []
        if len(wanted) <= FEW:
            return self.ask(f'select {columns} from "{table}" where {key} in ({_listed(wanted)}) and ({where})')
        query = f'select {columns} from "{table}" semi join wanted using ({key}) where {where}'
        return self.ask(query, wanted=ids(key, wanted))

    def ask(self, query: str, **tables: pa.Table) -> list[Row]:
        """The rows a query finds."""
        for name, table in tables.items():
            self.con.register(name, table)
        rows = unpacked(self.con.execute(query).to_arrow_reader().read_all())
        for name in tables:
            self.con.unregister(name)
        return rows

    def run(self, statement: str, **tables: pa.Table) -> None:
        """A statement that changes a table from small tables."""
        for name, table in tables.items():
            self.con.register(name, table)
        self.con.execute(statement)
        for name in tables:
            self.con.unregister(name)

    def insert(self, table: str, columns: Columns) -> None:
        """Add rows given as columns; columns not named are missing."""
        self._insert(table, packed(columns, self.schema(table)))

    def insert_rows(self, table: str, rows: Sequence[Row]) -> None:
        """Add rows; what a row doesn't name is missing."""
        if rows:
            self._insert(table, packed_rows(rows, self.schema(table)))

    def _insert(self, table: str, rows: pa.Table) -> None:
        if not rows.num_rows:
            return
        said = [name for name in rows.column_names if rows[name].null_count < rows.num_rows] or rows.column_names[:1]
        if rows.num_rows * len(said) <= FEW_VALUES:
            names = ", ".join(f'"{name}"' for name in said)
            marks = ", ".join([f"({', '.join('?' * len(said))})"] * rows.num_rows)
            values = [value for row in rows.select(said).to_pylist() for value in row.values()]
            self.con.execute(f'insert into "{table}" ({names}) values {marks}', values)
        else:
            self.run(f'insert into "{table}" by name select * from arriving', arriving=rows)

    def delete(self, table: str, key: str, values: Iterable[int]) -> None:
        """Remove the rows whose key is among the ids."""
        leaving = set(values)
        if 0 < len(leaving) <= FEW:
            self.run(f'delete from "{table}" where {key} in ({_listed(leaving)})')
        elif leaving:
            self.run(f'delete from "{table}" where {key} in (select {key} from leaving)', leaving=ids(key, leaving))

    def update(self, table: str, key: Sequence[str], rows: Sequence[Row]) -> None:
        """Set columns of the rows that agree with these in the key columns."""
        if rows:
            schema = self.schema(table)
            changed = packed({name: [row[name] for row in rows] for name in rows[0]}, schema)
            settings = ", ".join(f'"{name}" = changed."{name}"' for name in changed.column_names if name not in key)
            on = " and ".join(f'"{table}"."{name}" = changed."{name}"' for name in key)
            self.run(f'update "{table}" set {settings} from changed where {on}', changed=changed)

    # Deleted records

    def buried(self, type: str, values: Iterable[int]) -> dict[int, Version]:
        """The versions at which records were deleted."""
        rows = self.rows("tombstone", "id", values, "id, updated_at, position", f"type = '{type}'")
        return {row["id"]: (row["updated_at"], row["position"]) for row in rows}

    def bury(self, type: str, id: int, key: str, version: Version) -> None:
        """Remember that a record was deleted at a version."""
        row = {"type": type, "id": id, "external_id": key, "updated_at": version[0], "position": version[1]}
        self._buried.append(row)

    def raise_(self, type: str, id: int) -> None:
        """The record is there again."""
        self._risen.append({"type": type, "id": id})

    # The end

    def finish(self) -> None:
        """Write down tombstones, new names and whom the batch touches."""
        gone = [{"type": row["type"], "id": row["id"]} for row in self._buried] + self._risen
        if gone:
            leaving = packed_rows(gone, self.schema("tombstone")).select(["type", "id"])
            self.run("delete from tombstone where (type, id) in (select (type, id) from leaving)", leaving=leaving)
        self.insert_rows("tombstone", self._buried)
        names: dict[str, list[Any]] = {"type": [], "external_id": [], "id": []}
        for type, keys in self.keys.items():
            names["type"] += [type] * len(keys.fresh)
            names["external_id"] += keys.fresh
            names["id"] += range(keys.known + 1, keys.known + 1 + len(keys.fresh))
        self.insert("record", names)
        touched = self.touched()
        self.insert(
            "touched", {"position": [pair[0] for pair in touched], "customer_id": [pair[1] for pair in touched]}
        )


def _listed(values: Iterable[int]) -> str:
    return ", ".join(str(int(value)) for value in values)


def latest(items: Iterable[Item], known: Mapping[int, Version]) -> dict[int, Item]:
    """The item that is known of each record after these: the latest, and not older than what was known before."""
    found: dict[int, Item] = {}
    for item in items:
        before = found[item.id].version if item.id in found else known.get(item.id, NEVER)
        if item.version >= before:
            found[item.id] = item
    return found
