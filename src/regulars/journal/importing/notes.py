"""Notes: what is wrong with a line of JSON lines, said on a line of its own above it.

A file of JSON lines has no place beside a line, and a line that is no JSON has none inside either. So refused lines come
back byte for byte as they came, each under as many notes as it has faults: `{"refused": {"line": 3, "field": "/email", …}}`.
Whoever mends the lines may leave the notes where they are, for importing passes them over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import orjson

from regulars.core.sentences import told

from .refusals import Refusal, at_pointer

_NAME = "refused"
_BEGINS = re.compile(rb'\s*\{\s*"refused"\s*:')


def is_note(raw: bytes) -> bool:
    """Whether a line only says what is wrong with another."""
    if _BEGINS.match(raw) is None:
        return False
    try:
        return list(orjson.loads(raw)) == [_NAME]
    except orjson.JSONDecodeError:
        return False


class Noted:
    """A file of lines that were refused, each under its notes."""

    def __init__(self, *, language: str, file: str | None = None) -> None:
        self._language, self._file = language, file

    def bytes(self, found: Iterable[Refusal]) -> Iterator[bytes]:
        """The notes and lines, in the order of the file."""
        for refusal in found:
            came = refusal.cells[0] if refusal.cells else None
            for fault in refusal.faults:
                note = {
                    "file": self._file,
                    "line": refusal.line,
                    "field": fault.field.rstrip("/"),
                    "value": at_pointer(came, fault.field) if came and fault.field.startswith("/") else None,
                    "reason": told(fault.reason, self._language),
                }
                yield orjson.dumps({_NAME: {name: said for name, said in note.items() if said}}) + b"\n"
            if came is not None:
                yield came.encode("utf-8", "surrogateescape") + b"\n"

    def write(self, path: Path, found: Iterable[Refusal], *, more: bool = False) -> None:
        """Write the file; with `more` behind what one of several files already has."""
        with path.open("ab" if more else "wb") as file:
            file.writelines(self.bytes(found))
