"""Rows: CSV and Parquet files as documents, by a mapping.

Where rows are lines of orders, all rows of one `external_id` are put together
wherever they stand, in the order of their first rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from regulars.core.errors import Fault
from regulars.journal.records import TYPES, Address, OrderLine, RefundLine

from . import separated
from .cells import Reader
from .mapping import Mapping
from .sources import BadFile, Item, UnreadableFile

_AT_A_TIME = 10_000


class _Rows:
    """Documents out of a table's rows; places are rows, or records when rows are put together."""

    counted_in = "rows"

    def __init__(self, path: Path, mapping: Mapping) -> None:
        self._path = path
        self._mapping = mapping
        self._bad: list[tuple[int, Fault]] = []
        """Rows that are part of no document."""
        self._odd: dict[int, list[Fault]] = {}
        """What is wrong in single cells, by line; it comes with the document that the row is part of."""
        model = TYPES[mapping.type]
        self._head = Reader(mapping.fields, model, mapping)
        self._line = Reader(mapping.lines or {}, RefundLine if mapping.type == "refund" else OrderLine, mapping)
        self._addresses = [Reader(cells, Address, mapping) for cells in mapping.addresses]
        self._table = self._read()
        missing = sorted(mapping.columns - set(self._table.column_names))
        if missing:
            faults = [Fault(f"/{name}", "column", f"{path.name} has no column {name!r}") for name in missing]
            raise BadFile(f"{path.name} has no column {', '.join(map(repr, missing))}; see the mapping", faults)
        self._groups = self._put_together() if mapping.lines is not None else None
        self._bad.sort(key=lambda bad: bad[0])
        self._documents = self._table.num_rows if self._groups is None else len(self._groups) - 1
        self.size = self._documents + len(self._bad)

    def _read(self) -> pa.Table:
        raise NotImplementedError

    def items(self, place: int, line: int) -> Iterator[Item]:
        """The documents from a row (or record) on."""
        del line  # rows know their lines
        for start in range(place, self._documents, _AT_A_TIME):
            if self._groups is None:
                for n, row in enumerate(self._table.slice(start, _AT_A_TIME).to_pylist(), start):
                    yield self._item(n + 1, [row])
            else:
                bounds = self._groups[start : start + _AT_A_TIME + 1]
                rows = self._table.slice(bounds[0], bounds[-1] - bounds[0]).to_pylist()
                for n in range(len(bounds) - 1):
                    yield self._item(start + n + 1, rows[bounds[n] - bounds[0] : bounds[n + 1] - bounds[0]])
        for n, (number, fault) in enumerate(self._bad):
            if self._documents + n >= place:
                yield Item(self._documents + n + 1, number, self._mapping.type, b"", [fault])

    def _item(self, place: int, rows: list[dict[str, Any]]) -> Item:
        """The document of a row, or of the rows of one record."""
        faults = [fault for row in rows for fault in self._odd.get(row[_NUMBER], ())] if self._odd else []
        document = self._head.read(rows[0], "", faults)
        if self._mapping.lines is not None:
            document["lines"] = [self._line.read(row, f"/lines/{n}", faults) for n, row in enumerate(rows)]
        addresses = [reader.read(rows[0], f"/addresses/{n}", faults) for n, reader in enumerate(self._addresses)]
        addresses = [address for address in addresses if address.keys() - {"kind", "default"}]
        if addresses:
            document["addresses"] = addresses
        return Item(
            place, rows[0][_NUMBER], self._mapping.type, b"" if faults else orjson.dumps(document, default=str), faults
        )

    def _put_together(self) -> list[int]:
        """Bring the rows of each record together; returns where each begins, and the end."""
        key = self._mapping.fields["external_id"].column
        if key is None:
            raise UnreadableFile("rows are put together by external_id, which needs a column and no constant")
        self._leave_out_nobodys(key)
        keys = pc.cast(self._table[key], pa.string()).combine_chunks().dictionary_encode().indices
        order = pc.array_sort_indices(keys)  # codes are in the order of first mention, and the sort is stable
        self._table = self._table.take(order)
        codes = keys.take(order).to_numpy(zero_copy_only=False)
        starts = [0, *(int(n) + 1 for n in (codes[1:] != codes[:-1]).nonzero()[0])] if len(codes) else []
        return [*starts, len(codes)]

    def _leave_out_nobodys(self, key: str) -> None:
        """Refuse each row that doesn't say which record it is part of; together they are none."""
        nobodys = pc.equal(pc.utf8_trim_whitespace(pc.fill_null(pc.cast(self._table[key], pa.string()), "")), "")
        fault = Fault("/external_id", "missing", f"the row doesn't say which {self._mapping.type} it is part of")
        self._bad += [(number, fault) for number in self._table.filter(nobodys)[_NUMBER].to_pylist()]
        self._table = self._table.filter(pc.invert(nobodys))


