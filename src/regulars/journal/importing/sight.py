"""A CSV at first sight: what parts its cells, and which column is which field.

From the beginning of a file, for a person to look over before anything is
imported: a proposal, never a decision. Nothing here reads a file or a clock.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args, get_origin

from pydantic import BaseModel

from regulars.core.errors import Fault
from regulars.core.sentences import say
from regulars.core.spreadsheets import UTF_16, as_it_was, marked
from regulars.journal.records import TYPES, OrderLine, RefundLine

from .cells import SPACE, SPACES, is_decimal, is_empty, kinds_of
from .encodings import likeliest
from .labels import OF_LINE, label_of, names_shown
from .refusals import was_refused
from .sources import BadFile
from .words import names_of, plain, values_of

Kind = Literal["text", "number", "date", "instant", "boolean", "list"]

DELIMITERS = (",", ";", "\t", "|")
SAMPLES = 3
WORDS = 20
"""In a column of states there are no more texts than these."""
LOOKED_AT = 200
"""So many texts tell how dates and numbers are written; a word may stand in one row of thousands."""
_DATES = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%Y/%m/%d")
_TIMES = ("", " %H:%M", " %H:%M:%S")
_ASKED = ("customer", "order", "product", "category", "subscription", "refund", "review")
"""The types that a file may be guessed to hold, the most likely first."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a column can be; one of a line is written lines.NAME."""

    name: str
    kind: Kind
    required: bool
    choices: Sequence[str] = ()
    """The only words that it can be."""

    @property
    def label(self) -> str:
        """What it is called."""
        return label_of(self.name)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: some of what stands in it, the field it seems to be, and how it would be read."""

    name: str
    samples: Sequence[str]
    field: str | None
    format: str | None
    """How its dates are written, where it holds dates."""
    values: Mapping[str, Mapping[str, str]]
    """By field: what its texts would stand for."""
    words: Sequence[str]
    """All the texts in it, where they are few enough to be told what each stands for."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen of a file."""

    type: str
    delimiter: str
    encoding: str
    decimal: str
    thousands: str | None
    """What stands between thousands, if anything."""
    columns: Sequence[Column]
    fields: Sequence[Field]
    as_before: bool = False
    """Whether the fields are those that were chosen for the file before with these columns."""

    @property
    def takes_own(self) -> bool:
        """Whether records of this type have values of the shop's own."""
        return "attributes" in TYPES[self.type].model_fields


def look(head: bytes, *, type_: str | None, language: str, whole: bool) -> Sight:
    """What the beginning of a CSV shows; `whole`: it is all of the file. Raises `BadFile` where no header can be read."""
    text, encoding = _text(head, language, whole=whole)
    delimiter = _delimiter(text)
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
    if not rows or not any(name.strip() for name in rows[0]):
        said = say("the file begins with no line of column names")
        raise BadFile(said, [Fault("/file", "header", said)])
    if was_refused(rows[0]):
        rows = [[as_it_was(cell) for cell in row] for row in rows]
    header, body = rows[0], [row for row in rows[1:] if len(row) == len(rows[0])]
    kept = type_ or max(_ASKED, key=lambda one: sum(field is not None for field in _matched(header, one)))
    matched = _matched(header, kept)
    columns = [
        _column(name, [row[at].strip() for row in body if not is_empty(row[at])], matched[at])
        for at, name in enumerate(header)
    ]
    fields = fields_of(kept)
    numeric = {one.name for one in fields if one.kind == "number"}
    of_numbers = [at for at, name in enumerate(matched) if name in numeric]
    decimal, thousands = _marks(body[:LOOKED_AT], of_numbers)
    return Sight(kept, delimiter, encoding, decimal, thousands, columns, fields)


def fields_of(type_: str) -> list[Field]:
    """The fields that a row of a file can give a record of this type."""
    model = TYPES[type_]
    fields = [_field(name, model) for name in model.model_fields if name not in ("deleted", "attributes", "properties")]
    found = [field for field in fields if field is not None]
    if type_ in ("order", "cart", "refund"):
        line = RefundLine if type_ == "refund" else OrderLine
        lines = [_field(name, line) for name in line.model_fields if name != "options"]
        found += [Field(f"{OF_LINE}{one.name}", one.kind, required=False) for one in lines if one is not None]
    return found


def _field(name: str, model: type[BaseModel]) -> Field | None:
    info = model.model_fields[name]
    kinds = kinds_of(model, name)
    kind: Kind = "text"
    if is_decimal(model, name):
        kind = "number"
    elif datetime in kinds:
        kind = "instant"
    elif date in kinds:
        kind = "date"
    elif bool in kinds:
        kind = "boolean"
    elif "list" in str(info.annotation):
        if _holds_models(info.annotation):
            return None
        kind = "list"
    choices = get_args(info.annotation) if get_origin(info.annotation) is Literal else ()
    return Field(name, kind, info.is_required(), choices)


