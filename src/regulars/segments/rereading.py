"""A field that is read differently from now on: the segments that ask about it are computed again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from regulars.books import Unit
from regulars.journal.append import CHANNEL
from regulars.rules.faults import pointer_to

from . import store
from .model import Definition


def compute_again(unit: Unit, path: str, *, means_the_same: bool = False) -> list[str]:
    """Have the worker compute the segments whose conditions read the field at `path`, broken ones too; their ids.

    Where it `means_the_same` as before, those that are refreshed by hand or at set times stay as they were shown.
    """
    reading = [
        one.id
        for one in store.definitions(unit.connection, hidden=True)
        if any(reads(one, path)) and (one.kept.kind == "automatic" or one.broken_by or not means_the_same)
    ]
    for id in reading:
        store.update_definition(unit.connection, id, computed_version=None, broken_reason=None, broken_by=None)
    if reading:
        unit.ring(CHANNEL)
    return reading


def reads(definition: Definition, path: str) -> Iterator[tuple[str, str]]:
    """Where a segment's conditions read the field at `path`: in which of both, and the place in it."""
    for where, document in (("condition", definition.condition), ("exclude", definition.exclude)):
        for pointer in reading(document, path):
            yield where, pointer


def reading(document: Any, path: str, above: str = "") -> Iterator[str]:
    """Where a condition as JSON reads a field: pointers to its name."""
    if isinstance(document, dict):
        for key, child in document.items():
            yield from reading(child, path, pointer_to(above, key))
    elif isinstance(document, list):
        for n, child in enumerate(document):
            yield from reading(child, path, pointer_to(above, n))
    elif document == path:
        yield above
