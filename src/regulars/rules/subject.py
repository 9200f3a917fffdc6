"""What a condition is asked of in Python: one subject with its rows, at one instant.

Values are in the forms of `vocabulary.Type`; missing is `None`, and a key that
isn't there is missing too. Rows that lie after the instant may be there; the
compiled condition passes over them. What follows the instant in other ways (an
order's status, refunds, segments) is already as of `now`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .calendar import EARLIEST, Calendar
from .vocabulary import Field, Rows

Row = Mapping[str, Any]
"""The row's own fields by name, and: `_key` its external id, `_position` its place among its like (int),
`_inside` the row it lies in, `_product` the product it points to (None or empty when the catalogue doesn't
know it), `_lines` the lines of an order or cart, `_since` when each field with history got its value."""

NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Subject:
    """One customer, cart, order, line or event, with all that can be read of it.

    `values`: the fields by subject and name ("customer", and "cart", "order",
    "line", "product", "event" where there is one), with `_since` as in a row.
    `rows`: by the name of rows, also "line".
    """

    now: datetime
    calendar: Calendar
    values: Mapping[str, Mapping[str, Any]]
    rows: Mapping[str, Sequence[Row]]


Getter = Callable[[Subject, Row], Mapping[str, Any]]
"""Where to find the fields of a subject, given the row whose `where` is asked (empty outside of any)."""


def holder(field: Field, within: Rows | None) -> Getter:
    """Where a field is read: in the `where` of rows first in the row, in what it lies in, in its product."""
    name = field.subject
    if within is not None:
        if name == within.name:
            return lambda subject, row: row
        if name == within.inside:
            return lambda subject, row: row.get("_inside") or NOTHING
        if name == "product":
            return lambda subject, row: row.get("_product") or NOTHING
    return lambda subject, row: subject.values.get(name) or NOTHING


def lines_of(within: Rows | None) -> Callable[[Subject, Row], Sequence[Row]]:
    """Where `line` rows are found: in the row whose `where` is asked, else on the subject."""
    if within is None:
        return lambda subject, row: subject.rows.get("line", ())
    return lambda subject, row: row.get("_lines") or ()


def order_of(rows: Rows) -> Callable[[Row], tuple[Any, ...]]:
    """The order of `first` and `last`: own time, external id, position; rows without a time come before all."""
    time = rows.time
    if time is None:
        return lambda row: (row.get("_key") or "", row.get("_position") or 0)

    def key(row: Row) -> tuple[Any, ...]:
        at = row.get(time)
        return (at is not None, at or EARLIEST, row.get("_key") or "", row.get("_position") or 0)

    return key
