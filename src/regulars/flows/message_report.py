"""The report over all campaigns, workflows and newsletters: what counts by the books, and what they brought by the facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from regulars.books import Books, Unit
from regulars.campaigns import book
from regulars.messaging import newsletters
from regulars.reports import messages
from regulars.reports.conversions import AskAll, SourceId
from regulars.reports.messages import Report
from regulars.reports.sales import Instants

from .only_members import members_of
from .results import rule_of


class Told(NamedTuple):
    """The report, and what the sources are called; who was deleted is called nothing."""

    report: Report
    names: Mapping[SourceId, str]


def messages_sent(
    books: Books, ask_all: AskAll, periods: Sequence[Instants], *, now: datetime, only: str | None = None
) -> Told:
    """What every source sent and brought about in each period, to today's members of `only` if named; raises `NotFound`."""
    among = members_of(books, only)
    with books.transaction() as unit:
        rule, names = rule_of(unit), _names(unit)
    return Told(messages.report(ask_all, periods, rule, now=now, only=among), names)


def _names(unit: Unit) -> dict[SourceId, str]:
    found = {("workflow" if by_form else "campaign", str(id)): name for id, name, by_form in book.names(unit)}
    return found | {("newsletter", str(id)): name for id, name in newsletters.names(unit)}
