"""Deeds on one customer's points, each in the caller's transaction and done once a key.

Orders are settled in sets (`settling.py`), and so is what time does
(`due.py`); the rest is here. Every deed first brings the page up to now, so
that what is decided is decided on what is true at this instant.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from regulars.books import Books, Unit, shop
from regulars.core.errors import NotFound

from . import activity, announcing, correcting, ledgers, store
from .correcting import Correction
from .model import holding, transferring, undoing
from .model.entries import Account, Cause, Deed, Transaction
from .model.granting import grant
from .model.lifetime import Span
from .model.lots import Lot, Source
from .model.page import Hold, Page
from .model.passing import pass_on
from .model.taking import Shortage, take

AT_ONCE = timedelta(minutes=1)
"""So long a hold lasts that is captured in the same transaction."""
LEDGER = 1
"""The ledger that every installation begins with."""


_GO_ALONG = (
    *(
        f"update {table} set customer_id = %(taker)s where customer_id = %(giver)s"
        for table in ("points_lot", "points_hold", "points_settlement")
    ),
    """insert into points_granted (customer_id, rule_id, subject, points, at)
       select %(taker)s, rule_id, subject, points, at from points_granted where customer_id = %(giver)s
       on conflict do nothing""",
    "delete from points_granted where customer_id = %(giver)s",
    """update points_referral set referrer_id = %(taker)s where referrer_id = %(giver)s""",
    """update points_referral set referred_id = %(taker)s
       where referred_id = %(giver)s and not exists (select from points_referral where referred_id = %(taker)s)""",
    """update points_referral_code set customer_id = %(taker)s
       where customer_id = %(giver)s and not exists (select from points_referral_code where customer_id = %(taker)s)""",
)
"""What is kept of a customer beside the ledger goes along when two turn out to be one."""


@dataclass(slots=True)
class _Deed:
    """One customer's page under lock, brought up to now; `done` is what was posted under this key before."""

    unit: Unit
    opened: store.Opened
    page: Page
    done: Transaction | None

    def finish(self) -> list[Transaction]:
        written = store.write(self.unit, self.opened)
        announcing.announce(self.unit, list(map(announcing.posting, written)))
        return written


def _begin(
    unit: Unit,
    customer_id: int,
    ledger_id: int,
    key: str,
    *,
    lots: Collection[int] = (),
    holds: Collection[str] = (),
) -> _Deed:
    opened = store.read(unit, [(customer_id, ledger_id)], lots=lots, holds=holds)
    page = opened.pages[customer_id, ledger_id]
    page.bring_up_to(unit.now)
    return _Deed(unit, opened, page, posted(unit, key))


def hold_still(unit: Unit, customer_id: int, *, ledger_id: int = LEDGER) -> None:
    """Have nobody else change a customer's balance until the transaction ends."""
    store.lock_balances(unit, [(customer_id, ledger_id)])


def adjust(
    unit: Unit,
    customer_id: int,
    points: int,
    *,
    key: str,
    reason: str,
    shortage: Shortage = Shortage.FORBID,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    inactivity: str | None = None,
    ledger_id: int = LEDGER,
) -> Transaction:
    """Correct a balance by `points`, more or less; those given are a lot from `starts_at` (now) until `ends_at`.

    `inactivity` says how that end moves with what the customer does, see `model.lifetime.from_inactivity`.
    Raises `NotEnoughPoints` when more is taken than there is and `shortage` forbids it.
    """
    starts_at = starts_at or unit.now
    if inactivity is None:
        asked = Correction(customer_id, points, key, reason, unit.now, starts_at, ends_at, ledger_id)
        done = correcting.correct(unit, asked)
        if done:
            return done
    deed = _begin(unit, customer_id, ledger_id, key)
    if deed.done:
        return deed.done
    cause = Cause(reason=reason)
    if points > 0:
        transaction = grant(
            deed.page, points, key=key, lot_id=next(deed.opened.lot_ids), at=unit.now, now=unit.now,
            span=Span(starts_at, ends_at, inactivity), source=Source("adjust"), deed=Deed.ADJUST, against=Account.ADJUSTED,
            cause=cause,
        )  # fmt: skip
    else:
        transaction = take(deed.page, -points, key=key, at=unit.now, shortage=shortage, cause=cause).transaction
    deed.finish()
    return transaction


