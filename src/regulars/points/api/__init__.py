"""Routes of points: rules and their versions, the programme with the proof of its ledger, what a customer has, also
for pages of the shop, corrections, transfers, and holds of the shop's server."""

from __future__ import annotations

from fastapi import APIRouter

from . import (
    adjusting,
    customers,
    holds,
    programme,
    referrals,
    reports,
    rules,
    spending,
    storefront,
    transfers,
    versions,
)

router = APIRouter()
for part in (
    rules,
    spending,
    versions,
    programme,
    reports,
    referrals,
    customers,
    adjusting,
    holds,
    transfers,
    storefront,
):
    router.include_router(part.router)
