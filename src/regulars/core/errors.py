"""Refusals: errors that answer whoever asked, with facts and not only a sentence.

A `Refusal` is the customer's, the marketer's or the shop's doing; a bug of ours
is an `AssertionError`. The web layer turns a refusal into problem+json once and
the command line into one line and an exit code; nothing in between mentions
HTTP or a terminal.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar

from .sentences import say, word


class Refusal(Exception):
    """What was asked can't be done, and here is why and what to do.

    `code` is stable and part of the API; `status` is the HTTP status the web
    layer answers with. Public attributes set by a subclass are its facts.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def details(self) -> dict[str, Any]:
        """The facts of this refusal, without the sentence."""
        return {name: value for name, value in vars(self).items() if name != "message" and not name.startswith("_")}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a document: where (a JSON pointer, "" is the whole), what, and what to do."""

    pointer: str
    code: str
    detail: str


class Invalid(Refusal):
    """A document that can't be taken as it is, with every fault found in it."""

    code = "invalid"
    status = 422

    def __init__(self, message: str, errors: list[Fault]) -> None:
        super().__init__(message)
        self.errors = errors


class NameTaken(Invalid):
    """Something of the kind has that name, and two of one name can't be told apart in a list."""

    code = "name_taken"

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(
            say("there is {kind} called {name!r} already", kind=word(kind), name=name),
            [Fault("/name", "name_taken", say("this name is taken; choose another"))],
        )
        self.kind = kind
        self.name = name


class NotFound(Refusal):
    """Nothing of that kind has that id."""

    code = "not_found"
    status = 404

    def __init__(self, kind: str, id: str, hint: str = "") -> None:
        super().__init__(say("there is no {kind} {id!r}{hint}", kind=word(kind), id=id, hint=hint))
        self.kind = kind
        self.id = id


class Conflict(Refusal):
    """It was changed meanwhile, or exists already."""

    code = "conflict"
    status = 409


@contextmanager
def inside(pointer: str) -> Iterator[None]:
    """Faults found in a part of the body, told as they lie in the whole."""
    try:
        yield
    except Invalid as invalid:
        invalid.errors = [Fault(pointer + fault.pointer, fault.code, fault.detail) for fault in invalid.errors]
        raise
