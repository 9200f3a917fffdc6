"""The members of a segment as a file: CSV, JSON lines or Parquet, a part at a time.

The facts are asked about some ten thousand members at once and each answer is
written before the next is asked for, so a million members take no more memory
than their bitmap, the instants of their entries, and one part.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Literal, get_args

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet
from pyroaring import BitMap

from regulars.facts.relations import base_tables
from regulars.http.customers import asked
from regulars.http.instants import microseconds

from . import bitmaps

Format = Literal["csv", "jsonl", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)
MEDIA_TYPES: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
}
AT_ONCE = 20_000
_TEXTS = ("external_id", "email", "first_name", "last_name", "group", "country", "language", "store")
_INSTANT = pa.timestamp("us", tz="UTC")
SCHEMA = pa.schema([
    ("id", pa.string()),
    *((name, pa.string()) for name in _TEXTS),
    ("registered_at", _INSTANT),
    ("entered_at", _INSTANT),
])  # fmt: skip
_AS_FORMULA = r"^[=+\-@\t\r]"
"""Spreadsheets take a cell that begins so for something to be calculated, or run."""


def export(
    ask: Callable[..., pa.Table], members: BitMap, entries: Iterable[tuple[datetime, BitMap]], format: Format
) -> Iterator[bytes]:
    """The file in pieces: a row for each member that the facts know, by id. `entries` are when they entered last."""
    ids = bitmaps.ids_of(members)
    entered = np.full(len(ids), np.iinfo(np.int64).min)
    for at, who in entries:
        entered[np.searchsorted(ids, bitmaps.ids_of(who & members))] = microseconds(at)
    parts = (
        _part(ask, ids[start : start + AT_ONCE], entered[start : start + AT_ONCE])
        for start in range(0, len(ids), AT_ONCE)
    )
    match format:
        case "csv":
            return _csv(parts)
        case "jsonl":
            return _json_lines(parts)
        case "parquet":
            return _parquet(parts)


def _part(ask: Callable[..., pa.Table], ids: np.ndarray, entered: np.ndarray) -> pa.Table:
    """The rows of some members."""
    table, content = asked(ids.tolist())
    wanted = base_tables()["customer"].semi_join(table, "customer_id")
    found = ask(wanted.select("customer_id", *_TEXTS, "registered_at").order_by("customer_id"), content)
    known = found["customer_id"].to_numpy()
    instants = entered[np.searchsorted(ids, known)]
    since = pa.array(instants, pa.int64(), mask=instants == np.iinfo(np.int64).min).cast(_INSTANT)
    registered = found["registered_at"].cast(pa.timestamp("us")).cast(pa.int64()).cast(_INSTANT)
    texts = [found[name] for name in _TEXTS]
    return pa.table([found["customer_id"].cast(pa.string()), *texts, registered, since], SCHEMA)


def _csv(parts: Iterable[pa.Table]) -> Iterator[bytes]:
    yield (",".join(SCHEMA.names) + "\n").encode()
    options = pyarrow.csv.WriteOptions(include_header=False)
    for part in parts:
        columns = [_harmless(column) if pa.types.is_string(column.type) else _told(column) for column in part.columns]
        sink = io.BytesIO()
        pyarrow.csv.write_csv(pa.table(columns, part.column_names), sink, options)
        yield sink.getvalue()


def _harmless(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Texts that no spreadsheet calculates: with an apostrophe before those that it would."""
    return pc.if_else(
        pc.fill_null(pc.match_substring_regex(texts, _AS_FORMULA), False),
        pc.binary_join_element_wise("'", texts, ""),
        texts,
    )


def _told(instants: pa.ChunkedArray) -> pa.ChunkedArray:
    """Instants as RFC 3339 writes them."""
    return pc.replace_substring(pc.strftime(instants, format="%Y-%m-%dT%H:%M:%SZ"), ".000000Z", "Z")


def _json_lines(parts: Iterable[pa.Table]) -> Iterator[bytes]:
    for part in parts:
        for batch in part.to_batches(max_chunksize=1_000):
            rows = (orjson.dumps(row, option=orjson.OPT_UTC_Z | orjson.OPT_APPEND_NEWLINE) for row in batch.to_pylist())
            yield b"".join(rows)


class _Sink(io.RawIOBase):
    """Where Parquet is written, and taken from as it comes."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        content = bytes(data)  # type: ignore[call-overload]
        self._held += content
        return len(content)

    def taken(self) -> bytes:
        held, self._held = bytes(self._held), bytearray()
        return held


def _parquet(parts: Iterable[pa.Table]) -> Iterator[bytes]:
    sink = _Sink()
    with pyarrow.parquet.ParquetWriter(pa.PythonFile(sink, "w"), SCHEMA) as writer:
        for part in parts:
            writer.write_table(part)
            yield sink.taken()
    yield sink.taken()
