"""The vocabulary of an installation: the shop's fields, those the slices add, and declared attributes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from regulars.core.currencies import PLACES
from regulars.rules.calendar import Calendar
from regulars.rules.vocabulary import Field, Rows, Type, Vocabulary

from .attributes import NUMBER_PLACES, Declaration, fitted
from .columns import instant_of
from .fields import FIELDS, ROWS


def vocabulary(
    declarations: Iterable[Declaration],
    *,
    calendar: Calendar,
    currency: str,
    fields: Iterable[Field] = (),
    rows: Iterable[Rows] = (),
) -> Vocabulary:
    """Everything that can be asked about; `fields` and `rows` are the slices'."""
    places = PLACES[currency]
    declared = [_declared(declaration, places, calendar) for declaration in declarations]
    return Vocabulary.of([*FIELDS, *fields, *declared], [*ROWS, *rows], currency=currency, currency_places=places)


def _declared(declaration: Declaration, places: int, calendar: Calendar) -> Field:
    """A declared attribute's field, its default in the form values of its type have."""
    default = fitted(declaration.default, declaration.type, places, calendar)
    return replace(declaration.field(), default=_as_value(default, declaration.type))


def _as_value(kept: Any, type: Type) -> Any:
    """A value as columns keep it, in the form of `vocabulary.Type`."""
    if kept is None:
        return None
    match type:
        case Type.NUMBER:
            return Decimal(kept).scaleb(-NUMBER_PLACES)
        case Type.INSTANT:
            return instant_of(kept)
        case Type.SET:
            return frozenset(kept)
    return kept
