"""Declared attributes: what a shop says of its customers, products and events besides what everybody has.

A declaration turns a name in a record's `attributes` (an event's `properties`)
into a typed column that conditions can ask about. A value that doesn't fit the
type is missing; what is missing reads as the default, where there is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal, Self

from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say, word
from regulars.rules.calendar import Calendar
from regulars.rules.vocabulary import Field, Type

from .columns import micros
from .values import Folds, exact, members, text

Subject = Literal["customer", "product", "event"]
SUBJECTS: tuple[Subject, ...] = ("customer", "product", "event")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,62}")
NUMBER_PLACES = 4
COLUMN_TYPES: dict[Type, str] = {
    Type.TEXT: "VARCHAR",
    Type.NUMBER: "DECIMAL(18,4)",
    Type.MONEY: "BIGINT",
    Type.DATE: "DATE",
    Type.INSTANT: "TIMESTAMP",
    Type.BOOLEAN: "BOOLEAN",
    Type.SET: "VARCHAR[]",
}


class BadDeclaration(Invalid):
    """The attribute can't be declared like this."""

    code = "attribute.invalid"


def holder_of(subject: Subject) -> str:
    """Where records have what is declared of a subject."""
    return "properties" if subject == "event" else "attributes"


def path_of(subject: Subject, name: str) -> str:
    """What conditions call an attribute, declared or not."""
    return f"{subject}.{holder_of(subject)}.{name}"


@dataclass(frozen=True, slots=True)
class Declaration:
    """One attribute of customers or products, or one property of events.

    `default` is JSON as a record would send it. `history`: `held` may be asked
    of it; kept for customers only.
    """

    subject: Subject
    name: str
    type: Type
    label: str
    description: str = ""
    default: Any = None
    history: bool = False

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Self:
        """A declaration from its JSON."""
        return cls(**{**document, "type": Type(document["type"])})

    def document(self) -> dict[str, Any]:
        """Its JSON."""
        return asdict(self)

    @property
    def holder(self) -> str:
        return holder_of(self.subject)

    @property
    def column(self) -> str:
        return f"{self.holder}.{self.name}"

    @property
    def folds(self) -> bool:
        """Whether a folded column stands beside it."""
        return self.type in (Type.TEXT, Type.SET)

    @property
    def columns(self) -> dict[str, str]:
        """The columns it is kept in, with their types."""
        kind = COLUMN_TYPES[self.type]
        found = {self.column: kind}
        if self.folds:
            found[f"{self.column}_folded"] = kind
        if self.history:
            found[f"{self.column}_since"] = "TIMESTAMP"
        return found

    def field(self) -> Field:
        """Its place in the vocabulary."""
        path = path_of(self.subject, self.name)
        return Field(
            path,
            self.type,
            self.label,
            self.description,
            source="declared attribute",
            places=NUMBER_PLACES if self.type is Type.NUMBER else None,
            history=self.history,
            format=path if self.folds else None,
            default=self.default,
        )

    def reads_as(self, other: Declaration) -> bool:
        """Whether records give the same by both; what it is called doesn't matter for that."""
        return (self.type, self.default, self.history) == (other.type, other.default, other.history)

    def check(self, currency_places: int, calendar: Calendar) -> None:
        """Refuse what could not be kept or asked about, with every fault."""
        faults = []
        if self.subject not in SUBJECTS:
            faults.append(
                Fault("/subject", "subject.unknown", say("write one of {subjects}", subjects=", ".join(SUBJECTS)))
            )
        if not NAME.fullmatch(self.name):
            faults.append(
                Fault("/name", "name.letters", say("use letters, digits, _ and -, at most 63, a letter first"))
            )
        if self.history and self.subject != "customer":
            faults.append(
                Fault("/history", "history.customer_only", say("only a customer's attribute can have a history"))
            )
        if self.default is not None and fitted(self.default, self.type, currency_places, calendar) is None:
            faults.append(Fault("/default", "default.type", say("this is no {type}", type=word(self.type.value))))
        if faults:
            raise BadDeclaration(say("the attribute {name!r} can't be declared so", name=self.name), faults)


