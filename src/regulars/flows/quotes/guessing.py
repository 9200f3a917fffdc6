"""How many codes that nobody has may be tried, so that codes can't be found by trying.

Who has tried too many is answered nothing of further codes, right ones neither, until the first tries are forgotten.
The cart is priced without them. A code that was tried already is answered again and counts once: a cart is asked about
at each of its changes. Counted in this process's memory, as `http.attempts` does.
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
"""Unknown codes of one customer or guest, and of all carts of guests and of nobody together."""


class _Try(NamedTuple):
    at: datetime
    unknown: bool


@dataclass(slots=True)
class Guesses:
    """Codes by who tried them, each forgotten after `window`; the least recent names go first when there are too many."""

    window: timedelta = timedelta(minutes=5)
    remembered: int = 10_000
    _tries: OrderedDict[str, OrderedDict[str, _Try]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def refused(self, names: Sequence[tuple[str, int]], codes: Iterable[tuple[str, bool]], at: datetime) -> set[str]:
        """Those of these codes that nothing is told of; `names`: under which they are counted, each with how many unknown
        ones it may try; `codes`: as they were typed, and whether anybody has them."""
        found: set[str] = set()
        with self._lock:
            tried = [(self._recent(name, at), allowed) for name, allowed in names]
            for code, known in codes:
                key = compared(code)
                if any(self._is_too_many(recent, key, allowed) for recent, allowed in tried):
                    found.add(code)
                    continue
                for recent, _ in tried:
                    recent.setdefault(key, _Try(at, not known))
        return found

    def _recent(self, name: str, at: datetime) -> OrderedDict[str, _Try]:
        recent = self._tries.setdefault(name, OrderedDict())
        self._tries.move_to_end(name)
        while recent and next(iter(recent.values())).at <= at - self.window:
            recent.popitem(last=False)
        while len(self._tries) > self.remembered:
            self._tries.popitem(last=False)
        return recent

    def _is_too_many(self, recent: OrderedDict[str, _Try], key: str, allowed: int) -> bool:
        return key not in recent and sum(one.unknown for one in recent.values()) >= allowed
