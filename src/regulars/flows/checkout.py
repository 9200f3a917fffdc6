"""Checkout in two steps: what a quote promises is reserved while the customer pays, then confirmed with the order, or let go.

Uses of promotions and coupons, budgets and points are held for a time. Each step
is one transaction and is done once, whoever asks how often; what is never
confirmed lapses by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pyarrow as pa

from regulars.books import Books, Unit
from regulars.core.errors import Conflict
from regulars.facts.store import Facts
from regulars.points import ledgers, service
from regulars.points.asking import Asks
from regulars.points.earning_rules import SHOP
from regulars.promotions import checkouts, merging, telling
from regulars.promotions.checkouts import Checkout

from .moment import Moment, OfEntries, Record
from .quotes import Quote
from .quotes.quoter import most_of

SHORTEST, USUAL, LONGEST = timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=24)
CANCELLED = "cancelled"
ASKED = "asked"


class QuoteChanged(Conflict):
    """What the shop showed isn't what the cart comes to any more."""

    code = "checkout.changed"

    def __init__(self, *, expected: str, to_pay: str) -> None:
        super().__init__(f"{expected} was shown and {to_pay} is to be paid now; show the customer the new quote")
        self.expected = expected
        self.to_pay = to_pay


def reserve(unit: Unit, quote: Quote, key: str, *, lasts: timedelta, document: Mapping[str, Any]) -> Checkout:
    """Hold what a quote uses; raises `UsedUp` and `NotEnoughPoints` when somebody was faster."""
    assert quote.asking.at is None, "what another instant promises can't be held"
    asking, spending = quote.asking, quote.points.spending
    usable = {one.coupon.promotion_id: one.coupon for one in quote.codes if one.coupon and one.why_not is None}
    expires_at = unit.now + lasts
    made = checkouts.reserve(
        unit,
        key,
        expires_at=expires_at,
        customer_id=quote.customer_id,
        email=asking.email,
        points=spending.points,
        wanted=quote.uses,
        most=most_of(quote.published, (use.promotion_id for use in quote.uses), usable),
        document=document,
    )
    if spending.points:
        assert quote.customer_id is not None, "nobody's points can't be spent"
        ledger_id = ledgers.at_first_mention(unit, spending.legal_entity or SHOP)
        service.hold(
            unit, quote.customer_id, spending.points, key=made.hold_key, lapses_at=expires_at, reason="checkout",
            ledger_id=ledger_id,
        )  # fmt: skip
    return made


def confirm(unit: Unit, key: str, order: str, currency: str) -> Checkout:
    """The order was placed: what was held is used; raises `NotReserved`, `NotFound`."""
    kept, now = checkouts.confirm(unit, key, order)
    if now:
        if kept.points:
            service.capture(unit, kept.hold_key, kept.points, key=f"capture:{kept.hold_key}", order=order)
        telling.used(unit, kept, currency)
    return kept


def release(unit: Unit, key: str) -> Checkout:
    """The customer won't buy: what was held is free again; raises `NotReserved`, `NotFound`."""
    kept, now = checkouts.release(unit, key)
    if now and kept.points:
        service.release(unit, kept.hold_key, reason="checkout released")
    return kept


class CheckoutsFollowOrders(OfEntries):
    """Gives back what cancelled orders used, and takes it again when they are not cancelled any more.

    Of customers who turn out to be one the coupons and uses are those of who stays.
    """

    def begin(self, books: Books, facts: Facts) -> None:
        """Nothing is to be remembered."""

    def prepare(self, moment: Moment) -> Record | None:
        merges = [(merge.from_id, merge.into_id) for merge in moment.batch.merges]
        follow = self._follow(moment)
        if not merges:
            return follow

        def record(unit: Unit) -> None:
            merging.become_one(unit, merges)
            if follow is not None:
                follow(unit)

        return record

    def _follow(self, moment: Moment) -> Record | None:
        """What becomes of checkouts whose orders a moment tells of."""
        positions = {entry.key: entry.position for entry in moment.batch.entries if entry.type == "order"}
        keys = list(positions)
        if not keys or not moment.live:
            return None
        with moment.books.transaction() as unit:
            known = checkouts.known_orders(unit, keys)
        if not known:
            return None
        statuses = _statuses(moment.facts, known)

        def record(unit: Unit) -> None:
            kept = [one for one in checkouts.of_orders(unit, known) if one.order_key in statuses]
            for one in checkouts.cancelled(unit, [one for one in kept if statuses[str(one.order_key)] == CANCELLED]):
                _give_points_back(unit, one)
                telling.given_back(unit, one, positions[str(one.order_key)])
            for one in checkouts.restored(unit, [one for one in kept if statuses[str(one.order_key)] != CANCELLED]):
                telling.used_again(unit, one, positions[str(one.order_key)])

        return record


def _statuses(facts: Asks, keys: Sequence[str]) -> dict[str, str | None]:
    """How far orders have come, by their external ids."""
    asked = {ASKED: pa.table({"external_id": pa.array(keys, pa.string())})}
    found = facts.ask(f'select external_id, status from "order" semi join {ASKED} using (external_id)', asked)
    return {row["external_id"]: row["status"] for row in found.to_pylist()}


def _give_points_back(unit: Unit, kept: Checkout) -> None:
    """Points that a cancelled order was paid with come back, once: paid with again they would be another order's."""
    key = f"give_back:{kept.hold_key}"
    if kept.points and service.posted(unit, key) is None:
        service.give_back(unit, kept.hold_key, kept.points, key=key, order=kept.order_key)
