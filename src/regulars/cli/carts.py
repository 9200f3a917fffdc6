"""Carts as files give them: one JSON object, a list of several, or one a line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from regulars.core.errors import Fault, Invalid
from regulars.core.wording import pointer_in, said, unparsed
from regulars.flows.quotes.given import QuoteIn

STANDARD_INPUT = "-"


class Given(NamedTuple):
    """A cart that was read, and where it stood: empty when it is the only one."""

    where: str
    asked: QuoteIn


def read(file: str) -> list[Given]:
    """The carts of a file or of standard input; raises `Invalid` with what is wrong in the first that can't be taken."""
    name = "standard input" if file == STANDARD_INPUT else file
    raw = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
    try:
        documents = _documents(raw.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        raise _unreadable(f"{name} {unparsed(error)}") from None
    return [Given(where, _cart(document, where, name)) for where, document in documents]


def _documents(text: str, name: str) -> list[tuple[str, Any]]:
    """Each document with where it stands."""
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        raise _unreadable(f"{name} is empty; write the JSON of a cart, as for POST /v1/quotes")
    if len(lines) > 1 and _is_whole(lines[0][1]):
        return [(f"line {n}", _parsed(line, f"line {n} of {name}")) for n, line in lines]
    whole = _parsed(text, name)
    if not isinstance(whole, list):
        return [("", whole)]
    if not whole:
        raise _unreadable(f"{name} holds an empty list; write at least one cart")
    return [(f"cart {n}", document) for n, document in enumerate(whole, 1)]


def _is_whole(line: str) -> bool:
    """Whether a first line is an object by itself, so that the others are too."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _parsed(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _unreadable(f"{name} {unparsed(error)}") from None


def _cart(document: Any, where: str, name: str) -> QuoteIn:
    try:
        return QuoteIn.model_validate(document)
    except ValidationError as invalid:
        faults = [
            Fault(pointer_in(document, one["loc"], lacking=one["type"] == "missing"), one["type"], said(one))
            for one in invalid.errors()
        ]
        place = f"{where} of {name}" if where else name
        raise Invalid(f"{place} can't be taken as it is", faults) from None


def _unreadable(detail: str) -> Invalid:
    return Invalid(detail, [Fault("", "json", detail)])
