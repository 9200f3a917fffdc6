"""Reading points: right at the instant of reading, whatever a sweep has posted or not.

One customer's page is read and brought up to the instant in memory, by the same
code that posts. For many customers the same is one statement: a balance is what
stands in open lots, with what lapsed holds give back to them, less what is owed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from regulars.books import Unit

from . import store
from .model.lots import Lot
from .service import LEDGER

HISTORY = ("earn", "end", "capture", "give_back", "reverse", "adjust", "undo", "move")
"""Deeds that a person reads about; openings, holds and their releases are seen on the lots."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a customer has: `balance` is what can be spent less what is owed; lots are the newest first."""

    balance: int
    pending: int
    held: int
    debt: int
    lots: tuple[Lot, ...]


@dataclass(frozen=True, slots=True)
class Posting:
    """One line of a customer's history."""

    id: int
    at: datetime
    deed: str
    points: int
    reason: str | None
    order: str | None
    rule_id: int | None
    rule: str | None


def state_of(lot: Lot, at: datetime) -> str:
    """A lot in one word: pending, open, held, ended, used, or gone (reversed or corrected away)."""
    if lot.remaining:
        return "open" if lot.opened else "pending"
    if lot.held:
        return "held"
    if lot.ended and lot.has_ended(at):
        return "ended"
    return "used" if lot.used else "gone"


def standing(unit: Unit, customer_id: int, *, at: datetime, ledger_id: int = LEDGER) -> Standing:
    """What one customer has at an instant, with every lot there ever was."""
    opened = store.read(unit, [(customer_id, ledger_id)], lock=False, closed=True)
    page = opened.pages[customer_id, ledger_id]
    page.bring_up_to(at)
    lots = sorted(page.lots.values(), key=lambda lot: (lot.starts_at, lot.id), reverse=True)
    return Standing(
        balance=sum(lot.remaining for lot in lots if lot.opened) - page.debt,
        pending=sum(lot.remaining for lot in lots if not lot.opened),
        held=sum(lot.held for lot in lots),
        debt=page.debt,
        lots=tuple(lots),
    )


def balances(
    connection: Connection, customer_ids: Collection[int], *, at: datetime, ledger_id: int = LEDGER
) -> dict[int, int]:
    """What each of these customers can spend, less what each owes; zero for those without points."""
    found = connection.execute(
        sa.text(
            """
            with asked as (select unnest(cast(:ids as int[])) as customer_id)
            select a.customer_id, coalesce(l.points, 0) + coalesce(h.points, 0) - coalesce(b.debt, 0)
            from asked a
            left join points_balance b on b.customer_id = a.customer_id and b.ledger_id = :ledger_id
            left join (
                select customer_id, sum(remaining) as points from points_lot
                where customer_id = any(:ids) and ledger_id = :ledger_id and remaining > 0
                  and starts_at <= :at and (ends_at is null or ends_at > :at)
                group by customer_id
            ) l on l.customer_id = a.customer_id
            left join (
                select h.customer_id, sum(d.points - d.captured - d.released) as points
                from points_hold h join points_draw d on d.hold_key = h.key join points_lot l on l.id = d.lot_id
                where h.customer_id = any(:ids) and h.ledger_id = :ledger_id and h.open and h.lapses_at <= :at
                  and (l.ends_at is null or l.ends_at > :at)
                group by h.customer_id
            ) h on h.customer_id = a.customer_id
            """
        ),
        {"ids": list(customer_ids), "ledger_id": ledger_id, "at": at},
    )
    return {customer_id: int(points) for customer_id, points in found}


def history(
    connection: Connection,
    customer_ids: Sequence[int],
    *,
    before: tuple[datetime, int] | None,
    limit: int,
    ledger_id: int = LEDGER,
) -> list[Posting]:
    """A customer's postings, the latest first, from before that (at, id) on.

    `customer_ids` are the customer's and those of whom was merged into it.
    """
    found = connection.execute(
        sa.text(
            f"""
            select t.id, t.at, t.deed, t.points, t.reason, t."order", t.rule_id, r.name
            from points_transaction t left join earning_rule r on r.id = t.rule_id
            where t.customer_id = any(:ids) and t.ledger_id = :ledger_id and t.deed = any(:deeds)
              {"and (t.at, t.id) < (:before_at, :before_id)" if before else ""}
            order by t.at desc, t.id desc limit :limit
            """
        ),
        {
            "ids": list(customer_ids),
            "ledger_id": ledger_id,
            "deeds": list(HISTORY),
            "limit": limit,
            **({"before_at": before[0], "before_id": before[1]} if before else {}),
        },
    )
    return [Posting(*row) for row in found]


def issued(connection: Connection) -> int:
    """All points that were ever granted for orders, whatever became of them."""
    found: Any = connection.scalar(
        sa.text("select -coalesce(sum(points), 0) from points_entry where account = 'issued'")
    )
    return int(found)
