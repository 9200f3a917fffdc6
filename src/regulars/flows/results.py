"""Results: what campaigns, rewards workflows and newsletters sent, what became of it, and what it brought about.

What was sent is counted in the books, what was ordered in the facts. All of it
goes by what was sent and not by what is drawn, so that nothing changes when a
rule or a step is taken out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from regulars.books import Books, Unit
from regulars.campaigns import book, splits
from regulars.core.errors import NotFound
from regulars.messaging import measured, newsletter_results, newsletters
from regulars.messaging.measured import Kept, Mails, Waiting
from regulars.messaging.model.attribution import USUAL
from regulars.messaging.model.newsletters import NAMES
from regulars.messaging.model.states import Source
from regulars.messaging.templates import kept as templates
from regulars.reports import conversions, outcomes
from regulars.reports.conversions import AskAll, Asked, Brought, Counts, Rule
from regulars.reports.model.comparison import Comparison, Group, compare


class NodeResult(NamedTuple):
    """What became of the messages of a node; `name`: that of its template, or the subject of a newsletter."""

    node: str
    name: str | None
    mails: Mails
    brought: Brought


class WeekResult(NamedTuple):
    """What happened in a week, by its first local day, a Monday."""

    week: date
    sent: int
    opened: int
    clicked: int
    left: int
    brought: Brought


@dataclass(frozen=True, slots=True)
class Results:
    """What a source sent, what became of it, and what it brought about."""

    kept: Kept
    mails: Mails
    brought: Brought
    nodes: Sequence[NodeResult]
    weeks: Sequence[WeekResult]
    blocked: Mapping[str, int]
    waiting: Sequence[Waiting]


class Side(NamedTuple):
    """Customers who fell to one side, compared with those who were left alone, or else with the first side."""

    name: str
    alone: bool
    group: Group
    comparison: Comparison | None
    """None of the side that the others are compared with."""


class Divided(NamedTuple):
    """A step that divided customers at random; of a newsletter there is one at most, without a name."""

    node: str
    sides: Sequence[Side]


def check(unit: Unit, source: Source, source_id: int) -> None:
    """Raises `NotFound` when there is no such campaign, workflow or newsletter."""
    if source == "newsletter":
        newsletters.get(unit, source_id)
    elif (book.get(unit, source_id).form is not None) != (source == "workflow"):
        raise NotFound(source, str(source_id))


def rule_of(unit: Unit) -> Rule:
    """What counts as brought about, by all sources together."""
    said = {one: Counts(it.by, it.days) for one, it in measured.attributions(unit).items()}
    return Rule(Counts(USUAL.by, USUAL.days), said)


def results(books: Books, ask_all: AskAll, source: Source, source_id: int, *, zone: str, now: datetime) -> Results:
    """The results of a source, of all time; raises `NotFound`."""
    id = str(source_id)
    with books.transaction() as unit:
        check(unit, source, source_id)
        mails = measured.by_node(unit, source, id)
        weekly = {one.week: one for one in measured.by_week(unit, source, id, zone)}
        blocked = measured.blocked(unit, source, id)
        waiting = measured.waiting(unit, source, id)
        kept, rule = measured.attribution(unit, source, id), rule_of(unit)
        names = _names(unit, source, source_id)
    daily = conversions.by_message(ask_all, Asked((source, id)), rule, now=now)
    with books.transaction() as unit:
        nodes_of = measured.nodes_of(unit, [one.message_id for one in daily])
    by_node: dict[str, Brought] = {}
    by_week: dict[date, Brought] = {}
    for one in daily:
        node, week = nodes_of.get(one.message_id, ""), one.day - timedelta(days=one.day.weekday())
        by_node[node] = by_node.get(node, Brought()).plus(one.brought)
        by_week[week] = by_week.get(week, Brought()).plus(one.brought)
    return Results(
        kept,
        sum(mails.values(), Mails()),
        _all(by_node.values()),
        [
            NodeResult(node, names.get(node), mails.get(node, Mails()), by_node.get(node, Brought()))
            for node in [*(one for one in names if one in mails), *sorted(mails.keys() - names.keys())]
        ],
        [_week(week, weekly.get(week), by_week.get(week, Brought())) for week in _weeks({*weekly, *by_week})],
        blocked,
        waiting,
    )


def divided(
    books: Books, ask_all: AskAll, source: Source, source_id: int, *, days: int, now: datetime
) -> list[Divided]:
    """What customers ordered within so many days after chance had divided them; raises `NotFound`."""
    with books.transaction() as unit:
        check(unit, source, source_id)
        asked = _of_newsletter(unit, source_id) if source == "newsletter" else _of_campaign(unit, source_id)
    found = []
    for one, fell in asked:
        groups = outcomes.outcomes(ask_all, outcomes.table_of(fell), days=days, now=now)
        found.append(Divided(one.node, _sides(one, groups)))
    return found


Fell = Sequence[tuple[int, str, int]]


def _of_campaign(unit: Unit, id: int) -> list[tuple[splits.Divided, Fell]]:
    return [(one, splits.fell(unit, id, one.node)) for one in splits.splits(unit, id)]


def _of_newsletter(unit: Unit, id: int) -> list[tuple[splits.Divided, Fell]]:
    one = newsletters.get(unit, id)
    sides = NAMES[: len(one.saying.subjects) or 1]
    alone = ("",) if one.saying.hold_out_percent else ()
    if one.begun_at is None or len(sides) + len(alone) < 2:
        return []
    return [(splits.Divided("", (*sides, *alone), alone), newsletter_results.fell(unit, id))]


def _sides(one: splits.Divided, groups: Mapping[str, Group]) -> list[Side]:
    """The sides in the order in which they are drawn, those that are gone at the end."""
    nobody = Group(0, 0, 0, 0, 0.0)
    names = [*one.branches, *sorted(groups.keys() - set(one.branches))]
    base = next(iter(one.alone), names[0])
    against = groups.get(base, nobody)
    return [
        Side(
            name,
            name in one.alone,
            groups.get(name, nobody),
            None if name == base else compare(groups.get(name, nobody), against),
        )
        for name in names
    ]


def _names(unit: Unit, source: Source, source_id: int) -> dict[str, str | None]:
    """What nodes are called, in the order in which they are drawn."""
    if source == "newsletter":
        subjects = newsletters.get(unit, source_id).saying.subjects
        return dict(zip(NAMES, subjects, strict=False)) if subjects else {NAMES[0]: None}
    nodes = splits.mail_nodes(unit, source_id)
    there = templates.standing(unit, {int(id) for id in nodes.values() if id.isdecimal()})
    return {node: there[int(id)].name if id.isdecimal() and int(id) in there else None for node, id in nodes.items()}


def _week(week: date, mails: measured.Weekly | None, brought: Brought) -> WeekResult:
    counts = (0, 0, 0, 0) if mails is None else mails[1:]
    return WeekResult(week, *counts, brought)


def _weeks(known: set[date]) -> list[date]:
    """The weeks from the first in which anything happened to the last, those between too."""
    if not known:
        return []
    first, last = min(known), max(known)
    return [first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1)]


def _all(parts: Iterable[Brought]) -> Brought:
    total = Brought()
    for part in parts:
        total = total.plus(part)
    return total
