"""What is said of quotes: labels and messages for customers, and why promotions are applied or not."""

from __future__ import annotations

import time
from collections.abc import Iterable
from decimal import Decimal
from threading import Lock
from typing import Any, NamedTuple, cast

from regulars.core import money as amounts
from regulars.http.house import House
from regulars.http.languages import spoken
from regulars.http.names import called
from regulars.points import programme
from regulars.points.programme import PointsName, Programme
from regulars.promotions import speech
from regulars.promotions.book import UNSAVED, Promotion
from regulars.promotions.model.basket import Money
from regulars.promotions.model.benefits import Lack
from regulars.promotions.model.quoting import NotApplied, Why, not_applied
from regulars.promotions.wording import in_words
from regulars.rules.scope import Scope as Readable
from regulars.rules.sentence import NameOf, sentence
from regulars.rules.texts import Language, Texts
from regulars.rules.tree import Condition, Test
from regulars.rules.vocabulary import Type, Vocabulary

from .asking import Quote
from .reasons import REASONS

REMEMBERED_SECONDS = 10.0
"""So long a sentence may call something by a name that was changed."""


class Told(NamedTuple):
    """Why a promotion isn't applied, in words, and by how much the cart misses what is asked for."""

    told: str
    short: str | None


class Applied(NamedTuple):
    """What is said of a promotion that is applied: what customers read, and what it gives to which carts."""

    label: str
    told: str


