"""What is tried: a rule as it would be, over which orders, and the rules that it is tried among."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict

from regulars.books import Unit
from regulars.kinds.points import FIRST
from regulars.points import ledgers, rule_book
from regulars.points.model.rules import Rule, Terms
from regulars.points.model.styles import Phase, Referral
from regulars.points.rule_book import RuleBook
from regulars.points.saying import Saying, condition_of, counted_of, terms_of
from regulars.rules.scope import Scope

NEW = 0
"""The id of a rule that isn't there yet; every other is older and comes before it at the same priority."""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
TRIED, IN_FORCE = -1, -2
"""The versions under which the two forms of the rule are asked."""


class Trial(BaseModel):
    """A rule as it would be, and the orders that it is tried on: those placed from an instant to before another."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    saying: Saying
    legal_entity: str
    points_kind: str = FIRST
    since: datetime
    until: datetime
    rule_id: int | None = None
    """The rule that would be changed; None for a new one."""


@dataclass(frozen=True, slots=True)
class Forms:
    """The rules that are asked, with the rule as it would be and as it is; `id` is the rule's among them."""

    id: int
    tried: RuleBook
    in_force: RuleBook
    is_new: bool

    @property
    def each(self) -> Iterator[tuple[Rule, Terms]]:
        """All rules of both, each with the one version that it has here."""
        return ((rule, rule.versions[-1]) for rule in (*self.tried.rules, *self.in_force.rules))


def forms(unit: Unit, trial: Trial, scope: Scope, broken_segments: Mapping[str, str]) -> Forms:
    """The rules to ask; raises `InvalidCondition` when the condition can't be read any more.

    Every rule holds as it is now for all of these orders, as if it had always been so.
    """
    ledger_id = ledgers.find(unit, trial.legal_entity, trial.points_kind) or NEW
    read = condition_of(trial.saying, scope), counted_of(trial.saying, scope)
    told = terms_of(TRIED, LONG_AGO, (ledger_id, trial.points_kind), trial.saying, read)
    id = NEW if trial.rule_id is None else trial.rule_id
    tried = _always(id, replace(told, starts_at=None, ends_at=None))
    book = rule_book.book(unit, scope, broken_segments)
    now = {rule.id: rule.versions[-1] for rule in book.rules}
    before = None
    if id in now and (id, now[id].version) not in book.broken:
        before = _always(id, replace(now[id], version=IN_FORCE, starts_at=None, ends_at=None))
    at = unit.now
    beside = [
        _always(rule.id, terms)
        for rule in book.rules
        if rule.id != id and not rule.is_off(at) and (terms := rule.versions[-1]).style.of_orders
        and not isinstance(terms.style, Referral) and terms.points_kind == trial.points_kind
        and (rule.id, terms.version) not in book.broken
    ]  # fmt: skip
    if not _touch([one.versions[-1] for one in (tried, before, *beside) if one is not None]):
        beside = []
    return Forms(
        id,
        RuleBook((tried, *beside), book.shortage, {}),
        RuleBook(((before,) if before else ()) + tuple(beside), book.shortage, {}),
        trial.rule_id is None,
    )


def _always(id: int, terms: Terms) -> Rule:
    """A rule that was there all the time and never off."""
    return Rule(id, LONG_AGO, (terms,))


def _touch(every: Sequence[Terms]) -> bool:
    """Whether what one of these rules gives may depend on another: one stops those after it, or multiplies what they give."""
    return any(terms.stop or terms.style.phase is Phase.MULTIPLIER for terms in every)
