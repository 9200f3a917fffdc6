"""Reading points: right at the instant of reading, whatever a sweep has posted or not.

One customer's page is read and brought up to the instant in memory, by the same
code that posts. For many customers the same is one statement: a balance is what
stands in open lots, with what lapsed holds give back to them, less what is owed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy import Connection

from regulars.books import Unit
from regulars.kinds.points import FIRST

from . import store
from .model.lots import NEVER, Lot
from .model.page import Hold, Page

WRITTEN = "case when t.deed <> 'earn' or left(t.key, 4) = 'run:' then t.reason end"
"""The reason that somebody wrote, also in a campaign's step: rewards of customers' deeds once kept the deed's key there."""

MOVED = """case when t.deed = 'move' then (
    select json_build_array(cast(-sum(e.points) as bigint), min(e.customer_id)) from points_entry e
    where e.transaction_id = t.id and e.customer_id <> t.customer_id having count(*) > 0) end"""
"""Of moves how many points, less what was owed, came along from whom: nobody has more or less by it."""

BESIDE = """case when t.deed = 'transfer' then (
    select json_build_array(o.customer_id, t.points < 0) from points_transaction o
    where o.key = case when t.points < 0 then left(t.key, -3) || 'in' else left(t.key, -2) || 'out' end) end"""
"""Of transfers the other customer, and whether the points went there."""

VERSION = """(
    select s.rule_version from points_settlement s where s."order" = t."order" and s.rule_id = t.rule_id)"""
"""Of what an order earned the version of the rule that it earns by."""

State = Literal["pending", "open", "held", "ended", "used", "reversed", "taken"]

HISTORY = ("earn", "open", "end", "capture", "give_back", "reverse", "adjust", "undo", "move", "transfer")
"""Deeds that a person reads about; holds and their releases are seen on the lots."""
TOLD = """case when t.deed = 'open' then exists (
    select from points_lot o where o.id = cast(substr(t.key, 6) as bigint) and o.awaits is not null) else true end"""
"""Of openings those that were waited for: what a lot's start brings is known from the beginning."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a customer has of one kind of points with one legal entity: `balance` is what can be spent less what is owed; lots the newest first,
    open holds by when they lapse."""

    legal_entity: str
    points_kind: str
    balance: int
    pending: int
    held: int
    debt: int
    lots: tuple[Lot, ...]
    holds: tuple[Hold, ...]

    @property
    def available(self) -> int:
        """What can be spent: nothing where more is owed."""
        return max(self.balance, 0)


@dataclass(frozen=True, slots=True)
class Posting:
    """One line of a customer's history; `undo` is the key of a correction that can be undone.

    `moved`: how many points came along when two customers turned out to be one, and the id of who had them.
    `beside`: the other customer of a transfer, and whether the points went there.
    """

    id: int
    at: datetime
    deed: str
    points: int
    reason: str | None
    order: str | None
    rule_id: int | None
    undo: str | None = None
    moved: tuple[int, int] | None = None
    beside: tuple[int, bool] | None = None
    rule_version: int | None = None
    key: str = ""


def state_of(lot: Lot, at: datetime) -> State:
    """A lot in one word; what is closed is called after what most of its points became."""
    if lot.remaining:
        return "open" if lot.opened else "pending"
    if lot.held:
        return "held"
    became: dict[State, int] = {
        "ended": lot.ended,
        "used": lot.used,
        "reversed": lot.reversed,
        "taken": lot.adjusted,
    }
    return max(became, key=lambda state: became[state])


def standings(unit: Unit, customer_id: int, *, at: datetime, kind: str | None = FIRST) -> list[Standing]:
    """What one customer has of a kind of points (None: of every kind) at an instant, by legal entity, with every lot there
    ever was."""
    ledgers = unit.driver.execute(
        """select l.id, e.name, p.slug from points_ledger l join legal_entity e on e.id = l.legal_entity_id
           join points_programme p on p.id = l.programme_id
           where cast(%(kind)s as text) is null or p.slug = %(kind)s order by p.id, l.id""",
        {"kind": kind},
    ).fetchall()
    opened = store.read(unit, [(customer_id, ledger) for ledger, _, _ in ledgers], lock=False, closed=True)
    return [_standing(opened.pages[customer_id, ledger], name, slug, at) for ledger, name, slug in ledgers]


