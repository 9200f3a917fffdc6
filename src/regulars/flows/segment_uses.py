"""Segments and what is outside of them: what names one, and what rules can name now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from regulars.books import Books, Unit
from regulars.facts.names import Asked, StandingNames
from regulars.http.house import SegmentUse
from regulars.points import earning_rules, spending_rules
from regulars.promotions import book, rewards
from regulars.rules.fold import fold
from regulars.segments import checking, store
from regulars.segments.recording import Reaction

from .memberships import NAME
from .moment import Moment

MOST_RULES = 100_000


def uses(unit: Unit, id: str) -> list[SegmentUse]:
    """What outside the segments names one, in the order of `NAMING`."""
    return [use for naming in NAMING for use in naming(unit, id)]


def _earning_rules(unit: Unit, id: str) -> Iterator[SegmentUse]:
    """The earning rules that name a segment as they are now, also those switched off, for they can be switched on."""
    for rule in earning_rules.listed(unit, limit=MOST_RULES):
        parts = (("condition", rule.saying.condition), ("products", rule.saying.products.condition))
        for part, document in parts:
            if pointer := next(checking.places(document, id), None):
                yield SegmentUse("earning_rule", str(rule.id), rule.name, part, pointer)


def _spending_rules(unit: Unit, id: str) -> Iterator[SegmentUse]:
    """The spending rules that name a segment, also those switched off."""
    for rule in spending_rules.listed(unit, limit=MOST_RULES):
        if pointer := next(checking.places(rule.saying.condition, id), None):
            yield SegmentUse("spending_rule", str(rule.id), rule.name, "condition", pointer)


def _promotions(unit: Unit, id: str) -> Iterator[SegmentUse]:
    """The promotions that name a segment, drafts and those that have ended too, for they can be published again."""
    for one in book.listed(unit, limit=MOST_RULES):
        said = one.saying
        for part, document in (("condition", said.condition), ("lines", said.lines)):
            if pointer := next(checking.places(document, id), None):
                yield SegmentUse("promotion", str(one.id), one.name, part, pointer)
        if said.per_stay is not None and fold(said.per_stay.segment) == fold(id):
            yield SegmentUse("promotion", str(one.id), one.name, "per_stay", "/segment")


def _rewards(unit: Unit, id: str) -> Iterator[SegmentUse]:
    """The rewards that name a segment."""
    for one in rewards.listed(unit, limit=MOST_RULES):
        if pointer := next(checking.places(one.saying.condition, id), None):
            yield SegmentUse("reward", str(one.id), one.name, "condition", pointer)


NAMING: Sequence[Callable[[Unit, str], Iterable[SegmentUse]]] = (
    _earning_rules, _spending_rules, _promotions, _rewards,
)  # fmt: skip
"""Everything that may name a segment: whatever else comes to do so says here where."""


def names_now(books: Books, facts: Asked) -> StandingNames:
    """What there is for saved conditions to name; the segments are looked up once, when one is named."""

    @cache
    def segments() -> frozenset[str]:
        with books.transaction() as unit:
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
