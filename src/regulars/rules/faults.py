"""Collecting what is wrong with a document while it is read to its end.

Who finds a fault notes it and raises what `note` gives: `raise faults.note(…)`.
Who reads several things side by side reads each `with faults.going_on()`, so
that a fault in one doesn't hide those in the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from regulars.core.errors import Fault
from regulars.core.sentences import say


class Faulty(Exception):
    """This node can't be read; why has been noted."""


class TooLarge(Exception):
    """The document is too large or too deep to be read on; that has been noted."""


class Faults:
    """The faults found so far, in the order of the document."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def note(self, pointer: str, code: str, detail: str) -> Faulty:
        self.found.append(Fault(pointer, code, detail))
        return Faulty()

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Read on after a fault in here."""
        try:
            yield
        except Faulty:
            assert self.found

    def keys(
        self, document: Mapping[str, object], pointer: str, *, required: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> None:
        """Note the keys that a document lacks or can't have."""
        for key in document:
            if key not in required and key not in optional:
                known = ", ".join(f'"{known}"' for known in (*required, *optional))
                self.note(
                    pointer_to(pointer, key),
                    "unknown_key",
                    say("nothing is called {key!r:.40} here, only {known}", key=key, known=known),
                )
        for key in required:
            if key not in document:
                self.note(pointer, "missing_key", say('"{key}" is missing', key=key))


def pointer_to(pointer: str, *steps: str | int) -> str:
    """The JSON pointer of what lies below another by these keys and indexes."""
    return pointer + "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
