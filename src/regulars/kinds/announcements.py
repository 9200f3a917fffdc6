"""Announcements: the types of messages that shops can ask to be sent, declared by the slices that send them.

Each slice has a file `announcements.py` that declares its types when it is
imported. The list of types in the API, the choice on the page and the reference
are drawn from what is declared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TYPE = re.compile(r"[a-z_]+(\.[a-z_]+)+")
_declared: dict[str, Announcement] = {}


@dataclass(frozen=True, slots=True)
class Announcement:
    """A type of messages: `group` is the heading it is offered under, `example` the `data` of one."""

    type: str
    group: str
    description: str
    example: Mapping[str, Any]


def declare(announcement: Announcement) -> Announcement:
    """Add a type to what can be asked for."""
    assert TYPE.fullmatch(announcement.type), announcement.type
    assert announcement.type not in _declared, f"{announcement.type} is declared twice"
    _declared[announcement.type] = announcement
    return announcement


def declared() -> Mapping[str, Announcement]:
    """Every type that was declared, by its name, in the order of groups and names."""
    return {one.type: one for one in sorted(_declared.values(), key=lambda one: (one.group, one.type))}
