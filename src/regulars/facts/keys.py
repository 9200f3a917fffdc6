"""Dense ids for what the shop calls by its own names.

Everything that is upserted or pointed to gets an integer the first time it is
mentioned, in the order of the journal. An entry of a batch must be told apart
from ten million known ones in a moment, so the names known when the facts were
opened stand in memory as sorted 96-bit hashes with their ids (16 bytes a name);
those met since are in a dictionary beside them.

A scan of the text column takes 230 ms with 10 million names, an index of
DuckDB 30 ms for a hundred of them and 10 s to build; this takes 2 µs a name
and 2 s to load.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Literal

import duckdb
import pyarrow as pa

REMEMBERED = 1_000_000
HASHES = "hash(external_id) as high, hash(external_id || chr(1)) >> 32 as low"


class Keys:
    """The ids of one type of record."""

    def __init__(self, type: str) -> None:
        self.type = type
        self._names: dict[str, int] = {}
        self._fresh: list[str] = []
        self._new: set[str] = set()
        self._known = 0
        self._high = self._low = self._ids = memoryview(b"")
        self._loaded = False

    def load(self, con: duckdb.DuckDBPyConnection) -> None:
        """Read every name from the facts; not in the midst of a batch."""
        assert not self._fresh, f"{len(self._fresh)} new names of {self.type} would be lost"
        ((last,),) = con.execute(f"select max(id) from record where type = '{self.type}'").fetchall()
        self._known, self._names = last or 0, {}
        self._high = self._low = self._ids = memoryview(b"")
        self._loaded = last is None
        if self._loaded:
            return
        found = con.sql(
            f"""select high, low::uinteger as low, id
            from (select {HASHES}, id from record where type = '{self.type}' and external_id is not null) order by high"""
        ).to_arrow_table()
        self._high, self._low = _memory(found, "high", "Q"), _memory(found, "low", "I")
        self._ids = _memory(found, "id", "i")
        self._loaded = True

    def meet(self, con: duckdb.DuckDBPyConnection, names: Iterable[str]) -> bool:
        """Look up names that will be taken; says whether any was never mentioned before."""
        if not self._loaded or len(self._names) > REMEMBERED:
            self.load(con)
        unmet = list(set(names) - self._names.keys())
        if not unmet:
            return False
        if not len(self._ids):
            self._new.update(unmet)
            return True
        con.register("unmet", pa.table({"external_id": pa.array(unmet, pa.string())}))
        hashes = con.sql(f"select {HASHES} from unmet").to_arrow_table()
        con.unregister("unmet")
        for name, high, low in zip(unmet, hashes["high"].to_pylist(), hashes["low"].to_pylist(), strict=True):
            id = self._find(high, low)
            if id is None:
                self._new.add(name)
            else:
                self._names[name] = id
        return bool(self._new)

    def _find(self, high: int, low: int) -> int | None:
        at = bisect_left(self._high, high)
        while at < len(self._high) and self._high[at] == high:
            if self._low[at] == low:
                return self._ids[at]
            at += 1
        return None

    def take(self, name: str) -> int:
        """The id of a name that was met; the next free one at its first mention."""
        id = self._names.get(name)
        if id is None:
            assert name in self._new, f"the {self.type} {name!r} was not looked up before"
            self._names[name] = id = self._known + len(self._fresh) + 1
            self._fresh.append(name)
        return id

    def get(self, name: str) -> int | None:
        """The id of a name that was met, None when it was never mentioned."""
        return self._names.get(name)

    def taken(self, names: Iterable[str | None]) -> list[int | None]:
        """The ids of names that were taken; a missing name has none."""
        ids = self._names
        return [None if name is None else ids[name] for name in names]

    @property
    def known(self) -> int:
        """The greatest id handed out before this batch."""
        return self._known

    @property
    def fresh(self) -> list[str]:
        """The names first mentioned in this batch; their ids follow `known`."""
        return self._fresh

    def keep(self) -> None:
        """The batch is committed."""
        self._known += len(self._fresh)
        self._fresh, self._new = [], set()

    def forget(self) -> None:
        """A batch was rolled back, or names have gone: all are read again."""
        self._fresh, self._new = [], set()
        self._loaded = False


def _memory(table: pa.Table, name: str, format: Literal["Q", "I", "i"]) -> memoryview[int]:
    array = table[name].combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks)
    if not len(array):
        return memoryview(b"")
    size = array.type.bit_width // 8
    buffer = array.buffers()[1]
    whole: memoryview[int] = memoryview(buffer)
    return whole[array.offset * size : (array.offset + len(array)) * size].cast(format)
