"""Mass transactions by pages: for customers who owe, for whom something has come due, or whose lots went elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from regulars.books import Unit

from . import announcing, store
from .announcing import Posting
from .model.entries import Account, Cause, Deed
from .model.granting import grant
from .model.lots import Source
from .model.mass import Mass
from .model.taking import take
from .model.undoing import undo


def post(unit: Unit, mass: Mass, whom: Mapping[int, int]) -> tuple[list[Posting], dict[int, int]]:
    """Give points to customers, or take them: what was posted, and who was short of how much.

    `whom` are the ids that customers have today, by those that the deed knows them by.
    """
    if not whom:
        return [], {}
    terms, now, short = mass.terms, unit.now, dict[int, int]()
    opened = _open(unit, mass, whom)
    cause = Cause(reason=terms.reason, batch=mass.batch)
    for id, customer_id in whom.items():
        page, key = opened.pages[customer_id, terms.ledger_id], mass.key(id)
        if terms.points > 0:
            grant(
                page, terms.points, key=key, lot_id=next(opened.lot_ids), at=now, now=now, span=terms.span, source=Source("adjust"), deed=Deed.ADJUST, against=Account.ADJUSTED,
                cause=cause,
            )  # fmt: skip
        else:
            taken = take(page, -terms.points, key=key, at=now, shortage=terms.shortage, cause=cause)
            if missing := taken.owed + taken.forgiven:
                short[customer_id] = short.get(customer_id, 0) + missing
    return list(map(announcing.posting, store.write(unit, opened))), short


def take_back(unit: Unit, mass: Mass, whom: Mapping[int, int]) -> list[Posting]:
    """Undo what was posted for customers; what was posted."""
    done = store.posted(unit, [mass.key(id) for id in whom])
    if not done:
        return []
    named = {entry.lot_id for one in done.values() for entry in one.entries if entry.lot_id is not None}
    opened = _open(unit, mass, whom, lots=named)
    for id, customer_id in whom.items():
        one = done.get(mass.key(id))
        if one is None:
            continue
        page = opened.pages[customer_id, mass.terms.ledger_id]
        born = [lot for lot in page.lots.values() if lot.key == one.key]
        cause = Cause(reason=mass.undo_reason, undoes=one.key, batch=f"undo:{mass.batch}")
        undo(page, one, born, at=unit.now, shortage=mass.undo_shortage, lot_ids=opened.lot_ids, cause=cause)
    return list(map(announcing.posting, store.write(unit, opened)))


def _open(unit: Unit, mass: Mass, whom: Mapping[int, int], *, lots: Collection[int] = ()) -> store.Opened:
    """Their pages, brought up to now."""
    keys = {(customer_id, mass.terms.ledger_id) for customer_id in whom.values()}
    opened = store.read(unit, keys, lots=lots, at_once=len(whom))
    for page in opened.pages.values():
        page.bring_up_to(unit.now)
    return opened
