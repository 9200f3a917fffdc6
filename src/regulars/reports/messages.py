"""Messages: what each campaign, workflow and newsletter sent in some periods, what has become of it, and what it brought about.

Messages belong to the period in which they were sent, whenever they were opened;
orders to that in which they were placed, whenever the message was sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from regulars.facts.relations import base_tables
from regulars.http.instants import instant

from .conversions import MEASURED, AskAll, Asked, Rule, SourceId, attributed, tables_of
from .sales import Instants

_BECAME = {
    "opened": "opened_at",
    "clicked": "clicked_at",
    "left": "left_at",
    "complained": "complained_at",
    "bounced": "bounced_at",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """How many messages were sent in a period and how far they have come; the orders placed in it, net of refunds."""

    sent: int = 0
    opened: int = 0
    clicked: int = 0
    left: int = 0
    complained: int = 0
    bounced: int = 0
    conversions: int = 0
    revenue: int = 0

    def __add__(self, other: Sent) -> Sent:
        return Sent(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Sent)))


@dataclass(frozen=True, slots=True)
class Report:
    """In the order of the periods: by source, and by local day what was brought about."""

    sources: Sequence[Mapping[SourceId, Sent]]
    days: Sequence[Mapping[date, Sent]]


def report(
    ask_all: AskAll, periods: Sequence[Instants], rule: Rule, *, now: datetime, only: pa.Table | None = None
) -> Report:
    """What every source sent in each period, and what it brought about, of some customers or all, in one state of the facts."""
    questions: dict[str, Any] = {}
    for n, (since, until) in enumerate(periods):
        questions[f"sent{n}"] = _sent((since, until), only is not None)
        found = attributed(Asked(None, since, until, only), rule, now)
        by_day = found.group_by(["source", "source_id", "day"])
        questions[f"brought{n}"] = by_day.agg(conversions=found.count(), revenue=found.revenue.sum().cast("int64"))
    answers = ask_all(questions, tables_of(Asked(only=only), rule))
    sources: list[Mapping[SourceId, Sent]] = []
    days: list[Mapping[date, Sent]] = []
    for n in range(len(periods)):
        mine: dict[SourceId, Sent] = {}
        daily: dict[date, Sent] = {}
        for row in answers[f"sent{n}"].to_pylist():
            mine[row["source"], row["source_id"]] = Sent(row["sent"], *(row[name] for name in _BECAME))
        for row in answers[f"brought{n}"].to_pylist():
            brought = Sent(conversions=row["conversions"], revenue=row["revenue"])
            which = (row["source"], row["source_id"])
            mine[which] = mine.get(which, Sent()) + brought
            daily[row["day"]] = daily.get(row["day"], Sent()) + brought
        sources.append(mine)
        days.append(daily)
    return Report(sources, days)


def _sent(period: Instants, only: bool) -> ir.Table:
    message = base_tables()["message"]
    sent = message.filter(message.source.isin(MEASURED))
    sent = sent.filter((sent.sent_at >= instant(period[0])) & (sent.sent_at < instant(period[1])))
    if only:
        sent = sent.semi_join(ibis.table({"customer_id": "int32"}, name="only"), "customer_id")
    counts = {name: sent[column].count() for name, column in _BECAME.items()}
    return sent.group_by(["source", "source_id"]).agg(sent=sent.count(), **counts)
