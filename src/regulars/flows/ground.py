"""What conditions stand on in this installation: the vocabulary with declared attributes, the calendar, the tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from regulars.books import Books
from regulars.books.shop import Shop
from regulars.facts import relations
from regulars.facts.attributes import Declaration
from regulars.facts.declaring import declared
from regulars.facts.vocabulary import vocabulary
from regulars.segments.questions import Ground


def ground_of(books: Books, shop: Shop) -> Callable[[], Ground]:
    """The ground as it is when it is asked for; it is made anew when an attribute was declared."""
    kept: tuple[list[Declaration], Ground] | None = None

    def ground() -> Ground:
        nonlocal kept
        with books.looking() as unit:
            declarations = declared(unit)
        if kept is None or kept[0] != declarations:
            kept = declarations, _ground(declarations, shop)
        return kept[1]

    return ground


def _ground(declarations: Sequence[Declaration], shop: Shop) -> Ground:
    columns: dict[str, dict[str, str]] = {}
    for declaration in declarations:
        columns.setdefault(declaration.subject, {}).update(declaration.columns)
    words = vocabulary(declarations, calendar=shop.calendar, currency=shop.currency)
    return Ground(words, shop.calendar, relations.tables(columns))