def adjust_at_once(
    books: Books,
    customer_id: int,
    points: int,
    *,
    key: str,
    reason: str,
    ends_at: datetime | None = None,
    ledger_id: int = LEDGER,
    kinds: announcing.Kinds | None = None,
    actor: str = "system",
    noted: Mapping[str, Any] | None = None,
) -> Transaction | None:
    """Correct a balance now, in a transaction of its own that is one statement; a third of the time of one that isn't.

    None when there is more to it, such as a debt, something that has come due or shops that listen: nothing was done then,
    and `adjust` does it. `noted` goes to the audit; `kinds` tells that of the ledger where it isn't the first.
    """
    at = books.clock()
    asked = Correction(customer_id, points, key, reason, at, at, ends_at, ledger_id)
    return correcting.correct_at_once(books, asked, kinds or {}, actor=actor, noted=noted)


def undo(unit: Unit, key: str, *, reason: str, shortage: Shortage = Shortage.OWE) -> Transaction:
    """Undo the correction posted under `key`, or both sides of the transfer that it is a side of, once."""
    done = posted(unit, key)
    if done is None:
        raise NotFound("posting", key)
    if done.deed is not Deed.TRANSFER:
        return _undo(unit, done, reason=reason, shortage=shortage)
    both = store.posted(unit, transferring.sides(transferring.whole(key)))
    store.lock_balances(unit, {(_owner_now(unit, one, _lots_of(one)), one.ledger_id) for one in both.values()})
    undone = {
        # what came is undone first: where it is short and that is forbidden, nothing is done
        side: _undo(unit, both[side], reason=reason, shortage=shortage)
        for side in sorted(both)
    }
    return undone[key]


def _undo(unit: Unit, done: Transaction, *, reason: str, shortage: Shortage) -> Transaction:
    key = done.key
    named = _lots_of(done)
    customer_id = _owner_now(unit, done, named)
    deed = _begin(unit, customer_id, done.ledger_id, f"undo:{key}", lots=named)
    if deed.done:
        return deed.done
    born = [lot for lot in deed.page.lots.values() if lot.id in named and _brought(key, lot)]
    cause = Cause(reason=reason, undoes=key)
    transaction = undoing.undo(
        deed.page, done, born, at=unit.now, shortage=shortage, lot_ids=deed.opened.lot_ids, cause=cause
    )
    deed.finish()
    return transaction


def hold(
    unit: Unit,
    customer_id: int,
    points: int,
    *,
    key: str,
    lapses_at: datetime,
    reason: str | None = None,
    ledger_id: int = LEDGER,
) -> Transaction:
    """Reserve points until `lapses_at`; raises `NotEnoughPoints`. `key` names the hold from then on."""
    deed = _begin(unit, customer_id, ledger_id, f"hold:{key}")
    if deed.done:
        return deed.done
    transaction = holding.hold(deed.page, points, key=key, at=unit.now, lapses_at=lapses_at, cause=Cause(reason=reason))
    deed.finish()
    return transaction


def spend(unit: Unit, customer_id: int, points: int, *, key: str, reason: str, ledger_id: int = LEDGER) -> Transaction:
    """Spend points at once; raises `NotEnoughPoints`."""
    hold(unit, customer_id, points, key=key, lapses_at=unit.now + AT_ONCE, reason=reason, ledger_id=ledger_id)
    return capture(unit, key, points, key=f"capture:{key}", reason=reason)


def capture(
    unit: Unit, hold_key: str, points: int, *, key: str, order: str | None = None, reason: str | None = None
) -> Transaction:
    """Spend points of a hold; raises `NotHeld` when it has fewer, as when it has lapsed."""
    deed, held = _of_hold(unit, hold_key, key)
    if deed.done:
        return deed.done
    cause = Cause(order=order, reason=reason)
    transaction = holding.capture(deed.page, held, points, key=key, at=unit.now, cause=cause)
    deed.finish()
    activity.prolong(unit, [deed.page.customer_id], shop.load(unit).calendar, since=unit.now)
    return transaction


def release(unit: Unit, hold_key: str, *, reason: str | None = None) -> Transaction | None:
    """Let go of what is still held; None when nothing is."""
    deed, held = _of_hold(unit, hold_key, f"release:{hold_key}")
    if deed.done:
        return deed.done
    transaction = holding.release(deed.page, held, at=unit.now, cause=Cause(reason=reason))
    deed.finish()
    return transaction


def give_back(
    unit: Unit, hold_key: str, points: int, *, key: str, order: str | None = None, grace_ends_at: datetime | None = None
) -> Transaction:
    """Give back points that were spent from a hold; see `model.holding.give_back`."""
    deed, held = _of_hold(unit, hold_key, key)
    if deed.done:
        return deed.done
    transaction = holding.give_back(
        deed.page, held, points, key=key, at=unit.now, grace_ends_at=grace_ends_at, lot_ids=deed.opened.lot_ids,
        cause=Cause(order=order),
    )  # fmt: skip
    deed.finish()
    return transaction


