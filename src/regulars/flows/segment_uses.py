"""Segments and what is outside of them: what names one, and what rules can name now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from regulars.books import Books, Unit
from regulars.facts.names import Asked, StandingNames
from regulars.http.house import SegmentUse
from regulars.messaging import newsletters
from regulars.points import earning_rules, spending_rules
from regulars.promotions import book, rewards
from regulars.rules.fold import fold
from regulars.rules.scope import Subject
from regulars.segments import checking, store
from regulars.segments.recording import Reaction

from .campaigns import naming
from .memberships import NAME
from .moment import Moment

MOST_RULES = 100_000
OVER = frozenset({"sent", "cancelled"})
"""States of newsletters that go to nobody any more."""


class Part(NamedTuple):
    """A condition that something outside the segments goes by, as JSON, and what it is asked of."""

    kind: str
    id: str
    name: str
    where: str
    subject: Subject
    document: Any

    def at(self, pointer: str) -> SegmentUse:
        """That a segment is named there."""
        return SegmentUse(self.kind, self.id, self.name, self.where, pointer)


def uses(unit: Unit, id: str) -> list[SegmentUse]:
    """What outside the segments names one, in the order of `ASKING`."""
    named = [part.at(pointer) for part in parts(unit) if (pointer := next(checking.places(part.document, id), None))]
    return [*named, *_stays(unit, id), *_named_by_campaigns(unit, id), *_newsletters(unit, id)]


def parts(unit: Unit) -> Iterator[Part]:
    """Every condition outside the segments."""
    for asking in ASKING:
        for part in asking(unit):
            if part.document is not None:
                yield part


def _earning_rules(unit: Unit) -> Iterator[Part]:
    """The earning rules as they are now, also those switched off, for they can be switched on."""
    for rule in earning_rules.listed(unit, limit=MOST_RULES):
        subject: Subject = "order" if rule.saying.style.of_orders else "customer"
        yield Part("earning_rule", str(rule.id), rule.name, "condition", subject, rule.saying.condition)
        yield Part("earning_rule", str(rule.id), rule.name, "products", "line", rule.saying.products.condition)


def _spending_rules(unit: Unit) -> Iterator[Part]:
    """The spending rules, also those switched off."""
    for rule in spending_rules.listed(unit, limit=MOST_RULES):
        yield Part("spending_rule", str(rule.id), rule.name, "condition", "cart", rule.saying.condition)


def _promotions(unit: Unit) -> Iterator[Part]:
    """The promotions, drafts and those that have ended too, for they can be published again."""
    for one in book.listed(unit, limit=MOST_RULES):
        yield Part("promotion", str(one.id), one.name, "condition", "cart", one.saying.condition)
        yield Part("promotion", str(one.id), one.name, "lines", "line", one.saying.lines)


def _rewards(unit: Unit) -> Iterator[Part]:
    for one in rewards.listed(unit, limit=MOST_RULES):
        yield Part("reward", str(one.id), one.name, "condition", "customer", one.saying.condition)


def _stays(unit: Unit, id: str) -> Iterator[SegmentUse]:
    """The promotions that are used so often a stay in a segment."""
    for one in book.listed(unit, limit=MOST_RULES):
        if one.saying.per_stay is not None and fold(one.saying.per_stay.segment) == fold(id):
            yield SegmentUse("promotion", str(one.id), one.name, "per_stay", "/segment")


def _campaigns(unit: Unit) -> Iterator[Part]:
    """The campaigns that customers enter or are in."""
    for one in naming.conditions(unit):
        yield Part("campaign", *one)


def _named_by_campaigns(unit: Unit, id: str) -> Iterator[SegmentUse]:
    """The campaigns that begin, choose or end by a segment."""
    for one, where in naming.naming(unit, id):
        yield SegmentUse("campaign", str(one.id), one.name, where, "/segment")


def _newsletters(unit: Unit, id: str) -> Iterator[SegmentUse]:
    """The newsletters that are still to be sent to a segment, or to everybody but it."""
    for one in newsletters.listed(unit, search=None, before=None, limit=MOST_RULES):
        if one.state in OVER:
            continue
        for where, segments in (("include", one.saying.include), ("left_out", one.saying.exclude)):
            if fold(id) in map(fold, segments):
                yield SegmentUse("newsletter", str(one.id), one.name, where, "/segment")


ASKING: Sequence[Callable[[Unit], Iterable[Part]]] = (
    _earning_rules,
    _spending_rules,
    _promotions,
    _rewards,
    _campaigns,
)
"""Everything outside the segments that goes by conditions: whatever else comes to do so says here which."""


def names_now(books: Books, facts: Asked) -> StandingNames:
    """What there is for saved conditions to name; the segments are looked up once, when one is named."""

    @cache
    def segments() -> frozenset[str]:
        with books.looking() as unit:
            return frozenset(definition.id for definition in store.definitions(unit.connection))

    return StandingNames(facts, lambda id: id in segments())


def broken_segments(moment: Moment) -> Mapping[str, str]:
    """Why those segments that are broken are so, by id; what the moment itself has found is known already."""
    with moment.books.looking() as unit:
        found = store.broken(unit.connection)
    reaction = moment.decided.get(NAME)
    if isinstance(reaction, Reaction):
        mended = {id for id, _ in reaction.computed}
        found = {id: reason for id, reason in found.items() if id not in mended}
        found |= {broken.id: broken.reason for broken in reaction.broken}
    return found
