"""Checkout in two steps: what a quote promises is reserved while the customer pays, then confirmed with the order, or let go.

Uses of promotions and coupons, budgets and points are held for a time. Each step
is one transaction and is done once, whoever asks how often; what is never
confirmed lapses by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypedDict

import orjson
import pyarrow as pa

from regulars.books import Books, Unit, once
from regulars.core.errors import Conflict
from regulars.core.sentences import say
from regulars.facts.store import Facts
from regulars.journal import Batch
from regulars.journal.decisions import CHECKOUT, ERASURE
from regulars.points import ledgers, programme, service
from regulars.points.asking import Asks, orders_now
from regulars.points.earning_rules import SHOP
from regulars.points.model.basis import share
from regulars.promotions import checkouts, merging, plain, telling
from regulars.promotions.checkouts import Checkout
from regulars.promotions.uses import Most, Use
from regulars.promotions.whose import unknown
from regulars.rules.calendar import Calendar

from .moment import Moment, OfEntries, Record
from .quotes import Quote
from .quotes.quoter import most_of, uses_of

SHORTEST, USUAL, LONGEST = timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=24)
CANCELLED = "cancelled"
ASKED = "asked"


class QuoteChanged(Conflict):
    """What the shop showed isn't what the cart comes to any more."""

    code = "checkout.changed"

    def __init__(self, *, expected: str, to_pay: str, because: Sequence[Mapping[str, Any]]) -> None:
        told = "; ".join(str(one["told"]) for one in because)
        super().__init__(
            say(
                "{expected} was shown and {to_pay} is to be paid now: {told}. Show the customer the new quote",
                expected=expected,
                to_pay=to_pay,
                told=told,
            )
        )
        self.expected = expected
        self.to_pay = to_pay
        self.because = list(because)


def reserve(
    unit: Unit, quote: Quote, key: str, *, lasts: timedelta, document: str, options: Mapping[str, Any]
) -> Checkout:
    """Hold what a quote uses; raises `UsedUp` and `NotEnoughPoints` when somebody was faster."""
    spending = quote.points.spending
    wanted, most = _wanted(quote)
    expires_at = unit.now + lasts
    made = checkouts.reserve(
        unit, key, expires_at=expires_at, **_whose(quote), points=spending.points, wanted=wanted, most=most,
        document=document, options=options,
    )  # fmt: skip
    if spending.points:
        assert quote.customer_id is not None, "nobody's points can't be spent"
        ledger_id = ledgers.at_first_mention(unit, spending.legal_entity or SHOP, spending.points_kind)
        service.hold(
            unit, quote.customer_id, spending.points, key=made.hold_key, lapses_at=expires_at, reason="checkout",
            ledger_id=ledger_id,
        )  # fmt: skip
    return made


def reserve_at_once(
    books: Books,
    quote: Quote,
    key: str,
    *,
    lasts: timedelta,
    document: str,
    options: Mapping[str, Any],
    call: once.Key | None,
    answer: Any,
) -> Checkout | None:
    """The same of a cart that spends no points and uses nothing that is limited or counted, whose answer is kept with its
    call; None where it isn't one or such a call came before, and nothing was done."""
    wanted, most = _wanted(quote)
    if quote.points.spending.points or not plain.is_plain(wanted, most):
        return None
    now = books.clock()
    return plain.reserve(
        books, key, now=now, expires_at=now + lasts, **_whose(quote), wanted=wanted, document=document, options=options,
        call=call, answer=answer,
    )  # fmt: skip


def _wanted(quote: Quote) -> tuple[list[Use], dict[int, Most]]:
    assert quote.asking.at is None, "what another instant promises can't be held"
    wanted = uses_of(quote)
    return wanted, most_of(quote.published, (use.promotion_id for use in wanted), quote.usable)


class _Whose(TypedDict):
    """Whose checkout it is."""

    customer_id: int | None
    named: str | None
    email: str | None


def _whose(quote: Quote) -> _Whose:
    asking = quote.asking
    named = unknown(asking.customer, asking.email) if quote.customer_id is None else None
    return _Whose(customer_id=quote.customer_id, named=named, email=asking.email)


def confirm(unit: Unit, key: str, order: str, currency: str) -> Checkout:
    """The order was placed: what was held is used; raises `NotReserved`, `OrderTaken`, `NotFound`.

    Where the order came first, and was cancelled since, what follows from that follows from the entry that tells of this.
    """
    kept, held = checkouts.confirm(unit, key, order)
    if held is not None:
        if kept.points:
            service.capture(unit, kept.hold_key, kept.points, key=f"capture:{kept.hold_key}", order=order)
        telling.confirmed(unit, kept, currency, held)
    return kept


def release(unit: Unit, key: str) -> Checkout:
    """The customer won't buy: what was held is free again; raises `NotReserved`, `NotFound`."""
    kept, now = checkouts.release(unit, key)
    if now and kept.points:
        service.release(unit, kept.hold_key, reason="checkout released")
    return kept


