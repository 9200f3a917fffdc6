"""The door: a document becomes a draft, ready to be appended, or a list of faults.

A draft carries the canonical body (known keys in the schema's order, the
shop's own sorted, nothing that is null, instants in UTC) and a digest of it,
so that the same delivery has the same digest whoever sends it and whenever.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from regulars.core import money
from regulars.core.currencies import PLACES
from regulars.core.errors import Fault, NotFound
from regulars.core.money import MOST_UNITS
from regulars.core.sentences import say
from regulars.rules.calendar import Calendar
from regulars.rules.fold import fold

from .arriving import Arrival
from .faults import BadDocument, nul_faults, of_validation
from .partial import readable
from .records import ORDER_TOTALS, TYPES, Cart, Customer, Deletion, Event, Order, Record, Refund, Whose
from .values import AMOUNT_DIGITS, AMOUNT_PLACES

MOST_BYTES = 1 << 20
"""Longer documents are refused."""

OWNED = ("order", "refund", "cart", "wishlist_item", "product_view", "review", "subscription", "login")
"""A deletion of one of these that names nobody is about whom the record was about. `journal_owner_idx` is of these."""

LINE_AMOUNTS = ("row_total", "discount", "tax")

GREATEST_AMOUNT = 10**AMOUNT_DIGITS
"""No amount or price of a document reaches this."""

HASHED = "hash-"
"""How the ids of events begin that came without one."""

_DAWN = datetime(1800, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_NO_TIME = bytes(6)


class Draft(NamedTuple):
    """A document that may be appended: what the journal keeps of it."""

    type: str
    key: str
    customer: str | None
    email: str | None
    store: str | None
    verified: bool | None
    owner_type: str | None
    owner_key: str | None
    updated_at: datetime
    digest: bytes
    body: bytes
    customer_id: int | None = None


@dataclass(frozen=True)
class Door:
    """What documents are read with: the shop's calendar (local times) and its base currency."""

    calendar: Calendar
    currency: str

    def read(self, type_: str, raw: bytes | str, arrival: Arrival | None = None) -> Draft:
        """The draft of a JSON document; raises `BadDocument` with every fault found, `NotFound` for an unknown type.

        Without an arrival nothing is held against the clock, and an event has to say when it happened.
        """
        model = TYPES.get(type_)
        if model is None:
            raise NotFound("record type", type_)
        if len(raw) > MOST_BYTES:
            raise BadDocument(
                type_, [Fault("", "too_long", say("a document has at most {most_bytes} bytes", most_bytes=MOST_BYTES))]
            )
        document = self._document(type_, model, raw, arrival)
        faults = self._faults(document)
        if arrival is not None:
            faults += arrival.faults(document)
        elif isinstance(document, Event) and document.occurred_at is None:
            faults.append(Fault("/occurred_at", "missing", say("this field is required")))
        if faults:
            raise BadDocument(type_, faults)
        if isinstance(document, Event):
            return _event_draft(document, arrival)
        return self._draft(type_, document)

    def _document(
        self, type_: str, model: type[Record | Event], raw: bytes | str, arrival: Arrival | None
    ) -> Record | Deletion | Event:
        try:
            document: Record | Event = model.__pydantic_validator__.validate_json(raw, context=self.calendar)
        except ValidationError as error:
            deletion = self._deletion(raw) if issubclass(model, Record) else None
            if deletion is None:
                faults = of_validation(error)
                raise BadDocument(type_, faults + self._further(model, raw, faults, arrival)) from None
            return deletion
        if isinstance(document, Record) and document.deleted is not None:
            if document.deleted:
                deletion = self._deletion(raw)
                assert deletion is not None
                return deletion
            document.deleted = None
        return document

    def _further(
        self, model: type[Record | Event], raw: bytes | str, faults: list[Fault], arrival: Arrival | None
    ) -> list[Fault]:
        """What is wrong besides with what can be read of a document, told in the same answer."""
        part = readable(model, raw, faults, self.calendar)
        if part is None:
            return []
        found = [] if "currency" in part.unread else self._faults(part.document)
        when = "occurred_at" if isinstance(part.document, Event) else "updated_at"
        if arrival is not None and getattr(part.document, when) is not None:
            found += arrival.faults(part.document)
        return part.in_whole(found)

    def _deletion(self, raw: bytes | str) -> Deletion | None:
        try:
            return Deletion.model_validate_json(raw, context=self.calendar)
        except ValidationError:
            return None

    @cached_property
    def _places(self) -> int:
        return PLACES[self.currency]

    def _faults(self, document: BaseModel) -> list[Fault]:
        """What a model can't say alone."""
        match document:
            case Order():
                return self._money_faults(document, document.currency)
            case Cart():
                return self._money_faults(document, document.currency or self.currency)
            case _:
                return []

    def _money_faults(self, document: Order | Cart, currency: str) -> list[Fault]:
        places = PLACES.get(currency)
        if places is None:
            return [Fault("/currency", "currency", say("{currency} is no currency of ISO 4217", currency=currency))]
        faults = self._rate_faults(document, currency)
        totals = ORDER_TOTALS if isinstance(document, Order) else ("subtotal",)
        faults += _too_fine(document, totals, currency, places)
        if document.lines:
            faults += _line_faults(document.lines, currency, places)
        if currency != self.currency and not faults:
            faults += self._range_faults(document, totals)
        return faults

    def _range_faults(self, document: Order | Cart, totals: tuple[str, ...]) -> list[Fault]:
        """Amounts that are more in the base currency than can be kept; at the rates there are none is looked at."""
        assert document.rate is not None
        rate, lines = Decimal(document.rate), document.lines or []
        found: list[str] = []
        most = MOST_UNITS / (rate * 10**self._places)
        if most < GREATEST_AMOUNT:
            amounts = [(f"/{name}", getattr(document, name)) for name in totals]
            amounts += [(f"/lines/{n}/{name}", line.get(name)) for n, line in enumerate(lines) for name in LINE_AMOUNTS]
            found += _above(most, amounts)
        most = MOST_UNITS / (rate * 10**AMOUNT_PLACES)
        if most < GREATEST_AMOUNT:
            found += _above(most, [(f"/lines/{n}/price", line.get("price")) for n, line in enumerate(lines)])
        return [
            Fault(place, "range", say("at this rate it is more {currency} than can be kept", currency=self.currency))
            for place in found
        ]

    def _rate_faults(self, document: Order | Cart, currency: str) -> list[Fault]:
        rate = document.rate
        if rate is None and currency == self.currency:
            document.__dict__["rate"] = "1"  # as setting it, without checking it
        elif rate is None:
            return [
                Fault(
                    "/rate",
                    "missing",
                    say(
                        "a rate is needed: units of {base} for one {currency}",
                        base=self.currency,
                        currency=currency,
                    ),
                )
            ]
        elif currency == self.currency and rate != "1" and rate.rstrip("0") != "1.":
            return [Fault("/rate", "rate", say("{currency} is the base currency, so its rate is 1", currency=currency))]
        elif not rate.strip("0."):
            return [Fault("/rate", "rate", say("a rate is above zero"))]
        return []

    def _draft(self, type_: str, document: Record | Deletion) -> Draft:
        body = _canonical(type_, document)
        customer = email = store = verified = owner_type = owner_key = None
        if isinstance(document, Whose):
            customer, email = document.customer or None, _folded(document.email)
            if isinstance(document, Deletion) and customer is None and email is None and type_ in OWNED:
                owner_type, owner_key = type_, document.external_id
        if type_ == "customer":
            customer, email = document.external_id, None
        if isinstance(document, Customer):
            email, verified, store = _folded(document.email), document.email_verified, document.store or None
        elif isinstance(document, Order):
            store = document.store or None
        elif isinstance(document, Refund):
            owner_type, owner_key = "order", document.order
        digest = digest_of(type_, document.updated_at, body)
        return Draft(
            type_, document.external_id, customer, email, store, verified, owner_type, owner_key,
            document.updated_at, digest, body,
        )  # fmt: skip


