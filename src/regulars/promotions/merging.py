"""Customers who turn out to be one, or to be known: coupons, checkouts and what was used count for who they are.

Stays in a segment are counted by the stay, which belongs to whom it was of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from regulars.books import Unit

from .whose import of_customer

_MOVE_COUNTED = """
    with used as (
        select distinct u.promotion_id, u.coupon_id
        from checkout_use u join checkout c on c.id = u.checkout_id
        where (c.customer_id = %(gone)s or c.named = %(was)s) and u.customer = %(was)s
    ), keys as (
        select promotion_id, %(was)s::text as was, %(is)s::text as now from used
        union
        select promotion_id, 'k:' || coupon_id || ':' || %(was)s, 'k:' || coupon_id || ':' || %(is)s
        from used where coupon_id is not null
    ), taken as (
        delete from promotion_use_by b using keys k where (b.promotion_id, b.whose) = (k.promotion_id, k.was)
        returning b.promotion_id, k.now, b.used, b.reserved
    )
    insert into promotion_use_by as b (promotion_id, whose, used, reserved)
    select promotion_id, now, used, reserved from taken order by 1, 2
    on conflict (promotion_id, whose) do update
    set used = b.used + excluded.used, reserved = b.reserved + excluded.reserved"""

_MOVES = (
    "update coupon set customer_id = %(kept)s where customer_id = %(gone)s",
    _MOVE_COUNTED,
    """update checkout_use u set customer = %(is)s from checkout c
       where c.id = u.checkout_id and (c.customer_id = %(gone)s or c.named = %(was)s) and u.customer = %(was)s""",
    "update checkout set customer_id = %(kept)s, named = null where customer_id = %(gone)s or named = %(was)s",
)


def become_one(unit: Unit, merges: Sequence[tuple[int, int]]) -> None:
    """Have what is somebody's be whose they are now: (gone, kept), one after the other."""
    for gone, kept in merges:
        _move(unit, {"gone": gone, "kept": kept, "was": of_customer(gone), "is": of_customer(kept)})


def become_known(unit: Unit, named: str, customer_id: int) -> None:
    """Have what was counted by a shop's id or an e-mail that nobody knew be of whom it turned out to be."""
    _move(unit, {"gone": None, "kept": customer_id, "was": named, "is": of_customer(customer_id)})


def forget(unit: Unit, customer_ids: Sequence[int]) -> None:
    """Have checkouts of customers who are erased say nothing of them but the bare id."""
    unit.driver.execute(
        "update checkout set named = null, email = null, options = null where customer_id = any(%s)",
        [list(customer_ids)],
    )


def _move(unit: Unit, about: Mapping[str, Any]) -> None:
    for move in _MOVES:
        unit.driver.execute(move.encode(), about)
