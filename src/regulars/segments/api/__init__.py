"""Routes of segments: definitions, previews before saving, members, history."""

from __future__ import annotations

from fastapi import APIRouter

from . import asking, deeds, definitions, members, pins

router = APIRouter()
for part in (asking, definitions, members, pins, deeds):
    router.include_router(part.router)
