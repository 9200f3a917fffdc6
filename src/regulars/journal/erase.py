"""Erasing a customer: what the journal said of them is gone, and their place in it stays.

Each entry about the customer becomes a tombstone of type `erased` that says
nothing, with its position and digest, so that a replay gives what erasing
gave, and an old delivery that comes again does not bring anything back. A
decision `decision.erasure` tells the facts to forget the customer. Who comes
again later is somebody new.

Doing it again goes on where it was stopped.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from regulars.books import Books, Unit

from . import archive
from .append import CHUNK
from .decisions import Decision, append_decision
from .identity import current_id
from .stamp import stamp

ERASED = "erased"
"""The type of an entry whose customer was erased; its body says nothing."""
ERASURE = "decision.erasure"
TOMBSTONE = b"{}"

_ABOUT = """
    select stamp.position, seq, body is null from journal_stamp as stamp join journal using (seq)
    where stamp.customer_id = any(%s) and type not in ('erased', 'decision.erasure') order by stamp.position"""

_BURY = """
    update journal set type = 'erased', key = '', customer = null, email = null, store = null, verified = null,
        owner_type = null, owner_key = null, body = %s
    where seq = any(%s)"""


def erase(books: Books, customer_id: int, *, actor: str = "system") -> int:
    """Erase a customer by the dense id; returns how many entries became tombstones. Raises `NotFound`."""
    with books.transaction() as unit:
        customer_id = current_id(unit, customer_id)
    while stamp(books):
        pass
    buried = _bury(books, customer_id)
    books.perform(lambda unit: _forget(unit, customer_id), actor=actor)
    return buried + _bury(books, customer_id)  # what was stamped meanwhile


def _forget(unit: Unit, customer_id: int) -> None:
    """Nobody is known by this id any more, and the facts are told."""
    unit.driver.execute("select from journal_mark for update")  # nothing is stamped while we do
    unit.driver.execute("delete from customer_identity where customer_id = %s", (customer_id,))
    unit.audit("customer.erased", f"customer:{customer_id}")
    append_decision(
        unit, Decision(ERASURE, str(customer_id), unit.now, {"customer_id": customer_id}, customer_id=customer_id)
    )


def _bury(books: Books, customer_id: int) -> int:
    with books.transaction() as unit:
        ids = [
            customer_id,
            *(
                was
                for (was,) in unit.driver.execute(
                    "select customer_id from customer_alias where into_id = %s", (customer_id,)
                ).fetchall()
            ),
        ]
        about = unit.driver.execute(_ABOUT, (ids,)).fetchall()
    for start in range(0, len(about), CHUNK):
        _bury_chunk(books, about[start : start + CHUNK])
    return len(about)


def _bury_chunk(books: Books, about: Sequence[tuple[int, int, bool]]) -> None:
    moved = [position for position, _, is_moved in about if is_moved]

    def deed(unit: Unit) -> list[Path]:
        old = archive.rewrite(unit, books, dict.fromkeys(moved, TOMBSTONE)) if moved else []
        unit.driver.execute(_BURY, (TOMBSTONE, [seq for _, seq, _ in about]))
        return old

    for path in books.perform(deed):
        path.unlink(missing_ok=True)
