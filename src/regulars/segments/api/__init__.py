"""Routes of segments: definitions, previews before saving, members, history."""

from __future__ import annotations

from fastapi import APIRouter

from . import asking, deeds, definitions, members, overlap, pins, uses

router = APIRouter()
for part in (asking, overlap, definitions, members, uses, pins, deeds):
    router.include_router(part.router)
