"""What is exported can be imported, and says the same."""

from __future__ import annotations

from pathlib import Path

import orjson

from regulars.books import Books
from regulars.journal import stamp
from regulars.journal.exporting import lines
from regulars.journal.importing import Options, import_file

from .test_identity import customer
from .test_road import DOOR, order, put

EVENT = DOOR.read(
    "event", orjson.dumps({"name": "viewed", "occurred_at": "2026-03-01T10:00:00Z", "properties": {"b": 1, "a": [1.5]}})
)


def export(books: Books, path: Path) -> Path:
    while stamp(books):
        pass
    path.write_bytes(b"".join(line.json for line in lines(books)))
    return path


def test_an_export_imported_where_it_came_from_changes_nothing(books: Books, tmp_path: Path) -> None:
    put(books, order("1"), customer("anna", email="a@x"), EVENT)

    done = import_file(books, export(books, tmp_path / "all.jsonl"), Options())

    assert (done.accepted, done.repeated, done.refused) == (0, 3, 0)


def test_only_the_types_asked_for_are_exported(books: Books) -> None:
    put(books, order("1"), customer("anna"))
    while stamp(books):
        pass

    assert [orjson.loads(line.json)["type"] for line in lines(books, ["customer"])] == ["customer"]
