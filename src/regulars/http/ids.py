"""Ids as the API writes them: strings, also where the books count."""

from __future__ import annotations

from regulars.core.errors import NotFound


def number(id: str, kind: str) -> int:
    """The number that an id stands for; raises `NotFound` for what can't be one."""
    if not (id.isascii() and id.isdigit() and len(id) <= 18):
        raise NotFound(kind, id)
    return int(id)