def _standing(page: Page, legal_entity: str, kind: str, at: datetime) -> Standing:
    page.bring_up_to(at)
    lots = sorted(page.lots.values(), key=lambda lot: (lot.starts_at or NEVER, lot.id), reverse=True)
    return Standing(
        legal_entity=legal_entity,
        points_kind=kind,
        balance=sum(lot.remaining for lot in lots if lot.opened) - page.debt,
        pending=sum(lot.remaining for lot in lots if not lot.opened),
        held=sum(lot.held for lot in lots),
        debt=page.debt,
        lots=tuple(lots),
        holds=tuple(sorted((hold for hold in page.holds.values() if hold.held), key=lambda hold: hold.lapses_at)),
    )


def shown(standing: Standing, *, closed: int) -> list[Lot]:
    """The lots worth showing: all with points in them, and the latest of the others."""
    full = [lot for lot in standing.lots if lot.remaining or lot.held]
    others = [lot for lot in standing.lots if not (lot.remaining or lot.held)]
    return full + others[:closed]


LESS_OWED = """
    select customer_id, ledger_id, sum(points) as points from (
        select customer_id, ledger_id, -debt as points from points_balance where customer_id = any({ids}) and debt > 0
        union all
        select customer_id, ledger_id, remaining from points_lot
        where customer_id = any({ids}) and remaining > 0 and starts_at <= %(at)s and (ends_at is null or ends_at > %(at)s)
        union all
        select h.customer_id, h.ledger_id, d.points - d.captured - d.released
        from points_hold h join points_draw d on d.hold_key = h.key join points_lot l on l.id = d.lot_id
        where h.customer_id = any({ids}) and h.open and h.lapses_at <= %(at)s and (l.ends_at is null or l.ends_at > %(at)s)
    ) each group by 1, 2"""
"""What stands in open lots, with what lapsed holds give back to them, less what is owed to the same legal entity, which may be more; `ids` and %(at)s say of whom and when."""
SPENDABLE = f"select customer_id, ledger_id, greatest(points, 0) as points from ({LESS_OWED}) less_owed"
"""The same, and nothing where as much is owed."""
_IDS = "%(ids)s::int[]"
_BY_ENTITY = """
    select p.slug as kind, e.name, s.points from ({of_ledgers}) s
    join points_ledger g on g.id = s.ledger_id join legal_entity e on e.id = g.legal_entity_id
    join points_programme p on p.id = g.programme_id"""
SPENDABLE_BY_ENTITY = _BY_ENTITY.format(of_ledgers=SPENDABLE)
"""The same by kind of points and legal entity, for whoever asks the books something else with it."""


def available(
    connection: Connection, customer_ids: Collection[int], *, at: datetime, kind: str = FIRST
) -> dict[int, int]:
    """What each of these customers can spend of a kind, of all legal entities together; zero for those without points.

    What is owed to one takes nothing from what another has given. Of points that are never spent it is what there is.
    """
    found = connection.exec_driver_sql(
        f"""select customer_id, sum(points) from ({SPENDABLE.format(ids=_IDS)}) of_entity
            join points_ledger g on g.id = of_entity.ledger_id join points_programme p on p.id = g.programme_id
            where p.slug = %(kind)s group by 1""",
        {"ids": list(customer_ids), "at": at, "kind": kind},
    )
    return dict.fromkeys(customer_ids, 0) | {customer_id: int(points) for customer_id, points in found}


def spendable(connection: Connection, customer_id: int, *, at: datetime, kind: str = FIRST) -> dict[str, int]:
    """What one customer can spend of a kind at an instant, by legal entity: nothing where as much is owed."""
    found = connection.exec_driver_sql(
        f"{SPENDABLE_BY_ENTITY.format(ids=_IDS)} where p.slug = %(kind)s",
        {"ids": [customer_id], "at": at, "kind": kind},
    )
    return {entity: int(points) for _, entity, points in found}


def less_owed(connection: Connection, customer_id: int, *, at: datetime, kind: str = FIRST) -> dict[str, int]:
    """The same less what is owed to that legal entity: below zero where that is more, for it is taken first from what comes."""
    found = connection.exec_driver_sql(
        f"{_BY_ENTITY.format(of_ledgers=LESS_OWED).format(ids=_IDS)} where p.slug = %(kind)s",
        {"ids": [customer_id], "at": at, "kind": kind},
    )
    return {entity: int(points) for _, entity, points in found}


OF_FIRST = "ledger_id = any(array(select id from points_ledger where programme_id = 1))"
"""Of balances and lots those of the first kind of points, which is meant where none is named."""
OF_KIND = """
    ledger_id = any(array(select g.id from points_ledger g join points_programme p on p.id = g.programme_id
                          where p.slug = :points_kind))"""
