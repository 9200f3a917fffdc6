"""Customers as conditions read them, for whoever can't be answered from memory, and as of other instants than now."""

from __future__ import annotations

from datetime import datetime

from pyroaring import BitMap

from regulars.books import Books
from regulars.books.shop import Shop
from regulars.facts.documents import Asked, load
from regulars.http.house import Asked as AskedAnything
from regulars.rules.calendar import Calendar
from regulars.rules.subject import Subject
from regulars.segments import store
from regulars.segments.desk import Desk


def loaded(books: Books, facts: Asked, calendar: Calendar, id: int, now: datetime) -> Subject:
    """A customer with everything that is known of them."""
    with books.transaction() as unit:
        segments = [name for name, members in store.members(unit.connection).items() if id in members]
    known = load(facts, [id]).get(id)
    if known is None:
        return Subject(now, calendar, {"customer": {"segments": frozenset(segments) or None}}, {})
    return known.subject(now, calendar, segments)


def as_of(books: Books, facts: AskedAnything, shop: Shop, id: int, at: datetime) -> Subject:
    """A customer as of an instant, with the segments that they were in then: by what is kept of who came and went, or by
    the condition of a segment that is younger. At an instant ahead they are in those of today."""
    segments = [
        name for name, members in Desk(books, facts, shop).memberships(at, among=BitMap([id])).items() if id in members
    ]
    known = load(facts, [id]).get(id)
    if known is None:
        return Subject(at, shop.calendar, {"customer": {"segments": frozenset(segments) or None}}, {})
    registered: datetime | None = known.customer.get("registered_at")
    if registered is not None and registered > at:
        told = known.customer
        return nobody(shop.calendar, at, external_id=told.get("external_id"), email=told.get("email"))
    return known.subject(at, shop.calendar, segments)


def nobody(calendar: Calendar, now: datetime, *, external_id: str | None, email: str | None) -> Subject:
    """Somebody of whom nothing is known yet but what they are called."""
    told = {"guest": external_id is None, "email": email, "external_id": external_id}
    return Subject(now, calendar, {"customer": told}, {})
