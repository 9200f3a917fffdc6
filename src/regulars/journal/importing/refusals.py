"""Refusals: the rows that an import refused, as they came, for whoever mends them and sends them again.

All rows of a record that is refused are kept, for it comes whole or not at all. They are read once more from the file when
the rest of it is done with, and kept as long as somebody may still be at it.

The file that is made of rows has the columns that came, and behind them what is wrong. It is written as the file was, so
that the same mapping reads it, and what stands behind is nobody's column. Of JSON lines `notes.py` makes JSON lines.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain, islice
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson
import sqlalchemy as sa

from regulars.books import Books, Unit
from regulars.core.sentences import read, say, told
from regulars.core.spreadsheets import as_it_was, harmless
from regulars.journal.tables import import_row, import_run
from regulars.rules.texts import LANGUAGES

from .rejects import MOST_KEPT, Reject

if TYPE_CHECKING:
    from .sources import Source

KEPT = timedelta(days=30)
"""Rows hold whatever the shop's file holds of people, so they don't stay."""
LONGEST = 2_000
"""Of a row that has more or fewer cells than the header, whose text stands in one cell."""
_AT_A_TIME = 5_000

FILE, LINE, FIELD, VALUE, REASON = OURS = (
    say("refused: file"), say("refused: line"), say("refused: field"), say("refused: value"), say("refused: reason"),
)  # fmt: skip
"""The columns behind those that came; a file of the shop's own hardly has any of these names."""
WITH_OTHERS = say("another line of the same record was refused")


class Refusal(NamedTuple):
    """A line that was refused: its cells as they came, none where they aren't known any more, and what is wrong in it."""

    line: int
    cells: Sequence[str]
    faults: Sequence[Reject]


def file_name(name: str, language: str) -> str:
    """What a file of the rows refused of another is called; those of a Parquet file are written as CSV."""
    path = PurePath(name)
    return told(say("{name}-refused", name=path.stem), language) + path.suffix.lower().replace(".parquet", ".csv")


def was_refused(header: Collection[str]) -> bool:
    """Whether a file is one of rows that were refused before."""
    return any(told(LINE, language) in header for language in LANGUAGES)


def names_that_came(header: Sequence[str]) -> list[str]:
    """The names of a file's columns; of one of rows that were refused before those that it had first."""
    if not was_refused(header):
        return list(header)
    ours = {told(name, language) for name in OURS for language in LANGUAGES}
    return [as_it_was(name) for name in header if name not in ours]


# Keeping


def keep_lines(unit: Unit, import_id: int, lines: Sequence[int]) -> None:
    """Note which lines are refused, with the chunk that they are in."""
    if not lines:
        return
    columns = import_row.c
    known = unit.connection.scalar(sa.select(sa.func.count()).where(columns.import_id == import_id)) or 0
    unit.driver.execute(
        "insert into import_row (import_id, line) select %s, unnest(%s::bigint[]) on conflict do nothing",
        [import_id, list(lines[: max(0, MOST_KEPT - known)])],
    )


def keep_rows(books: Books, import_id: int, source: Source) -> None:
    """Keep what stands in the lines that are refused."""
    columns = import_row.c
    with books.transaction() as unit:
        lines = unit.connection.scalars(sa.select(columns.line).where(columns.import_id == import_id)).all()
    came = source.as_they_came(lines)
    rows = iter(came.rows.items())
    books.perform(lambda unit: _keep_header(unit, import_id, came.header))
    while part := dict(islice(rows, _AT_A_TIME)):
        books.perform(lambda unit, part=part: _keep_cells(unit, import_id, part))  # type: ignore[misc]


def _keep_header(unit: Unit, import_id: int, header: list[str]) -> None:
    unit.connection.execute(sa.update(import_run).where(import_run.c.id == import_id).values(header=json.dumps(header)))


def _keep_cells(unit: Unit, import_id: int, rows: dict[int, list[str]]) -> None:
    unit.driver.execute(
        """update import_row r set cells = given.cells from unnest(%s::bigint[], %s::text[]) as given(line, cells)
           where r.import_id = %s and r.line = given.line""",
        [list(rows), [json.dumps(cells) for cells in rows.values()], import_id],
    )


def forget(unit: Unit, before: datetime) -> int:
    """Remove the rows of imports that ended before an instant, or never did; what was wrong in them stays known."""
    ended_at = sa.func.coalesce(import_run.c.finished_at, import_run.c.started_at)
    old = sa.select(import_run.c.id).where(ended_at < before)
    return unit.connection.execute(sa.delete(import_row).where(import_row.c.import_id.in_(old))).rowcount


# Telling


def header_of(unit: Unit, import_id: int) -> list[str]:
    """The names of the columns of an import's file, of which rows were refused."""
    found = unit.connection.scalar(sa.select(import_run.c.header).where(import_run.c.id == import_id))
    names: list[str] = json.loads(found) if found else []
    return names


