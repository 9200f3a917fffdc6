"""Languages by their codes."""

from __future__ import annotations

import re

from .currencies import SYMBOLS

_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de "
    "dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id "
    "ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu "
    "lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu "
    "rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to "
    "tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "
)
TWO_LETTERS = frozenset(_CODES.split())
"""Those of ISO 639-1."""


def is_language(code: str) -> bool:
    """Whether a code is that of a language; of the thousands that have three letters none is doubted."""
    return code in TWO_LETTERS or re.fullmatch("[a-z]{3}", code) is not None


ENGLISH = "en"
_THOUSANDS_AND_POINT = {"pl": ("\u00a0", ","), "ru": ("\u00a0", ",")}
"""How numbers are written, where it isn't as in English."""
_LEAST_GROUPED = {"pl": 5}
"""So many digits a number has before its thousands are parted: 2000, but 20 000."""


def plural_form(count: int, language: str) -> int:
    """Which of its forms a noun takes beside a whole number: one and many in English; one, few and many in Polish and Russian."""
    if language == ENGLISH:
        return 0 if count == 1 else 1
    last, teens = abs(count) % 10, abs(count) % 100 in (11, 12, 13, 14)
    if count == 1 or (language == "ru" and last == 1 and not teens):
        return 0
    return 1 if last in (2, 3, 4) and not teens else 2


def figure(number: str, language: str, *, grouped: bool) -> str:
    """A number that is written with a point, as a language writes it, thousands parted where they are to be."""
    thousands, point = _THOUSANDS_AND_POINT.get(language, (",", "."))
    whole, dot, decimals = number.partition(".")
    digits = whole.lstrip("+-")
    if not digits.isdecimal():
        return number
    if grouped and len(digits) >= _LEAST_GROUPED.get(language, 4):
        whole = whole[: -len(digits)] + f"{int(digits):,}".replace(",", thousands)
    return f"{whole}{point}{decimals}" if dot else whole


def priced(number: str, currency: str, language: str, *, symbol: str | None = None) -> str:
    """An amount as pages write it: "$2,000.00" and "zł 2,000.00" in English, "2000,00 zł" in Polish, "2 000,00 zł" in Russian."""
    symbol, amount = symbol or SYMBOLS.get(currency, currency), figure(number, language, grouped=True)
    if language != ENGLISH:
        return f"{amount}\u00a0{symbol}"
    sign = "-" if amount.startswith("-") else ""
    between = "\u00a0" if symbol[-1].isalpha() else ""
    return f"{sign}{symbol}{between}{amount.removeprefix('-')}"
