"""Routes of reports, one file a report."""

from fastapi import APIRouter

from . import cohorts, messages, movement, sales, scores

router = APIRouter()
for part in (sales, movement, cohorts, scores, messages):
    router.include_router(part.router)
