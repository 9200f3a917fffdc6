"""Erasing a customer: what the journal said of them is gone, and their place in it stays.

Each entry about the customer becomes a tombstone of type `erased` that says
nothing, with its position and digest, so that a replay gives what erasing
gave, and an old delivery that comes again does not bring anything back. A
decision `decision.erasure` tells the facts to forget the customer. Who comes
again later is somebody new.

The customer is known until the last tombstone is there, so that doing it again
goes on where it was stopped. What the ledger holds under the bare id stays:
points are the books of the shop, and name nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from regulars.books import Books, Unit

from . import archive
from .decisions import ERASURE, Decision, append_decision
from .identity import current_id
from .stamp import stamp

ERASED = "erased"
"""The type of an entry whose customer was erased; its body says nothing."""
TOMBSTONE = b"{}"

_ABOUT = """
    select stamp.position from journal_stamp as stamp join journal using (seq)
    where stamp.customer_id = any(%s) and stamp.position > %s and type not in ('erased', 'decision.erasure')
    order by stamp.position"""

_BURY = """
    update journal set type = 'erased', key = '', customer = null, email = null, store = null, verified = null,
        owner_type = null, owner_key = null, body = %s
    from journal_stamp as stamp where stamp.seq = journal.seq and stamp.position = any(%s)"""


class _Found(NamedTuple):
    """A customer's ids, today's first, and the positions of what the journal says of them up to `until`."""

    ids: list[int]
    positions: list[int]
    until: int


def count(books: Books, customer_id: int) -> int:
    """How many entries erasing a customer would make tombstones of. Raises `NotFound`."""
    return len(_find(books, customer_id).positions)


def erase(books: Books, customer_id: int, *, actor: str = "system") -> int:
    """Erase a customer by the dense id; returns how many entries became tombstones. Raises `NotFound`."""
    archive.tidy(books)
    found = _find(books, customer_id)
    with books.transaction() as unit:
        parts = archive.parts(unit, found.positions)
    for part in parts:
        books.perform(partial(_bury, books=books, positions=part))
    buried = books.perform(lambda unit: _finish(unit, books, found), actor=actor)
    archive.tidy(books)
    return len(found.positions) + buried


def _find(books: Books, customer_id: int) -> _Found:
    with books.transaction() as unit:
        current_id(unit, customer_id)
    while stamp(books):
        pass
    with books.transaction() as unit:
        ids = _ids(unit, customer_id)
        [(until,)] = unit.driver.execute("select position from journal_mark").fetchall()
        return _Found(ids, _about(unit, ids, 0), until)


def _ids(unit: Unit, customer_id: int) -> list[int]:
    """The id that this one means today, and all that became it; raises `NotFound`."""
    into = current_id(unit, customer_id)
    merged = unit.driver.execute("select customer_id from customer_alias where into_id = %s order by 1", (into,))
    return [into, *(was for (was,) in merged.fetchall())]


def _about(unit: Unit, ids: Sequence[int], after: int) -> list[int]:
    return [position for (position,) in unit.driver.execute(_ABOUT, (ids, after)).fetchall()]


def _bury(unit: Unit, books: Books, positions: Sequence[int]) -> None:
    """Make tombstones of entries, in the files too: also one whose body is yet in the database may be in a file."""
    archive.rewrite(unit, books, dict.fromkeys(positions, TOMBSTONE))
    unit.driver.execute(_BURY, (TOMBSTONE, positions))


def _finish(unit: Unit, books: Books, found: _Found) -> int:
    """Nobody is known by this id any more, nothing is left that was stamped meanwhile, and the facts are told."""
    archive.lock(unit)  # before the mark, which is not to be held while waiting
    unit.driver.execute("select from journal_mark for update")  # nothing is stamped while we do
    ids = _ids(unit, found.ids[0])
    left = _about(unit, ids, found.until if ids == found.ids else 0)
    if left:
        _bury(unit, books, left)
    customer_id = ids[0]
    unit.driver.execute("delete from customer_identity where customer_id = %s", (customer_id,))
    unit.audit("customer.erased", f"customer:{customer_id}", {"entries": len(found.positions) + len(left)})
    append_decision(
        unit, Decision(ERASURE, str(customer_id), unit.now, {"customer_id": customer_id}, customer_id=customer_id)
    )
    return len(left)
