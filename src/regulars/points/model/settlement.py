"""Settling an order: what a rule gives for it as it is now, less what was posted for it before.

Whatever happened to the order in between (statuses back and forth, edits,
refunds, another customer), only the difference is posted, so nothing doubles
and nothing drifts. The N-th posting of a rule for an order has the key
`earn:RULE:ORDER:rN`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from .entries import Account, Cause, Deed
from .granting import grant
from .lifetime import Spans
from .lots import Source
from .page import Page
from .taking import Shortage, take


class Settled(NamedTuple):
    """What one rule has posted for one order.

    `points` is the sum, as if nothing had been forgiven; `forgiven`, of what was
    taken back, that which was not there to be taken; `times` counts the
    postings, `settled_at` is the instant the last one holds from, `granted_at`
    that of the grant, whose day limits go by.
    """

    rule_id: int
    order: str
    rule_version: int
    ledger_id: int
    customer_id: int
    points: int = 0
    forgiven: int = 0
    times: int = 0
    settled_at: datetime | None = None
    granted_at: datetime | None = None


class Earned(NamedTuple):
    """What one rule gives for one order as it is now; zero points when it gives none.

    `granted_at` is since when the order has been as far as the rule asks; None
    when it is not, or is gone. `customer_id` None: it is nobody's.
    """

    rule_id: int
    order: str
    rule_version: int
    ledger_id: int
    customer_id: int | None
    points: int
    granted_at: datetime | None


FirstGrant = tuple[
    str, int, int, int, int, int, datetime, "datetime | None", "datetime | None", "str | None", "str | None", bool,
    datetime, str,
]  # fmt: skip
"""Order, rule, version, ledger, customer, points, since when it holds, the lot's span and whether it is open, the instant
of the grant, and the key."""


@dataclass(frozen=True, slots=True)
class Settler:
    """Settles at one instant. `lasting` says for a rule's version how long its lots last; `shortages` of some ledgers what
    is done there where less is left than is taken back."""

    now: datetime
    shortage: Shortage
    lasting: Callable[[int, int], Spans]
    lot_ids: Iterator[int]
    shortages: Mapping[int, Shortage] = field(default_factory=dict)

    def settle(self, pages: Mapping[tuple[int, int], Page], earned: Earned, before: Settled | None) -> Settled | None:
        """Post the difference on the pages by (customer, ledger); what has been posted then, None when nothing ever was.

        The pages of both customers are there, brought up to now where a lot or a debt is concerned.
        """
        customer_id, granted_at = earned.customer_id, earned.granted_at
        wanted = earned.points if customer_id is not None and granted_at is not None else 0
        if before is None:
            if customer_id is None or granted_at is None or not wanted:
                return None
            before = Settled(*earned[:4], customer_id)
        elif wanted and customer_id is not None and before.customer_id != customer_id:
            if before.points:
                before = self._take_back(pages[before.customer_id, before.ledger_id], before, before.points)
            before = before._replace(customer_id=customer_id, forgiven=0)
        page = pages[before.customer_id, before.ledger_id]
        if wanted > before.points:
            assert granted_at is not None
            return self._grant(page, before, wanted - before.points, granted_at)
        if wanted < before.points:
            return self._take_back(page, before, before.points - wanted)
        return before

    def first_grant(self, earned: Earned) -> FirstGrant:
        """What settling an order that never earned comes to, of a customer who owes nothing."""
        rule_id, order, version, ledger_id, customer_id, points, granted_at = earned
        assert customer_id is not None
        assert granted_at is not None
        at = min(granted_at, self.now)
        span = self.lasting(rule_id, version).span(at)
        key = f"earn:{rule_id}:{order}:r1"
        is_open = span.starts_at is not None and span.starts_at <= self.now
        return order, rule_id, version, ledger_id, customer_id, points, at, *span, is_open, granted_at, key

    def _grant(self, page: Page, before: Settled, points: int, granted_at: datetime) -> Settled:
        """A first grant holds from the instant the order came that far, a later addition from now."""
        rule_id, order, version, ledger_id, customer_id, settled_before, forgiven, times, settled_at, _ = before
        fresh = settled_at is None or granted_at > settled_at
        at = min(granted_at, self.now) if fresh else self.now
        unforgiven = min(points, forgiven)
        grant(
            page,
            points,
            key=_key(before),
            lot_id=next(self.lot_ids),
            at=at,
            now=self.now,
            span=self.lasting(rule_id, version).span(at),
            source=Source("order", rule_id, order),
            unforgiven=unforgiven,
            cause=Cause(rule_id, order),
        )
        return Settled(
            rule_id,
            order,
            version,
            ledger_id,
            customer_id,
            settled_before + points,
            forgiven - unforgiven,
            times + 1,
            at,
            granted_at,
        )

    def _take_back(self, page: Page, before: Settled, points: int) -> Settled:
        source = Source("order", before.rule_id, before.order)
        taken = take(
            page,
            points,
            key=_key(before),
            at=self.now,
            shortage=self.shortages.get(page.ledger_id, self.shortage),
            deed=Deed.REVERSE,
            against=Account.REVERSED,
            own=[lot for lot in page.lots.values() if lot.source == source],
            cause=Cause(before.rule_id, before.order),
        )
        return before._replace(
            points=before.points - points,
            forgiven=before.forgiven + taken.forgiven,
            times=before.times + 1,
            settled_at=self.now,
        )


def _key(before: Settled) -> str:
    return f"earn:{before.rule_id}:{before.order}:r{before.times + 1}"