"""Of postings those of one kind of points."""


def history(
    connection: Connection, customer_id: int, *, before: tuple[datetime, int] | None, limit: int, kind: str = FIRST
) -> list[Posting]:
    """A customer's postings of a kind of points, also those of whom was merged into it, the latest first, from before that (at, id) on."""
    found = connection.execute(
        sa.text(
            f"""
            select id, at, deed, points, {WRITTEN}, "order", rule_id,
                   case when deed in ('adjust', 'transfer') and batch is null
                             and not exists (select from points_transaction u where u.key = 'undo:' || t.key) then key end,
                   {MOVED}, {BESIDE}, {VERSION}, key
            from points_transaction t
            where customer_id = any(array(select customer_id from customer_alias where into_id = :id) || cast(:id as int))
              and {OF_KIND} and deed = any(:deeds) and {TOLD} {"and (at, id) < (:before_at, :before_id)" if before else ""}
            order by at desc, id desc limit :limit
            """
        ),
        {
            "id": customer_id,
            "points_kind": kind,
            "deeds": list(HISTORY),
            "limit": limit,
            **({"before_at": before[0], "before_id": before[1]} if before else {}),
        },
    )
    return [Posting(*row) for row in found]


def coming(connection: Connection, customer_id: int, at: datetime, *, kind: str = FIRST) -> dict[str, datetime | None]:
    """Of points that a customer can't use yet from when they can, by the key of the posting that brought them; None where that
    waits for something."""
    found = connection.execute(
        sa.text(
            f"""
            select key, max(starts_at) as starts_at from points_lot
            where customer_id = any(array(select customer_id from customer_alias where into_id = :id) || cast(:id as int))
              and {OF_KIND} and remaining > 0 and not opened and (starts_at is null or starts_at > :at)
            group by key
            """
        ),
        {"id": customer_id, "points_kind": kind, "at": at},
    )
    return {row.key: row.starts_at for row in found}


def rule_names(connection: Connection) -> dict[int, str]:
    """What earning rules are called."""
    return {row.id: row.name for row in connection.execute(sa.text("select id, name from earning_rule"))}


_BALANCES = """
    select coalesce(sum(available), 0) as available, coalesce(sum(pending), 0) as pending,
           coalesce(sum(held), 0) as held, coalesce(sum(debt), 0) as debt
    from points_balance where {of_kind}"""
_OF_SHOP = """
    select coalesce(-sum(e.points) filter (where account = 'issued'), 0) as issued,
           coalesce(-sum(e.points) filter (where account = 'adjusted'), 0) as adjusted,
           coalesce(-sum(e.points) filter (where account = 'forgiven'), 0) as forgiven,
           coalesce(sum(e.points) filter (where account = 'redeemed'), 0) as redeemed,
           coalesce(sum(e.points) filter (where account = 'ended'), 0) as ended,
           coalesce(sum(e.points) filter (where account = 'reversed'), 0) as reversed
    from points_entry e {of_kind}"""
_BY_TRANSACTION = "join points_transaction t on t.id = e.transaction_id where e.customer_id is null and t."
"""An entry doesn't say of which kind it is: its transaction does, and is looked up where there are several kinds."""


def totals(connection: Connection, kind: str = FIRST) -> dict[str, int]:
    """Where all points of a kind are: what customers have, as posted, and what became of the others."""
    several = connection.scalar(sa.text("select count(*) > 1 from points_programme"))
    entries = f"{_BY_TRANSACTION}{OF_KIND.strip()}" if several else "where e.customer_id is null"
    told: dict[str, int] = {}
    for statement in (_BALANCES.format(of_kind=OF_KIND), _OF_SHOP.format(of_kind=entries)):
        row = connection.execute(sa.text(statement), {"points_kind": kind} if ":points_kind" in statement else {}).one()
        told |= {name: int(points) for name, points in row._mapping.items()}
    return told


def outstanding(connection: Connection, kind: str = FIRST) -> int:
    """What customers have of a kind, pending and held points included, less what they owe."""
    query = f"select coalesce(sum(available + pending + held - debt), 0) from points_balance where {OF_KIND}"
    return int(connection.scalar(sa.text(query), {"points_kind": kind}) or 0)


def issued(connection: Connection) -> int:
    """All points that were ever granted by rules, whatever became of them."""
    found: Any = connection.scalar(
        sa.text("select -coalesce(sum(points), 0) from points_entry where account = 'issued'")
    )
    return int(found)
