"""Telling what is wrong in a file of rows as whoever made the file knows it: by column, cell and line.

Faults are found in documents, by JSON pointers. Here they become the column
that the mapping names, the value that stands there, and advice on a file of
rows, worded by `advice.py`: how its decimals are written, what stands for a status.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Cells
from typing import Any

from regulars.core.errors import Fault
from regulars.core.sentences import say

from .advice import LONGEST_SHOWN, Advice
from .mapping import Cell, Mapping
from .rejects import Reject

_DECIMALS = {
    "amount": say("an amount is a number such as 12.34, not negative"),
    "price": say("a price is a number such as 1.2345, not negative, with at most 4 decimals"),
    "quantity": say("a quantity is a number such as 1.5, not negative, with at most 4 decimals"),
    "stars": say("stars are a number such as 4.5, not negative, with at most 4 decimals"),
    "rate": say("a rate is a number such as 1.0825, above zero, with at most 9 decimals"),
}
_WRITTEN = re.compile(
    r"(\d+|\d{1,3}(?:([ '.,\u00a0\u202f])\d{3})(?:\2\d{3})*)"  # the whole, with what stands between its thousands
    r"(?:([.,])(\d+))?"  # the decimals, with what stands before them
)


def located(
    fault: Fault, field: str, cell: Cell | None, *, line: int, row: Cells[str, Any], mapping: Mapping, advice: Advice
) -> Reject:
    """A fault of a field of a row, which the mapping reads from this cell."""
    if cell is None:
        detail = advice.no_column(fault.detail) if fault.code == "missing" else fault.detail
        return Reject(line, advice.place(field), fault.code, detail)
    if cell.column is None:
        return Reject(line, advice.place(field), fault.code, advice.constant(cell.constant, fault.detail))
    value = row.get(cell.column)
    if value is None or (isinstance(value, str) and not value.strip()):
        return Reject(line, cell.column, fault.code, say("the cell is empty: {detail}", detail=fault.detail))
    detail = _advised(fault, value, cell, mapping, advice)
    reason = detail if repr(value) in detail else say("{cell}: {detail}", cell=shown(value), detail=detail)
    return Reject(line, cell.column, fault.code, reason)


def shown(value: Any) -> str:
    """A cell's value for a person to recognise."""
    text = str(value)
    return repr(text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…")


def is_utf8(encoding: str) -> bool:
    """Whether that is how a file says that it is written."""
    return encoding.lower().replace("_", "-") in {"utf-8", "utf8"}


def _advised(fault: Fault, value: Any, cell: Cell, mapping: Mapping, advice: Advice) -> str:
    """What to do about a cell, in a file of rows."""
    if fault.code in _DECIMALS:
        return _number_advice(str(value).strip(), mapping, advice) or _DECIMALS[fault.code]
    match fault.code:
        case "decimals":
            return advice.decimals(fault.detail)
        case "instant" | "date" if cell.format is None:
            return advice.moment(timed=fault.code == "instant")
        case "list_type":
            return advice.no_list(fault.detail)
        case "boolean":
            return advice.no_truth(fault.detail)
        case "literal_error":
            return advice.word(str(value).strip(), fault.detail)
    return fault.detail


def _number_advice(text: str, mapping: Mapping, advice: Advice) -> str | None:
    """How a number that is written in another way is to be written, or to be read; None for what is none."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    whole, between, point, decimals = found.groups()
    if (point is None and between is None) or point == between:
        return None
    if between is None and len(decimals) == 3:
        return advice.either_number(whole, decimals, point, mapping)
    plain = whole.replace(between, "") if between else whole
    return advice.number(plain, decimals, point=point, between=between, mapping=mapping)
