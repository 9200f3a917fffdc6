"""Separated values: a CSV file row by row, each with the line on which it begins.

Lines are those of an editor: blank ones count, and so do those inside a cell.
A row that can't be read says why and stops no other.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TextIO

from regulars.core.errors import Fault
from regulars.core.sentences import say
from regulars.core.spreadsheets import marked
from regulars.core.wording import no_row

LONGEST_CELL = 1 << 20
"""As long as a whole document may be. A quote that nobody closed swallows no more than this."""


class Row(NamedTuple):
    """The cells of a row, or what is wrong with it; `odd` when some of it may not be in the file's encoding."""

    line: int
    cells: list[str]
    odd: bool
    fault: Fault | None


def encoding_of(path: Path, said: str) -> str:
    """What a file is written in: as it is marked, else as was `said`."""
    with path.open("rb") as file:
        return marked(file.read(4)) or said


def rows(path: Path, *, delimiter: str, encoding: str) -> Iterator[Row]:
    """The rows of a file, blank ones left out; the first is the header, and the others have as many cells.

    `encoding` is that of a file without a mark. Bytes that aren't of the file's come as lone surrogates. Raises
    `LookupError` for an unknown encoding and `UnicodeError` where the rest of a file can't be made out.
    """
    csv.field_size_limit(LONGEST_CELL)
    encoding = encoding_of(path, encoding)
    if codecs.lookup(encoding).name == "utf-8":
        encoding = "utf-8-sig"  # the mark is no part of the text
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as file:
        lines = _Lines(file)
        reader = csv.reader(lines, delimiter=delimiter)
        width = None
        while not lines.ended:
            begins, lines.odd = lines.read + 1, False
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                fault = Fault("", "csv", say("the row can't be read: {why}", why=no_row(error)))
                yield Row(begins, [], False, fault)
                continue
            if not cells:
                continue
            width = width or len(cells)
            yield Row(begins, cells, lines.odd, _fault(cells, width, lines, spread=lines.read > begins))


def is_odd(cell: str) -> bool:
    """Whether a cell holds bytes that aren't in the file's encoding."""
    try:
        cell.encode()
    except UnicodeEncodeError:
        return True
    return False


def shown(cell: str) -> str:
    """An odd cell for a person to recognise, its bytes written as \\xe4."""
    return cell.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


class _Lines:
    """A file's lines, with how many were read and whether the file was asked for more than it has."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.read = 0
        self.ended = False
        self.odd = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline()
        if not line:
            self.ended = True
            raise StopIteration
        self.read += 1
        if not line.isascii():
            self.odd = True
        return line


def _fault(cells: list[str], width: int, lines: _Lines, *, spread: bool) -> Fault | None:
    if lines.ended:
        return Fault("", "quote", say("a quote that opens in this row is not closed before the end of the file"))
    if len(cells) == width:
        return None
    also = say(", and it goes on to line {line}; is a quote not closed?", line=lines.read) if spread else ""
    return Fault(
        "",
        "columns",
        say("the row has {cells} cells and the header {width}{also}", cells=len(cells), width=width, also=also),
    )
