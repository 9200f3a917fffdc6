"""Customers as conditions read them, for whoever can't be answered from memory."""

from __future__ import annotations

from datetime import datetime

from regulars.books import Books
from regulars.facts.documents import Asked, load
from regulars.rules.calendar import Calendar
from regulars.rules.subject import Subject
from regulars.segments import store


def loaded(books: Books, facts: Asked, calendar: Calendar, id: int, now: datetime) -> Subject:
    """A customer with everything that is known of them."""
    with books.transaction() as unit:
        segments = [name for name, members in store.members(unit.connection).items() if id in members]
    known = load(facts, [id]).get(id)
    if known is None:
        return Subject(now, calendar, {"customer": {"segments": frozenset(segments) or None}}, {})
    return known.subject(now, calendar, segments)


def nobody(calendar: Calendar, now: datetime, *, external_id: str | None, email: str | None) -> Subject:
    """Somebody of whom nothing is known yet but what they are called."""
    told = {"guest": external_id is None, "email": email, "external_id": external_id}
    return Subject(now, calendar, {"customer": told}, {})
