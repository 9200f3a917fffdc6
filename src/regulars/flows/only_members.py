"""The customers whom a report is about, as a table for a question about the facts."""

from __future__ import annotations

from typing import Literal, TypedDict

import pyarrow as pa
from pyroaring import BitMap

from regulars.books import Books
from regulars.core.errors import NotFound
from regulars.segments import bitmaps, store

Reading = Literal["today", "then"]
"""Who counts as a member: today's members, or those at the instant of each order, refund, checkout or coupon."""


class Whose(TypedDict, total=False):
    """Whose checkouts a report is about: some customers', or those of who was in a segment then."""

    only: pa.Table
    then: str


def whose(among: pa.Table | None, segment: str | None, reading: Reading) -> Whose:
    """What a report of uses is asked; `among` are today's members of the segment."""
    if among is None or segment is None:
        return {}
    return {"then": segment} if reading == "then" else {"only": among}


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
