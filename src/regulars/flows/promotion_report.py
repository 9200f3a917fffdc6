"""The report of promotions: what was used by the facts, what promotions are called by the books."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from regulars.books import Books
from regulars.promotions import book
from regulars.promotions.book import Promotion
from regulars.reports.sales import Instants
from regulars.reports.used import promotions
from regulars.reports.used.checkouts import AskAll
from regulars.reports.used.promotions import Report

from .only_members import members_of


class Told(NamedTuple):
    """The report, and the promotions that it is about, by id."""

    report: Report
    promotions: Mapping[int, Promotion]


def promotions_used(
    books: Books, ask_all: AskAll, periods: Sequence[Instants], places: int, *, only: str | None = None
) -> Told:
    """What every promotion was used for in each period, by today's members of `only` if named; raises `NotFound`."""
    among = members_of(books, only)
    report = promotions.report(ask_all, periods, places, only=among)
    ids = sorted({id for found in report.parts for id, _ in found})
    with books.transaction() as unit:
        there = book.listed(unit, ids=ids, limit=len(ids)) if ids else []
    return Told(report, {one.id: one for one in there})
