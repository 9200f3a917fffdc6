"""Limits over all carts: what a promotion would have given in the order in which orders came, until it was used up."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from regulars.promotions.saying import PromotionSaying


class Touched(NamedTuple):
    """An order that a promotion takes something off. `own_minor`: what it takes itself; `net_minor`: what all promotions
    take more because of it; `paid_full`: nothing was taken off the order as it was placed."""

    placed_at: datetime
    order: str
    customer_id: int
    own_minor: int
    net_minor: int
    subtotal_minor: int
    paid_full: bool


class Given(NamedTuple):
    """What is left of them after limits, and when nothing was left: the last use, or the first order that more would have
    been taken off than was left of the budget."""

    orders: list[Touched]
    used_up_at: datetime | None


def within_limits(
    saying: PromotionSaying, touched: Iterable[Touched], entries: Mapping[int, Sequence[datetime]]
) -> Given:
    """Those that the promotion has a use and money left for; `entries`: when customers entered the segment whose stays
    are counted, in their order."""
    in_turn = sorted(touched)
    budget = None if saying.budget is None else next(iter(saying.budget.values()))
    if saying.uses is None and budget is None and not saying.counts_customers:
        return Given(in_turn, None)
    given: list[Touched] = []
    spent, used_up_at = 0, None
    by_customer: Counter[int] = Counter()
    by_stay: Counter[tuple[int, int]] = Counter()
    for one in in_turn:
        if saying.uses_per_customer is not None and by_customer[one.customer_id] >= saying.uses_per_customer:
            continue
        stay = one.customer_id, bisect_left(entries.get(one.customer_id, ()), one.placed_at)
        if saying.per_stay is not None and by_stay[stay] >= saying.per_stay.uses:
            continue
        used_up = saying.uses is not None and len(given) >= saying.uses
        if used_up or (budget is not None and spent + one.own_minor > budget):
            used_up_at = used_up_at or one.placed_at
            continue
        spent += one.own_minor
        by_customer[one.customer_id] += 1
        by_stay[stay] += 1
        given.append(one)
        if len(given) == saying.uses or spent == budget:
            used_up_at = used_up_at or one.placed_at
    return Given(given, used_up_at)
