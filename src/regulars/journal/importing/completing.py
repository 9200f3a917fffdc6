"""Rows of records that are known: what their file doesn't tell stays as it was.

A record is a whole document that replaces the one before, and a file of rows
tells a few fields of it. So a row is put on top of what was known of its record
at the time that it is dated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

import orjson

from regulars.books import Books
from regulars.journal import archive
from regulars.journal.door import Draft
from regulars.journal.records import RECORDS

from .mapping import Mapping

OWN = frozenset({"external_id", "updated_at"})
"""What every row tells of its record."""
OF = {"rate": "currency", "email_verified": "email"}
"""What is said of another field alone: of another currency the rate is another, and another address was confirmed by nobody."""
OWNERS = frozenset({"customer", "email"})
"""Whose a record is: where a file tells one of them, the other is of somebody else."""

JSON = dict[str, Any]

_KNOWN = """
    select asked.n, found.updated_at, found.seq, found.body
    from unnest(%s::text[], %s::timestamptz[]) with ordinality asked (key, at, n)
    cross join lateral (
        select seq, updated_at, body from journal
        where type = '{type}' and key = asked.key and updated_at <= asked.at
        order by updated_at desc, seq desc limit 1
    ) found"""
_POSITIONS = "select seq, position from journal_stamp where seq = any(%s)"


@dataclass(frozen=True, slots=True)
class Told:
    """The fields that a file of rows tells, an empty cell being a telling too."""

    type: str
    fields: frozenset[str]
    inner: frozenset[tuple[str, str]]
    """Single values within a field, such as one attribute."""

    @classmethod
    def by(cls, mapping: Mapping, *, by_sight: bool) -> Self | None:
        """What a mapping has a cell for; None of events, which are no later version of anything. By sight a constant only
        stands in for what isn't known."""
        if mapping.type not in RECORDS:
            return None
        cells = {name: cell for name, cell in mapping.fields.items() if not by_sight or cell.column is not None}
        fields = {name for name in cells if "." not in name} | OWN
        if mapping.lines is not None:
            fields.add("lines")
        if mapping.addresses:
            fields.add("addresses")
        if mapping.type != "customer" and fields & OWNERS:
            fields |= OWNERS
        within = (name.split(".", 1) for name in cells if "." in name)
        return cls(mapping.type, frozenset(fields), frozenset((outer, inner) for outer, inner in within))

    def on_top_of(self, known: JSON, row: JSON) -> JSON:
        """What is known of a record, with what a row of it tells."""
        kept = {name: value for name, value in known.items() if name not in self.fields}
        said = {name: value for name, value in row.items() if name in self.fields or name not in kept}
        for outer in {outer for outer, _ in self.inner}:
            of_row = {name: value for name, value in row.get(outer, {}).items() if (outer, name) in self.inner}
            before = {name: value for name, value in kept.get(outer, {}).items() if (outer, name) not in self.inner}
            said[outer] = before | of_row
        whole = kept | said
        for name, other in OF.items():
            if name not in self.fields and whole.get(other) != known.get(other):
                whole.pop(name, None)
        return whole


def known_of(books: Books, type_: str, drafts: Sequence[Draft]) -> dict[int, tuple[datetime, bytes]]:
    """By the places of these drafts of one type: the latest body of the same record that is not dated after them, and its date."""
    with books.transaction() as unit, unit.driver.cursor(binary=True) as cursor:
        archive.share(cursor)
        keys, instants = [draft.key for draft in drafts], [draft.updated_at for draft in drafts]
        rows = cursor.execute(_KNOWN.format(type=type_).encode(), [keys, instants]).fetchall()
        moved = [seq for _, _, seq, body in rows if body is None]
        positions: dict[int, int] = dict(cursor.execute(_POSITIONS, [moved]).fetchall()) if moved else {}
        bodies = archive.bodies(books, cursor, list(positions.values())) if moved else {}
        return {
            n - 1: (at, bytes(bodies[positions[seq]] if body is None else body)) for n, at, seq, body in rows
        }  # fmt: skip


class Completing:
    """Puts the rows of a chunk on top of what is known, those before them in the same chunk included."""

    def __init__(self, books: Books, told: Told, drafts: Sequence[Draft]) -> None:
        self._told = told
        self._known = known_of(books, told.type, drafts) if drafts else {}
        self._here: dict[str, list[tuple[datetime, bytes]]] = {}

    def whole(self, n: int, draft: Draft, raw: bytes) -> bytes | None:
        """The document of the `n`-th draft, whose row says `raw`; None where nothing was known of its record."""
        before = [*([self._known[n]] if n in self._known else []), *self._here.get(draft.key, ())]
        found = max((one for one in before if one[0] <= draft.updated_at), key=lambda one: one[0], default=None)
        known: JSON = orjson.loads(found[1]) if found else {}
        if not known or known.get("deleted"):
            return None
        return orjson.dumps(self._told.on_top_of(known, orjson.loads(raw)))

    def taken(self, draft: Draft) -> None:
        """Go by this one too, for rows of the same record further down; of two of one date the later holds."""
        self._here.setdefault(draft.key, []).insert(0, (draft.updated_at, draft.body))
