"""Exporting: what came in through the door, as JSON lines that can go in through another.

Decisions are left out, for another installation makes its own; erased entries
are gone. Importing the file where it came from repeats it and changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

import orjson

from regulars.books import Books

from .door import HASHED
from .read import Entry, batches
from .records import TYPES


class Line(NamedTuple):
    """An entry as a line of JSON, and its position."""

    position: int
    json: bytes


def lines(books: Books, types: Collection[str] = TYPES.keys()) -> Iterator[Line]:
    """The entries of some types, in the order of the journal."""
    for batch in batches(books):
        for entry in batch.entries:
            if entry.type in types and entry.type in TYPES:
                yield Line(entry.position, _line(entry))


def _line(entry: Entry) -> bytes:
    body = entry.body
    if entry.type == "event" and entry.key.startswith(HASHED):
        event = orjson.loads(body)
        del event["id"]  # it is made from the rest, here and where this is imported
        body = orjson.dumps(event)
    return b'{"type":"%s",%s\n' % (entry.type.encode(), body[1:])
