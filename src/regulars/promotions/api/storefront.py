"""The route of what pages of the shop show their customer: the coupons that are theirs alone.

How pages ask is in `http/storefront.py`.
"""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.house import InHouse
from regulars.http.problems import responses
from regulars.http.storefront import Language, Visitor, label
from regulars.promotions import book, checkouts, coupons, rewards
from regulars.promotions.owned import CouponState, Owned

router = APIRouter(prefix="/v1/storefront/coupons", tags=["Storefront"], responses=responses(401, 403, 404, 429))


class StorefrontCouponOut(BaseModel):
    """A coupon of the customer."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    code: str
    label: str
    """What it is for, in the language asked for: the promotion's; where that has none, the reward's that it was taken as."""
    state: CouponState
    """usable now; not_yet; over; used_up; withdrawn by the shop; paused, as what it is for isn't on now."""
    starts_at: datetime | None
    """From when on it can be used; null: from the beginning."""
    ends_at: datetime | None
    """From when on it can't be used any more; null: it doesn't end."""
    uses_left: int | None
    """How often it can still be used; null: as often as the promotion lets."""


@router.get("", operation_id="listStorefrontCoupons", responses=responses(400, 422))
def storefront_coupons(
    house: InHouse, customer: Visitor, language: Language = None, limit: Limit = USUAL, cursor: Cursor = None
) -> Page[StorefrontCouponOut]:
    """The coupons of the token's customer, the latest first; a publishable key is needed, and no other is taken."""
    before = decode("storefront-coupons", cursor, int)
    with house.books.transaction() as unit:
        if checkouts.any_due(unit):
            checkouts.lapse_due(unit)
        found = coupons.listed(
            unit, customer_id=customer.customer_id, before=before[0] if before else None, limit=limit + 1
        )
        bought = rewards.listed(unit, ids=[id for one in found if (id := one.reward) is not None])
        offers = {one.id: one for one in bought}
        promotions = {one.id: one for one in book.listed(unit, ids=[coupon.promotion_id for coupon in found])}
        now = unit.now

    def shown(one: Owned) -> StorefrontCouponOut:
        of = one.promotion if one.promotion.saying.labels else offers.get(one.coupon.reward or 0, one.promotion)
        return StorefrontCouponOut(
            code=one.coupon.shown,
            label=label(of.saying.labels, language, house.shop.language, name=of.name),
            state=one.state(now),
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            uses_left=one.uses_left,
        )

    owns = [Owned(coupon, promotions[coupon.promotion_id]) for coupon in found]
    return page("storefront-coupons", owns, limit, key=lambda one: [one.coupon.id], show=shown)
