"""Rows: CSV and Parquet files as documents, by a mapping.

Where rows are lines of orders, all rows of one `external_id` are put together
wherever they stand, in the order of their first rows. They have to say the same
of the order. What is wrong comes in the order of the file too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet
from pydantic import BaseModel

from regulars.core import spreadsheets
from regulars.core.errors import Fault
from regulars.core.sentences import say, word
from regulars.journal.records import TYPES, Address, OrderLine, RefundLine

from . import separated
from .advice import FOR_MAPPING, FOR_PAGE, Advice
from .cells import Reader, Row, is_empty
from .completing import Told
from .labels import OF_LINE
from .mapping import Cell, Cells, Mapping
from .refusals import was_refused
from .rejects import Reject
from .sources import BadFile, Came, Item, UnreadableFile
from .telling import is_utf8, located, shown

_AT_A_TIME = 10_000


class _Rows:
    """Documents out of a table's rows; a place is how many documents and rows that are part of none come before it."""

    counted_in = "rows"

    def __init__(self, path: Path, mapping: Mapping, advice: Advice = FOR_MAPPING) -> None:
        self._path = path
        self._mapping = mapping
        self._advice = advice
        self.told = Told.by(mapping, by_sight=advice is FOR_PAGE)
        self._bad: list[Reject] = []
        """Rows that are part of no document."""
        self._odd: dict[int, list[Reject]] = {}
        """What is wrong in single cells, by line; it comes with the document that the row is part of."""
        model = TYPES[mapping.type]
        self._head = Reader(mapping.fields, model, mapping)
        self._line = Reader(mapping.lines or {}, RefundLine if mapping.type == "refund" else OrderLine, mapping)
        self._addresses = [Reader(cells, Address, mapping) for cells in mapping.addresses]
        self._table = self._read()
        missing = sorted(mapping.columns - set(self._table.column_names))
        if missing:
            faults = [
                Fault(f"/{name}", "column", say("{name} has no column {column!r}", name=path.name, column=name))
                for name in missing
            ]
            said = say(
                "{name} has no column {missing}; see the mapping{header_advice}",
                name=path.name,
                missing=", ".join(map(repr, missing)),
                header_advice=self._header_advice(),
            )
            raise BadFile(said, faults)
        self._groups = self._put_together() if mapping.lines is not None else None
        begins = self._table[_NUMBER].to_numpy()
        if self._groups is not None:
            begins = begins[self._groups[:-1]]
        self._bad.sort()
        before = begins.searchsorted([reject.line for reject in self._bad])
        self._bad_places = [int(documents) + n for n, documents in enumerate(before)]
        self._documents = len(begins)
        self.size = self._documents + len(self._bad)

    def _read(self) -> pa.Table:
        raise NotImplementedError

    def _header_advice(self) -> str:
        return ""

    def items(self, place: int, line: int) -> Iterator[Item]:
        """The documents and the rows that are part of none, from a place on, as they stand in the file."""
        del line  # rows know their lines
        n = bisect_left(self._bad_places, place)
        for rows in self._records(place - n):
            while n < len(self._bad) and self._bad_places[n] == place:
                yield self._item_of_none(self._bad[n], place)
                n, place = n + 1, place + 1
            place += 1
            yield self._item(place, rows)
        for reject in self._bad[n:]:
            yield self._item_of_none(reject, place)
            place += 1

    def reject(self, item: Item, fault: Fault) -> Reject:
        """A fault of a document, in the cell that it is from."""
        path = [step.replace("~1", "/").replace("~0", "~") for step in fault.pointer.split("/")[1:]]
        row, cells = item.rows[0], self._mapping.fields
        match path:
            case ["lines", n, *inner] if self._mapping.lines is not None:
                row, cells, path = item.rows[int(n)], self._mapping.lines, inner
            case ["addresses", n, *inner] if self._addresses:
                given = [number for number, _ in self._addresses_of(row, [])]
                cells, path = self._mapping.addresses[given[int(n)]], inner
        name, cell = _cell(cells, path)
        field = f"{OF_LINE}{name}" if cells is self._mapping.lines else name
        if cells is self._mapping.fields and cell is not None and cell.column is not None:
            row = next((row for row in item.rows if not is_empty(row[cell.column])), row)
        return located(fault, field, cell, line=row[_NUMBER], row=row, mapping=self._mapping, advice=self._advice)

    def lines_of(self, item: Item) -> list[int]:
        """Those of its rows."""
        return [row[_NUMBER] for row in item.rows] or [item.line]

    def as_they_came(self, lines: Collection[int]) -> Came:
        raise NotImplementedError

    def _records(self, first: int) -> Iterator[list[dict[str, Any]]]:
        """The rows of each document, from a document on."""
        for start in range(first, self._documents, _AT_A_TIME):
            if self._groups is None:
                for row in self._table.slice(start, _AT_A_TIME).to_pylist():
                    yield [row]
            else:
                bounds = self._groups[start : start + _AT_A_TIME + 1]
                rows = self._table.slice(bounds[0], bounds[-1] - bounds[0]).to_pylist()
                for begin, end in pairwise(bounds):
                    yield rows[begin - bounds[0] : end - bounds[0]]

    def _item(self, place: int, rows: list[dict[str, Any]]) -> Item:
        """The document of a row, or of the rows of one record."""
        rejects = [reject for row in rows for reject in self._odd.get(row[_NUMBER], ())] if self._odd else []
        head: Row = rows[0]
        faults: list[Fault] = []
        if len(rows) > 1:
            head = self._head.filled(rows)
            rejects += self._apart(head, rows)
        document = self._head.read(head, "", faults)
        if self._mapping.lines is not None:
            document["lines"] = [self._line.read(row, f"/lines/{n}", faults) for n, row in enumerate(rows)]
        addresses = [address for _, address in self._addresses_of(head, faults)]
        if addresses:
            document["addresses"] = addresses
        item = Item(place, rows[0][_NUMBER], self._mapping.type, orjson.dumps(document, default=str), rejects, rows)
        return item._replace(rejects=rejects + [self.reject(item, fault) for fault in faults]) if faults else item

    def _item_of_none(self, reject: Reject, place: int) -> Item:
        return Item(place + 1, reject.line, self._mapping.type, b"", [reject])

    def _addresses_of(self, row: Row, faults: list[Fault]) -> list[tuple[int, dict[str, Any]]]:
        """The addresses that a row gives, with their numbers in the mapping."""
        found: list[tuple[int, dict[str, Any]]] = []
        for n, reader in enumerate(self._addresses):
            of_this: list[Fault] = []
            address = reader.read(row, f"/addresses/{len(found)}", of_this)
            if address.keys() - {"kind", "default"}:
                found.append((n, address))
                faults += of_this
        return found

    def _apart(self, head: Row, rows: list[dict[str, Any]]) -> Iterator[Reject]:
        """The columns in which the rows of one record say different things of it, each once."""
        key, told = str(self._mapping.fields["external_id"].column), set[str]()
        for row in rows[1:]:
            for column in self._head.apart(head, row):
                if column in told:
                    continue
                told.add(column)
                first = next(said for said in rows if not is_empty(said[column]))
                words = say(
                    "{cell} in line {line} and {other} in line {other_line}",
                    cell=shown(first[column]),
                    line=first[_NUMBER],
                    other=shown(row[column]),
                    other_line=row[_NUMBER],
                )
                advice = say(
                    "every line of {type} {key} has to say the same of it", type=word(self._mapping.type), key=head[key]
                )
                yield Reject(row[_NUMBER], column, "apart", say("{words}: {advice}", words=words, advice=advice))

    def _put_together(self) -> list[int]:
        """Bring the rows of each record together; returns where each begins, and the end."""
        key = self._mapping.fields["external_id"].column
        if key is None:
            raise UnreadableFile(say("rows are put together by external_id, which needs a column and no constant"))
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
        said = say("the row doesn't say which {type} it is part of", type=word(self._mapping.type))
        self._bad += [Reject(line, key, "missing", said) for line in self._table.filter(nobodys)[_NUMBER].to_pylist()]
        self._table = self._table.filter(pc.invert(nobodys))


