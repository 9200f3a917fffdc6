"""What routes share that post to one customer's points: what is answered, keys that callers choose, and refusals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated

from psycopg.errors import UniqueViolation
from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit
from regulars.core.errors import Conflict, Fault, Invalid, NotFound
from regulars.core.forms import Form
from regulars.core.sentences import say, word
from regulars.http.given import Said
from regulars.journal.naming import find_called
from regulars.points import ledgers, reading
from regulars.points.model.entries import CALLED, Transaction

MOST = 10**9
NO_SLASH = Form(r"^[^/\x00]+$", say("a key can't hold a slash or the NUL character, for it is part of an address"))
GivenKey = Annotated[str, Field(min_length=1, max_length=200), NO_SLASH]
Named = Annotated[Said, Field(min_length=1, max_length=255)]
"""A customer as a body names one."""


class KeyTaken(Conflict):
    """The key was used for another deed of the kind."""

    code = "points.key_taken"

    def __init__(self, key: str, kind: str = "correction") -> None:
        super().__init__(
            say("the key {key!r} was used for another {kind}; give each one a key of its own", key=key, kind=word(kind))
        )
        self.key = key


@contextmanager
def under_key(key: str, kind: str) -> Iterator[None]:
    """In the block somebody else may post under the key at the same instant, for another customer: that is refused too."""
    try:
        yield
    except UniqueViolation:
        raise KeyTaken(key, kind) from None


class PostedOut(BaseModel):
    """What was posted: by how much it changed what the customer has, and what there is after it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    key: str
    """What it is undone by."""
    kind: str
    points_kind: str
    points: int
    at: datetime
    balance: int
    """What is open of this kind of points less what is owed after it, of all legal entities together: below zero where more is owed."""
    available: int
    """What can be spent after it: what is owed to one legal entity takes nothing from what another has given."""


def wrong(pointer: str, code: str, said: str) -> Invalid:
    """The refusal of a body with one fault in it."""
    return Invalid(said, [Fault(pointer, code, said)])


def customer_named(unit: Unit, said: str, pointer: str) -> int:
    """The customer that a body names by the shop's id, an e-mail or the id here; raises `Invalid`, `SeveralCustomers`."""
    try:
        return find_called(unit, said)
    except NotFound:
        told = say(
            "no customer is known as {said!r}; name one by the shop's id, an e-mail address or the id here", said=said
        )
        raise wrong(pointer, "unknown", told) from None


def shown(unit: Unit, done: Transaction, customer_id: int) -> PostedOut:
    """What was posted, as it is answered."""
    points_kind = ledgers.kinds(unit)[done.ledger_id]
    standings = reading.standings(unit, customer_id, at=unit.now, kind=points_kind)
    return PostedOut(
        key=done.key,
        kind=CALLED[done.deed],
        points_kind=points_kind,
        points=done.points,
        at=done.at,
        balance=sum(standing.balance for standing in standings),
        available=sum(standing.available for standing in standings),
    )
