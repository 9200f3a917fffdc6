"""How mails fare: whether they go out, and what came back of those that did."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from regulars.books import Unit

from .suppressing import Why

MOST = 100_000
"""More than so many that are late aren't counted."""


class Late(NamedTuple):
    """How many messages should have been sent, and since when the first of them."""

    messages: int
    since: datetime


def late(unit: Unit, before: datetime) -> Late | None:
    """The messages that were due before an instant and that nobody has in hand."""
    found = unit.driver.execute(
        """select count(*), min(due_at) from (
               select due_at from message where due_at < %s and (claimed_until is null or claimed_until <= %s) limit %s
           ) as late having count(*) > 0""",
        [before, unit.now, MOST],
    ).fetchone()
    return None if found is None else Late(*found)


def given_up(unit: Unit, since: datetime) -> dict[Why, int]:
    """To how many addresses nothing is sent any more, since an instant, by why."""
    return dict(
        unit.driver.execute(
            "select reason, count(*) from mail_suppression where reason is not null and at >= %s group by 1", [since]
        ).fetchall()
    )


def stopped(unit: Unit) -> list[tuple[int, str, str]]:
    """The newsletters that could not begin or go on: their ids, names, and why."""
    return unit.driver.execute(
        "select id, name, problem from newsletter where problem is not null and state not in ('sent', 'cancelled') order by id"
    ).fetchall()
