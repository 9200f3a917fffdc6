"""Sources: files as streams of documents, each with its line and the place to go on from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from regulars.core.errors import Fault, Invalid, Refusal
from regulars.core.sentences import either, say

from .completing import Told
from .mapping import Mapping
from .rejects import Reject

LINES = (".jsonl", ".ndjson", ".json")
"""What files of JSON lines end in."""
ROWS = (".csv", ".tsv", ".txt", ".parquet")
"""What files that need a mapping end in; Excel calls its "Unicode text" .txt."""


KINDS_SAID = either((*LINES, *ROWS))
"""The same in a sentence."""


class UnreadableFile(Refusal):
    """The file as a whole can't be imported."""

    code = "import.file"
    status = 422


class Item(NamedTuple):
    """A document of a file, or what is wrong with it; `place` is where the next one begins.

    Of rows with cells that can't be read the document is what the others say, so that all is told that is wrong with them.
    """

    place: int
    line: int
    type: str
    raw: bytes
    rejects: list[Reject]
    rows: Sequence[dict[str, Any]] = ()
    """What it was made of, where the file has rows."""


class Came(NamedTuple):
    """Rows as they came: the names of the columns, and the cells by line. One that didn't have as many cells has those it had."""

    header: list[str]
    rows: dict[int, list[str]]


class Source(Protocol):
    """A file being read; `size` is in the unit of places: bytes, or rows."""

    size: int
    counted_in: str
    told: Told | None
    """Which fields its documents tell; None where they are whole ones."""

    def items(self, place: int, line: int) -> Iterator[Item]:
        """The documents from a place on; `line` is the number of the last line before it."""
        ...

    def reject(self, item: Item, fault: Fault) -> Reject:
        """A fault of a document as it lies in the file."""
        ...

    def lines_of(self, item: Item) -> list[int]:
        """The lines that a document is made of."""
        ...

    def as_they_came(self, lines: Collection[int]) -> Came:
        """The rows of these lines, read once more."""
        ...


def open_source(path: Path, type_: str | None, mapping: Mapping | None, *, by_sight: bool = False) -> Source:
    """The way to read a file, by its name and mapping; raises `UnreadableFile`.

    With a mapping that was made by sight, what is wrong is told to somebody who never saw it.
    """
    from .advice import FOR_MAPPING, FOR_PAGE
    from .lines import JsonLines
    from .rows import CsvRows, ParquetRows

    suffix = path.suffix.lower()
    if suffix in LINES:
        if mapping is not None:
            raise UnreadableFile(say("JSON lines are records already and take no mapping; leave --map out"))
        return JsonLines(path, type_)
    if suffix not in ROWS:
        raise UnreadableFile(
            say("{name} ends in none of {kinds_said}; rename it to what it is", name=path.name, kinds_said=KINDS_SAID)
        )
    if mapping is None:
        raise UnreadableFile(
            say("{name} needs a mapping that says which column is which field: --map FILE", name=path.name)
        )
    if type_ is not None and type_ != mapping.type:
        raise UnreadableFile(
            say(
                "the mapping is for {type} records and {type2} was asked for; let the mapping alone say it",
                type=mapping.type,
                type2=type_,
            )
        )
    advice = FOR_PAGE if by_sight else FOR_MAPPING
    return ParquetRows(path, mapping, advice) if suffix == ".parquet" else CsvRows(path, mapping, advice)


def is_lines(name: str) -> bool:
    """Whether a file of this name is one of JSON lines."""
    return name.lower().endswith(LINES)


def counted_in(name: str) -> str:
    """The unit of an import's places and size, by the file's name."""
    return "bytes" if is_lines(name) else "rows"


def content_of(path: Path, told: bytes) -> str:
    """What a file is known by: a digest of its bytes and of what was `told` about reading it."""
    digest = blake2b(told, digest_size=20)
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


class BadFile(Invalid):
    """A file whose columns are not what the mapping names."""

    code = "import.columns"
