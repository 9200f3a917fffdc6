"""Routes of points: earning rules, the programme with the proof of its ledger, what a customer has, and corrections."""

from __future__ import annotations

from fastapi import APIRouter

from . import adjusting, customers, programme, referrals, reports, rules, spending

router = APIRouter()
for part in (rules, spending, programme, reports, referrals, customers, adjusting):
    router.include_router(part.router)
