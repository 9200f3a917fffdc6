"""What the books are asked for mails: points, what of them ends next, referral codes, coupons."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Any

from regulars.books import Unit
from regulars.points import reading, referrals
from regulars.promotions import book, coupons
from regulars.promotions.owned import earliest

_PENDING = f"""
    select customer_id, sum(pending)::bigint from points_balance where customer_id = any(%s) and {reading.OF_FIRST} group by 1"""
_ENDING = f"""
    with open_lot as (
        select customer_id, ends_at, remaining from points_lot
        where customer_id = any(%(ids)s) and {reading.OF_FIRST} and opened and remaining > 0 and ends_at > %(now)s),
    first_end as (select customer_id, min(ends_at) as ends_at from open_lot group by 1)
    select customer_id, ends_at, sum(remaining)::bigint from open_lot join first_end using (customer_id, ends_at) group by 1, 2"""
_KINDS = f"""
    with known as (
        select customer_id, ledger_id, points, 0 as pending from ({reading.SPENDABLE.format(ids="%(ids)s::int[]")}) each
        union all
        select customer_id, ledger_id, 0, pending from points_balance where customer_id = any(%(ids)s) and pending > 0)
    select k.customer_id, p.slug, sum(k.points)::bigint, sum(k.pending)::bigint from known k
    join points_ledger g on g.id = k.ledger_id join points_programme p on p.id = g.programme_id group by 1, 2"""
_ENDING_KINDS = """
    with open_lot as (
        select l.customer_id, p.slug, l.ends_at, l.remaining from points_lot l
        join points_ledger g on g.id = l.ledger_id join points_programme p on p.id = g.programme_id
        where l.customer_id = any(%(ids)s) and l.opened and l.remaining > 0 and l.ends_at > %(at)s),
    first_end as (select customer_id, slug, min(ends_at) as ends_at from open_lot group by 1, 2)
    select customer_id, slug, ends_at, sum(remaining)::bigint from open_lot
    join first_end using (customer_id, slug, ends_at) group by 1, 2, 3"""
_CODES = "select customer_id, code from points_referral_code where customer_id = any(%s)"


def balances(unit: Unit, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """What customers can spend, and what is on its way."""
    spendable = reading.available(unit.connection, ids, at=unit.now)
    pending = dict(unit.driver.execute(_PENDING, [list(ids)]).fetchall())
    return {id: {"points": points, "pending": pending.get(id, 0)} for id, points in spendable.items()}


def endings(unit: Unit, ids: Collection[int], zone: tzinfo) -> dict[int, dict[str, Any]]:
    """The points that end next, of those who have some that end, and the last local day on which they can be spent."""
    found = unit.driver.execute(_ENDING, {"ids": list(ids), "now": unit.now}).fetchall()
    return {id: {"points": points, "on": last_day(ends_at, zone)} for id, ends_at, points in found}


def kinds(unit: Unit, ids: Collection[int], zone: tzinfo) -> dict[int, dict[str, dict[str, Any]]]:
    """What customers have of every kind of points, by the kind's id, and what of it ends next."""
    if not ids:
        return {}
    asked = {"ids": list(ids), "at": unit.now}
    slugs = [slug for (slug,) in unit.driver.execute("select slug from points_programme").fetchall()]
    found = {id: {slug: {"points": 0, "pending": 0} for slug in slugs} for id in ids}
    made: dict[int, dict[str, dict[str, Any]]] = dict(found)
    for id, slug, points, pending in unit.driver.execute(_KINDS.encode(), asked).fetchall():
        made[id][slug] = {"points": points, "pending": pending}
    for id, slug, ends_at, points in unit.driver.execute(_ENDING_KINDS.encode(), asked).fetchall():
        made[id][slug]["ending"] = {"points": points, "on": last_day(ends_at, zone)}
    return made


def last_instant(ends_at: datetime | None) -> datetime | None:
    """When it holds for the last time: what ends at midnight is told with the day before it."""
    return None if ends_at is None else ends_at - timedelta(microseconds=1)


def last_day(ends_at: datetime, zone: tzinfo) -> Any:
    """The local day before whose end something ends."""
    return (ends_at.astimezone(zone) - timedelta(microseconds=1)).date()


def who_is_rewarded(unit: Unit) -> str | None:
    """Who gets points when a friend comes, by the rules that are on for every store: both, you, friend or nobody."""
    whose = referrals.whose_reward(unit, None, lambda said: False)
    return "both" if len(whose) == 2 else {"referrer": "you", "referred": "friend"}[whose[0]] if whose else None


def referral_codes(unit: Unit, ids: Collection[int], *, make: bool) -> dict[int, str]:
    """Customers' codes; who has none is given one when a mail is to show it."""
    found = dict(unit.driver.execute(_CODES, [list(ids)]).fetchall())
    if make:
        for id in ids:
            if id not in found:
                chosen = [secrets.randbelow(len(referrals.ALPHABET)) for _ in range(referrals.LENGTH)]
                found[id] = referrals.code_of(unit, id, chosen)
    return found


def coupons_by_code(unit: Unit, codes: Collection[str]) -> Mapping[str, dict[str, Any]]:
    """Coupons with what their promotion is called in each language, by the code as it was asked for."""
    if not codes:
        return {}
    found = coupons.find(unit, codes)
    promotions = {
        one.id: one for one in book.listed(unit, ids=sorted({coupon.promotion_id for coupon in found.values()}))
    }
    made = {}
    for code, coupon in found.items():
        promotion = promotions[coupon.promotion_id]
        made[code] = {
            "code": coupon.shown, "ends_at": last_instant(earliest(coupon.ends_at, promotion.saying.ends_at)),
            "name": promotion.name, "names": promotion.saying.labels,
        }  # fmt: skip
    return made
