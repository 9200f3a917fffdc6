"""Lanes of a mass transaction: parts of its customers that are gone through side by side, each from where it was stopped.

One lane takes a step at a time, and whoever takes it holds the lane's row until
the commit. All who are at a deed share a lock on it, so that whoever turns it
round, to undo or to refuse it, has it alone: no step is under way then that
would go on posting. What the lanes have done is added up in the deed's own row,
last of all, so that they hardly ever wait for each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from regulars.books import Unit

LANES = 2
"""More only wait for the same disk and the same cores, and others want some of those too."""
WORTHWHILE = 20_000
"""A deed over fewer customers is done in a moment."""

Mark = Literal["place", "taken_back"]


@dataclass(frozen=True, slots=True)
class Lane:
    """The customers from `begins` to `ends`, of which those before `place` are done, and of those before `taken_back` undone."""

    n: int
    begins: int
    ends: int
    place: int
    taken_back: int


def mark_out(unit: Unit, id: int, size: int) -> None:
    """Part the customers of a new deed."""
    lanes = LANES if size >= WORTHWHILE else 1
    unit.driver.execute(
        """insert into points_mass_lane (mass_id, n, begins, ends, place, taken_back)
           select %(id)s, n, begins, %(size)s::bigint * (n + 1) / %(lanes)s, begins, begins
           from generate_series(0, %(lanes)s - 1) as n,
                lateral (select %(size)s::bigint * n / %(lanes)s as begins) b""",
        {"id": id, "size": size, "lanes": lanes},
    )


def among_others(unit: Unit, id: int) -> None:
    """Be at a deed, as others may be, until the commit."""
    unit.driver.execute(f"select pg_advisory_xact_lock_shared({_LOCK})", [id])


def alone(unit: Unit, id: int) -> None:
    """Have a deed alone until the commit, when those who are at it have finished their steps.

    Two who are at it and both want that run into a deadlock, and one of them is done again.
    """
    unit.driver.execute(f"select pg_advisory_xact_lock({_LOCK})", [id])


_LOCK = "hashtextextended('points_mass:' || %s::bigint, 0)"


def take(unit: Unit, id: int, *, forward: bool) -> Lane | None:
    """A lane with something left to be done, or undone, that nobody is at; it is ours until the commit."""
    left = "place < ends" if forward else "taken_back < place"
    found = unit.driver.execute(
        f"""select n, begins, ends, place, taken_back from points_mass_lane
            where mass_id = %s and {left} order by n limit 1 for update skip locked""".encode(),
        [id],
    ).fetchone()
    return None if found is None else Lane(*found)


def move(unit: Unit, id: int, lane: Lane, mark: Mark, to: int) -> None:
    """Keep how far a lane is."""
    unit.driver.execute(
        f"update points_mass_lane set {mark} = %s where mass_id = %s and n = %s".encode(), [to, id, lane.n]
    )