def _holds_models(annotation: object) -> bool:
    if isinstance(annotation, type) and (issubclass(annotation, BaseModel) or annotation is dict):
        return True
    return any(
        _holds_models(inner) for inner in (*get_args(annotation), getattr(annotation, "__origin__", None)) if inner
    )


def _matched(header: Sequence[str], type_: str) -> list[str | None]:
    """The field that each column seems to be; none is given twice, the nearer name wins."""
    found: list[str | None] = [None] * len(header)
    nearer: list[Callable[[str], Collection[str]]] = [
        names_shown,
        lambda field: {plain(field)},
        lambda field: names_of(type_, field),
        lambda field: names_shown(field.removeprefix(OF_LINE)),
    ]
    for names_by in nearer:
        for field in fields_of(type_):
            if field.name in found:
                continue
            names = names_by(field.name)
            at = next((n for n, name in enumerate(header) if found[n] is None and plain(name) in names), None)
            if at is not None:
                found[at] = field.name
    return found


def _column(name: str, texts: Sequence[str], field: str | None) -> Column:
    distinct = list(dict.fromkeys(texts))
    values = {one: said for one in ("status", "gender") if (said := values_of(one, set(distinct)))}
    words = distinct if len(distinct) <= WORDS else []
    return Column(name, distinct[:SAMPLES], field, _format(distinct[:LOOKED_AT]), values, words)


def _format(texts: Sequence[str]) -> str | None:
    """How the dates of a column are written: as most of them are, for a few are mistyped in every file.

    None where fewer than half can be read as dates, which leaves those that are written as in JSON.
    """
    counted = {day + time: sum(_reads(text.strip(), day + time) for text in texts) for day in _DATES for time in _TIMES}
    best = max(counted, key=lambda format: counted[format])
    return best if counted[best] * 2 > len(texts) else None


def _reads(text: str, format: str) -> bool:
    try:
        datetime.strptime(text, format)  # noqa: DTZ007 - only whether it is written so
    except ValueError:
        return False
    return True


def _text(head: bytes, language: str, *, whole: bool) -> tuple[str, str]:
    """The text and what it is written in; of a file that goes on, its whole lines."""
    if marked(head) == UTF_16:
        text = head.decode(UTF_16, "replace")
        return text if whole else text[: text.rfind("\n") + 1], UTF_16
    head = head if whole else head[: head.rfind(b"\n") + 1]
    try:
        return head.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        encoding = likeliest(head, language)
        return head.decode(encoding, "replace"), encoding


def _delimiter(text: str) -> str:
    """What stands most often in the header outside of quotes."""
    header = re.sub(r'"[^"]*"', "", text.lstrip().split("\n", 1)[0])
    counted = Counter({one: header.count(one) for one in DELIMITERS})
    return counted.most_common(1)[0][0]


_NUMBER = re.compile(
    r"-?\d{1,3}(?:(?P<between>[ \u00a0\u202f\u2009'’.,])\d{3})(?:(?P=between)\d{3})*(?P<rest>[.,]\d{1,4})?"
)
_FRACTION = re.compile(r"-?\d+(?P<mark>[.,])\d{1,4}")


def _marks(body: Sequence[Sequence[str]], of_numbers: Sequence[int]) -> tuple[str, str | None]:
    """What stands before decimals, and what between thousands.

    "1.234" may be either: in a column of numbers it goes by what the others say that can be one thing alone. `of_numbers`:
    the columns of numbers, without which nothing but a space is taken for what parts thousands.
    """
    decimals, between = Counter[str](), Counter[str]()
    either = Counter[str]()
    for row in body:
        for at, text in enumerate(row):
            cell = text.strip()
            found = _NUMBER.fullmatch(cell)
            mark, rest = (found["between"], found["rest"]) if found else (None, None)
            if mark in (".", ",") and rest is None and cell.count(mark) == 1:
                either[mark] += 1
            elif mark is not None and mark != (rest or "")[:1]:
                between[SPACE if mark in SPACES else mark] += mark not in ".," or at in of_numbers
                decimals[rest[0] if rest else ""] += 1
            elif fraction := _FRACTION.fullmatch(cell):
                decimals[fraction["mark"]] += 1
    commas, points = (decimals[mark] or (0 if decimals[other] else either[mark]) for mark, other in (",.", ".,"))
    decimal = "," if commas > points else "."
    if of_numbers and decimals[decimal]:
        other = "." if decimal == "," else ","
        between[other] += either[other]
    common = [mark for mark, times in between.most_common() if times and mark != decimal]
    return decimal, common[0] if common else None
