"""Coupons that will end: those made for one customer, by when they end, that can still be used."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from regulars.books import Unit


class Ending(NamedTuple):
    """A customer's coupon that ends at an instant."""

    id: int
    customer_id: int
    code: str
    ends_at: datetime


def between(unit: Unit, after: datetime, until: datetime) -> list[Ending]:
    """Coupons that end after an instant, up to another, and aren't used up or taken back."""
    found = unit.driver.execute(
        """select id, customer_id, shown, ends_at from coupon
           where customer_id is not null and ends_at > %s and ends_at <= %s and withdrawn_at is null
               and (most_uses is null or used < most_uses) order by ends_at, id""",
        [after, until],
    )
    return [Ending(*row) for row in found.fetchall()]
