"""Telling shops that listen what became of coupons, in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regulars.books import Unit, announcing
from regulars.core import money
from regulars.core.currencies import places_of
from regulars.journal import identity

from . import coupons
from .announcements import ISSUED, USED
from .checkouts import Checkout
from .coupons import Coupon


def issued(unit: Unit, coupon: Coupon, cause: Mapping[str, Any]) -> None:
    """A customer was given a coupon."""
    if not announcing.listened(unit, ISSUED.type):
        return
    told = {"customer": _customer(unit, coupon.customer_id), "coupon": _coupon(coupon), "cause": dict(cause)}
    announcing.announce(unit, ISSUED.type, [announcing.Happening(unit.now, told)])


def used(unit: Unit, checkout: Checkout, currency: str) -> None:
    """The coupons of a checkout were used by its order."""
    if not announcing.listened(unit, USED.type):
        return
    found = unit.driver.execute(
        "select coupon_id, minor from checkout_use where checkout_id = %s and coupon_id is not null order by 1",
        [checkout.id],
    ).fetchall()
    customer = _customer(unit, checkout.customer_id)
    happenings = [
        announcing.Happening(
            unit.now,
            {
                "customer": customer,
                "coupon": _coupon(coupons.get(unit, id)),
                "order": checkout.order_key,
                "checkout": checkout.key,
                "discount": {"amount": money.text(minor, places_of(currency)), "currency": currency},
            },
        )
        for id, minor in found
    ]
    announcing.announce(unit, USED.type, happenings)


def _customer(unit: Unit, customer_id: int | None) -> dict[str, str | None] | None:
    return None if customer_id is None else identity.named(unit, [customer_id]).get(customer_id)


def _coupon(coupon: Coupon) -> dict[str, Any]:
    return {
        "id": str(coupon.id), "code": coupon.shown, "promotion": str(coupon.promotion_id), "ends_at": coupon.ends_at,
    }  # fmt: skip
