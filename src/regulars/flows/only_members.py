"""The customers whom a report is about, as a table for a question about the facts."""

from __future__ import annotations

import pyarrow as pa
from pyroaring import BitMap

from regulars.books import Books
from regulars.core.errors import NotFound
from regulars.segments import bitmaps, store


def members_of(books: Books, segment: str | None) -> pa.Table | None:
    """Who is in a segment today, None for everybody; raises `NotFound`."""
    if segment is None:
        return None
    with books.transaction() as unit:
        found = store.definition(unit.connection, segment)
        if found is None or found.archived:
            raise NotFound("segment", segment)
        held = store.members(unit.connection, [segment]).get(segment, BitMap())
    return pa.table({"customer_id": pa.array(bitmaps.ids_of(held))})
