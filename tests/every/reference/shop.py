"""The reference's shop: what was delivered, and the documents that are known after it.

Deliveries are raw JSON documents in the order of the journal. Nothing is kept
up to date here: every question looks through all of them, and only remembers
what it found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import wraps
from itertools import takewhile
from typing import Any

from .clock import Clock
from .language import Value, folded

Document = dict[str, Any]


@dataclass(frozen=True)
class Declared:
    """A custom attribute or event property: `path` as in the vocabulary, its type and default."""

    path: str
    type: str
    default: Any = None
    history: bool = False

    @property
    def name(self) -> str:
        return self.path.split(".", 2)[2]


@dataclass(frozen=True)
class Entry:
    """One delivery. `type` is a record's or "event"; `at` is its updated_at or occurred_at."""

    type: str
    document: Document

    @property
    def key(self) -> str:
        return str(self.document["id" if self.type == "event" else "external_id"])

    @property
    def at(self) -> datetime:
        return instant(self.document["occurred_at" if self.type == "event" else "updated_at"])


@dataclass(frozen=True)
class Stay:
    """A customer's stay in a segment: from an instant on, until just before another."""

    segment: str
    customer: int
    entered_at: datetime
    left_at: datetime | None = None

    def covers(self, now: datetime) -> bool:
        return self.entered_at <= now and (self.left_at is None or now < self.left_at)


@dataclass(frozen=True)
class Posting:
    """Points that the books gave a customer, or took; of another kind than the first where it is named."""

    key: str
    customer: int
    at: datetime
    kind: str
    points: int
    order: str | None = None
    reason: str | None = None
    points_kind: str | None = None


@dataclass(frozen=True)
class Told:
    """What became of a coupon: of a customer's, or of a code whosever it is."""

    at: datetime
    what: str
    customer: int | None = None
    checkout: str | None = None


@dataclass(frozen=True)
class Coupon:
    """A coupon, somebody's own or anybody's; `told` in the order of the journal."""

    id: int
    code: str
    promotion: int
    source: str
    owner: int | None
    ends_at: datetime | None
    most_uses: int | None
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Message:
    """A message that was sent to a customer, and when something first became of it."""

    id: int
    customer: int
    sent_at: datetime
    source: str
    source_id: str
    list: str | None
    marketing: bool
    told: tuple[tuple[str, datetime], ...] = ()


@dataclass(frozen=True)
class Promotion:
    """What a promotion says of its end, from an instant on; `ended`: somebody ended it."""

    id: int
    at: datetime
    ends_at: datetime | None
    ended: bool


def remembered(method: Callable[..., Any]) -> Any:
    """What a method found is found at once the next time; the deliveries never change."""

    @wraps(method)
    def found(self: Shop, *arguments: str) -> Any:
        known = self.memory.setdefault(method.__name__, {})
        if arguments not in known:
            known[arguments] = method(self, *arguments)
        return known[arguments]

    return found


