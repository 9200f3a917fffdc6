"""Routes of promotions: what they say, the policy, and coupons, also for pages of the shop."""

from __future__ import annotations

from fastapi import APIRouter

from . import coupons, policy, promotions, storefront

router = APIRouter()
for part in (policy, promotions, coupons, storefront):
    router.include_router(part.router)
