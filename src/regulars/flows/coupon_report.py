"""The report of coupons: what was issued by the books, what was used by the facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from regulars.books import Books
from regulars.promotions import book
from regulars.promotions import issued as issuing
from regulars.promotions.issued import Issued
from regulars.reports.sales import Instants
from regulars.reports.used import promotions
from regulars.reports.used.checkouts import AskAll
from regulars.reports.used.promotions import Report, Which

from .only_members import Reading, members_of, whose


class Told(NamedTuple):
    """The report of uses, in the order of the periods what was issued, the names of promotions and batches by id, and which
    promotions have one code for everybody."""

    report: Report
    issued: Sequence[Mapping[Which, Issued]]
    promotions: Mapping[int, str]
    batches: Mapping[int, str]
    with_code: Collection[int]


def coupons_used(
    books: Books,
    ask_all: AskAll,
    periods: Sequence[Instants],
    places: int,
    *,
    only: str | None = None,
    reading: Reading = "today",
) -> Told:
    """What coupons were issued and used in each period, to and by the members of `only` if named; raises `NotFound`.

    `reading`: who counts as a member: who is one today, or who was one when a coupon was issued or a checkout confirmed.
    """
    among = members_of(books, only)
    report = promotions.report(ask_all, periods, places, **whose(among, only, reading), of_coupons=True)
    ends = promotions.ends(ask_all)
    theirs: dict[str, Sequence[int]] = {}
    if only is not None and reading == "then":
        theirs["coupons"] = promotions.issued_to_members(ask_all, periods, only)
    elif among is not None:
        theirs["only"] = among.column("customer_id").to_pylist()
    with books.transaction() as unit:
        issued = issuing.issued(unit, periods, ends, **theirs)
        which = {one for found in (*issued, *report.parts) for one in found}
        ids = sorted({id for id, _ in which})
        there = book.listed(unit, ids=ids, limit=len(ids)) if ids else []
        names = issuing.batch_names(unit, sorted({batch for _, batch in which}))
    with_code = {one.id for one in there if one.saying.coupon == "code"}
    return Told(report, issued, {one.id: one.name for one in there}, names, with_code)