_NUMBER = "\0line"


def _cell(cells: Cells, path: list[str]) -> tuple[str, Cell | None]:
    """The field that a path in a document leads into, and its cell if the mapping has one."""
    for name in (".".join(path[:2]), *path[:1]):
        if name in cells:
            return name, cells[name]
    return ".".join(path), None


class CsvRows(_Rows):
    """A CSV file; every cell is text."""

    @property
    def _encoding(self) -> str:
        return separated.encoding_of(self._path, self._mapping.encoding)

    def _separated(self) -> Iterator[separated.Row]:
        delimiter = "\t" if self._path.suffix.lower() == ".tsv" else self._mapping.delimiter
        return separated.rows(self._path, delimiter=delimiter, encoding=self._mapping.encoding)

    def as_they_came(self, lines: Collection[int]) -> Came:
        """The rows of these lines with all their cells; of one that can't be told from those after it, none."""
        wanted, last = set(lines), max(lines, default=0)
        found = self._separated()
        header = next(found).cells
        rows = {}
        for row in found:
            if row.line > last:
                break
            if row.line in wanted:
                rows[row.line] = [] if row.fault is not None and row.fault.code != "columns" else row.cells
        return Came(header, rows)

    def _read(self) -> pa.Table:
        try:
            found = self._separated()
            header = next(found, None)
            if header is None:
                raise UnreadableFile(say("{name} is empty", name=self._path.name))
            if was_refused(header.cells):
                header, *_ = _as_they_were([header])
                found = _as_they_were(found)
            self._odd_header = any(map(separated.is_odd, header.cells))
            twice = sorted(name for name in self._mapping.columns if header.cells.count(name) > 1)
            if twice:
                raise UnreadableFile(
                    say(
                        "{name} has more than one column {column!r}; rename all but one",
                        name=self._path.name,
                        column=twice[0],
                    )
                )
            wanted = {name: header.cells.index(name) for name in self._mapping.columns.intersection(header.cells)}
            good = self._good(found, wanted)
            batches = iter(lambda: list(islice(good, _AT_A_TIME)), [])
            return pa.Table.from_batches([_batch(batch, wanted) for batch in batches], _batch([], wanted).schema)
        except (LookupError, UnicodeError):
            told = say(
                "{name} can't be read as CSV in {encoding}; name the encoding that it is in",
                name=self._path.name,
                encoding=self._encoding,
            )
            raise UnreadableFile(told) from None

    def _header_advice(self) -> str:
        if not self._odd_header:
            return ""
        return say(
            ". The header is not in {encoding}: {advice}",
            encoding=self._encoding,
            advice=self._advice.encoding(is_utf8=is_utf8(self._encoding)),
        )

    def _good(self, found: Iterable[separated.Row], wanted: dict[str, int]) -> Iterator[separated.Row]:
        """The rows that are part of a document; the others are noted."""
        for row in found:
            if row.fault is not None:
                self._bad.append(Reject(row.line, row.fault.pointer, row.fault.code, row.fault.detail))
                continue
            if row.odd:
                self._note_odd(row, wanted)
            yield row

    def _note_odd(self, row: separated.Row, wanted: dict[str, int]) -> None:
        for name, n in wanted.items():
            cell = row.cells[n]
            if separated.is_odd(cell):
                encoding = self._encoding
                reason = say(
                    "{cell} is not in {encoding}; {advice}",
                    cell=separated.shown(cell),
                    encoding=encoding,
                    advice=self._advice.encoding(is_utf8=is_utf8(encoding)),
                )
                self._odd.setdefault(row.line, []).append(Reject(row.line, name, "encoding", reason))
                row.cells[n] = cell.encode(
                    "utf-8", "replace"
                ).decode()  # an id stays one, so that its rows stay together


