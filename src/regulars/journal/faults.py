"""What is wrong with a document, as one list of faults with pointers and advice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import orjson
from pydantic import ValidationError

from regulars.core.errors import Fault, Invalid

MOST_FAULTS = 100
"""A document of another kind altogether has thousands; the first are enough to see that."""

_ADVICE = {
    "missing": ("missing", "this field is required"),
    "extra_forbidden": ("unknown", "there is no such field; the shop's own values go under attributes, options or properties"),
    "datetime_parsing": ("instant", 'an instant is text such as "2026-03-01T10:00:00Z"'),
    "datetime_type": ("instant", 'an instant is text such as "2026-03-01T10:00:00Z"'),
    "date_parsing": ("date", 'a date is text such as "2026-03-01"'),
    "date_type": ("date", 'a date is text such as "2026-03-01"'),
}  # fmt: skip

_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class BadDocument(Invalid):
    """A record or event that can't be taken as it is."""

    code = "document"

    def __init__(self, type_: str, errors: list[Fault]) -> None:
        first = errors[0]
        super().__init__(f"this {type_} can't be taken: {first.pointer or '(the whole)'}: {first.detail}", errors)
        self.type = type_


def pointer(path: Iterable[str | int]) -> str:
    """A JSON pointer to a place in a document."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def of_validation(error: ValidationError) -> list[Fault]:
    """The faults that the models found."""
    found = []
    for one in error.errors(include_url=False, include_input=False)[:MOST_FAULTS]:
        kind = one["type"]
        if kind == "json_invalid":
            found.append(Fault("", "json", f"this is not JSON: {one['ctx']['error']}"))
            continue
        code, detail = _ADVICE.get(kind, (kind, _lower(one["msg"])))
        found.append(Fault(pointer(one["loc"]), code, detail))
    return found


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


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
