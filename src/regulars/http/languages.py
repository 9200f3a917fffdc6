"""In which language an answer is written: the one that a request names, else that which its header prefers."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, cast

from fastapi import Depends, Request

from regulars.rules.texts import LANGUAGES, Language

from .house import InHouse


def preferred(request: Request, asked: str | None) -> str | None:
    """A language as the body names it, or by `Accept-Language`; None: neither says any."""
    return asked if asked is not None else _first(request.headers.get("accept-language", ""))


def spoken(asked: str | None, shop: str) -> str:
    """The language that there are words of: the one asked for, else the shop's."""
    for code in (asked or "", shop):
        if (own := code[:2].lower()) in LANGUAGES:
            return own
    return LANGUAGES[0]


async def _speaking(request: Request, house: InHouse) -> Language:
    return cast(Language, spoken(preferred(request, None), house.shop.language))


Speaking = Annotated[Language, Depends(_speaking)]
"""The language that a request is answered in: the one its `Accept-Language` prefers of those that there are words of,
else the shop's."""


@lru_cache(maxsize=256)
def _first(header: str) -> str | None:
    """Of the languages of a header that which is wanted most and that there are words of, else which is wanted most."""
    wanted: list[tuple[float, str]] = []
    for part in header[:500].split(","):
        code, _, parameter = part.strip().partition(";")
        try:
            weight = float(parameter.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if code.strip().replace("-", "").isalpha() and weight > 0:
            wanted.append((-weight, code.strip()))
    codes = [code for _, code in sorted(wanted, key=lambda one: one[0])]
    return next((code for code in codes if code[:2].lower() in LANGUAGES), codes[0] if codes else None)
