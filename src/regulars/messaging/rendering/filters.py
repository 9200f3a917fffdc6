"""What Liquid can do with money, dates and counted nouns, in the language of the mail.

    {{ order.total | money }}                          1 234,50 zł
    {{ ending.on | date }}, {{ ending.on | date: "d MMMM" }}
    {{ balance.points | number }}
    {{ n | plural: "point", "points" }}                one, other; in Polish and Russian one, few, many

What isn't there is written as nothing; no filter fails, for a mail that has been
decided is to be sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_currency, format_decimal
from liquid import Environment, RenderContext
from liquid.filter import with_context
from liquid.undefined import Undefined

from regulars.messaging.model.amounts import Amount

ZONE = "regulars_zone"
"""The name under which a mail's values hold the time zone that its instants are shown in."""
CURRENCY = "regulars_currency"
STYLES = frozenset({"short", "medium", "long", "full"})
ENDED = "\u2060"
"""Stands behind a date that ends with a full stop, as Russian ones do, until the mail is written: of a sentence that ends there
this is the full stop too. It has no width, should it ever stay."""
_TWO_STOPS = re.compile(rf"{ENDED}((?:</\w+>)*)(?:\.(?!\.))?")


@lru_cache(maxsize=256)
def locale_of(language: str) -> Locale:
    """What Babel knows of a language; of one that it doesn't know, of English."""
    for code in (language, language.partition("-")[0]):
        try:
            return Locale.parse(code, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
    return Locale.parse("en")


def add_to(environment: Environment, language: str) -> None:
    """Give an environment the filters of a language."""
    locale = locale_of(language)

    @lru_cache(maxsize=20_000)
    def money_text(value: Decimal, currency: str) -> str:
        return str(format_currency(value, currency, locale=locale))

    @with_context
    def money(value: Any, *, context: RenderContext) -> str:
        number = _number(value)
        if number is None:
            return ""
        currency = value.currency if isinstance(value, Amount) else context.globals.get(CURRENCY, "EUR")
        return money_text(Decimal(number), str(currency))

    def number(value: Any) -> str:
        found = _number(value)
        return "" if found is None else str(format_decimal(found, locale=locale))

    @with_context
    def on_date(value: Any, style: Any = "long", *, context: RenderContext) -> str:
        said = _date(value, str(style), locale, context.globals.get(ZONE, UTC))
        return said + ENDED if said.endswith(".") else said

    @with_context
    def at_time(value: Any, *, context: RenderContext) -> str:
        if not isinstance(value, datetime):
            return ""
        return str(format_time(value.astimezone(_zone(context.globals)), "short", locale=locale))

    environment.filters.update(
        {"money": money, "number": number, "date": on_date, "time": at_time, "plural": _plural_in(locale)}
    )


def with_one_stop(text: str) -> str:
    """What was written, its sentences that end with a date with one full stop."""
    return _TWO_STOPS.sub(r"\1", text) if ENDED in text else text


def _plural_in(locale: Locale) -> Callable[..., str]:
    forms = [tag for tag in ("zero", "one", "two", "few", "many") if tag in locale.plural_form.tags]

    def plural(value: Any, *words: Any) -> str:
        """The word that goes with a number: one for each plural form of the language, the last for all others."""
        number = _number(value)
        if not words:
            return ""
        form = locale.plural_form(number if number is not None else 0)
        place = forms.index(form) if form in forms else len(words) - 1
        return str(words[min(place, len(words) - 1)])

    return plural


def plural_forms(language: str) -> list[str]:
    """The plural forms that whole numbers have in a language, in the order in which `plural` takes its words."""
    locale = locale_of(language)
    used = {locale.plural_form(n) for n in range(200)}
    return [tag for tag in ("zero", "one", "two", "few", "many", "other") if tag in used]


def _date(value: Any, style: str, locale: Locale, zone: Any) -> str:
    if isinstance(value, str):
        value = _read(value)
    try:
        return _date_in(value, style, locale, zone)
    except (ValueError, AttributeError, KeyError):  # a pattern that means nothing
        return _date_in(value, "long", locale, zone)


def _date_in(value: Any, style: str, locale: Locale, zone: Any) -> str:
    if isinstance(value, datetime):
        local = value.astimezone(zone if isinstance(zone, tzinfo) else UTC)
        if style in STYLES:
            return str(format_date(local.date(), style, locale=locale))
        return str(format_datetime(local, style, locale=locale))
    if isinstance(value, date):
        return str(format_date(value, style, locale=locale))
    return ""


def _read(text: str) -> date | datetime | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return None


def _zone(values: Mapping[str, object]) -> tzinfo:
    zone = values.get(ZONE, UTC)
    return zone if isinstance(zone, tzinfo) else UTC


def _number(value: Any) -> int | Decimal | None:
    if isinstance(value, Undefined) or value is None or isinstance(value, bool):
        return None
    if isinstance(value, (int, Decimal)):
        return value
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None