def _as_they_were(found: Iterable[separated.Row]) -> Iterator[separated.Row]:
    """Rows of a file of what was refused, without the apostrophes that were put before what a spreadsheet would calculate."""
    for row in found:
        yield row._replace(cells=[spreadsheets.as_it_was(cell) for cell in row.cells])


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
            self._refuse_floats(table)
            return table.append_column(_NUMBER, pa.array(range(1, table.num_rows + 1), pa.int64()))
        except (pa.ArrowInvalid, OSError):
            told = say(
                "{name} is no Parquet file, or only a part of one; write it again and check that all of it arrived",
                name=self._path.name,
            )
            raise UnreadableFile(told) from None

    def as_they_came(self, lines: Collection[int]) -> Came:
        """The rows of these numbers with all their values, as texts."""
        table = _in_microseconds(pa.parquet.ParquetFile(self._path).read())
        numbers = sorted(lines)
        found = table.take([number - 1 for number in numbers]).to_pylist()
        rows = {number: [_text(value) for value in row.values()] for number, row in zip(numbers, found, strict=True)}
        return Came(table.column_names, rows)

    def _refuse_floats(self, table: pa.Table) -> None:
        """Refuse columns of floats for fields that are exact; what pandas writes of a column with nothing in it is none."""
        line = RefundLine if self._mapping.type == "refund" else OrderLine
        parts: list[tuple[dict[str, Cell], type[BaseModel]]] = [
            (self._mapping.fields, TYPES[self._mapping.type]),
            (self._mapping.lines or {}, line),
            *((cells, Address) for cells in self._mapping.addresses),
        ]
        floats = {name for name in table.column_names if _holds_floats(table[name])}
        faults = [
            Fault(f"/{cell.column}", "float", say("the column {column!r} {floats}", column=cell.column, floats=FLOATS))
            for cells, model in parts
            for name, cell in cells.items()
            if cell.column in floats and name in model.model_fields and cell.places is None and cell.values is None
        ]
        if faults:
            raise BadFile(
                say("{name} can't be taken: {detail}", name=self._path.name, detail=faults[0].detail),
                list(dict.fromkeys(faults)),
            )


def _text(value: Any) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


FLOATS = say(
    "holds floating point numbers, which lose cents; store it as decimal or text, or say in the mapping how many decimals it has: places = 2"
)


def _holds_floats(column: pa.ChunkedArray) -> bool:
    """Whether there are floats in a column; NaN is what is missing."""
    return pa.types.is_floating(column.type) and bool(
        pc.any(pc.invert(pc.is_nan(pc.cast(column, pa.float64())))).as_py()
    )


def _in_microseconds(table: pa.Table) -> pa.Table:
    """Instants as finely as Python has them."""
    for n, column in enumerate(table.schema):
        if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
            finest = pc.cast(table[n], pa.timestamp("us", column.type.tz), safe=False)
            table = table.set_column(n, column.name, finest)
    return table
