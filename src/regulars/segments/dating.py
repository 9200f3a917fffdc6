"""When what an entry brings is dated: when it was received, however late the worker looks at it, and never before what was
told already of the same customer.

What time brought meanwhile is found first, as if the entry weren't there; so what is different with it came by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from pyroaring import BitMap

Told = tuple[datetime, BitMap]
"""An instant at which something changed, and whose."""

REMEMBERED = timedelta(minutes=10)
MOST = 2_000


class Dating:
    """Dates what entries bring. Changes of the last minutes are remembered; `read` finds those since an instant."""

    def __init__(self, read: Callable[[datetime], Sequence[Told]]) -> None:
        self._read = read
        self._since: datetime | None = None
        self._told: list[Told] = []
        self._floor: datetime | None = None

    def looked_at_everybody(self, at: datetime) -> None:
        """Everybody was asked about at an instant: nothing is dated before it any more."""
        self._floor = at if self._floor is None else max(self._floor, at)

    def tell(self, changes: Iterable[Told], now: datetime) -> None:
        """Remember what was written."""
        if self._since is None:
            return
        self._told += changes
        if len(self._told) > MOST:
            self._since = max(self._since, now - REMEMBERED)
            self._told = [told for told in self._told if told[0] > self._since]

    def dated(self, received: Mapping[datetime, BitMap], asked: BitMap, now: datetime) -> dict[datetime, BitMap]:
        """Those asked about by the instants at which what comes of it is dated: now, for who isn't among `received`."""
        found: dict[datetime, BitMap] = {}
        left = asked.copy()

        def put(instant: datetime, customers: BitMap) -> None:
            if customers:
                found[instant] = found.get(instant, BitMap()) | customers

        bounds = self._bounds(min(received, default=now), asked)
        for instant, those in sorted(received.items()):
            customers, at = those & left, min(max(instant, self._floor or instant), now)
            left -= customers
            for bound, held in bounds:
                later = customers & held if bound > at else BitMap()
                put(min(bound, now), later)
                customers -= later
            put(at, customers)
        put(now, left)
        return found

    def _bounds(self, since: datetime, asked: BitMap) -> list[Told]:
        """Of those asked about the last instant since another at which anything of them changed, the latest first."""
        if self._since is None or since < self._since:
            self._told, self._since = list(self._read(since)), since
        seen = BitMap()
        found = []
        for at, customers in sorted(self._told, key=lambda told: told[0], reverse=True):
            if at <= since:
                break
            if held := (customers & asked) - seen:
                seen |= held
                found.append((at, held))
        return found