SAID_BY_PAGE = b',"by_page":true}'
"""How the body of an event ends that came with a key that everybody can read: it is believed, but nothing is given for it."""


def _event_draft(event: Event, arrival: Arrival | None) -> Draft:
    """An event with an id is known by it; one without by what it says."""
    if event.occurred_at is None:
        assert arrival is not None
        event.occurred_at = arrival.at
    if event.id is not None:
        body = _canonical("event", event)
        key, digest = event.id, _NO_TIME + _hash("event", event.id.encode())
    else:
        hashed = _hash("event", b"\0" + _canonical("event", event))
        key = event.id = f"{HASHED}{hashed.hex()}"
        body, digest = _canonical("event", event), _time(event.occurred_at) + hashed
    if arrival is not None and arrival.by_page:
        body = body[:-1] + SAID_BY_PAGE
    return Draft(
        "event", key, event.customer or None, _folded(event.email), None, None, None, None,
        event.occurred_at, digest, body,
    )  # fmt: skip


def _canonical(type_: str, document: BaseModel) -> bytes:
    body: bytes = document.__pydantic_serializer__.to_json(document, exclude_none=True)
    faults = nul_faults(body)
    if faults:
        raise BadDocument(type_, faults)
    return body


def digest_of(type_: str, at: datetime, content: bytes) -> bytes:
    """What makes two deliveries the same one: six bytes of time, ten of a hash."""
    return _time(at) + _hash(type_, content)