class CheckoutsFollowOrders(OfEntries):
    """Gives back what cancelled orders used and points that refunded ones were paid with, and takes both again when they are
    not cancelled any more.

    Of customers who turn out to be one the coupons and uses are those of who stays, and of one who wasn't known when a
    checkout was made those of who it turned out to be.
    """

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar

    def begin(self, books: Books, facts: Facts) -> None:
        """Nothing is to be remembered."""

    def prepare(self, moment: Moment) -> Record | None:
        merges = [(merge.from_id, merge.into_id) for merge in moment.batch.merges]
        known, erased = _become_known(moment.batch), _erased(moment.batch)
        follow = self._follow(moment)
        if not merges and not known and not erased:
            return follow

        def record(unit: Unit) -> None:
            merging.become_one(unit, merges)
            for named, customer_id in known.items():
                merging.become_known(unit, named, customer_id)
            if erased:
                merging.forget(unit, erased)
            if follow is not None:
                follow(unit)

        return record

    def _follow(self, moment: Moment) -> Record | None:
        """What becomes of checkouts whose orders a moment tells of."""
        positions = _orders_told_of(moment.batch)
        keys = list(positions)
        if not keys or not moment.live:
            return None
        with moment.books.looking() as unit:
            known = checkouts.known_orders(unit, keys)
        if not known:
            return None
        statuses = _statuses(moment.facts, known)
        gone = _given_back(moment.facts, known, moment.now)

        def record(unit: Unit) -> None:
            kept = [one for one in checkouts.of_orders(unit, known) if one.order_key in statuses]
            for one in checkouts.cancelled(unit, [one for one in kept if statuses[str(one.order_key)] == CANCELLED]):
                telling.given_back(unit, one, positions[str(one.order_key)])
            for one in checkouts.restored(unit, [one for one in kept if statuses[str(one.order_key)] != CANCELLED]):
                telling.used_again(unit, one, positions[str(one.order_key)])
            for one in kept:
                cancelled = statuses[str(one.order_key)] == CANCELLED
                follow_points(
                    unit, one, one.points if cancelled else share(one.points, *gone[str(one.order_key)]), self._calendar
                )

        return record


def follow_points(unit: Unit, kept: Checkout, back: int, calendar: Calendar) -> None:
    """Give back points until so many were: all of a cancelled order, else the share of what was refunded. Of an order that
    is no longer cancelled they are spent again, as far as there are any; the rest is short as the programme of its kind says."""
    if back > kept.points_back:
        key = f"give_back:{kept.hold_key}:{back}"
        service.give_back(
            unit, kept.hold_key, back - kept.points_back, key=key, order=kept.order_key,
            grace_ends_at=programme.grace_ends_at(unit, calendar),
        )  # fmt: skip
        checkouts.keep_points(unit, kept, back=back, holds=kept.holds)
    elif kept.state == "given_back" and back < kept.points_back:
        again = checkouts.keep_points(unit, kept, back=back, holds=kept.holds + 1)
        service.spend_again(
            unit, kept.hold_key, kept.points_back - back, as_hold=again.hold_key, order=kept.order_key,
            shortages={one.slug: one.shortage for one in programme.every(unit)},
        )  # fmt: skip


def _become_known(batch: Batch) -> dict[str, int]:
    """Who nobody knew when their checkout was made, by what they were counted, and who they are."""
    bodies = ((entry, orjson.loads(entry.body)) for entry in batch.entries if entry.type == CHECKOUT)
    return {
        body["named"]: entry.customer_id for entry, body in bodies if body["named"] and entry.customer_id is not None
    }


def _erased(batch: Batch) -> list[int]:
    return [entry.customer_id for entry in batch.entries if entry.type == ERASURE and entry.customer_id is not None]


def _orders_told_of(batch: Batch) -> dict[str, int]:
    """The orders that a batch brings or brings refunds or checkouts of, each with the position that says so."""
    found = {}
    for entry in batch.entries:
        if entry.type == "order":
            found[entry.key] = entry.position
        elif entry.type in ("refund", CHECKOUT) and (order := orjson.loads(entry.body).get("order")) is not None:
            found[str(order)] = entry.position
    return found


def _given_back(facts: Asks, keys: Sequence[str], now: datetime) -> dict[str, tuple[int, int]]:
    """Of orders how much of the products was given back, and what they came to."""
    found = orders_now(facts, keys, ["complete"], now=now)
    views = {key: found[key].view for key in keys if key in found}
    return {
        key: (views[key].returned_minor, max(views[key].returned_minor + views[key].products_minor, 1))
        if key in views
        else (0, 1)
        for key in keys
    }


def _statuses(facts: Asks, keys: Sequence[str]) -> dict[str, str | None]:
    """How far orders have come, by their external ids."""
    asked = {ASKED: pa.table({"external_id": pa.array(keys, pa.string())})}
    found = facts.ask(f'select external_id, status from "order" semi join {ASKED} using (external_id)', asked)
    return {row["external_id"]: row["status"] for row in found.to_pylist()}
