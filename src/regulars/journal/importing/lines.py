"""JSON lines: a record or event a line, its type beside its fields."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path

import orjson

from regulars.core.errors import Fault
from regulars.core.sentences import say
from regulars.core.wording import unparsed
from regulars.journal.records import TYPES

from .completing import Told
from .notes import is_note
from .rejects import Reject
from .sources import Came, Item

_TYPE_FIRST = re.compile(rb'\s*\{\s*"type"\s*:\s*"(\w+)"\s*,')
"""How most files are written; then the rest of the line is the document as it stands."""

RECORD = "record"
"""The one column of a file of JSON lines, where it is told as rows beside those of other files."""


class JsonLines:
    """A file of JSON lines; places are bytes."""

    counted_in = "bytes"
    told: Told | None = None

    def __init__(self, path: Path, type_: str | None) -> None:
        self._path = path
        self._type = type_
        self.size = path.stat().st_size

    def items(self, place: int, line: int) -> Iterator[Item]:
        """The documents from a byte on."""
        with self._path.open("rb") as file:
            file.seek(place)
            for raw in file:
                place += len(raw)
                line += 1
                if raw.isspace() or is_note(raw):
                    continue
                yield self._item(place, line, raw)

    def reject(self, item: Item, fault: Fault) -> Reject:
        """A fault of a line; its field is a JSON pointer."""
        return Reject(item.line, fault.pointer, fault.code, fault.detail)

    def lines_of(self, item: Item) -> list[int]:
        """Its own."""
        return [item.line]

    def as_they_came(self, lines: Collection[int]) -> Came:
        """The text of these lines."""
        wanted, last = set(lines), max(lines, default=0)
        with self._path.open(encoding="utf-8-sig", errors="surrogateescape", newline="\n") as file:
            texts = enumerate(islice(file, last), 1)
            return Came([RECORD], {line: [text.rstrip("\r\n")] for line, text in texts if line in wanted})

    def _item(self, place: int, line: int, raw: bytes) -> Item:
        if line == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        first = _TYPE_FIRST.match(raw)
        if first is not None:
            type_, raw = first[1].decode(), b"{" + raw[first.end() :]
        else:
            try:
                document = orjson.loads(raw)
            except orjson.JSONDecodeError as error:
                return Item(
                    place,
                    line,
                    self._type or "",
                    raw,
                    [Reject(line, "", "json", say("this {why}", why=unparsed(error)))],
                )
            if not isinstance(document, dict):
                return Item(place, line, "", raw, [Reject(line, "", "json", say("a line holds one JSON object"))])
            said = document.pop("type", self._type)
            if said is None:
                reject = Reject(
                    line,
                    "/type",
                    "missing",
                    say("the line doesn't say what it is; add its type, or say what all lines are"),
                )
                return Item(place, line, "", raw, [reject])
            type_ = said if isinstance(said, str) else repr(said)
            raw = orjson.dumps(document) if said is not self._type or "type" in document else raw
        if type_ not in TYPES:
            reject = Reject(
                line,
                "/type",
                "type",
                say("there is no type {type!r}; there are {types}", type=type_, types=", ".join(TYPES)),
            )
            return Item(place, line, type_, raw, [reject])
        if self._type is not None and type_ != self._type:
            reject = Reject(
                line,
                "/type",
                "type",
                say("this is a {type} and only {type2} was asked for", type=type_, type2=self._type),
            )
            return Item(place, line, type_, raw, [reject])
        return Item(place, line, type_, raw, [])