_NUMBER = "\0line"


class CsvRows(_Rows):
    """A CSV file; every cell is text."""

    def _read(self) -> pa.Table:
        delimiter = "\t" if self._path.suffix.lower() == ".tsv" else self._mapping.delimiter
        try:
            found = separated.rows(self._path, delimiter=delimiter, encoding=self._mapping.encoding)
            header = next(found, None)
            if header is None:
                raise UnreadableFile(f"{self._path.name} is empty")
            twice = sorted(name for name in self._mapping.columns if header.cells.count(name) > 1)
            if twice:
                raise UnreadableFile(f"{self._path.name} has more than one column {twice[0]!r}; rename all but one")
            wanted = {name: header.cells.index(name) for name in self._mapping.columns.intersection(header.cells)}
            good = self._good(found, wanted)
            batches = iter(lambda: list(islice(good, _AT_A_TIME)), [])
            return pa.Table.from_batches([_batch(batch, wanted) for batch in batches], _batch([], wanted).schema)
        except (LookupError, UnicodeError) as error:
            raise UnreadableFile(f"{self._path.name} can't be read as CSV: {error}") from None

    def _good(self, found: Iterable[separated.Row], wanted: dict[str, int]) -> Iterator[separated.Row]:
        """The rows that are part of a document; the others are noted."""
        for row in found:
            if row.fault is not None:
                self._bad.append((row.line, row.fault))
                continue
            if row.odd:
                self._note_odd(row, wanted)
            yield row

    def _note_odd(self, row: separated.Row, wanted: dict[str, int]) -> None:
        for name, n in wanted.items():
            cell = row.cells[n]
            if separated.is_odd(cell):
                reason = f"the cell {separated.shown(cell)} of line {row.line} is not in {self._mapping.encoding}"
                advice = "if the whole file is not, name its encoding in the mapping"
                self._odd.setdefault(row.line, []).append(Fault(f"/{name}", "encoding", f"{reason}; {advice}"))
                row.cells[n] = cell.encode(
                    "utf-8", "replace"
                ).decode()  # an id stays one, so that its rows stay together


def _batch(found: list[separated.Row], wanted: dict[str, int]) -> pa.RecordBatch:
    columns = {name: pa.array([row.cells[n] for row in found], pa.string()) for name, n in wanted.items()}
    return pa.RecordBatch.from_pydict(columns | {_NUMBER: pa.array([row.line for row in found], pa.int64())})


class ParquetRows(_Rows):
    """A Parquet file; values have types already, and rows are numbered from 1."""

    def _read(self) -> pa.Table:
        try:
            file = pa.parquet.ParquetFile(self._path)
            columns = [name for name in file.schema_arrow.names if name in self._mapping.columns]
            table = _in_microseconds(file.read(columns=columns))
            return table.append_column(_NUMBER, pa.array(range(1, table.num_rows + 1), pa.int64()))
        except (pa.ArrowInvalid, OSError) as error:
            raise UnreadableFile(f"{self._path.name} can't be read as Parquet: {error}") from None


def _in_microseconds(table: pa.Table) -> pa.Table:
    """Instants as finely as Python has them."""
    for n, column in enumerate(table.schema):
        if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
            finest = pc.cast(table[n], pa.timestamp("us", column.type.tz), safe=False)
            table = table.set_column(n, column.name, finest)
    return table
