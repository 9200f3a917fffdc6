"""Routes of points: earning rules, the programme with the proof of its ledger, what a customer has, and corrections."""

from __future__ import annotations

from fastapi import APIRouter

from . import adjusting, customers, programme, rules

router = APIRouter()
for part in (rules, programme, customers, adjusting):
    router.include_router(part.router)
