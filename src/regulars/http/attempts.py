"""How often something may be tried, such as to sign in, to guess a code or to ask for a page: so many times in five
minutes for each name.

Counted in this process's memory: one web process serves an installation, and a
restart forgives. A try counts before it is looked at (a password, a token), so
that many at the same instant are as many.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from regulars.core.errors import Refusal
from regulars.core.sentences import say


class TooManyAttempts(Refusal):
    """Something was tried too often in a short time."""

    code = "too_many_attempts"
    status = 429

    def __init__(self, *, retry_after_seconds: int) -> None:
        super().__init__(
            say(
                "too many attempts; try again in {retry_after_seconds} seconds", retry_after_seconds=retry_after_seconds
            )
        )
        self.retry_after_seconds = retry_after_seconds

    @property
    def headers(self) -> dict[str, str]:
        """The header that tells a client when to come back."""
        return {"Retry-After": str(self.retry_after_seconds)}


@dataclass
class Attempts:
    """Tries by name, each forgotten after `window`; the least recent names go first when there are too many."""

    window: timedelta = timedelta(minutes=5)
    remembered: int = 10_000
    _tries: OrderedDict[str, deque[datetime]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, name: str, at: datetime, *, allowed: int) -> None:
        """Count a try of `name`; raises `TooManyAttempts` when `allowed` were made within the window."""
        with self._lock:
            recent = self._tries.get(name, deque())
            while recent and recent[0] <= at - self.window:
                recent.popleft()
            if len(recent) >= allowed:
                wait = recent[-allowed] + self.window - at
                raise TooManyAttempts(retry_after_seconds=max(1, math.ceil(wait.total_seconds())))
            recent.append(at)
            self._tries[name] = recent
            self._tries.move_to_end(name)
            while len(self._tries) > self.remembered:
                self._tries.popitem(last=False)

    def forget(self) -> None:
        """Forget everybody's tries."""
        with self._lock:
            self._tries.clear()

    def forgive(self, name: str) -> None:
        """Forget the tries of `name`, who knew the password."""
        with self._lock:
            self._tries.pop(name, None)
