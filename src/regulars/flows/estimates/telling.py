"""What is said of estimates: what each earning rule gives for a cart, or why it gives nothing."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from threading import Lock
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from regulars.http.house import House
from regulars.http.money import Money, money
from regulars.http.names import called, names_of
from regulars.http.turns import AskedOutside
from regulars.points.api.customers import AwaitedOut
from regulars.points.programme import PointsName
from regulars.rules.scope import Scope
from regulars.rules.sentence import sentence
from regulars.rules.texts import Language, Texts
from regulars.rules.tree import Condition

from .answers import Estimate, RuleAnswer
from .estimator import Estimator
from .reasons import REASONS

REMEMBERED_SECONDS = 10.0
"""So long a sentence may call something by a name that was changed."""


class EstimatedLine(BaseModel):
    """A line, and whether it counts for a rule."""

    id: str
    counts: bool


class EstimatedRule(BaseModel):
    """What an earning rule gives for the cart, or why it gives nothing."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    rule: str
    name: str
    points_kind: str
    points: int
    amount: Money
    """What of the cart counts."""
    lines: list[EstimatedLine] | None
    """Which lines count; null where all do, or none was looked at."""
    starts_at: datetime | None
    """From when on the points could be spent if the order was granted now; null where they wait for something else."""
    ends_at: datetime | None
    waits_for: AwaitedOut | None
    """What must happen before they can be spent; null: nothing but time."""
    reason: Literal["inactive", "condition", "broken", "stopped", "limit", "nothing_counts", "referral"] | None
    """Why it gives nothing."""
    told: str | None
    """The reason in words, with the part of the condition that doesn't hold."""


class EstimatedKind(BaseModel):
    """What the customer has of a kind of points, and what the order will earn of it."""

    points_kind: str
    available: int
    earned: int


def shown_kinds(found: Estimate) -> list[EstimatedKind]:
    """Every kind of points that the shop has, the first one first."""
    return [
        EstimatedKind(points_kind=kind, available=available, earned=found.earned_of(kind))
        for kind, available in found.kinds.items()
    ]


class Estimating(NamedTuple):
    """What is remembered from one cart to the next: rules, memberships, products, and what is said of conditions."""

    of: House
    estimator: Estimator
    say: Sentences


def estimating_of(house: House) -> Estimating:
    """A new memory of a house."""

    def scope() -> Scope:
        return Scope(house.vocabulary(), "order", house.shop.calendar.zone, names_of(house, saved=True))

    return Estimating(house, Estimator(house.books, AskedOutside(house.facts), house.shop, scope), Sentences(house))


def shown_rules(
    house: House, found: Estimate, ids: Sequence[str], say: Sentences, language: Language
) -> list[EstimatedRule]:
    """What each rule gives for a cart with lines of these ids, or why it gives nothing."""
    return [
        EstimatedRule(
            rule=str(one.rule_id),
            name=one.name,
            points_kind=one.points_kind,
            points=one.points,
            amount=money(one.amount_minor, house.shop.currency, house.shop.places),
            lines=None if one.lines is None else [EstimatedLine(id=id, counts=id in one.lines) for id in ids],
            starts_at=one.span.starts_at if one.span else None,
            ends_at=one.span.ends_at if one.span else None,
            waits_for=AwaitedOut.read(one.span.awaits if one.span else None),
            reason=one.why_not,
            told=say.why_nothing(found, one, language),
        )
        for one in found.rules
    ]


class Sentences:
    """Says why nothing is given or spent. Which part of a condition doesn't hold is remembered for a while: most carts fail
    by the same parts."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._lock = Lock()
        self._until = float("-inf")
        self._said: dict[tuple[Condition, Language], str] = {}
        self._vocabulary = house.vocabulary()
        self._name_of = called(house)

    def why_nothing(self, found: Estimate, one: RuleAnswer, language: Language) -> str | None:
        """Why an earning rule gives nothing for a cart; None when it gives something."""
        match one.why_not:
            case None:
                return None
            case "condition":
                return self.doesnt_hold(one.failed, language)
            case other:
                called = self._called(found, one.points_kind, language)
                return REASONS[language][other].format(name=one.stopped_by, points=called.plural)

    def why_no_points(self, found: Estimate, language: Language) -> str | None:
        """Why no points are spent, or fewer than were asked for; None when all are."""
        spending = found.spending
        if spending.why is None:
            return None
        says, called = REASONS[language], self._called(found, spending.points_kind, language)
        told = says[f"spend.{spending.why}"].format(points=called.plural)
        if spending.short is not None:
            return says["short"].format(told=told, counted=called.counted(spending.short, self._texts(language)))
        failed = next((one for _, one in spending.refused if one is not None), None)
        if spending.why != "no_rule" or failed is None:
            return told
        return f"{told}; {self.doesnt_hold(failed, language)}"

    def doesnt_hold(self, failed: Condition | None, language: Language) -> str:
        """That a part of a condition doesn't hold; None: of one that can't be read any more."""
        if failed is None:
            return REASONS[language]["broken"]
        with self._lock:
            if time.monotonic() > self._until:
                self._until = time.monotonic() + REMEMBERED_SECONDS
                self._vocabulary, self._name_of, self._said = self._house.vocabulary(), called(self._house), {}
            if (failed, language) not in self._said:
                told = sentence(failed, self._vocabulary, self._texts(language), name_of=self._name_of)
                self._said[failed, language] = REASONS[language]["condition"].format(sentence=told)
            return self._said[failed, language]

    def _called(self, found: Estimate, kind: str, language: Language) -> PointsName:
        return found.called(kind, [language, self._house.shop.language])

    def _texts(self, language: Language) -> Texts:
        return Texts(language, self._house.shop.calendar.zone)
