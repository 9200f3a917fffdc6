"""Routes of segments: definitions, previews before saving, members, history."""

from __future__ import annotations

from fastapi import APIRouter

from . import asking, definitions, members

router = APIRouter()
for part in (asking, definitions, members):
    router.include_router(part.router)
