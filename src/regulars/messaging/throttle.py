"""Not too many at once: mails to one domain are spread over time, as large providers want it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime, timedelta

DOMAINS = 10_000
"""As many are remembered; the least recent are forgotten."""


class Throttle:
    """Gives each mail to a domain its turn, so many a minute. Counted in this process, which is the only one that sends."""

    def __init__(self) -> None:
        self._next: OrderedDict[str, datetime] = OrderedDict()
        self._lock = threading.Lock()

    def turn(self, domain: str, at: datetime, per_minute: int | None) -> datetime | None:
        """When a mail to the domain may go; None: now. The turn is taken by whoever asks, for it asks again when it has come
        only if that lies ahead."""
        if per_minute is None:
            return None
        apart = timedelta(minutes=1) / per_minute
        with self._lock:
            free = self._next.get(domain, at)
            burst = at + timedelta(
                seconds=1
            )  # those of one second go together, or each would wait for a tick of its own
            if free > burst:
                return free
            self._next[domain] = max(free, at) + apart
            self._next.move_to_end(domain)
            while len(self._next) > DOMAINS:
                self._next.popitem(last=False)
            return None

    def spread(self, domain: str, at: datetime, per_minute: int, behind: int) -> datetime:
        """When the mail may ask again that has so many before it."""
        with self._lock:
            free = self._next.get(domain, at)
        return free + timedelta(minutes=1) / per_minute * behind
