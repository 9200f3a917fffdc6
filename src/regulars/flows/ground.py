"""What conditions stand on in this installation: the vocabulary with declared attributes, the calendar, the tables."""

from __future__ import annotations

from collections.abc import Callable

from regulars.books import Books
from regulars.books.shop import Shop
from regulars.facts import relations
from regulars.facts.vocabulary import vocabulary
from regulars.segments.questions import Ground


def ground_of(books: Books, shop: Shop) -> Callable[[], Ground]:
    """The ground as it is when it is asked for; made once, and again when an attribute is declared."""
    made = Ground(vocabulary((), calendar=shop.calendar, currency=shop.currency), shop.calendar, relations.tables())
    return lambda: made