class Words:
    """Says things of quotes; sentences on conditions are remembered for a while, as most carts miss the same parts."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._lock = Lock()
        self._until = float("-inf")
        self._said: dict[Any, str]
        self._applied: dict[tuple[int, int, str | None], Applied]
        self._vocabulary: Vocabulary
        self._name_of: NameOf
        self._kinds: dict[str, Programme]

    def spoken(self, asked: str | None) -> Language:
        """The language that is answered in: the one asked for where there are words of it, else the shop's."""
        return cast(Language, spoken(asked, self._house.shop.language))

    def label(self, kept: Promotion, asked: str | None) -> str:
        """What customers read of a promotion."""
        labels = kept.saying.labels
        for code in (asked, (asked or "")[:2], self._house.shop.language):
            if code and code in labels:
                return labels[code]
        return next(iter(labels.values()), kept.name)

    def nudge(self, kept: Promotion, missing: str, asked: str | None) -> str:
        """How much more would have to be in the cart."""
        return REASONS[self.spoken(asked)]["nudge"].format(missing=missing, label=self.label(kept, asked))

    def amount(self, minor: int, counted: Money, language: Language) -> str:
        """An amount in the cart's currency."""
        return self._texts(language).amount(
            minor, places=counted.places, currency=counted.currency, currency_places=counted.places
        )

    def of_applied(self, promotions: Iterable[Promotion], asked: str | None) -> list[Applied]:
        """Of each promotion what customers read of it, and what it gives to which carts. Most carts are told of the same
        ones, so all are looked up at once."""
        language = self.spoken(asked)
        with self._lock:
            self._refreshed()
            said, found = self._applied, list[Applied]()
            for kept in promotions:
                key = kept.id, kept.version, asked
                told = said.get(key)
                if told is None or kept.version == UNSAVED:  # what is being written says something else soon
                    told = said[key] = Applied(self.label(kept, asked), self._sentence(kept, language))
                found.append(told)
        return found

    def why_not(self, one: NotApplied, counted: Money, language: Language) -> Told:
        """Why a promotion isn't applied to a cart of a currency."""
        says = REASONS[language]
        match one.why:
            case "condition":
                assert one.failed is not None
                failed = one.failed

                def said() -> str:
                    return says["condition"].format(sentence=self._say(failed, language))

                return Told(self._remembered((failed, language), said), self._short(one, counted))
            case "another" | "stopped":
                assert one.by is not None
                return Told(says[one.why].format(name=one.by.name), None)
            case "points":
                assert one.short is not None
                return Told(
                    self._points_to_go(one.promotion.least_points_kind, int(one.short), language), f"{one.short}"
                )
            case "too_little" if one.lack is not None:
                return self._lacking(one.lack, counted, language)
            case other:
                return Told(says[other], None)

    def why_no_code(self, why: str, language: Language) -> str:
        """Why a code does nothing."""
        return REASONS[language][f"code.{why}"]

    def why_code_does_nothing(self, quote: Quote, promotion_id: int, language: Language) -> tuple[Why, str]:
        """Why the promotion of a good code isn't applied."""
        found = quote.not_applied or not_applied(quote.published.snapshot, quote.question, quote.priced)
        one = next((one for one in found if one.promotion.id == promotion_id), None)
        if one is None:
            return "broken", REASONS[language]["broken"]
        return one.why, self.why_not(one, quote.asking.cart.money, language).told

    def _points_to_go(self, kind: str, short: int, language: Language) -> str:
        """How many points a customer lacks for a promotion."""
        with self._lock:
            self._refreshed()
            kept = self._kinds.get(kind)
        names = [language, self._house.shop.language]
        called = PointsName(singular=kind, plural=kind) if kept is None else kept.called(names, None)
        counted = called.counted(short, self._texts(language))
        return REASONS[language]["points"].format(counted=counted, points=called.plural)

    def _lacking(self, lack: Lack, counted: Money, language: Language) -> Told:
        """What a benefit misses in a cart."""
        of, said, short = "", self.amount(lack.by, counted, language), _plain(lack.by, counted)
        if lack.what == "pieces":
            said = short = self._counted("pieces", lack.by, language)
            if lack.of is not None:
                named = speech.products(
                    lack.of, self._texts(language), currency=counted.base, places=counted.base_places
                )
                of = REASONS[language]["of"].format(products=named)
        return Told(REASONS[language][f"lack.{lack.what}"].format(short=said, of=of), short)

    def _short(self, one: NotApplied, counted: Money) -> str | None:
        """By how much a cart misses what is asked for: of amounts in its own currency, never less than would do."""
        if one.short is None or not isinstance(one.failed, Test):
            return None
        if one.failed.value.type is not Type.MONEY:
            return f"{Decimal(one.short).normalize():f}"
        if counted.is_base:
            return f"{amounts.text(int(one.short), one.failed.places)} {counted.base}"
        return _plain(counted.at_least(int(one.short), places=one.failed.places), counted)

    def _counted(self, noun: str, number: int, language: Language) -> str:
        texts, says = self._texts(language), REASONS[language]
        text = says.get(f"{noun}.{texts.form(number)}") or says[f"{noun}.many"]
        return text.format(n=texts.number(Decimal(number)))

    def _sentence(self, kept: Promotion, language: Language) -> str:
        shop = self._house.shop
        scope = Readable(self._vocabulary, "cart", shop.calendar.zone)

        def say(condition: Condition) -> str:
            return self._say(condition, language)

        return in_words(kept.saying, scope, say, self._texts(language), currency=shop.currency, places=shop.places)

    def _say(self, condition: Condition, language: Language) -> str:
        return sentence(condition, self._vocabulary, self._texts(language), name_of=self._name_of)

    def _texts(self, language: Language) -> Texts:
        return Texts(language, self._house.shop.calendar.zone)

    def _remembered(self, key: Any, say: Any) -> str:
        with self._lock:
            self._refreshed()
            if key not in self._said:
                self._said[key] = say()
            return self._said[key]

    def _refreshed(self) -> None:
        """What is remembered, read anew when it has become old."""
        if time.monotonic() <= self._until:
            return
        with self._house.books.looking() as unit:
            self._kinds = {one.slug: one for one in programme.every(unit)}
        self._until = time.monotonic() + REMEMBERED_SECONDS
        self._vocabulary, self._name_of, self._said = self._house.vocabulary(), called(self._house), {}
        self._applied = {}


def _plain(minor: int, counted: Money) -> str:
    """An amount of the cart's currency as programs read it."""
    return f"{amounts.text(minor, counted.places)} {counted.currency}"
