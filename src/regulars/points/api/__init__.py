"""Routes of points: earning rules, the programme with the proof of its ledger, and what a customer has."""

from __future__ import annotations

from fastapi import APIRouter

from . import customers, programme, referrals, rules, spending

router = APIRouter()
for part in (rules, spending, programme, referrals, customers):
    router.include_router(part.router)
