"""Parting: when a segment is archived everybody leaves it, so that its history says so should it be restored, however soon."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from pyroaring import BitMap

from .model import Change
from .recording import Reaction


class Leaving(NamedTuple):
    """Who is to leave a segment, and since when, if that is known."""

    held: BitMap
    asked_at: datetime | None


class Parting:
    """Who is still to leave the segments that were archived."""

    def __init__(self) -> None:
        self._waiting: dict[str, Leaving] = {}

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def stay(self, members: Mapping[str, BitMap], there: set[str], asked: Mapping[str, datetime]) -> dict[str, BitMap]:
        """The members of segments that are there; those of the others are to leave, and so are those of segments that were
        archived at the instants `asked`, though they may be there again."""
        known = {id: leaving.held for id, leaving in self._waiting.items()} | dict(members)
        going = {id: held for id, held in known.items() if id not in there and held}
        going |= {id: known.get(id, BitMap()) for id in asked}
        self._waiting = {id: Leaving(held, asked.get(id)) for id, held in going.items()}
        return {id: held for id, held in known.items() if id in there and id not in asked}

    def leave(self, reaction: Reaction, *, known_until: datetime | None) -> None:
        """Everybody who is to leaves: as of when that was asked for, unless what was then has been looked at already."""
        for id, (held, asked_at) in self._waiting.items():
            at = reaction.now
            if asked_at is not None:
                reaction.parted.append((id, asked_at))
                at = at if known_until is None else min(at, max(asked_at, known_until))
            if held:
                reaction.changes.append(Change(id, at, "definition", entered=BitMap(), left=held))
                reaction.members[id] = BitMap()
        self._waiting = {}
