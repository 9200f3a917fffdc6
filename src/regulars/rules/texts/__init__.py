"""The words of sentences, one catalogue a language.

A catalogue is a dictionary from keys to templates. `en` is complete in
everything but names of fields, whose labels in the vocabulary are English;
the others have the same keys and a name for every field of the shop.
Rows and fields that slices or the shop declare fall back to their labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from regulars.core import money
from regulars.core.languages import figure, plural_form, priced
from regulars.rules.calendar import Calendar

from . import en, inflected, messages, pl, postings, ru

Language = Literal["en", "pl", "ru"]
LANGUAGES: tuple[str, ...] = get_args(Language)
CATALOGUES: dict[str, dict[str, str]] = {
    language: texts | messages.TEXTS[language] | postings.TEXTS[language] | inflected.TEXTS[language]
    for language, texts in {"en": en.TEXTS, "pl": pl.TEXTS, "ru": ru.TEXTS}.items()
}
MOST_LISTED = 6
"""As many values of a list are named; the others are counted."""

UTC = ZoneInfo("UTC")


@dataclass(frozen=True)
class Texts:
    """One language's words, and how it writes numbers, amounts and times. Instants are shown in `zone`."""

    language: Language = "en"
    zone: ZoneInfo = UTC

    @cached_property
    def catalogue(self) -> dict[str, str]:
        return CATALOGUES[self.language]

    def say(self, key: str, **values: str) -> str:
        """The text of a key with its values filled in."""
        return self.catalogue[key].format_map(values)

    def find(self, *keys: str) -> str | None:
        """The text of the first of these keys that there is."""
        return next((self.catalogue[key] for key in keys if key in self.catalogue), None)

    def counted(self, key: str, count: int) -> str:
        """A number with its noun: "1 day", "30 days", "2 dni"."""
        text = self.find(f"{key}.{self.form(count)}", f"{key}.many")
        assert text is not None, key
        return text.format_map({"n": self.number(Decimal(count))})

    def form(self, count: int) -> str:
        """The plural form of a whole number: "one", "few" or "many"."""
        forms = ("one", "many") if self.language == "en" else ("one", "few", "many")
        return forms[plural_form(count, self.language)]

    def number(self, value: Decimal) -> str:
        """A number without needless zeros: "1,860.5"."""
        whole, _, decimals = f"{value:f}".partition(".")
        return figure(_joined(whole, decimals.rstrip("0")), self.language, grouped=True)

    def amount(self, minor: int, *, places: int, currency: str, currency_places: int, symbol: str | None = None) -> str:
        """An amount with at least the currency's decimals: "$2,000.00"."""
        whole, _, decimals = money.text(minor, places).partition(".")
        number = _joined(whole, decimals.rstrip("0").ljust(currency_places, "0"))
        return priced(number, currency, self.language, symbol=symbol)

    def day(self, value: date) -> str:
        return self.say(
            "written.date", day=str(value.day), month=self.say(f"month.of.{value.month}"), year=str(value.year)
        )

    def instant(self, value: datetime) -> str:
        """An instant in local time, as exactly as needed."""
        local = Calendar(self.zone).wall(value)  # at the ends of time too, where a zone has no time of its own
        exactness = "microseconds" if local.microsecond else "seconds" if local.second else "minutes"
        time = local.time().isoformat(exactness)
        zone = " UTC" if self.zone.key == "UTC" else ""
        return self.say("written.instant", date=self.day(local.date()), time=f"{time}{zone}")

    def quoted(self, text: str) -> str:
        """A text in quotes, unless it is plainly one word."""
        plain = text and all(letter.isalnum() or letter in "-_.@/+#" for letter in text)
        return text if plain else self.say("quoted", text=text)

    def listed(self, texts: Sequence[str], joint: str = "or") -> str:
        """ "A, B or C"; of a long list the first few and how many more."""
        shown = list(texts[:MOST_LISTED]) if len(texts) > MOST_LISTED + 1 else list(texts)
        if len(shown) < len(texts):
            return self.say("list.more", first=", ".join(shown), n=str(len(texts) - len(shown)))
        if len(shown) == 1:
            return shown[0]
        return self.say(f"list.{joint}", first=", ".join(shown[:-1]), last=shown[-1])


def _joined(whole: str, decimals: str) -> str:
    return f"{whole}.{decimals}" if decimals else whole