def _hash(type_: str, content: bytes) -> bytes:
    return blake2b(content, digest_size=10, person=type_.encode()[:16]).digest()


def _time(instant: datetime) -> bytes:
    """Six bytes that sort by time, so that what arrives together lies together in the index of digests."""
    return ((instant - _DAWN) // _MILLISECOND).to_bytes(6, "big")


def _folded(email: str | None) -> str | None:
    return fold(email.strip()) or None if email else None


def _line_faults(lines: list[dict[str, Any]], currency: str, places: int) -> list[Fault]:
    """Faults of the lines; those without an id are numbered from 1 here."""
    faults: list[Fault] = []
    seen: set[str] = set()
    for n, line in enumerate(lines):
        id_ = line.get("id")
        if id_ is None:
            id_ = str(n + 1)
            lines[n] = line = {"id": id_, **line}
        if id_ in seen:
            faults.append(
                Fault(f"/lines/{n}/id", "line_id", say("two lines have this id; give each its own, or none to any"))
            )
        seen.add(id_)
        for name in LINE_AMOUNTS:
            amount = line.get(name)
            if amount is not None and amount[-places - 1 : -places] != "." and _is_too_fine(amount, places):
                faults.append(_too_fine_at(f"/lines/{n}/{name}", amount, currency, places))
    return faults


def _above(most: Decimal, amounts: Iterable[tuple[str, str | None]]) -> list[str]:
    """The places of amounts that are greater."""
    return [place for place, amount in amounts if amount is not None and Decimal(amount) > most]


def _too_fine(document: BaseModel, names: tuple[str, ...], currency: str, places: int) -> list[Fault]:
    """A fault for each amount with more decimals than its currency has."""
    return [
        _too_fine_at(f"/{name}", amount, currency, places)
        for name in names
        if (amount := getattr(document, name)) is not None and _is_too_fine(amount, places)
    ]


def _too_fine_at(place: str, amount: str, currency: str, places: int) -> Fault:
    return Fault(place, "decimals", money.too_fine(amount, currency, places))


def _is_too_fine(amount: str, places: int) -> bool:
    point = amount.find(".")
    return point >= 0 and len(amount) - point - 1 > places and bool(amount[point + 1 + places :].strip("0"))
