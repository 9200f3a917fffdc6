"""The reference's askers in the form that the Python compiler takes subjects in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from regulars.facts.attributes import Declaration
from regulars.facts.fields import ROWS
from regulars.facts.vocabulary import vocabulary
from regulars.rules.calendar import Calendar
from regulars.rules.evaluate import Subject
from regulars.rules.vocabulary import Type, Vocabulary

from .reference import Asker, Row
from .scenes import SCENES
from .shops import DECLARED

DECLARATIONS = tuple(
    Declaration(one.path.split(".")[0], one.name, Type(one.type), one.path, "", one.default, one.history)  # type: ignore[arg-type]
    for one in DECLARED
)
VOCABULARIES = {
    scene.currency: vocabulary(DECLARATIONS, calendar=Calendar(ZoneInfo("UTC")), currency=scene.currency)
    for scene in SCENES
}
"""By base currency, everything the shop has, with the attributes that generated shops declare."""
ROW_TIMES = {rows.name: rows.time for rows in ROWS}


def subject_of(asker: Asker, vocabulary: Vocabulary) -> Subject:
    """What an asker reads and has, as the compiler takes it."""
    calendar = Calendar(asker.clock.zone, asker.clock.leap_day)  # type: ignore[arg-type]
    rows = {name: [row_of(row, vocabulary) for row in rows] for name, rows in asker.rows.items()}
    return Subject(asker.now, calendar, grouped(asker.values, asker.since, vocabulary), rows)


def grouped(
    values: Mapping[str, Any], since: Mapping[str, datetime], vocabulary: Vocabulary
) -> dict[str, dict[str, Any]]:
    """Values by subject and name."""
    found: dict[str, dict[str, Any]] = {}
    for path, value in values.items():
        subject, name = path.split(".", 1)
        found.setdefault(subject, {})[name] = held_as(vocabulary, path, value)
    for path, at in since.items():
        subject, name = path.split(".", 1)
        found.setdefault(subject, {}).setdefault("_since", {})[name] = at
    return found


def row_of(row: Row, vocabulary: Vocabulary) -> dict[str, Any]:
    """A row with what it lies in, points to and holds."""
    found = grouped(row.values, row.since, vocabulary).get(row.kind, {})
    found |= {"_key": row.key, "_position": row.position}
    if time := ROW_TIMES[row.kind]:
        found[time] = row.time
    found["_product"] = grouped(row.product, {}, vocabulary).get("product", {})
    if row.inside is not None:
        found["_inside"] = row_of(row.inside, vocabulary)
    if row.kind in {"order", "cart"}:
        found["_lines"] = [row_of(line, vocabulary) for line in row.lines]
    return found


def held_as(vocabulary: Vocabulary, path: str, value: Any) -> Any:
    """A value of the reference in the form the vocabulary says its type is held in."""
    if not isinstance(value, Fraction):
        return value
    field = vocabulary.fields[path]
    places = vocabulary.places_of(field) if field.type is Type.MONEY else 4
    units = value * 10**places
    assert units.denominator == 1, (field.path, value)
    return units.numerator if field.type is Type.MONEY else Decimal(units.numerator).scaleb(-places)
