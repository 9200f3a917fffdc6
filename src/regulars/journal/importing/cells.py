"""What becomes of a cell: JSON values out of a CSV's texts or a Parquet file's values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from types import UnionType
from typing import Any, Union, get_args, get_origin
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from regulars.core.errors import Fault
from regulars.core.sentences import say, word
from regulars.journal.records import ORDER_TOTALS

from .mapping import Cell, Cells
from .mapping import Mapping as FileMapping

_TRUE = frozenset({"true", "yes", "y", "1", "t"})
_FALSE = frozenset({"false", "no", "n", "0", "f"})

SPACE, SPACES = " ", " \u00a0\u202f\u2009"
"""What programs write between thousands where people write a space: without a break, and narrow."""
_AS_SPACE = str.maketrans(dict.fromkeys(SPACES, SPACE))

Row = Mapping[str, Any]


class BadCell(Exception):
    """A cell that can't be read as its field asks."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class Reader:
    """Reads the fields of one model off rows, by a mapping's cells."""

    def __init__(self, cells: Cells, model: type[BaseModel], mapping: FileMapping) -> None:
        self._fields = [
            (name.split(".", 1), cell, _reading(name, cell, model, mapping)) for name, cell in cells.items()
        ]
        self._decimals = {cell.column for name, cell in cells.items() if is_decimal(model, name)}

    def read(self, row: Row, above: str, faults: list[Fault]) -> dict[str, Any]:
        """The document of a row without what is missing; what can't be read is added to the faults."""
        document: dict[str, Any] = {}
        for path, cell, reading in self._fields:
            value = cell.constant if cell.column is None else row.get(cell.column)
            if is_empty(value):
                continue
            try:
                value = reading(value)
            except BadCell as bad:
                faults.append(Fault(f"{above}/{'/'.join(path)}", bad.code, bad.detail))
                continue
            if len(path) == 1:
                document[path[0]] = value
            else:
                document.setdefault(path[0], {})[path[1]] = value
        return document

    def apart(self, row: Row, other: Row) -> Iterator[str]:
        """The columns in which two rows of one record say different things; an empty cell says nothing."""
        for _, cell, reading in self._fields:
            column = cell.column
            if column is None or row[column] == other[column] or is_empty(row[column]) or is_empty(other[column]):
                continue
            try:
                said, also = reading(row[column]), reading(other[column])
            except BadCell:
                yield column
            else:
                if said != also and not (column in self._decimals and _equal(said, also)):
                    yield column

    def filled(self, rows: Sequence[Row]) -> Row:
        """The first of the rows of one record, with what it leaves out and another says."""
        columns = {cell.column for _, cell, _ in self._fields if cell.column is not None}
        said = {
            column: next((row[column] for row in rows if not is_empty(row[column])), None)
            for column in columns
            if is_empty(rows[0][column])
        }
        return {**rows[0], **said} if said else rows[0]


def is_empty(value: Any) -> bool:
    """Whether a cell says nothing."""
    return value is None or value != value or (isinstance(value, str) and not value.strip())  # noqa: PLR0124 - NaN


def _equal(said: Any, also: Any) -> bool:
    """Whether two texts are the same number."""
    try:
        return Decimal(said) == Decimal(also)
    except InvalidOperation:
        return False


def _reading(name: str, cell: Cell, model: type[BaseModel], mapping: FileMapping) -> Callable[[Any], Any]:
    """How a field's cells are read."""
    wanted = kinds_of(model, name)
    decimal = is_decimal(model, name)
    is_exact = wanted == {str} and cell.values is None and cell.split is None

    def read(value: Any) -> Any:
        if isinstance(value, str) and not is_exact:
            value = value.strip()
        if cell.values is not None:
            value = cell.values.get(str(value), cell.otherwise if cell.otherwise is not None else value)
        if cell.split is not None:
            return [part.strip() for part in str(value).split(cell.split) if part.strip()]
        if cell.places is not None:
            return _rounded(_plain_number(value, mapping), cell.places)
        if cell.format is not None or isinstance(value, datetime | date):
            return _moment(value, cell, timed=datetime in wanted or (not wanted and isinstance(value, datetime)))
        if wanted == {bool} or cell.as_ == "boolean":
            return _boolean(value)
        if cell.as_ == "number":
            return _number(_plain_number(value, mapping))
        if isinstance(value, Decimal):
            return format(value, "f")
        if isinstance(value, str) and decimal:
            return _plain_number(value, mapping)
        return str(value) if cell.as_ == "text" else value

    if not is_exact or cell.places is not None or cell.format is not None:
        return read
    point = mapping.decimal == "." and mapping.thousands is None
    if decimal and point:
        return lambda value: value.strip() if type(value) is str else read(value)
    return read if decimal else lambda value: value if type(value) is str else read(value)