@dataclass
class Shop:
    """A whole small shop. `stays` say who is in a segment at an instant, `stayed` what is told of it as rows."""

    entries: list[Entry]
    clock: Clock
    places: int = 2
    declared: tuple[Declared, ...] = ()
    stays: tuple[Stay, ...] = ()
    types: dict[str, str] = field(default_factory=dict)
    stayed: tuple[Stay, ...] = ()
    postings: tuple[Posting, ...] = ()
    coupons: tuple[Coupon, ...] = ()
    promotions: tuple[Promotion, ...] = ()
    messages: tuple[Message, ...] = ()
    memory: dict[str, dict[Any, Any]] = field(default_factory=dict, repr=False)

    @remembered
    def customers(self) -> dict[int, Document]:
        """Every customer there is with their document; a number each, by first mention. Guests have only an e-mail."""
        found: dict[int, Document] = {}
        for known, number in self.numbers().items():
            who, value = known
            if who == "email":
                found[number] = {"email": value, "guest": True}
            elif (document := self.known("customer", value)) is not None:
                found[number] = document | {"guest": False}
            elif not self.deliveries("customer", value):
                found[number] = {"external_id": value, "guest": False}
        return found

    @remembered
    def numbers(self) -> dict[tuple[str, str], int]:
        """A number for everyone mentioned, by the shop's id or else by e-mail."""
        numbers: dict[tuple[str, str], int] = {}
        for entry in self.entries:
            known = mentioned(entry)
            if known is not None:
                numbers.setdefault(known, len(numbers) + 1)
        return numbers

    @remembered
    def moves(self) -> list[tuple[datetime, bool, Stay]]:
        """When stays began (True) and ended, in the order that the books decided it."""
        ended = [(stay.left_at, False, stay) for stay in self.stayed if stay.left_at is not None]
        begun = [(stay.entered_at, True, stay) for stay in self.stayed]
        return sorted([*ended, *begun], key=lambda move: (move[0], move[1], move[2].segment, move[2].customer))

    def end_of(self, promotion: int) -> datetime | None:
        """When a promotion ends, by all that was said of it: when somebody ended it, it is over since then."""
        said = [one for one in self.promotions if one.id == promotion]
        over = list(takewhile(lambda one: one.ended, reversed(said)))
        ends = [said[-1].ends_at if said else None, over[-1].at if over else None]
        return min((at for at in ends if at is not None), default=None)

    def owner(self, document: Document) -> int | None:
        """Whose record this is."""
        known = identity(document)
        return None if known is None else self.numbers()[known]

    @remembered
    def deliveries(self, type: str, key: str) -> list[Entry]:
        """Everything delivered for one record, in the order of the journal."""
        return [entry for entry in self.entries if entry.type == type and entry.key == key]

    @remembered
    def known(self, type: str, key: str) -> Document | None:
        """A record as it is known: the latest by its own time, of equals the later delivered."""
        latest: Entry | None = None
        for entry in self.deliveries(type, key):
            if latest is None or entry.at >= latest.at:
                latest = entry
        return None if latest is None or latest.document.get("deleted") else latest.document

    @remembered
    def all(self, type: str) -> list[Document]:
        """All known records of a type."""
        keys = dict.fromkeys(entry.key for entry in self.entries if entry.type == type)
        return [document for key in keys if (document := self.known(type, key)) is not None]

    @remembered
    def product(self, sku: str) -> dict[str, Value]:
        """What can be read of the product with this SKU; nothing when the catalogue doesn't know it."""
        products = self.products()
        own = products.get(sku)
        if own is None:
            return {}
        parent = products.get(own.get("parent_sku") or "", {})
        values: dict[str, Value] = {
            "product.sku": own["external_id"],
            "product.parent_sku": given(own.get("parent_sku")),
        }
        for name in ("name", "brand"):
            values[f"product.{name}"] = given(own.get(name)) or given(parent.get(name))
        for name in ("price", "cost"):
            amounts = [Fraction(document[name]) for document in (own, parent) if document.get(name) is not None]
            values[f"product.{name}"] = amounts[0] if amounts else None
        values["product.own_categories"] = members(own.get("categories"))
        assigned = [*(own.get("categories") or ()), *(parent.get("categories") or ())]
        values["product.categories"] = members([above for one in assigned for above in self.ancestry(one)])
        for attribute in self.declared:
            if attribute.path.startswith("product.attributes."):
                fits = [self.fitting(attribute, document) for document in (own, parent)]
                value = next((one for one in fits if one is not None), None)
                values[attribute.path] = self.default(attribute) if value is None else value
        return values

    @remembered
    def products(self) -> dict[str, Document]:
        """Every product that the catalogue knows, variants beside their parents."""
        found: dict[str, Document] = {}
        for document in self.all("product"):
            for variant in document.get("variants") or ():
                found[variant["external_id"]] = variant | {"parent_sku": document["external_id"]}
            found[document["external_id"]] = document
        return found

    @remembered
    def ancestry(self, category: str) -> list[str]:
        """A category and everything above it."""
        found: list[str] = []
        while category and category not in found:
            found.append(category)
            category = (self.known("category", category) or {}).get("parent") or ""
        return found

    def fitting(self, attribute: Declared, document: Document) -> Value:
        """The value of a custom attribute or property in a document, or None when it is missing or doesn't fit."""
        holder = document.get("properties" if attribute.path.startswith("event.") else "attributes") or {}
        return self.fit(holder.get(attribute.name), attribute.type)

    def default(self, attribute: Declared) -> Value:
        """What is read where an attribute is missing."""
        return self.fit(attribute.default, attribute.type)

    def fit(self, value: Any, kind: str) -> Value:
        """A JSON value as one of a type, or None."""
        match kind, value:
            case "text", str():
                return given(value)
            case "boolean", bool():
                return value
            case "number" | "money", (int() | str()) if not isinstance(value, bool):
                places = self.places if kind == "money" else 4
                return number(value, places)
            case "date", str():
                return attempt(date.fromisoformat, value) if len(value) == len("2026-03-01") else None
            case "instant", str():
                moment = attempt(datetime.fromisoformat, value) if len(value) > len("2026-03-01") else None
                if moment is None:
                    return None
                return self.clock.to_utc(moment) if moment.tzinfo is None else moment.astimezone(UTC)
            case "set", list() if all(isinstance(member, str) for member in value):
                return members(value)
        return None


def mentioned(entry: Entry) -> tuple[str, str] | None:
    """Whom an entry names."""
    if entry.type == "customer":
        return ("external_id", entry.key)
    return identity(entry.document)


def identity(document: Document) -> tuple[str, str] | None:
    """By what a record names its customer."""
    if document.get("customer"):
        return ("external_id", document["customer"])
    if document.get("email"):
        return ("email", folded(document["email"].strip()))
    return None


def attempt(parse: Any, value: str) -> Any:
    """The value parsed, or None."""
    try:
        return parse(value)
    except ValueError:
        return None


def number(value: int | str, places: int) -> Fraction | None:
    """A decimal with at most so many places, or None."""
    try:
        decimal = Decimal(value)
    except InvalidOperation:
        return None
    if not decimal.is_finite() or decimal != round(decimal, places):
        return None
    return Fraction(decimal)


def instant(text: str) -> datetime:
    """An instant of a record, which always carries its offset."""
    return datetime.fromisoformat(text).astimezone(UTC)


def given(value: str | None) -> str | None:
    """A text, an empty one being missing."""
    return value or None


def members(values: list[str] | None) -> frozenset[str] | None:
    """A set, an empty one being missing."""
    return frozenset(value for value in values or () if value) or None


def converted(amount: str | None, rate: Fraction, places: int) -> Fraction | None:
    """An amount in the base currency, rounded half away from zero."""
    if amount is None:
        return None
    units = Fraction(amount) * rate * 10**places
    whole = int(abs(units) + Fraction(1, 2))
    return Fraction(whole if units >= 0 else -whole, 10**places)
