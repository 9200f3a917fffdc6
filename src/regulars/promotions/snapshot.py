"""The published promotions, compiled once and swapped as a whole when one has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from regulars.books import Unit
from regulars.core.sentences import say
from regulars.rules.check import InvalidCondition
from regulars.rules.fold import fold
from regulars.rules.lines import Compiler
from regulars.rules.scope import Scope
from regulars.rules.traits import references
from regulars.rules.tree import Condition, Test

from . import book, policies
from . import saying as saying_of
from .book import Promotion
from .model.basket import Money
from .model.index import Ready, Snapshot, needed, needed_of_lines
from .model.rules import Promotion as Compiled
from .saying import PromotionSaying

AudiencesOf = Callable[[Condition | None, Mapping[str, object] | None], Mapping[Test, str]]
"""The audiences that answer the tests about the customer alone, of a condition and the JSON that it was read from."""


@dataclass(frozen=True, slots=True)
class Published:
    """A snapshot with what promotions say beside their prices. `broken`: why some can't be asked any more."""

    snapshot: Snapshot
    kept: Mapping[int, Promotion]
    audiences: frozenset[str]
    tests: Mapping[str, Test]
    broken: Mapping[int, str]
    limited: tuple[int, ...] = field(default=())
    """Those whose uses or budget are counted."""
    counting: tuple[int, ...] = field(default=())
    """Those that count what one customer uses, or ask for points."""


class Readied(NamedTuple):
    """Promotions made ready, the audiences that they look up, and why others can't be asked."""

    ready: list[Ready]
    audiences: Mapping[Test, str]
    broken: Mapping[int, str]


def compile(unit: Unit, scope: Scope, audiences_of: AudiencesOf, broken_segments: Mapping[str, str]) -> Published:
    """Everything that is published, as it is now."""
    kept = {one.id: one for one in book.listed(unit, kept=["published"], limit=book.MOST)}
    readied = made_ready(kept, scope, audiences_of, broken_segments)
    tests = {audience: test for test, audience in readied.audiences.items()}
    return _published(Snapshot(readied.ready, policies.get(unit).policy()), kept, tests, readied.broken)


def beside(
    published: Published,
    one: Promotion,
    scope: Scope,
    audiences_of: AudiencesOf,
    broken_segments: Mapping[str, str],
) -> Published:
    """What is published with one promotion as it would be, in the place of what it is now; where that can't be asked it is
    among the broken ones."""
    readied = made_ready({one.id: one}, scope, audiences_of, broken_segments)
    others = [ready for ready in published.snapshot.ready if ready.promotion.id != one.id]
    tests = {audience: test for test, audience in readied.audiences.items()}
    return _published(
        Snapshot([*others, *readied.ready], published.snapshot.policy),
        {**published.kept, one.id: one},
        {**published.tests, **tests},
        {**{id: why for id, why in published.broken.items() if id != one.id}, **readied.broken},
    )


def _published(
    made: Snapshot, kept: Mapping[int, Promotion], tests: Mapping[str, Test], broken: Mapping[int, str]
) -> Published:
    said = {ready.promotion.id: kept[ready.promotion.id].saying for ready in made.ready}
    return Published(
        made,
        kept,
        frozenset(tests),
        tests,
        broken,
        tuple(id for id, one in said.items() if one.uses is not None or one.budget is not None),
        tuple(id for id, one in said.items() if one.counts_customers or one.least_points is not None),
    )


def made_ready(
    kept: Mapping[int, Promotion], scope: Scope, audiences_of: AudiencesOf, broken_segments: Mapping[str, str]
) -> Readied:
    """Promotions by their ids, each as it is given, made ready together: equal tests are asked once a cart."""
    vocabulary = scope.vocabulary
    base = Money(vocabulary.currency, vocabulary.currency_places, vocabulary.currency, vocabulary.currency_places)
    audiences: dict[Test, str] = {}
    read: dict[int, tuple[Condition | None, Condition | None]] = {}
    broken: dict[int, str] = {}
    for id, one in kept.items():
        try:
            told = saying_of.condition_of(one.saying, scope), saying_of.lines_of(one.saying, scope)
        except InvalidCondition as invalid:
            broken[id] = invalid.message
            continue
        if why := next((why for part in told if part and (why := _by_segments(part, broken_segments))), None):
            broken[id] = why
            continue
        read[id] = told
        audiences |= audiences_of(told[0], one.saying.condition)
        audiences |= audiences_of(told[1], one.saying.lines)
    compiler = Compiler(audiences)
    ready = [ready_of(kept[id], told, compiler, audiences, base) for id, told in read.items()]
    return Readied(ready, audiences, broken)


def ready_of(
    kept: Promotion,
    told: tuple[Condition | None, Condition | None],
    compiler: Compiler,
    audiences: Mapping[Test, str],
    base: Money,
) -> Ready:
    """One promotion made ready, with what finds it."""
    condition, lines = told
    saying: PromotionSaying = kept.saying
    compiled = Compiled(
        kept.id, kept.version, kept.name, saying.benefit, saying.benefit.applying(base), kept.lane_id, saying.priority,
        None if condition is None else compiler.asked(condition), None if lines is None else compiler.lines(lines),
        saying.limits, saying.stop, saying.coupon, saying.starts_at, saying.ends_at,
        frozenset(map(fold, saying.stores)), saying.nudges, saying.least_points,
        saying.least_points_kind,
    )  # fmt: skip
    of_lines = () if saying.benefit.everywhere else tuple(needed_of_lines(lines))
    return Ready(compiled, (*needed(condition, audiences), *of_lines))


def _by_segments(condition: Condition, broken: Mapping[str, str]) -> str | None:
    """Why a condition can't be asked because of a broken segment that it names."""
    named = references(condition)
    for id in sorted((named.segments | named.stays) & broken.keys()):
        return say("the segment {id!r} that the condition names is broken: {broken}", id=id, broken=broken[id])
    return None
