"""A customer's life as one list by time: what they did, and what came of it in points, coupons, campaigns and mail.

What happened is asked of the facts, what was decided of the books: of each as
one union, from a place on, no more than a page. The two pages are laid into
each other, so that a list of any length costs what is shown of it. Places are
instants with the kind and a key behind them, the same for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from regulars.books import Books, Unit
from regulars.http.house import Asked

from . import told_by_books, told_by_facts
from .wanted import Place, Wanted

FACTS = told_by_facts.KINDS
BOOKS = tuple(told_by_books.PARTS)
KINDS = (*FACTS, *BOOKS)
"""Everything that a timeline tells."""


class Happening(NamedTuple):
    """Something on the way of a customer. What a kind has no use for is None."""

    at: datetime
    kind: str
    key: str
    """What tells those of one instant and kind apart."""
    subject: str | None
    """An order's number, a SKU, a coupon's code, the name of a segment or campaign, the subject of a mail."""
    word: str | None
    """A status, a reason, a device."""
    amount: int | None
    """In minor units of the base currency."""
    number: str | None
    """Stars, points."""
    id: str | None
    """Where more is told of it."""

    @property
    def place(self) -> Place:
        """Where it stands in the list."""
        return self.at, self.kind, self.key


def told(books: Books, facts: Asked, wanted: Wanted) -> list[Happening]:
    """At most so many happenings of these kinds up to an instant, the latest first."""
    found: list[Happening] = []
    of_facts = [kind for kind in FACTS if kind in wanted.kinds]
    of_books = [kind for kind in BOOKS if kind in wanted.kinds]
    if of_facts:
        rows = facts.ask(told_by_facts.question(wanted, of_facts)).to_pylist()
        found += [Happening(**row | {"at": row["at"].replace(tzinfo=UTC)}) for row in rows]
    with books.transaction() as unit:
        if of_books:
            found += [Happening(*row) for row in told_by_books.rows(unit, wanted, of_books)]
        found.sort(key=lambda one: (one.kind, one.key))
        found.sort(key=lambda one: one.at, reverse=True)
        return _named(unit, found[: wanted.limit])


def _named(unit: Unit, found: Sequence[Happening]) -> list[Happening]:
    """Segments by what they are called now; the facts know their ids."""
    ids = {one.id for one in found if one.kind in ("segment_entered", "segment_left") and one.id}
    names = told_by_books.segments(unit, ids)
    return [one._replace(subject=names.get(one.id)) if one.id in names else one for one in found]
