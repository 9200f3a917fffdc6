"""Customers who turn out to be one: their coupons, checkouts and what was used count for who stays.

Stays in a segment are counted by the stay, which belongs to whom it was of.
"""

from __future__ import annotations

from collections.abc import Sequence

from regulars.books import Unit

_MOVE_COUNTED = """
    with used as (
        select distinct u.promotion_id, u.coupon_id
        from checkout_use u join checkout c on c.id = u.checkout_id
        where c.customer_id = %(gone)s and u.customer = %(was)s
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
       where c.id = u.checkout_id and c.customer_id = %(gone)s and u.customer = %(was)s""",
    "update checkout set customer_id = %(kept)s where customer_id = %(gone)s",
)


def become_one(unit: Unit, merges: Sequence[tuple[int, int]]) -> None:
    """Have what is somebody's be whose they are now: (gone, kept), one after the other."""
    for gone, kept in merges:
        about = {"gone": gone, "kept": kept, "was": f"c:{gone}", "is": f"c:{kept}"}
        for move in _MOVES:
            unit.driver.execute(move.encode(), about)
