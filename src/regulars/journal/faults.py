"""What is wrong with a document, as one list of faults with pointers and advice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from pydantic import ValidationError

from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.core.wording import NO_SUCH_DAY, code_of, no_json, pointer, said

MOST_FAULTS = 100
"""A document of another kind altogether has thousands; the first are enough to see that."""

_CODES = {
    "extra_forbidden": "unknown",
    "datetime_parsing": "instant",
    "datetime_type": "instant",
    "date_parsing": "date",
    "date_type": "date",
}

_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class BadDocument(Invalid):
    """A record or event that can't be taken as it is."""

    code = "document"

    def __init__(self, type_: str, errors: list[Fault]) -> None:
        first = errors[0]
        super().__init__(
            say(
                "this {type} can't be taken: {place}: {detail}",
                type=type_,
                place=first.pointer or say("(the whole)"),
                detail=first.detail,
            ),
            errors,
        )
        self.type = type_


def of_validation(error: ValidationError) -> list[Fault]:
    """The faults that the models found."""
    return [_fault_of(one) for one in error.errors(include_url=False)[:MOST_FAULTS]]


def _fault_of(one: Mapping[str, Any]) -> Fault:
    kind, place, facts = one["type"], pointer(one["loc"]), one.get("ctx", {})
    if kind == "json_invalid":
        return Fault("", "json", say("this is not JSON: {why}", why=no_json(str(facts["error"]))))
    detail = said(one)
    if detail == NO_SUCH_DAY:
        return Fault(place, "no_such_day", detail)
    if kind == "extra_forbidden":
        detail = say("{detail}; the shop's own values go under attributes, options or properties", detail=detail)
    code = code_of(one)
    return Fault(place, _CODES.get(code, code), detail)


def nul_faults(body: bytes) -> list[Fault]:
    """A fault for each text with a NUL character in it; databases can't keep them."""
    if b"\\u0000" not in body or not _NUL.search(body):
        return []
    return [
        Fault(pointer(path), "nul", say("texts can't hold the NUL character; remove it"))
        for path in _paths_of_nul(orjson.loads(body), ())
    ]


def _paths_of_nul(value: Any, path: tuple[str | int, ...]) -> Iterable[tuple[str | int, ...]]:
    if isinstance(value, dict):
        for key, item in value.items():
            if "\0" in key:
                yield (*path, key)
            yield from _paths_of_nul(item, (*path, key))
    elif isinstance(value, list):
        for n, item in enumerate(value):
            yield from _paths_of_nul(item, (*path, n))
    elif isinstance(value, str) and "\0" in value:
        yield path
