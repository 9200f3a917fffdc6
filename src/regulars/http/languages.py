"""In which language an answer is written: the one that a request names, else that which its header prefers.

Conditions and rules are put into words in the language of `Speaking`. What is worded already, refusals and sentences
that answers hold, is told in that of `Accept-Language` alone: a program that sends none reads English.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Annotated, Any, cast

from fastapi import Depends, Request
from pydantic import BeforeValidator
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from regulars.core.languages import ENGLISH
from regulars.core.sentences import all_told, read, told
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


def answering(header: str) -> Language:
    """In which language refusals are told by `Accept-Language`: English where it asks for none that there are words of."""
    asked = (_first(header) or LANGUAGES[0])[:2].lower()
    return cast(Language, asked if asked in LANGUAGES else LANGUAGES[0])


_now_answering: ContextVar[str] = ContextVar("answering", default=ENGLISH)


@contextmanager
def answered_in(header: str) -> Iterator[None]:
    """Have sentences in answers told in the language that `Accept-Language` asks for."""
    before = _now_answering.set(answering(header))
    try:
        yield
    finally:
        _now_answering.reset(before)


class Languages:
    """Has sentences in answers told in the language that each request asks for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        with answered_in(Headers(scope=scope).get("accept-language", "")):
            await self.app(scope, receive, send)


def now_answering() -> Language:
    """In which language the sentences of the answer that is being made are told."""
    return cast(Language, _now_answering.get())


def _told(sentence: object) -> object:
    return told(sentence, _now_answering.get()) if isinstance(sentence, str) else sentence


def _told_as_stored(sentence: object) -> object:
    return _told(read(sentence)) if isinstance(sentence, str) else sentence


Sentence = Annotated[str, BeforeValidator(_told)]
"""A sentence in an answer: told in the language that is asked for."""

StoredSentence = Annotated[str, BeforeValidator(_told_as_stored)]
"""The same of one as it was stored."""


def _told_within(document: object) -> object:
    return all_told(document, _now_answering.get())


Sentences = Annotated[Any, BeforeValidator(_told_within)]
"""A document some of whose texts are sentences."""


async def _speaking(request: Request, house: InHouse) -> Language:
    return cast(Language, spoken(preferred(request, None), house.shop.language))


Speaking = Annotated[Language, Depends(_speaking)]
"""The language that a request is answered in: the one its `Accept-Language` prefers of those that there are words of,
else the shop's."""


async def _answering(request: Request) -> Language:
    return answering(request.headers.get("accept-language", ""))


Answering = Annotated[Language, Depends(_answering)]
"""The language that refusals and stored sentences are told in: English for a program that prefers none."""


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
