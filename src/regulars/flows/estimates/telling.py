"""What is said of estimates: what each earning rule gives for a cart, or why it gives nothing."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from threading import Lock
from typing import Literal, NamedTuple, cast

from pydantic import BaseModel, ConfigDict

from regulars.http.house import House
from regulars.http.languages import spoken
from regulars.http.money import Money, money
from regulars.http.names import called, names_of
from regulars.points.api.customers import AwaitedOut
from regulars.rules.scope import Scope
from regulars.rules.sentence import sentence
from regulars.rules.texts import Language, Texts
from regulars.rules.tree import Condition

from .answers import Estimate, RuleAnswer
from .estimator import Estimator

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
    reason: Literal["condition", "broken", "stopped", "limit", "nothing_counts", "referral"] | None
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

    return Estimating(house, Estimator(house.books, house.facts, house.shop, scope), Sentences(house))


def shown_rules(
    house: House, found: Estimate, ids: Sequence[str], say: Sentences, language: Language | None = None
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
            told=_told(one, say, language or say.usual),
        )
        for one in found.rules
    ]


SAYS: dict[str, dict[str, str]] = {
    "en": {
        "broken": "the rule's condition can't be read any more",
        "limit": "the rule's limit for this customer is used up",
        "nothing_counts": "no full amount of what counts is in the cart",
        "referral": "the customer was not brought by anybody, or has ordered before",
        "stopped": "the rule '{name}' lets no rule after it give points",
        "condition": "does not hold: {sentence}",
    },
    "pl": {
        "broken": "warunku reguły nie da się już odczytać",
        "limit": "limit reguły dla tego klienta jest wykorzystany",
        "nothing_counts": "w koszyku nie ma żadnej pełnej kwoty tego, co się liczy",
        "referral": "nikt nie polecił tego klienta albo klient już kiedyś zamawiał",
        "stopped": "reguła „{name}” nie pozwala żadnej regule po niej dawać punktów",
        "condition": "nie jest spełnione: {sentence}",
    },
    "ru": {
        "broken": "условие правила больше нельзя прочитать",
        "limit": "предел правила для этого клиента исчерпан",
        "nothing_counts": "в корзине нет ни одной полной суммы того, что считается",
        "referral": "клиента никто не привёл, или он уже заказывал",
        "stopped": "правило «{name}» не даёт правилам после него начислять баллы",
        "condition": "не выполнено: {sentence}",
    },
}


def _told(one: RuleAnswer, say: Sentences, language: Language) -> str | None:
    match one.why_not:
        case None:
            return None
        case "condition":
            return say(one.failed, language)
        case other:
            return SAYS[language][other].format(name=one.stopped_by)


class Sentences:
    """Says which part of a condition doesn't hold, and remembers it for a while: most carts fail by the same parts."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._lock = Lock()
        self._until = float("-inf")
        self._said: dict[tuple[Condition, Language], str] = {}
        self._vocabulary = house.vocabulary()
        self._name_of = called(house)

    @property
    def usual(self) -> Language:
        """The language of the shop."""
        return cast(Language, spoken(None, self._house.shop.language))

    def __call__(self, failed: Condition | None, language: Language | None = None) -> str:
        tongue = language or self.usual
        if failed is None:
            return SAYS[tongue]["broken"]
        with self._lock:
            if time.monotonic() > self._until:
                self._until = time.monotonic() + REMEMBERED_SECONDS
                self._vocabulary, self._name_of, self._said = self._house.vocabulary(), called(self._house), {}
            if (failed, tongue) not in self._said:
                texts = Texts(tongue, self._house.shop.calendar.zone)
                told = sentence(failed, self._vocabulary, texts, name_of=self._name_of)
                self._said[failed, tongue] = SAYS[tongue]["condition"].format(sentence=told)
            return self._said[failed, tongue]
