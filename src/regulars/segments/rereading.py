"""A field that is read differently from now on: the segments that ask about it are computed again."""

from __future__ import annotations

from typing import Any

from regulars.books import Unit
from regulars.journal.append import CHANNEL

from . import store


def compute_again(unit: Unit, path: str) -> list[str]:
    """Have the worker compute the segments whose conditions read the field at `path`, broken ones too; their ids."""
    reading = [one.id for one in store.definitions(unit.connection, hidden=True) if _names(one.condition, path)]
    for id in reading:
        store.update_definition(unit.connection, id, computed_version=None, broken_reason=None, broken_by=None)
    if reading:
        unit.ring(CHANNEL)
    return reading


def _names(document: Any, path: str) -> bool:
    """Whether a condition's document holds a text anywhere."""
    if isinstance(document, dict):
        return any(_names(value, path) for value in document.values())
    if isinstance(document, list):
        return any(_names(value, path) for value in document)
    return bool(document == path)
