"""Telling what is wrong in a file of rows as whoever made the file knows it: by column, cell and line.

Faults are found in documents, by JSON pointers. Here they become the column
that the mapping names, the value that stands there, and advice on a file of
rows: how its decimals are written, what stands for a status.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping as Cells
from typing import Any

from regulars.core.errors import Fault
from regulars.core.sentences import both, say

from .mapping import Cell, Mapping
from .rejects import Reject

LONGEST_SHOWN = 60

_DECIMALS = {
    "amount": say("an amount is a number such as 12.34, not negative"),
    "price": say("a price is a number such as 1.2345, not negative, with at most 4 decimals"),
    "quantity": say("a quantity is a number such as 1.5, not negative, with at most 4 decimals"),
    "stars": say("stars are a number such as 4.5, not negative, with at most 4 decimals"),
    "rate": say("a rate is a number such as 1.0825, above zero, with at most 9 decimals"),
}
_MOMENTS = {
    "instant": say(
        'write it as 2026-03-01T10:00:00Z, or say in the mapping how it is written: format = "%d.%m.%Y %H:%M"'
    ),
    "date": say('write it as 2026-03-01, or say in the mapping how it is written: format = "%d.%m.%Y"'),
}
_WRITTEN = re.compile(
    r"(\d+|\d{1,3}(?:([ '.,\u00a0\u202f])\d{3})(?:\2\d{3})*)"  # the whole, with what stands between its thousands
    r"(?:([.,])(\d+))?"  # the decimals, with what stands before them
)


def located(fault: Fault, name: str, cell: Cell | None, *, line: int, row: Cells[str, Any], mapping: Mapping) -> Reject:
    """A fault of the field `name` of a row, which the mapping reads from this cell."""
    if cell is None:
        lacking = say("{detail}; the mapping names no column for it", detail=fault.detail)
        return Reject(line, name, fault.code, lacking if fault.code == "missing" else fault.detail)
    if cell.column is None:
        return Reject(
            line,
            name,
            fault.code,
            say("the mapping says {constant!r}: {detail}", constant=cell.constant, detail=fault.detail),
        )
    value = row.get(cell.column)
    if value is None or (isinstance(value, str) and not value.strip()):
        return Reject(line, cell.column, fault.code, say("the cell is empty: {detail}", detail=fault.detail))
    detail = _advice(fault, value, cell, mapping)
    reason = detail if repr(value) in detail else say("{cell}: {detail}", cell=shown(value), detail=detail)
    return Reject(line, cell.column, fault.code, reason)


def shown(value: Any) -> str:
    """A cell's value for a person to recognise."""
    text = str(value)
    return repr(text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…")


def encoding_advice(encoding: str) -> str:
    """What to do about bytes that the encoding doesn't have."""
    if encoding.lower().replace("_", "-") in {"utf-8", "utf8"}:
        return say(
            'in Excel save it as "CSV UTF-8", or say in the mapping how it is written, such as encoding = "cp1250"'
        )
    return say("if the whole file is not, name its encoding in the mapping")


def _advice(fault: Fault, value: Any, cell: Cell, mapping: Mapping) -> str:
    """What to do about a cell, in a file of rows."""
    if fault.code == "decimals":
        return say("{detail}; round them in the file, or let the mapping do it with `places`", detail=fault.detail)
    if fault.code in _DECIMALS:
        return _number_advice(str(value).strip(), mapping) or _DECIMALS[fault.code]
    if fault.code in _MOMENTS and cell.format is None:
        return _MOMENTS[fault.code]
    if fault.code == "list_type":
        return say('this field is a list: say in the mapping what stands between its entries: split = ","')
    if fault.code == "literal_error":
        word = json.dumps(str(value).strip()[:LONGEST_SHOWN], ensure_ascii=False)
        return say(
            '{detail}; or say in the mapping which of them it stands for: values = {{{word} = "…"}}',
            detail=fault.detail,
            word=word,
        )
    return fault.detail


def _number_advice(text: str, mapping: Mapping) -> str | None:
    """How a number that is written in another way is to be written, or the mapping to be told; None for what is none."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    whole, between, point, decimals = found.groups()
    if (point is None and between is None) or point == between:
        return None
    if between is None and len(decimals) == 3:
        said = say('say in the mapping what {point} is: decimal = "{point}" or thousands = "{point}"', point=point)
        return say(
            "write {whole}{decimals} or {whole}.{decimals}, or {said}", whole=whole, decimals=decimals, said=said
        )
    plain = whole.replace(between, "") if between else whole
    says = [f'{name} = "{sign}"' for name, sign, known in (
        ("decimal", point, mapping.decimal), ("thousands", between, mapping.thousands)
    ) if sign and sign != known]  # fmt: skip
    number = f"{plain}.{decimals}" if decimals else plain
    if not says:
        return say("write {number}", number=number)
    return say("write {number}, or in the mapping {says}", number=number, says=both(says))
