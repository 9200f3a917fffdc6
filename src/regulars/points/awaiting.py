"""Lots that wait for something to be done, as they are kept: found, started when it was, and released."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from regulars.books import Unit, shop
from regulars.core.errors import Conflict, NotFound
from regulars.core.sentences import say

from . import announcing, rows, store
from .announcing import Posting
from .model.awaiting import Awaited
from .model.awaiting import begin as start
from .model.lots import Lot


class NotWaiting(Conflict):
    """The lot waits for nothing that could be done now; `starts_at` says for which instant it waits, if it does."""

    code = "points.not_waiting"

    def __init__(self, lot_id: int, starts_at: datetime | None = None) -> None:
        why = say("wait for nothing: they are available, spent, ended or taken back")
        if starts_at is not None:
            why = say(
                "wait for nothing but their instant: they become available by themselves at {starts_at}, and nobody can release them before",
                starts_at=starts_at.isoformat(),
            )
        super().__init__(say("the points of lot {lot_id} {why}", lot_id=lot_id, why=why))
        self.lot = str(lot_id)
        self.starts_at = starts_at.isoformat() if starts_at else None


class WaitingLot(NamedTuple):
    """A lot that has no start, whose it is, and what it waits for."""

    lot_id: int
    customer_id: int
    awaited: Awaited


def waiting(unit: Unit, customer_ids: Collection[int]) -> list[WaitingLot]:
    """The lots of these customers that wait, those that have ended in vain too: it may be heard of late."""
    found = unit.driver.execute(
        f"""select id, customer_id, awaits from points_lot
            where customer_id = any({rows.INTS}) and starts_at is null and remaining + ended > 0 order by id""",
        [rows.ints(customer_ids)],
    )
    return [
        WaitingLot(id, customer_id, Awaited.model_validate_json(told)) for id, customer_id, told in found.fetchall()
    ]


def begin(unit: Unit, done: Mapping[int, datetime]) -> list[Posting]:
    """Start these lots, by their ids, for what they wait for was done at these instants; returns what was posted.

    A lot that has started already, or had ended by then, stays as it is.
    """
    opened = _pages_of(unit, done)
    calendar = shop.load(unit).calendar
    for page in opened.pages.values():
        page.bring_up_to(unit.now)
        for lot in sorted(page.lots.values(), key=lambda lot: lot.id):
            if lot.id in done:
                start(page, lot, done[lot.id], at=unit.now, calendar=calendar)
    posted = list(map(announcing.posting, store.write(unit, opened)))
    announcing.announce(unit, posted)
    return posted


def release(unit: Unit, lot_id: int) -> tuple[int, str, Lot]:
    """Start a lot now, whatever it waits for: whose it is, the legal entity, and the lot. Again it changes nothing.

    Raises `NotFound`, and `NotWaiting` for a lot that never waited or has no points left.
    """
    customer_id, entity, lot = _lot(unit, lot_id)
    if lot.awaits is None or (lot.waits and not lot.remaining):
        is_ahead = lot.remaining > 0 and lot.starts_at is not None and lot.starts_at > unit.now
        raise NotWaiting(lot_id, lot.starts_at if is_ahead else None)
    if lot.waits:
        begin(unit, {lot_id: unit.now})
        customer_id, entity, lot = _lot(unit, lot_id)
        if lot.waits:
            raise NotWaiting(lot_id)
        unit.audit("points.released", f"customer:{customer_id}", {"lot": str(lot_id), "points": lot.remaining})
    return customer_id, entity, lot


def _lot(unit: Unit, lot_id: int) -> tuple[int, str, Lot]:
    found = unit.driver.execute(
        f"""select customer_id, (select e.name from points_ledger g join legal_entity e on e.id = g.legal_entity_id
                                 where g.id = l.ledger_id), {store.LOT}
            from points_lot l where id = %s""",
        [lot_id],
    ).fetchone()
    if found is None:
        raise NotFound("lot", str(lot_id))
    customer_id, entity, *columns = found
    return customer_id, entity, store.lot_of(columns)


def _pages_of(unit: Unit, lot_ids: Collection[int]) -> store.Opened:
    """The pages that these lots are on, under lock; read again when a customer was merged in between."""
    while True:
        found = unit.driver.execute(
            "select id, customer_id, ledger_id from points_lot where id = any(cast(%s as bigint[]))",
            [rows.ints(lot_ids)],
        ).fetchall()
        opened = store.read(unit, {(customer, ledger) for _, customer, ledger in found}, lots=lot_ids)
        if all(id in opened.pages[customer, ledger].lots for id, customer, ledger in found):
            return opened
