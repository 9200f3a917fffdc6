"""When a customer is erased, nothing that people wrote about them is left."""

from __future__ import annotations

from regulars.books import Books
from regulars.facts.store import Facts
from regulars.journal.decisions import ERASURE
from regulars.notes import book

from .moment import Moment, OfEntries, Record


class NotesForgotten(OfEntries):
    """Forgets the notes about whoever an entry of the journal says is erased."""

    def begin(self, books: Books, facts: Facts) -> None:
        """Nothing is needed."""

    def prepare(self, moment: Moment) -> Record | None:
        erased = [entry.customer_id for entry in moment.batch.entries if entry.type == ERASURE]
        ids = [id for id in erased if id is not None]
        return (lambda unit: book.forget(unit, ids)) if ids else None
