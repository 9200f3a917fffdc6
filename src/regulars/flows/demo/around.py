"""What happens around orders: coupons redeemed (recorded), wishes and newsletters (generated).

A redemption names a coupon and a day, not a basket. It is tied to one where the
data leaves no doubt: the household's only basket of that day with a product of
that coupon and money off by a maker's coupon; else its only basket of that day
with such money off; else its only basket of that day. Others are tied to none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

import duckdb

from .chance import below, pick
from .people import Person, instant
from .source import ZONE, Shift

TIES = """
with bought as (
    select basket_id, household_id, product_id, coupon_disc,
           cast(timezone('America/New_York', timezone('UTC', transaction_timestamp)) as date) as day
    from transactions
    where household_id in (select household_id from coupon_redemptions)),
redemption as (
    select household_id, coupon_upc, campaign_id, cast(redemption_date as date) as day from coupon_redemptions),
found as (
    select r.household_id, r.coupon_upc, r.campaign_id, r.day,
           list(distinct b.basket_id) as baskets,
           list(distinct b.basket_id) filter (where b.coupon_disc > 0) as paid,
           list(distinct b.basket_id) filter (where b.coupon_disc > 0 and c.product_id is not null) as matching
    from redemption as r
    left join bought as b on b.household_id = r.household_id and b.day = r.day
    left join coupons as c
        on c.coupon_upc = r.coupon_upc and c.campaign_id = r.campaign_id and c.product_id = b.product_id
    group by all)
select household_id, coupon_upc, campaign_id, day,
       case when len(matching) = 1 then matching[1]
            when len(matching) is null and len(paid) = 1 then paid[1]
            when len(matching) is null and len(paid) is null and len(baskets) = 1 then baskets[1] end as basket_id
from found
"""

POPULAR = 300
"""Wishes are for the products that most baskets hold."""

NEWSLETTER = "newsletter"


def redemptions(source: duckdb.DuckDBPyConnection, shift: Shift) -> Iterator[dict[str, Any]]:
    """An event for each coupon redeemed: when its basket was bought, or at noon of its day."""
    rows = source.execute(f"""
        select t.household_id, t.coupon_upc, t.campaign_id, d.campaign_type, t.day, t.basket_id, b.placed_at
        from ({TIES}) as t
        left join campaign_descriptions as d using (campaign_id)
        left join (select basket_id, any_value(transaction_timestamp) as placed_at from transactions group by 1) as b
            on b.basket_id = t.basket_id
        order by t.day, t.household_id, t.coupon_upc, t.campaign_id""").fetchall()
    for household, coupon, campaign, kind, day, basket, at in rows:
        noon = datetime.combine(day, time(12), ZONE).astimezone(UTC)
        yield {
            "id": f"redemption-{household}-{coupon}-{campaign}-{day:%Y%m%d}",
            "name": "coupon_redeemed",
            "customer": str(household),
            "occurred_at": instant((at.replace(tzinfo=UTC) if at else noon) + shift.by),
            "properties": {"coupon": str(coupon), "campaign": str(campaign), "campaign_type": kind}
            | ({"order": str(basket)} if basket else {}),
        }


def popular(source: duckdb.DuckDBPyConnection) -> list[str]:
    """The SKUs that most baskets hold."""
    rows = source.execute(
        "select product_id from transactions join products using (product_id) where quantity > 0 "
        "group by 1 order by count(*) desc, 1 limit ?",
        [POPULAR],
    )
    return [str(sku) for (sku,) in rows.fetchall()]


def wishes(people: list[Person], skus: list[str], shift: Shift) -> Iterator[dict[str, Any]]:
    """Wishlist items of a quarter of the customers; generated, as their ids say."""
    for person in people:
        if below(100, person.id, "wishes") >= 25:
            continue
        wished = {pick(skus, person.id, f"wish {n}") for n in range(1 + below(4, person.id, "wishes count"))}
        for sku in sorted(wished):
            added_at = _during(person, shift, f"wish {sku}")
            yield {
                "external_id": f"generated-wish-{person.id}-{sku}",
                "updated_at": instant(added_at),
                "customer": str(person.id),
                "sku": sku,
                "added_at": instant(added_at),
            }


def newsletters(people: list[Person], shift: Shift) -> Iterator[dict[str, Any]]:
    """Newsletter subscriptions of half of the customers; generated, as their ids say."""
    for person in people:
        drawn = below(100, person.id, "newsletter")
        status = "confirmed" if drawn < 42 else "left" if drawn < 47 else "pending" if drawn < 50 else None
        if status is None:
            continue
        changed_at = _during(person, shift, "newsletter changed")
        yield {
            "external_id": f"generated-newsletter-{person.id}",
            "updated_at": instant(changed_at),
            "customer": str(person.id),
            "list": NEWSLETTER,
            "status": status,
            "changed_at": instant(changed_at),
        }


def _during(person: Person, shift: Shift, about: str) -> datetime:
    """An instant of the year, after the person registered."""
    since = max(person.registered_at, shift.start)
    seconds = max(1, int((shift.end - since).total_seconds()))
    return since + timedelta(seconds=below(seconds, person.id, about))
