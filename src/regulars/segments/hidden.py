"""Which segments nobody sees: the audiences of rules, by the first letter of their ids, which no other segment may have."""

from __future__ import annotations

PREFIX = "~"


def is_hidden(id: str) -> bool:
    """Whether a segment is the audience of a rule."""
    return id.startswith(PREFIX)