def fitted(value: Any, type: Type, currency_places: int, calendar: Calendar) -> Any:
    """A JSON value in the form its column is written in, or None when it doesn't fit the type."""
    match type, value:
        case Type.TEXT, str():
            return text(value)
        case Type.BOOLEAN, bool():
            return value
        case ((Type.NUMBER | Type.MONEY), _):
            return exact(value, NUMBER_PLACES if type is Type.NUMBER else currency_places)
        case Type.DATE, str():
            return _date(value)
        case Type.INSTANT, str():
            return _instant(value, calendar)
        case Type.SET, list() if all(isinstance(member, str) for member in value):
            return members(value)
    return None


def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if len(value) == len("2026-03-01") else None
    except ValueError:
        return None


def _instant(value: str, calendar: Calendar) -> int | None:
    """Without an offset it is local time; a bare date is none, and so is what lies outside the years 1 to 9999."""
    if len(value) <= len("2026-03-01"):
        return None
    try:
        instant = datetime.fromisoformat(value)
        return micros(instant.astimezone(UTC) if instant.tzinfo else calendar.to_utc(instant))
    except (ValueError, OverflowError):
        return None


class Attributes:
    """The declarations in force, and the columns they fill."""

    def __init__(self, currency_places: int, calendar: Calendar, folds: Folds) -> None:
        self._places, self._calendar, self._folds = currency_places, calendar, folds
        self._declared: dict[tuple[str, str], Declaration] = {}

    def add(self, declaration: Declaration) -> None:
        self._declared[declaration.subject, declaration.name] = declaration

    def forget(self, declaration: Declaration) -> None:
        self._declared.pop((declaration.subject, declaration.name), None)

    def remove(self, declaration: Declaration, before: Declaration | None) -> None:
        """Take a declaration back, for the one there was before it."""
        if before is None:
            self.forget(declaration)
        else:
            self.add(before)

    def get(self, subject: str, name: str) -> Declaration | None:
        return self._declared.get((subject, name))

    def of(self, subject: str) -> list[Declaration]:
        """The declarations of a subject, in the order they were made."""
        return [declaration for declaration in self._declared.values() if declaration.subject == subject]

    def __iter__(self) -> Iterator[Declaration]:
        return iter(self._declared.values())

    def value(self, declaration: Declaration, given: Iterable[Mapping[str, Any]]) -> tuple[Any, bool]:
        """The first fitting value of documents (a variant's, its parent's), else the default; and whether it was given."""
        for document in given:
            value = fitted(document.get(declaration.name), declaration.type, self._places, self._calendar)
            if value is not None:
                return value, True
        return fitted(declaration.default, declaration.type, self._places, self._calendar), False

    def columns(
        self, subject: str, given: Iterable[Mapping[str, Any]], since: Mapping[str, int] | None = None
    ) -> dict[str, Any]:
        """What the declared columns of a row hold, by the attributes it was given."""
        found: dict[str, Any] = {}
        documents = tuple(given)
        for declaration in self.of(subject):
            found |= self.columns_of(declaration, documents, since)
        return found

    def columns_of(
        self, declaration: Declaration, given: Iterable[Mapping[str, Any]], since: Mapping[str, int] | None = None
    ) -> dict[str, Any]:
        """What the columns of one declaration hold."""
        value, was_given = self.value(declaration, given)
        found = {declaration.column: value}
        if declaration.type is Type.TEXT:
            found[f"{declaration.column}_folded"] = self._folds[value]
        elif declaration.type is Type.SET:
            found[f"{declaration.column}_folded"] = members(self._folds[member] or "" for member in value or ())
        if declaration.history:
            found[f"{declaration.column}_since"] = (since or {}).get(declaration.name) if was_given else None
        return found
