"""How many codes that nobody has may be tried, so that codes can't be found by trying.

Who has tried too many is answered nothing of further codes, right ones neither, until the first tries are forgotten.
The cart is priced without them. A code that was tried already is answered again and counts once: a cart is asked about
at each of its changes. Counted in this process's memory, as `http.attempts` does.

A shop that says which visitor fills a cart has guests counted one by one. Those of whom it doesn't say it are counted
together too, for e-mails are invented as fast as codes are: so one who guesses can have all of them wait.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from regulars.promotions.model.codes import compared

OF_ONE, OF_NOBODY = 20, 300
"""Unknown codes of one customer, guest or visitor, and of all carts together of which neither a customer nor a visitor is said."""


class _Try(NamedTuple):
    at: datetime
    unknown: bool


@dataclass(slots=True)
class _Tries:
    """The codes that were tried under a name, the earliest first, and how many unknown ones may be."""

    allowed: int
    codes: OrderedDict[str, _Try] = field(default_factory=OrderedDict)

    def forget(self, until: datetime) -> None:
        while self.codes and next(iter(self.codes.values())).at <= until:
            self.codes.popitem(last=False)

    @property
    def unknown(self) -> list[datetime]:
        """When unknown ones were tried, the earliest first."""
        return [one.at for one in self.codes.values() if one.unknown]


@dataclass(slots=True)
class Guesses:
    """Codes by who tried them, each forgotten after `window`; the least recent names go first when there are too many."""

    window: timedelta = timedelta(minutes=5)
    remembered: int = 10_000
    _tries: OrderedDict[str, _Tries] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def refused(self, names: Sequence[tuple[str, int]], codes: Iterable[tuple[str, bool]], at: datetime) -> set[str]:
        """Those of these codes that nothing is told of; `names`: under which they are counted, each with how many unknown
        ones it may try; `codes`: as they were typed, and whether anybody has them."""
        found: set[str] = set()
        with self._lock:
            tried = [self._recent(name, allowed, at) for name, allowed in names]
            for code, known in codes:
                key = compared(code)
                if any(key not in tries.codes and len(tries.unknown) >= tries.allowed for tries in tried):
                    found.add(code)
                    continue
                for tries in tried:
                    tries.codes.setdefault(key, _Try(at, not known))
        return found

    def held_until(self, at: datetime) -> datetime | None:
        """Until when carts that are counted together are told nothing of further codes; None: they are told."""
        with self._lock:
            together = [tries for tries in self._tries.values() if tries.allowed == OF_NOBODY]
            for tries in together:
                tries.forget(at - self.window)
            full = [tries.unknown[-OF_NOBODY] for tries in together if len(tries.unknown) >= OF_NOBODY]
        return max(full) + self.window if full else None

    def _recent(self, name: str, allowed: int, at: datetime) -> _Tries:
        tries = self._tries.setdefault(name, _Tries(allowed))
        self._tries.move_to_end(name)
        tries.forget(at - self.window)
        while len(self._tries) > self.remembered:
            self._tries.popitem(last=False)
        return tries
