"""A rule of points in words: what it gives or what points are worth, and all in which it differs from another that does
as much."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from regulars.kinds import Lifetime
from regulars.kinds.formats import format_of, writers
from regulars.rules.sentence import NameOf
from regulars.rules.texts import Texts

from .model.awaiting import Awaits
from .model.counting import Counting, Products
from .model.lifetime import Delay
from .model.rules import Limits
from .model.spending import Exchange
from .model.styles import EarnStyle
from .programme import PointsName
from .saying import Saying
from .speech import CATALOGUES

_POINTS = re.compile(r"\{points:[^}]*\}")
"""How the English sentence of a way of earning counts points."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Says rules in a language, with what points of their kind are called there, and amounts in the base currency."""

    texts: Texts
    called: PointsName
    currency: str
    places: int
    name_of: NameOf

    def style(self, style: EarnStyle) -> str:
        """How much a rule gives, and for what."""
        template = self._template(style)
        written = {name: self._argument(style, name) for name in type(style).model_fields}
        counted = self.called.counted(style.points, self.texts) if hasattr(style, "points") else ""
        return template.format_map(written | {"counted": counted, "points": self.called.plural})

    def clauses(self, saying: Saying, *, owed_by: str | None = None) -> list[str]:
        """What a rule says besides its style and its condition, where that isn't the usual. `owed_by` where it is not
        usual."""
        status = self.texts.find(f"choice.{saying.grant_status}") or saying.grant_status
        return [
            *self._products(saying.products),
            *self._counting(saying.counting),
            *self.narrowing(saying.stores, saying.groups, starts_at=saying.starts_at, ends_at=saying.ends_at),
            *([self._say("as_of_granted")] if saying.as_of == "granted" else []),
            *([self._say("status", status=status)] if saying.grant_status != "complete" else []),
            *self._limits(saying.limits, one="order" if saying.style.of_orders else "deed"),
            *self._waiting(saying.delay, saying.awaits),
            *self._lasting(saying.lifetime),
            *([self._say("owed", name=owed_by)] if owed_by else []),
            *self.priority(saying.priority),
            *([self._say("stop", points=self.called.plural)] if saying.stop else []),
        ]

    def exchange(self, exchange: Exchange) -> list[str]:
        """What points are worth, and how many are taken."""
        off = self._percent(exchange.percent) if exchange.amount is None else self._amount(exchange.amount)
        form, counted = self.texts.form(exchange.points), self.called.counted
        parts = [self._say(f"worth.{form}", counted=counted(exchange.points, self.texts), off=off)]
        if exchange.least is not None:
            parts.append(self._say("least", counted=counted(exchange.least, self.texts)))
        if exchange.most is not None:
            parts.append(self._say("most", counted=counted(exchange.most, self.texts)))
        if exchange.share is not None:
            parts.append(self._say("share", share=self._percent(exchange.share)))
        return parts

    def narrowing(
        self, stores: Sequence[str], groups: Sequence[str], *, starts_at: datetime | None, ends_at: datetime | None
    ) -> Iterator[str]:
        """Where, for whom and when a rule of either kind is."""
        if stores:
            yield self._say("stores", stores=self.texts.listed(stores))
        if groups:
            yield self._say(f"groups.{'one' if len(groups) == 1 else 'many'}", groups=self.texts.listed(groups))
        if starts_at:
            yield self._say("from", at=self._at(starts_at))
        if ends_at:
            yield self._say("before", at=self._at(ends_at))

    def not_for_shipping(self) -> str:
        """That shipping isn't paid with points."""
        return self._say("no_shipping", points=self.called.plural)

    def of_entity(self, name: str) -> str:
        """Whose points are spent."""
        return self._say("whose", name=name, points=self.called.plural)

    def of_lines(self, condition: str) -> str:
        """What lines must fulfil."""
        return self._say("lines", condition=condition)

    def priority(self, priority: int) -> Iterator[str]:
        """Which priority, where it isn't the usual."""
        if priority:
            yield self._say("priority", n=str(priority))

    def _say(self, key: str, **values: str) -> str:
        return CATALOGUES[self.texts.language][key].format_map(values)

    def _template(self, style: Any) -> str:
        """By the kind and what it says; the kind's own in English and of kinds that the catalogue doesn't know."""
        says, key = CATALOGUES[self.texts.language], f"style.{style.kind}"
        for beside in (getattr(style, "whose", None), getattr(style, "once", None)):
            key += f".{beside}" if beside else ""
        key += ".least" if getattr(style, "at_least", 0) else ""
        key += ".product" if getattr(style, "once_per_product", False) else ""
        return says.get(key) or _POINTS.sub("{counted}", style.worded())

    def _argument(self, style: EarnStyle, name: str) -> str:
        """An argument as it stands in a sentence."""
        value = getattr(style, name)
        match format_of(type(style), name), value:
            case _, None:
                return ""
            case "money", amount:
                return self._amount(amount)
            case "percent", percent:
                return self._percent(percent)
            case (("points" | "integer" | "factor"), number):
                return self.texts.number(Decimal(number))
            case "sku_points", points:
                said = (self._say("bonus", n=self.texts.number(Decimal(n)), sku=sku) for sku, n in points.items())
                return ", ".join(said)
            case format, other:
                told = writers(currency=self.currency, places=self.places)(format, other)
                return self.texts.find(f"choice.{told}") or self.name_of(name, told) or told

    def _products(self, products: Products) -> Iterator[str]:
        match products.which:
            case "marked":
                yield self._say("products.marked", attribute=products.attribute or "")
            case "categories":
                names = [self.name_of("category", id) or id for id in products.categories]
                yield self._say("products.categories", categories=self.texts.listed(names))
            case "condition":
                yield self._say("products.condition")

    def _counting(self, counting: Counting) -> Iterator[str]:
        if not counting.discounted:
            yield self._say("before_discounts")
        for part in ("tax", "shipping", "paid_with_points"):
            if getattr(counting, part):
                yield self._say(f"with.{part}")
        if not counting.paid_with_gift_cards:
            yield self._say("without_gift_cards")

    def _limits(self, limits: Limits, *, one: str) -> Iterator[str]:
        told = {one: limits.per_order, "day": limits.per_day, limits.period: limits.per_period}
        told["customer"] = limits.per_customer
        parts = [
            self._say(f"limit.{span}", n=self.texts.number(Decimal(most)))
            for span, most in told.items()
            if most is not None
        ]
        if parts:
            yield self._say("at_most", limits=self._say("and").join(parts))

    def _waiting(self, delay: Delay | None, awaits: Awaits | None) -> Iterator[str]:
        if delay:
            yield self._say("delay", span=self._span(delay.amount, delay.unit))
        if awaits:
            action = self._say(f"awaits.{awaits.action}", name=awaits.name or "")
            if awaits.deadline is None:
                yield self._say("awaits", action=action)
            else:
                span = self._span(awaits.deadline.amount, awaits.deadline.unit)
                yield self._say("awaits_within", action=action, span=span)

    def _lasting(self, lifetime: Lifetime | None) -> Iterator[str]:
        if lifetime is None:
            return
        this_one = f".{lifetime.unit}" if lifetime.counted == "end_of" and lifetime.amount == 1 else ""
        span = self._span(lifetime.amount, lifetime.unit)
        yield self._say(f"lasts.{lifetime.counted}{this_one}", span=span)

    def _span(self, amount: int, unit: str) -> str:
        """12 months, or 1 month."""
        says = CATALOGUES[self.texts.language]
        text = says.get(f"{unit}.{self.texts.form(amount)}") or says[f"{unit}.many"]
        return text.format(n=self.texts.number(Decimal(amount)))

    def _amount(self, minor: int) -> str:
        return self.texts.amount(minor, places=self.places, currency=self.currency, currency_places=self.places)

    def _percent(self, percent: Decimal | None) -> str:
        return f"{self.texts.number(percent or Decimal(0))}{self._say('percent_sign')}"

    def _at(self, instant: datetime) -> str:
        """The local day, with the time where that isn't midnight."""
        local = instant.astimezone(self.texts.zone)
        midnight = (local.hour, local.minute) == (0, 0)
        return self.texts.day(local.date()) if midnight else self.texts.instant(instant)
