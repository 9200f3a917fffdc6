"""Routes of webhooks: where a shop is told of what happens here, and how that goes."""

from __future__ import annotations

from fastapi import APIRouter

from . import deliveries, endpoints

router = APIRouter()
for part in (deliveries, endpoints):  # "deliveries" and "types" are no endpoint's id
    router.include_router(part.router)
