"""Every earning rule with all that it ever said, as the orders and deeds of the shop are settled by.

Rules change seldom and are asked for with every batch, so the worker keeps what
it has read, together with a mark of the tables it was read from. The mark is
asked first and the rest after it: what changes in between is found the next time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from regulars.books import Unit
from regulars.core.sentences import say
from regulars.rules.check import InvalidCondition
from regulars.rules.scope import Scope
from regulars.rules.traits import references
from regulars.rules.tree import Condition

from . import saying as saying_of
from .model.rules import Pause, Rule, Terms
from .model.taking import Shortage
from .programme import GRACE_DAYS, Programme, pauses
from .programme import every as programmes
from .saying import Saying
from .tables import earning_rule, earning_rule_version, points_ledger

_MARK = f"""
    select (select md5(string_agg(p::text, ' ' order by id)) from points_programme p),
           (select md5(string_agg(s::text, ' ' order by programme_id, store)) from points_programme_store s),
           (select md5(string_agg(o::text, ' ' order by id)) from points_pause o),
           (select value::text from setting where name = '{GRACE_DAYS}'),
           (select count(*) from points_ledger), r.many, r.versions, (select count(*) from earning_rule_version)
      from (select count(*) as many, sum(version) as versions from earning_rule) r"""


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Every rule that orders are settled by, and what holds for all of them.

    `shortage`: what is done where less is there than is taken back; of a ledger whose kind of points says otherwise, by
    `shortages`. `pauses`: when the programme of each kind was off. `broken`: by rule and version, why a condition can't be read any more. Such
    a rule grants nothing, and what it granted is held to still be deserved.
    """

    rules: tuple[Rule, ...]
    shortage: Shortage
    broken: Mapping[tuple[int, int], str]
    pauses: Mapping[str, tuple[Pause, ...]] = field(default_factory=dict)
    shortages: Mapping[int, Shortage] = field(default_factory=dict)


class _Version(NamedTuple):
    """What a rule said from an instant on, and the ledger that its points are of."""

    rule_id: int
    version: int
    valid_from: datetime
    ledger_id: int
    saying: Saying

    @property
    def asks(self) -> bool:
        """Whether it has conditions, so that it goes by what they may read now."""
        return self.saying.whole_condition() is not None or self.saying.products.document() is not None


class _Told(NamedTuple):
    """What the tables hold: `pauses` of rules and of programmes, `ledgers` with their programmes, `created` rules with the
    instant."""

    pauses: tuple[Mapping[int, list[Pause]], Mapping[int, list[Pause]]]
    programmes: Sequence[Programme]
    ledgers: Mapping[int, int]
    versions: Sequence[_Version]
    created: Sequence[tuple[int, datetime]]


class KeptBook:
    """The rules as they are now, read again when one of their tables was changed; for one thread.

    `scope`: what conditions may read now. Conditions are checked each time, against what there is.
    """

    def __init__(self, scope: Callable[[], Scope]) -> None:
        self._scope = scope
        self._kept: tuple[tuple[Any, ...], _Told, RuleBook | None] | None = None

    def now(self, unit: Unit, broken_segments: Callable[[], Mapping[str, str]] = dict) -> RuleBook:
        """See `book`; what `broken_segments` gives is asked only where a rule has a condition."""
        mark = unit.driver.execute(_MARK.encode()).fetchone()
        assert mark is not None
        if self._kept is None or self._kept[0] != mark:
            told = _read(unit)
            self._kept = mark, told, None if any(said.asks for said in told.versions) else _made(told, None, {})
        _, told, made = self._kept
        return made or _made(told, self._scope(), broken_segments())


def book(unit: Unit, scope: Scope, broken_segments: Mapping[str, str] | None = None) -> RuleBook:
    """All rules with all their versions, conditions checked against what there is now.

    `broken_segments`: why those segments that are broken are so, by their ids.
    """
    return _made(_read(unit), scope, broken_segments or {})


def _read(unit: Unit) -> _Told:
    said, ledger, rule = earning_rule_version.c, points_ledger.c, earning_rule.c
    columns = (said.rule_id, said.version, said.valid_from, said.ledger_id, said.document.cast(sa.Text))
    ask = unit.connection.execute
    return _Told(
        pauses(unit),
        programmes(unit),
        {row.id: row.programme_id for row in ask(sa.select(ledger.id, ledger.programme_id))},
        [
            _Version(rule_id, version, valid_from, ledger_id, saying_of.read(document))
            for rule_id, version, valid_from, ledger_id, document in ask(
                sa.select(*columns).order_by(said.rule_id, said.version)
            )
        ],
        [(id, at) for id, at in ask(sa.select(rule.id, rule.created_at).order_by(rule.id))],
    )


def _made(told: _Told, scope: Scope | None, broken_segments: Mapping[str, str]) -> RuleBook:
    """The book; without a `scope` no version asks anything."""
    of_rules, of_programmes = told.pauses
    programme_of = {one.id: one for one in told.programmes}
    when_off = {one.slug: tuple(of_programmes.get(one.id, ())) for one in told.programmes}
    said_by: dict[int, list[Terms]] = {}
    broken: dict[tuple[int, int], str] = {}
    for one in told.versions:
        conditions, reason = _read_conditions(one.saying, scope, broken_segments) if scope else ((None, None), None)
        if reason:
            broken[one.rule_id, one.version] = reason
        ledger = one.ledger_id, programme_of[told.ledgers[one.ledger_id]].slug
        terms = saying_of.terms_of(one.version, one.valid_from, ledger, one.saying, conditions)
        said_by.setdefault(one.rule_id, []).append(terms)
    rules = tuple(
        Rule(id, created_at, tuple(said_by[id]), tuple(of_rules.get(id, ())), when_off[said_by[id][-1].points_kind])
        for id, created_at in told.created
    )
    shortages = {id: programme_of[programme_id].shortage for id, programme_id in told.ledgers.items()}
    return RuleBook(rules, told.programmes[0].shortage, broken, when_off, shortages)


def _read_conditions(
    saying: Saying, scope: Scope, broken_segments: Mapping[str, str]
) -> tuple[tuple[Condition | None, Condition | None], str | None]:
    """Whom a version is for and what it counts, and why nothing can be granted by it, if so."""
    try:
        parts = saying_of.condition_of(saying, scope), saying_of.counted_of(saying, scope)
    except InvalidCondition as invalid:
        return (None, None), invalid.message
    reasons = (by_segments(part, broken_segments) for part in parts if part is not None)
    return parts, next((reason for reason in reasons if reason), None)


def why_broken(saying: Saying, scope: Scope, broken_segments: Mapping[str, str]) -> str | None:
    """Why nothing is granted by a rule that was saved, None when it can be asked."""
    return _read_conditions(saying, scope, broken_segments)[1]


def by_segments(condition: Condition, broken: Mapping[str, str]) -> str | None:
    """Why a condition can't be asked because of a broken segment that it names: who is in that isn't known now."""
    named = references(condition)
    for id in sorted((named.segments | named.stays) & broken.keys()):
        return say("the segment {id!r} that the condition names is broken: {broken}", id=id, broken=broken[id])
    return None
