"""Sentences that people read: worded once in English, told in every language there is.

`say("there is no lane {id!r}", id=4)` is a text like any other, the English
sentence, for logs, the command line and whoever reads English. It also keeps its
template and what was filled in, so `told(sentence, "pl")` words it anew by the
catalogue of Polish, which has a template for each English one. What is filled in
may be a sentence itself, or a list of them: each is told in the same language.

In a template `{days:day|days}` is a number with its noun (a catalogue has as many
forms as its language), `{amount:n}` a number given as text, `{most:,}` a number with
its thousands parted. A text that was only copied (`str(…)`, an f-string) has lost its
template and stays English, so sentences are put together by `say` alone.

They are translated once, where they leave: `http.problems` for refusals, the route
for what stands in an answer. What is stored is `written` and `read`, so that
whoever reads it later reads it in their own language.
"""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache, reduce
from importlib import resources
from typing import Any, NamedTuple

from .languages import ENGLISH, figure, plural_form, priced

_SAID = '{"said":'
"""How a sentence begins that is written down with its template."""
_SPEC = re.compile(r",?n?|,?(\.[0-9]{1,3}f?)?|[^{}|]+(\|[^{}|]+)+")
"""What can stand behind the colon in ours; what was stored and has anything else, such as a width, isn't ours."""


class Amount(NamedTuple):
    """Money that is filled in: an amount with a point, its currency, and what stands for that where it isn't the usual."""

    number: str
    currency: str
    symbol: str | None = None


class Said(str):
    """A sentence in English that knows its template and what was filled in."""

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, object]


def say(template: str, /, **values: object) -> Said:
    """The sentence of a template. Only literal templates: each has to be in every catalogue."""
    said = Said(_filled(template, values, ENGLISH))
    said.template, said.values = template, values
    return said


def word(text: str) -> Said:
    """What something is called, such as "segment", where a sentence names it."""
    return say(text)


def named(kind: str, name: str) -> Said:
    """ "the earning rule 'Birthdays'", by the name of its kind as the API has it."""
    return say("the {kind} {name!r}", kind=word(kind.replace("_", " ")), name=name)


def either(options: Sequence[str]) -> str:
    """ "A, B or C"."""
    *first, last = options
    return say("{first} or {last}", first=first, last=last) if first else last


def both(things: Sequence[str]) -> str:
    """ "A, B and C"."""
    *first, last = things
    return say("{first} and {last}", first=first, last=last) if first else last


def series(sentences: Iterable[str]) -> str:
    """ "A; B; C"."""
    return reduce(lambda one, other: say("{one}; {other}", one=one, other=other), sentences)


def template(text: str) -> str:
    """Marks a template that is filled in elsewhere, so that it isn't forgotten in the catalogues."""
    return text


def told(text: str, language: str) -> str:
    """A sentence in a language; where there are no words for it in English, but for what is filled in. What is no sentence stays
    as it is."""
    if language == ENGLISH or not isinstance(text, Said):
        return text
    return _filled(catalogue(language).get(text.template, text.template), text.values, language)


def all_told(value: Any, language: str) -> Any:
    """The same of every sentence in a document."""
    match value:
        case str():
            return told(value, language)
        case Mapping():
            return {name: all_told(one, language) for name, one in value.items()}
        case list() | tuple():
            return [all_told(one, language) for one in value]
    return value


def all_written(value: Any) -> Any:
    """A document as it is stored, every sentence in it with its template."""
    match value:
        case str():
            return written(value)
        case Mapping():
            return {name: all_written(one) for name, one in value.items()}
        case list() | tuple():
            return [all_written(one) for one in value]
    return value


def all_read(value: Any) -> Any:
    """A document as it was stored, with its sentences."""
    match value:
        case str():
            return read(value)
        case dict():
            return {name: all_read(one) for name, one in value.items()}
        case list():
            return [all_read(one) for one in value]
    return value


def written(text: str) -> str:
    """How a sentence is stored: what is none as it is, others with their template."""
    return json.dumps(_document(text), ensure_ascii=False) if isinstance(text, Said) else text


def read(text: str) -> str:
    """A sentence as it was stored; also of older ones, which are English for good."""
    if not text.startswith(_SAID):
        return text
    try:
        found = _sentence(json.loads(text))
    except (ValueError, KeyError, TypeError):  # cut off, or somebody else's words that begin like this
        return text
    return found if isinstance(found, Said) else text


@lru_cache
def catalogue(language: str) -> Mapping[str, str]:
    """The templates of a language by the English ones; none of a language that there are no words of."""
    file = resources.files(__package__) / "catalogues" / f"{language}.json"
    found: dict[str, str] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    return found


def placeholders(template: str) -> set[str]:
    """What has to be filled in."""
    return {name for _, name, _, _ in _parts(template) if name is not None}


def counted_in(template: str) -> set[str]:
    """Which of it are numbers with a noun."""
    return {name for _, name, spec, _ in _parts(template) if name is not None and "|" in spec}


def _document(value: object) -> object:
    match value:
        case Said():
            return {"said": value.template, "with": {name: _document(one) for name, one in value.values.items()}}
        case Amount():
            return value._asdict()
        case list() | tuple():
            return [_document(one) for one in value]
        case None | bool() | int() | float():
            return value
    return str(value)


def _sentence(document: Any) -> Any:
    match document:
        case {"said": str(template), "with": dict(values)}:
            if not all(_SPEC.fullmatch(spec) for _, _, spec, _ in _parts(template)):
                raise ValueError(template)
            return say(template, **{name: _sentence(one) for name, one in values.items()})
        case {"number": _, "currency": _, "symbol": _}:
            return Amount(**document)
        case list():
            return [_sentence(one) for one in document]
    return document


@lru_cache(maxsize=4_096)
def _parts(template: str) -> Sequence[tuple[str, str | None, str, str | None]]:
    return tuple(
        (text, name, spec or "", conversion) for text, name, spec, conversion in string.Formatter().parse(template)
    )


def _filled(template: str, values: Mapping[str, object], language: str) -> str:
    text = ""
    for literal, name, spec, conversion in _parts(template):
        text += literal
        if name is not None:
            text += _spelt(values[name], spec, conversion, language)
    return text


def _spelt(value: object, spec: str, conversion: str | None, language: str) -> str:
    if conversion is not None:
        return format(repr(value) if conversion == "r" else str(value), spec)
    if "|" in spec:
        return _counted(value, spec.split("|"), language)
    if spec.endswith("n"):
        return figure(str(value), language, grouped=language != ENGLISH or "," in spec)
    match value:
        case Amount(number, currency, symbol):
            return priced(number, currency, language, symbol=symbol)
        case str():
            return format(told(value, language), spec)
        case list() | tuple():
            return _listed(value, language)
        case int() | float() | Decimal() if "," in spec:
            return figure(format(value, spec.replace(",", "")), language, grouped=True)
    return format(value, spec)


def _counted(value: object, nouns: Sequence[str], language: str) -> str:
    """A number with its noun; what is no number takes the form of many."""
    if not isinstance(value, int):
        return f"{_spelt(value, '', None, language)} {nouns[-1]}"
    form = min(plural_form(value, language), len(nouns) - 1)
    return f"{figure(str(value), language, grouped=True)} {nouns[form]}"


def _listed(values: Iterable[object], language: str) -> str:
    return ", ".join(_spelt(one, "", None, language) for one in values)
