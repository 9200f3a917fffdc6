"""Rows: CSV and Parquet files as documents, by a mapping.

Where rows are lines of orders, all rows of one `external_id` are put together
wherever they stand, in the order of their first rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from regulars.core.errors import Fault
from regulars.journal.records import TYPES, Address, OrderLine, RefundLine

from .cells import Reader
from .mapping import Mapping
from .sources import BadFile, Item, UnreadableFile

_AT_A_TIME = 10_000


class _Rows:
    """Documents out of a table's rows; places are rows, or records when rows are put together."""

    counted_in = "rows"
    _first_line = 1

    def __init__(self, path: Path, mapping: Mapping) -> None:
        self._path = path
        self._mapping = mapping
        self._bad: list[tuple[int, Fault]] = []
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
        faults: list[Fault] = []
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
        keys = pc.fill_null(pc.cast(self._table[key], pa.string()), "").combine_chunks().dictionary_encode().indices
        order = pc.array_sort_indices(keys)  # codes are in the order of first mention, and the sort is stable
        self._table = self._table.take(order)
        codes = keys.take(order).to_numpy(zero_copy_only=False)
        starts = [0, *(int(n) + 1 for n in (codes[1:] != codes[:-1]).nonzero()[0])] if len(codes) else []
        return [*starts, len(codes)]

    def _numbered(self, table: pa.Table) -> pa.Table:
        """Number the rows as they stand in the file, passing over those that can't be read."""
        skipped = {number for number, _ in self._bad}
        last = self._first_line + table.num_rows + len(skipped)
        numbers = [number for number in range(self._first_line, last) if number not in skipped]
        return table.append_column(_NUMBER, pa.array(numbers, pa.int64()))


_NUMBER = "\0line"


class CsvRows(_Rows):
    """A CSV file; every cell is text, and lines are numbered from the header."""

    _first_line = 2

    def _read(self) -> pa.Table:
        delimiter = "\t" if self._path.suffix.lower() == ".tsv" else self._mapping.delimiter
        csv = pa.csv.ParseOptions(delimiter=delimiter, newlines_in_values=True, invalid_row_handler=self._skip)
        read = pa.csv.ReadOptions(encoding=self._mapping.encoding, use_threads=False, block_size=1 << 24)
        try:
            with pa.csv.open_csv(self._path, read_options=read, parse_options=csv) as reader:
                names = reader.schema.names
            self._bad = []
            texts = pa.csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False)
            return self._numbered(
                pa.csv.read_csv(self._path, read_options=read, parse_options=csv, convert_options=texts)
            )
        except (pa.ArrowInvalid, LookupError, UnicodeDecodeError) as error:
            raise UnreadableFile(f"{self._path.name} can't be read as CSV: {error}") from None

    def _skip(self, row: Any) -> str:
        detail = f"the row has {row.actual_columns} cells and the header {row.expected_columns}"
        self._bad.append((row.number, Fault("", "columns", detail)))
        return "skip"


class ParquetRows(_Rows):
    """A Parquet file; values have types already, and rows are numbered from 1."""

    def _read(self) -> pa.Table:
        try:
            file = pa.parquet.ParquetFile(self._path)
            columns = [name for name in file.schema_arrow.names if name in self._mapping.columns]
            return self._numbered(_in_microseconds(file.read(columns=columns)))
        except (pa.ArrowInvalid, OSError) as error:
            raise UnreadableFile(f"{self._path.name} can't be read as Parquet: {error}") from None


def _in_microseconds(table: pa.Table) -> pa.Table:
    """Instants as finely as Python has them."""
    for n, column in enumerate(table.schema):
        if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
            finest = pc.cast(table[n], pa.timestamp("us", column.type.tz), safe=False)
            table = table.set_column(n, column.name, finest)
    return table
