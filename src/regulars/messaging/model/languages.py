"""Which of a template's languages a customer reads it in.

In this order: the customer's own language as it is written (`pt-BR`); then its
plain form (`pt`); then another of the same language (`pt-PT`); then the language
of the shop, in the same three ways; then English; then the first that the template
has. So a mail is always written in some language, and in one that can be told
beforehand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})*")


def is_tag(code: str) -> bool:
    """Whether a text is a language tag (BCP 47): language, script, region, variants."""
    return _TAG.fullmatch(code) is not None


def canonical(code: str) -> str:
    """A tag as it is usually written: `pt_br` is `pt-BR`."""
    first, *rest = code.strip().replace("_", "-").split("-")
    return "-".join([first.lower(), *(_part(part) for part in rest)])


def _part(part: str) -> str:
    if len(part) == 2:
        return part.upper()
    return part.title() if len(part) == 4 else part.lower()


def chosen(languages: Sequence[str], wanted: str | None, *, shop: str) -> str:
    """The language, of those a template has, for a reader who wants `wanted`."""
    assert languages, "a template has a language"
    for code in (wanted, shop, "en"):
        found = _closest(languages, code)
        if found is not None:
            return found
    return languages[0]


def _closest(languages: Iterable[str], code: str | None) -> str | None:
    if not code or not is_tag(canonical(code)):
        return None
    exact, plain = canonical(code), canonical(code).partition("-")[0]
    having = list(languages)
    for fits in (exact, plain):
        if fits in having:
            return fits
    return next((one for one in having if one.partition("-")[0] == plain), None)
