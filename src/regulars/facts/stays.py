"""Stays in segments, read off the changes that the journal told.

A change names everybody who entered or left at once, and customers are asked
about one by one, or a few. A stay begins with each change in which somebody
enters, and ends with their next one of that segment.
"""

from __future__ import annotations

from typing import Protocol

import pyarrow as pa

STAYS = """
    with moved as (
        select unnest(entered) as customer_id, segment, "at", position, true as came from segment_change
        union all select unnest("left"), segment, "at", position, false from segment_change
    ), stay as (
        select *, lead("at") over (partition by customer_id, segment order by position) as left_at
        from moved semi join asked using (customer_id)
    )
    select customer_id, segment, "at" as entered_at, left_at, position from stay where came"""
"""The stays of the customers in the table `asked`."""


class Asked(Protocol):
    """Whoever answers a question about the facts."""

    def ask(self, question: str, /) -> pa.Table: ...


def moved(facts: Asked, after: int, until: int) -> list[int]:
    """Whose stays began or ended with the entries after a position, up to another."""
    found = facts.ask(
        f"""select distinct unnest(list_concat(entered, "left")) from segment_change
        where position > {int(after)} and position <= {int(until)} order by 1"""
    )
    ids: list[int] = found.column(0).to_pylist()
    return ids
