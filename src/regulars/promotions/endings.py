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


_CAN_BE_USED = """customer_id is not null and withdrawn_at is null and (most_uses is null or used < most_uses)
    and not exists (select from promotion gone where gone.id = promotion_id and gone.state = 'ended')"""
_BETWEEN = f"""
    with own as (
        select id, customer_id, shown, ends_at, promotion_id from coupon
        where ends_at > %(after)s and ends_at <= %(until)s and {_CAN_BE_USED}),
    said as (
        select p.id, (v.document ->> 'ends_at')::timestamptz as ends_at from promotion p cross join lateral (
            select document from promotion_version v where v.promotion_id = p.id order by version desc limit 1) v)
    select own.id, customer_id, shown, own.ends_at from own left join said on said.id = own.promotion_id
    where own.ends_at <= coalesce(said.ends_at, own.ends_at)
    union all
    select c.id, customer_id, shown, said.ends_at from said join coupon c on c.promotion_id = said.id
    where said.ends_at > %(after)s and said.ends_at <= %(until)s and (c.ends_at is null or c.ends_at > said.ends_at) and {_CAN_BE_USED}
    order by 4, 1"""


def between(unit: Unit, after: datetime, until: datetime) -> list[Ending]:
    """Coupons that end after an instant, up to another, by themselves or with their promotion, and aren't used up, taken
    back, or of a promotion that somebody has ended: those are worth nothing already."""
    found = unit.driver.execute(_BETWEEN, {"after": after, "until": until})
    return [Ending(*row) for row in found.fetchall()]
