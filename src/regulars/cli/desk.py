"""Where the command line asks: about conditions and segments at the desk, about all else in the house."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from regulars import settings as settings_of

if TYPE_CHECKING:
    from regulars.http.house import House
    from regulars.segments.desk import Desk


@contextlib.contextmanager
def desk() -> Iterator[Desk]:
    """What answers questions about conditions, with the worker's facts or the file's."""
    from regulars.books import Books
    from regulars.facts.names import KnownNames
    from regulars.facts.opening import asking
    from regulars.segments.desk import Desk
    from regulars.segments.reading import Memberships

    settings = settings_of.load()
    with contextlib.closing(Books.open(settings, begin=False)) as books:
        shop = books.shop()
        with asking(settings, shop) as facts:
            kept = Memberships(books)
            yield Desk(books, facts, shop, names=KnownNames(facts, kept.exists, group_given=kept.give_group))


@contextlib.contextmanager
def house() -> Iterator[House]:
    """What routes are given, with the worker's facts or the file's."""
    from regulars.books import Books
    from regulars.facts.opening import asking
    from regulars.flows.house import house_of
    from regulars.kinds import load_contributed

    load_contributed()
    settings = settings_of.load()
    with contextlib.closing(Books.open(settings, begin=False)) as books, asking(settings, books.shop()) as facts:
        yield house_of(books, facts, settings)
