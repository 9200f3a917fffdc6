"""What is wrong with a document, as one list of faults with pointers and advice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from pydantic import ValidationError

from regulars.core.errors import Fault, Invalid
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
_OWN = "the shop's own values go under attributes, options or properties"

_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class BadDocument(Invalid):
    """A record or event that can't be taken as it is."""

    code = "document"

    def __init__(self, type_: str, errors: list[Fault]) -> None:
        first = errors[0]
        super().__init__(f"this {type_} can't be taken: {first.pointer or '(the whole)'}: {first.detail}", errors)
        self.type = type_


def of_validation(error: ValidationError) -> list[Fault]:
    """The faults that the models found."""
    return [_fault_of(one) for one in error.errors(include_url=False)[:MOST_FAULTS]]


def _fault_of(one: Mapping[str, Any]) -> Fault:
    kind, place, facts = one["type"], pointer(one["loc"]), one.get("ctx", {})
    if kind == "json_invalid":
        return Fault("", "json", f"this is not JSON: {no_json(str(facts['error']))}")
    detail = said(one)
    if detail == NO_SUCH_DAY:
        return Fault(place, "no_such_day", detail)
    if kind == "extra_forbidden":
        detail += f"; {_OWN}"
    code = code_of(one)
    return Fault(place, _CODES.get(code, code), detail)


def nul_faults(body: bytes) -> list[Fault]:
    """A fault for each text with a NUL character in it; databases can't keep them."""
    if b"\\u0000" not in body or not _NUL.search(body):
        return []
    return [
        Fault(pointer(path), "nul", "texts can't hold the NUL character; remove it")
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
