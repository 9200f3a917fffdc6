"""Routes of promotions: what they say, the policy, and coupons."""

from __future__ import annotations

from fastapi import APIRouter

from . import coupons, policy, promotions

router = APIRouter()
for part in (policy, promotions, coupons):
    router.include_router(part.router)
