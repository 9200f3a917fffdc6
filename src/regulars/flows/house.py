"""The house that routes and commands are given: books, facts, and what stands on both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regulars.books import Books
from regulars.http.house import Asked, House
from regulars.kinds.announcements import Announcement
from regulars.points import reading
from regulars.promotions import book
from regulars.segments.reading import Memberships
from regulars.settings import Settings

from .ground import ground_of
from .segment_uses import uses


def house_of(
    books: Books,
    facts: Asked,
    settings: Settings,
    *,
    at_once: Asked | None = None,
    announcements: Mapping[str, Announcement] | None = None,
) -> House:
    """The house over books and facts. `at_once`: the facts as they answer without waiting for a worker."""
    shop = books.shop()
    ground = ground_of(books, shop)

    def points_of(customer_ids: Sequence[int]) -> Mapping[int, int]:
        with books.transaction() as unit:
            return reading.available(unit.connection, customer_ids, at=unit.now)

    def promotion_exists(id: str) -> bool:
        with books.looking() as unit:
            return book.exists(unit, id)

    return House(
        books=books,
        facts=facts,
        clock=books.clock,
        shop=shop,
        vocabulary=lambda: ground().vocabulary,
        settings=settings,
        memberships=Memberships(books),
        points_of=points_of,
        promotion_exists=promotion_exists,
        segment_uses=uses,
        tables=lambda: ground().tables,
        facts_at_once=at_once,
        announcements=announcements or {},
    )
