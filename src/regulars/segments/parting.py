"""Parting: when a segment is archived everybody leaves it, so that its history says so should it be restored."""

from __future__ import annotations

from collections.abc import Mapping

from pyroaring import BitMap

from .model import Change
from .recording import Reaction


class Parting:
    """Who is still to leave the segments that were archived."""

    def __init__(self) -> None:
        self._waiting: dict[str, BitMap] = {}

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def stay(self, members: Mapping[str, BitMap], there: set[str]) -> dict[str, BitMap]:
        """The members of segments that are there; those of the others are to leave, unless it is there again before."""
        known = self._waiting | dict(members)
        self._waiting = {id: held for id, held in known.items() if id not in there and held}
        return {id: held for id, held in known.items() if id in there}

    def leave(self, reaction: Reaction) -> None:
        """Everybody who is to leaves."""
        for id, held in self._waiting.items():
            reaction.changes.append(Change(id, reaction.now, "definition", entered=BitMap(), left=held))
            reaction.members[id] = BitMap()
        self._waiting = {}
