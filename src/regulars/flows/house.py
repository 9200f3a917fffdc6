"""The house that routes and commands are given: books, facts, and what stands on both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from regulars.books import Books
from regulars.campaigns import book as campaigns
from regulars.http.house import Asked, House, MailTemplate, SenderName
from regulars.kinds.announcements import Announcement
from regulars.messaging import newsletters
from regulars.messaging.templates import kept
from regulars.points import point_kinds, reading
from regulars.promotions import book
from regulars.segments.reading import Memberships
from regulars.settings import Settings

from . import template_uses
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
        with books.looking() as unit:
            return reading.available(unit.connection, customer_ids, at=unit.now)

    def promotion_exists(id: str) -> bool:
        with books.looking() as unit:
            return book.exists(unit, id)

    def check_points_kind(kind: str, pointer: str) -> object:
        with books.looking() as unit:
            return point_kinds.open_kind(unit, kind, pointer=pointer)

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
        coupon_of=partial(_coupon_of, books),
        check_points_kind=check_points_kind,
        mail_template=partial(_mail_template, books),
        senders=partial(_senders, books),
        segment_uses=uses,
        template_uses=template_uses.uses,
        tables=lambda: ground().tables,
        facts_at_once=at_once,
        announcements=announcements or {},
    )


def _coupon_of(books: Books, id: str) -> tuple[str, str] | None:
    if not _is_number(id):
        return None
    with books.looking() as unit:
        found = book.listed(unit, ids=[int(id)])
    if not found:
        return None
    [one] = found
    return one.name, "over" if one.state(books.clock()) == "ended" else one.saying.coupon


def _mail_template(books: Books, id: str) -> MailTemplate | None:
    if not _is_number(id):
        return None
    with books.looking() as unit:
        found = kept.standing(unit, [int(id)]).get(int(id))
    return None if found is None else MailTemplate(found.name, found.version, found.needs, found.archived)


def _is_number(id: str) -> bool:
    return id.isascii() and id.isdigit() and len(id) <= 9


def _senders(books: Books) -> list[SenderName]:
    with books.looking() as unit:
        drawn = [
            SenderName("workflow" if by_form else "campaign", str(id), name)
            for id, name, by_form in campaigns.names(unit)
        ]
        every = drawn + [SenderName("newsletter", str(id), name) for id, name in newsletters.names(unit)]
    return sorted(every, key=lambda one: int(one.id))