def kinds_of(model: type[BaseModel], name: str) -> set[type]:
    """The Python types that a field may have, without None."""
    field = model.model_fields.get(name)
    if field is None:
        return set()
    annotation = field.annotation
    members = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    kinds = set()
    for member in members:
        while hasattr(member, "__metadata__"):
            member = get_args(member)[0]
        if member is not type(None) and isinstance(member, type):
            kinds.add(member)
    return kinds


_TOTALS = {*ORDER_TOTALS, "amount", "row_total"}
_DECIMALS = frozenset(_TOTALS | {"price", "cost", "rate", "quantity", "rating"})


def is_decimal(model: type[BaseModel], name: str) -> bool:
    """Whether a field is a number kept as decimal text."""
    return name in _DECIMALS and name in model.model_fields


def _plain_number(value: Any, mapping: FileMapping) -> str:
    """A number's text with a point before its decimals and nothing between its thousands."""
    if not isinstance(value, str):
        return (
            format(value, "f")
            if isinstance(value, Decimal)
            else repr(value)
            if isinstance(value, float)
            else str(value)
        )
    text = value.strip()
    if mapping.thousands in (*SPACES,):
        mapping = mapping.model_copy(update={"thousands": SPACE})
        text = text.translate(_AS_SPACE)
    if mapping.thousands and mapping.thousands in text:
        whole = text.split(mapping.decimal, 1)[0].split(mapping.thousands)
        if any(len(part) != 3 for part in whole[1:]):
            raise BadCell(
                "thousands",
                say("{value!r} has {thousands!r} where no thousands end", value=value, thousands=mapping.thousands),
            )
        text = text.replace(mapping.thousands, "")
    return text.replace(mapping.decimal, ".") if mapping.decimal != "." else text


def _rounded(text: str, places: int) -> str:
    try:
        return format(Decimal(text).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), "f")
    except InvalidOperation:
        raise BadCell("number", say("{text!r} is no number", text=text)) from None


def _number(text: str) -> int | float:
    try:
        number = Decimal(text)
        if not number.is_finite():
            raise InvalidOperation
    except InvalidOperation:
        raise BadCell("number", say("{text!r} is no number", text=text)) from None
    return int(number) if number == number.to_integral_value() else float(number)


_DIRECTIVES = {"%Y": "year", "%y": "year", "%m": "month", "%d": "day", "%H": "hour", "%M": "minute", "%S": "second"}


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = str(value).strip().casefold()
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise BadCell("boolean", say("{value!r} is neither yes nor no", value=value))


def _moment(value: str | date, cell: Cell, *, timed: bool) -> str:
    """An instant or date as JSON has it; a field that is an instant takes a date as its local midnight."""
    if isinstance(value, str):
        assert cell.format is not None
        written = value
        try:
            value = datetime.strptime(written, cell.format)  # noqa: DTZ007 - the zone comes next
        except ValueError:
            raise BadCell("instant", _unreadable(written, cell.format)) from None
    if not timed:
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if value.tzinfo is None and cell.zone is not None:
        value = value.replace(tzinfo=ZoneInfo(cell.zone))
    return value.isoformat()


def _unreadable(text: str, format: str) -> str:
    """Why an instant or date can't be read, to somebody who never saw a format."""
    shape = re.escape(format)
    for directive, digits in (("%Y", "4"), ("%y", "2"), *((f"%{letter}", "1,2") for letter in "mdHMS")):
        shape = shape.replace(re.escape(directive), rf"\d{{{digits}}}")
    if re.fullmatch(shape, text):
        return say("there is no such day or time as {text!r}", text=text)
    return say("{text!r} is not written as {words}", text=text, words=_in_words(format))


def _in_words(format: str) -> str:
    """A format with words in place of its directives: year-month-day."""
    template, words = format.replace("{", "{{").replace("}", "}}"), {}
    for n, (directive, meant) in enumerate(_DIRECTIVES.items()):
        template = template.replace(directive, f"{{part_{n}}}")
        words[f"part_{n}"] = word(meant)
    return say(template, **words)
