"""What will end: the points of lots by when they end, for whoever is told of it beforehand."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from regulars.books import Unit
from regulars.kinds.points import FIRST

_OF_KIND = """ledger_id = any(array(
    select g.id from points_ledger g join points_programme p on p.id = g.programme_id where p.slug = %s))"""


class Ending(NamedTuple):
    """Points of a customer that end at an instant."""

    customer_id: int
    ends_at: datetime
    points: int


def between(unit: Unit, after: datetime, until: datetime, kind: str = FIRST) -> list[Ending]:
    """Points of a kind that end after an instant, up to another; those that are held count too."""
    found = unit.driver.execute(
        f"""select customer_id, ends_at, sum(remaining + held)::bigint from points_lot
           where {_OF_KIND} and opened and remaining > 0 and ends_at > %s and ends_at <= %s group by 1, 2 order by 2, 1""",
        [kind, after, until],
    )
    return [Ending(*row) for row in found.fetchall()]


def once_ending(unit: Unit, after: datetime, until: datetime, kind: str = FIRST) -> list[Ending]:
    """The same of a span that may be past: what has ended in it was there until then; what was spent before isn't known."""
    found = unit.driver.execute(
        f"""select customer_id, ends_at, sum(remaining + held + ended)::bigint from points_lot
           where {_OF_KIND} and opened and remaining + ended > 0 and ends_at > %s and ends_at <= %s
           group by 1, 2 order by 2, 1""",
        [kind, after, until],
    )
    return [Ending(*row) for row in found.fetchall()]
