"""Routes of reports, one file a report."""

from fastapi import APIRouter

from . import cohorts, coupons, messages, movement, points, promotions, sales, scores

router = APIRouter()
for part in (sales, movement, cohorts, scores, points, promotions, coupons, messages):
    router.include_router(part.router)