def spend_again(
    unit: Unit, hold_key: str, points: int, *, as_hold: str, order: str | None, shortages: Mapping[str, Shortage]
) -> None:
    """Spend what was given back of a hold, as a hold of its own: what there is of it, and the rest as `shortages` says of its
    kind of points."""
    page = _of_hold(unit, hold_key, f"hold:{as_hold}")[0].page
    there = min(points, page.available(unit.now))
    customer_id, ledger_id = page.customer_id, page.ledger_id
    if there:
        hold(
            unit, customer_id, there, key=as_hold, lapses_at=unit.now + AT_ONCE, reason="checkout", ledger_id=ledger_id
        )
        capture(unit, as_hold, there, key=f"capture:{as_hold}", order=order)
    if points > there:
        shortage = shortages[ledgers.kinds(unit)[ledger_id]]
        adjust(
            unit, customer_id, there - points, key=f"short:{as_hold}", reason=f"order {order} isn't cancelled any more",
            shortage=Shortage.OWE if shortage is Shortage.FORBID else shortage, ledger_id=ledger_id,
        )  # fmt: skip


def merge(unit: Unit, giver_id: int, taker_id: int) -> None:
    """Let everything that one customer has go to another, in every ledger; doing it again moves what came since."""
    ledgers = [ledger for (ledger,) in unit.driver.execute("select id from points_ledger order by id").fetchall()]
    opened = store.read(unit, [(customer, ledger) for customer in (giver_id, taker_id) for ledger in ledgers])
    for ledger in ledgers:
        giver, taker = opened.pages[giver_id, ledger], opened.pages[taker_id, ledger]
        giver.bring_up_to(unit.now)
        taker.bring_up_to(unit.now)
        pass_on(giver, taker, at=unit.now, key=f"move:{giver_id}:{taker_id}:{ledger}:{_moves(unit, giver_id)}")
    announcing.announce(unit, list(map(announcing.posting, store.write(unit, opened))))
    for statement in _GO_ALONG:
        unit.driver.execute(statement, {"giver": giver_id, "taker": taker_id})


def merge_all(unit: Unit, pairs: Sequence[tuple[int, int]]) -> None:
    """Merge (giver, taker) one after the other; givers without points cost one question for all of them."""
    if not pairs:
        return
    found = unit.driver.execute(
        """select customer_id from points_balance where customer_id = any(%(givers)s)
           union select customer_id from points_referral_code where customer_id = any(%(givers)s)
           union select referred_id from points_referral where referred_id = any(%(givers)s)
           union select referrer_id from points_referral where referrer_id = any(%(givers)s)""",
        {"givers": [giver for giver, _ in pairs]},
    )
    with_points = {customer for (customer,) in found.fetchall()}
    for giver, taker in pairs:
        if giver in with_points:
            merge(unit, giver, taker)
            with_points.add(taker)


def posted(unit: Unit, key: str) -> Transaction | None:
    """What was posted under a key."""
    return store.posted(unit, [key]).get(key)


def _of_hold(unit: Unit, hold_key: str, key: str) -> tuple[_Deed, Hold]:
    """The page that a hold is on now; read again when the customer was merged in between."""
    while True:
        found = unit.driver.execute(
            "select customer_id, ledger_id from points_hold where key = %s", [hold_key]
        ).fetchone()
        if found is None:
            raise NotFound("hold", hold_key)
        customer_id, ledger_id = found
        deed = _begin(unit, customer_id, ledger_id, key, holds=[hold_key])
        if hold_key in deed.page.holds:
            return deed, deed.page.holds[hold_key]


def _lots_of(done: Transaction) -> list[int]:
    return [entry.lot_id for entry in done.entries if entry.lot_id is not None]


def _brought(key: str, lot: Lot) -> bool:
    """Whether it is a lot of this posting, or one of several."""
    return lot.key == key or lot.key.startswith(f"{key}:")


def _owner_now(unit: Unit, done: Transaction, lots: list[int]) -> int:
    """Who has the lots of a posting today: its customer, or whom that one was merged into."""
    found = unit.driver.execute("select customer_id from points_lot where id = any(%s) limit 1", [lots]).fetchone()
    return int(found[0]) if found else done.customer_id


def _moves(unit: Unit, giver_id: int) -> int:
    found = unit.driver.execute(
        "select count(*) from points_transaction where deed = 'move' and key like %s", [f"move:{giver_id}:%"]
    ).fetchone()
    assert found is not None
    return int(found[0])
