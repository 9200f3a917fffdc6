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

from .only_members import Reading, members_of, whose


class Told(NamedTuple):
    """The report, and the promotions that it is about, by id."""

    report: Report
    promotions: Mapping[int, Promotion]


def promotions_used(
    books: Books,
    ask_all: AskAll,
    periods: Sequence[Instants],
    places: int,
    *,
    only: str | None = None,
    reading: Reading = "today",
) -> Told:
    """What every promotion was used for in each period, by the members of `only` if named; raises `NotFound`.

    `reading`: who counts as a member: who is one today, or who was one when their checkout was confirmed.
    """
    among = members_of(books, only)
    report = promotions.report(ask_all, periods, places, **whose(among, only, reading))
    ids = sorted({id for found in report.parts for id, _ in found})
    with books.transaction() as unit:
        there = book.listed(unit, ids=ids, limit=len(ids)) if ids else []
    return Told(report, {one.id: one for one in there})
