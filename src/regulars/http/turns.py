"""Turns: so many threads work at once, in the order in which they came.

Python lets one thread of a process compute at a time. Eight that compute at once
take it from each other every few milliseconds, and whoever is in the middle of
their work waits for all the others; in turns each waits once, before it begins.
Who waits for somebody else meanwhile steps out, so that nobody waits for that.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from regulars.facts.attributes import Declaration

from .house import Asked

_holding = threading.local()


class Turns:
    """Held with `with`, by so many threads at once."""

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._waiting: deque[threading.Lock] = deque()
        self._changing = threading.Lock()

    def __enter__(self) -> None:
        self._take()
        _holding.turns = self

    def __exit__(self, *_: object) -> None:
        _holding.turns = None
        self._hand_on()

    def _take(self) -> None:
        with self._changing:
            if self._free:
                self._free -= 1
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()  # whoever hands on lets go of it

    def _hand_on(self) -> None:
        with self._changing:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1


@contextmanager
def stepped_out() -> Iterator[None]:
    """Let others have their turn while this thread waits for something; it queues again for its own."""
    turns: Turns | None = getattr(_holding, "turns", None)
    if turns is None:
        yield
        return
    turns.__exit__()
    try:
        yield
    finally:
        turns.__enter__()


class AskedOutside:
    """Facts, for whose answer a thread waits outside of its turn."""

    def __init__(self, facts: Asked) -> None:
        self._facts = facts

    def ask(
        self,
        expression: Any,
        tables: Mapping[str, pa.Table] | None = None,
        settings: Mapping[str, datetime | date] | None = None,
    ) -> pa.Table:
        with stepped_out():
            return self._facts.ask(expression, tables, settings)

    def ask_all(
        self, questions: Mapping[str, Any], tables: Mapping[str, pa.Table] | None = None
    ) -> dict[str, pa.Table]:
        with stepped_out():
            return self._facts.ask_all(questions, tables)

    def horizon(self) -> datetime | None:
        with stepped_out():
            return self._facts.horizon()

    def position(self) -> int:
        with stepped_out():
            return self._facts.position()

    def declare_attribute(self, declaration: Declaration) -> None:
        self._facts.declare_attribute(declaration)

    def remove_attribute(self, subject: str, name: str) -> None:
        self._facts.remove_attribute(subject, name)
