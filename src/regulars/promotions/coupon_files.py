"""Codes as a file names them: those that are exported here, and lists of other systems."""

from __future__ import annotations

from regulars.core import spreadsheets
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say

_HEADERS = ("code", "codes", "coupon", "coupon code", "kod", "kod kuponu", "kupon", "код", "код купона", "купон")
"""What the column of codes may be called."""


def codes_in(text: str) -> list[str]:
    """The codes of a CSV, by its column that is called so, else its first; raises `Invalid` where there are none."""
    rows = spreadsheets.rows(text)
    heads = [head.strip().lower() for head in rows[0]] if rows else []
    column = next((heads.index(name) for name in _HEADERS if name in heads), None)
    rows, column = (rows, 0) if column is None else (rows[1:], column)
    codes = [code for row in rows if len(row) > column and (code := spreadsheets.meant(row[column]))]
    if not codes:
        told = say("there is no code in this file: put the codes into its first column, or one called code")
        raise Invalid(told, [Fault("", "empty", told)])
    return codes
