"""Routes of segments: definitions, previews before saving, members, history."""

from __future__ import annotations

from fastapi import APIRouter

from . import asking, coming, deeds, definitions, members, overlap, pins, templates, uses, waiting

router = APIRouter()
for part in (asking, overlap, templates, definitions, members, coming, uses, pins, deeds, waiting):
    router.include_router(part.router)
