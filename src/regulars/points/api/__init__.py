"""Routes of points: earning rules, the programme with the proof of its ledger, what a customer has, also
for pages of the shop, and corrections."""

from __future__ import annotations

from fastapi import APIRouter

from . import adjusting, customers, programme, referrals, reports, rules, spending, storefront

router = APIRouter()
for part in (rules, spending, programme, reports, referrals, customers, adjusting, storefront):
    router.include_router(part.router)
