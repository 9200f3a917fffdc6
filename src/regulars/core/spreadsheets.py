"""Files of spreadsheets: how those are read that people bring, and what is written so that nothing of it is calculated, or run."""

from __future__ import annotations

import codecs
import csv
import io
import re

from .errors import Fault, Invalid
from .sentences import say
from .wording import no_row

_QUOTED = re.compile(r'"[^"]*"')

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BELOW_ZERO = re.compile(r"-\d+([.,]\d+)?")
"""A number that stays what it is; one with a plus may be a telephone's."""


UTF_16 = "utf-16"
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: UTF_16, codecs.BOM_UTF16_BE: UTF_16}
"""How spreadsheets mark their files: Excel's "Unicode text" is UTF-16."""


def marked(head: bytes) -> str | None:
    """The encoding that a file says by its first bytes; None where they say none."""
    return next((encoding for mark, encoding in _MARKS.items() if head.startswith(mark)), None)


def text_of(file: bytes) -> str:
    """What a file says; raises `Invalid` for what is not UTF-8, and no UTF-16 that is marked as such."""
    if marked(file) == UTF_16:
        return _of_utf_16(file)
    try:
        return file.decode()
    except UnicodeDecodeError as error:
        line = file.count(b"\n", 0, error.start) + 1
        detail = say(
            "line {line} is not UTF-8 (byte {byte} of the file); save the file as CSV UTF-8",
            line=line,
            byte=error.start + 1,
        )
        raise Invalid(detail, [Fault("", "encoding", detail)]) from None


def _of_utf_16(file: bytes) -> str:
    try:
        return file.decode(UTF_16)
    except UnicodeDecodeError:
        detail = say("the file begins as UTF-16 and can't be read so to its end; save it as CSV UTF-8")
        raise Invalid(detail, [Fault("", "encoding", detail)]) from None


def rows(text: str) -> list[list[str]]:
    """The rows of a CSV, separated by commas, semicolons or tabs, whichever there are most of outside of quotes; raises
    `Invalid` for what is no CSV."""
    text = text.removeprefix("\ufeff")
    delimiter = max(",;\t", key=_QUOTED.sub("", text).count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        detail = say("line {line_num} is no CSV: {why}", line_num=reader.line_num, why=no_row(error))
        raise Invalid(detail, [Fault("", "csv", detail)]) from None


def harmless(text: str | None) -> str:
    """A text with an apostrophe before it if a spreadsheet would calculate it; nothing for none."""
    if text is None:
        return ""
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) and not _BELOW_ZERO.fullmatch(text) else text


def meant(cell: str) -> str:
    """What a cell says that `harmless` may have written, without spaces around it."""
    return as_it_was(cell.strip())


def as_it_was(cell: str) -> str:
    """A text that `harmless` may have written."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_BEGINS_A_FORMULA) else cell