def refusals(unit: Unit, import_id: int, *, after: int = 0, limit: int = _AT_A_TIME) -> list[Refusal]:
    """The lines of an import that were refused, those after a line."""
    asked: dict[str, Any] = {"of": import_id, "after": after, "limit": limit}
    found = unit.driver.execute(
        """with refused as (
               select line from import_row where import_id = %(of)s and line > %(after)s
               union select line from import_reject where import_id = %(of)s and line > %(after)s
               order by line limit %(limit)s)
           select refused.line, cells from refused left join import_row r on r.import_id = %(of)s and r.line = refused.line
           order by refused.line""",
        asked,
    ).fetchall()
    said = unit.driver.execute(
        """select line, field, code, reason from import_reject where import_id = %(of)s and line = any(%(lines)s)
           order by n""",
        {"of": import_id, "lines": [line for line, _ in found]},
    ).fetchall()
    faults: dict[int, list[Reject]] = {}
    for line, field, code, reason in said:
        faults.setdefault(line, []).append(Reject(line, read(field), code, read(reason)))
    return [Refusal(line, json.loads(cells) if cells else [], faults.get(line, [])) for line, cells in found]


def found(lines: Iterable[int], rows: Mapping[int, Sequence[str]], rejects: Iterable[Reject]) -> Iterator[Refusal]:
    """The same of a trial, of which nothing is kept."""
    faults: dict[int, list[Reject]] = {}
    for reject in rejects:
        faults.setdefault(reject.line, []).append(reject)
    for line in sorted({*lines, *faults}):
        yield Refusal(line, rows.get(line, []), faults.get(line, []))


class Sheet:
    """A file of rows that were refused."""

    def __init__(
        self,
        header: Sequence[str],
        *,
        delimiter: str = ",",
        encoding: str = "utf-8",
        language: str,
        file: str | None = None,
    ) -> None:
        self._header, self._delimiter, self._language, self._file = header, delimiter, language, file
        self._encoding = "utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding
        own = [told(name, language) for name in OURS]
        if any(self._written(name) != name for name in own):
            own = list(OURS)
        self._own = own if file is not None else own[1:]

    def names(self) -> list[str]:
        """The names of the columns."""
        return [*map(harmless, self._header), *self._own]

    def row(self, refusal: Refusal) -> list[str]:
        """The cells of a line that was refused."""
        fits = len(refusal.cells) == len(self._header)
        came = refusal.cells if fits else [""] * len(self._header)
        faults = refusal.faults
        values = [self._value(refusal.cells, fault) for fault in faults] if fits else []
        if not fits:
            values = [self._delimiter.join(refusal.cells)[:LONGEST]]
        reasons = [told(fault.reason, self._language) for fault in faults] or [told(WITH_OTHERS, self._language)]
        fields = [told(fault.field, self._language) for fault in faults]
        behind = [str(refusal.line), *map(_lines, (fields, values, reasons))]
        if self._file is not None:
            behind.insert(0, self._file)
        return [*map(harmless, came), *(harmless(self._written(text)) for text in behind)]

    def bytes(self, rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
        """Rows as they stand in the file, from its beginning."""
        encoder = codecs.getincrementalencoder(self._encoding)("surrogateescape")
        for row in rows:
            sink = io.StringIO()
            csv.writer(sink, delimiter=self._delimiter).writerow(row)
            yield encoder.encode(sink.getvalue())

    def write(self, path: Path, found: Iterable[Refusal], *, more: bool = False) -> None:
        """Write the file; with `more` behind what one of several files already has, whose columns may be others."""
        rows = map(self.row, found)
        if not more:
            with path.open("wb") as file:
                file.writelines(self.bytes(chain([self.names()], rows)))
            return
        with path.open(encoding=self._encoding, errors="surrogateescape", newline="") as file:
            names, *before = csv.reader(file, delimiter=self._delimiter)
        names, places = self._beside(names)
        wide = ([*row, *[""] * (len(names) - len(row))] for row in before)
        placed = ([row[at] if at is not None else "" for at in places] for row in rows)
        with path.open("wb") as file:
            file.writelines(self.bytes(chain([names], wide, placed)))

    def _beside(self, names: list[str]) -> tuple[list[str], list[int | None]]:
        """The columns of a file with those of this one that it lacks, and where each is here."""
        own = self.names()
        names = [*names, *(name for name in own if name not in names)]
        return names, [own.index(name) if name in own else None for name in names]

    def _value(self, cells: Sequence[str], fault: Reject) -> str:
        if fault.field in self._header:
            return cells[self._header.index(fault.field)]
        return at_pointer(cells[0], fault.field) if len(cells) == 1 and fault.field.startswith("/") else ""

    def _written(self, text: str) -> str:
        """A text of ours with question marks for what the file's encoding doesn't have."""
        return text.encode(self._encoding, "replace").decode(self._encoding)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


def at_pointer(record: str, pointer: str) -> str:
    """What stands in a record at a JSON pointer, where that is no list and no object."""
    try:
        found: Any = orjson.loads(record)
        for step in pointer.split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            found = found[int(name)] if isinstance(found, list) else found[name]
    except (ValueError, LookupError, TypeError):
        return ""
    return "" if found is None or isinstance(found, list | dict) else str(found)
