"""A place to measure in: books of its own and a copy of the generated shop, removed afterwards."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from regulars.books import Books, embedded
from regulars.books.engine import utc_now
from regulars.segments import store
from regulars.settings import Settings

from . import shop


@contextlib.contextmanager
def place(size: shop.Size | None = shop.FULL) -> Iterator[Path]:
    """A data directory, with the facts of a generated shop of that size in it if wanted."""
    folder = Path(tempfile.mkdtemp(prefix="regulars-bench-", dir=shop.build_folder()))
    try:
        if size is not None:
            shutil.copyfile(shop.file(size), folder / "facts.duckdb")
        yield folder
    finally:
        embedded.leave(folder)
        shutil.rmtree(folder, ignore_errors=True)


def settings(folder: Path) -> Settings:
    """The settings of a process in that place."""
    return Settings(data_dir=folder, currency=shop.CURRENCY, time_zone=str(shop.CALENDAR.zone))


@contextlib.contextmanager
def books(folder: Path, clock: Callable[[], datetime] = utc_now) -> Iterator[Books]:
    """The books of a place."""
    with contextlib.closing(Books.open(settings(folder), clock=clock)) as opened:
        yield opened


def add_segments(opened: Books, conditions: list[dict[str, Any]], *, actions: Any = None) -> None:
    """Make segments `s0`, `s1` …, in the place of those there were; all of them with these `actions`."""
    with opened.transaction() as unit:
        for definition in store.definitions(unit.connection):
            store.update_definition(unit.connection, definition.id, archived=True)
        for n, condition in enumerate(conditions):
            values = {
                "id": f"s{n}-of-{len(conditions)}",
                "name": f"Segment {n}",
                "description": "",
                "condition": condition,
                "applies_to": "everyone",
                "actions": actions,
                "created_at": unit.now,
                "updated_at": unit.now,
            }
            assert store.insert_definition(unit.connection, values), values["id"]
