"""What a condition may ask about: fields, and the rows a subject has many of.

Values are declared, not discovered: a field has a path, a type and the words a
person sees. What can be asked grows by declaring fields and rows here or in a
slice's `fields.py`, never by new kinds of nodes in the language.

A path is `subject.name`. The subject is `customer`, `cart`, `order`, `line`,
`event`, `product`, or the name of rows. Custom attributes and event properties
have the name `attributes.NAME` and `properties.NAME`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any


class Type(StrEnum):
    """The types of the language, and how their values are held.

    In Python: text `str` as written, number `Decimal`, money `int` in units of
    10^-places of the base currency, date `date`, instant aware UTC `datetime`,
    boolean `bool`, set `frozenset[str]` as written. Missing is `None`
    everywhere, never `""` or an empty set.
    """

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    INSTANT = "instant"
    BOOLEAN = "boolean"
    SET = "set"


@dataclass(frozen=True, slots=True)
class Field:
    """One value that can be asked for.

    `places`: for money the decimal places it is kept with, None meaning those
    of the base currency; for numbers the most decimals a value can have.
    `choices`: the only values there are, already folded.
    `history`: `held` may be asked of it.
    `format`: of what the UI offers values ("country", "category", "segment", "sku", …); a declared attribute's is its path.
    `checked`: literals must name something that exists ("segment", "group",
    "category", "list", "promotion").
    `subject_only`: only the subject asked about has it, not rows of that name
    ("cart.weight": carts as rows don't know it).
    `bounds`: the least and the most that it can be, of numbers that have such.
    `daily`: set anew for everybody as a local day begins, and the same all day.
    """

    path: str
    type: Type
    label: str
    description: str
    source: str = "the shop's records"
    places: int | None = None
    choices: tuple[str, ...] = ()
    history: bool = False
    format: str | None = None
    checked: str | None = None
    default: Any = None
    subject_only: bool = False
    daily: bool = False
    bounds: tuple[int, int] | None = None

    @property
    def subject(self) -> str:
        return self.path.split(".", 1)[0]

    @property
    def name(self) -> str:
        return self.path.split(".", 1)[1]


@dataclass(frozen=True, slots=True)
class Rows:
    """What a customer (or a cart or order) has many of.

    `time`: the field that is the rows' own time, or None; that of a line is when its order was placed, its cart last
    changed.
    `inside`: the rows they lie in, whose fields a `where` may read ("order" for
    order lines and refunds, "cart" for cart lines).
    `product`: whether `product.*` can be read of a row.
    `lines`: whether `line` can be aggregated inside `where` of these rows.
    """

    name: str
    label: str
    plural: str
    time: str | None
    inside: str | None = None
    product: bool = False
    lines: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """All fields and rows of an installation, and what their values are measured in."""

    fields: Mapping[str, Field]
    rows: Mapping[str, Rows]
    currency: str = "USD"
    currency_places: int = 2

    @classmethod
    def of(
        cls, fields: Iterable[Field], rows: Iterable[Rows], *, currency: str = "USD", currency_places: int = 2
    ) -> Vocabulary:
        """A vocabulary of these, refusing two fields or rows of one name."""
        by_path: dict[str, Field] = {}
        for field in fields:
            assert field.path not in by_path, f"{field.path} is declared twice"
            by_path[field.path] = field
        by_name: dict[str, Rows] = {}
        for row in rows:
            assert row.name not in by_name, f"{row.name} is declared twice"
            by_name[row.name] = row
        return cls(by_path, by_name, currency, currency_places)

    def places_of(self, field: Field) -> int:
        """The decimal places of a money field."""
        return self.currency_places if field.places is None else field.places

    @cached_property
    def subjects(self) -> Mapping[str, tuple[Field, ...]]:
        """The fields of each subject, in the order of their declaration."""
        found: dict[str, list[Field]] = {}
        for field in self.fields.values():
            found.setdefault(field.subject, []).append(field)
        return {subject: tuple(fields) for subject, fields in found.items()}
