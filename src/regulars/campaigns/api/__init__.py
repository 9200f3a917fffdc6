"""Routes of campaigns."""

from __future__ import annotations

from fastapi import APIRouter

from . import definitions, running, workflows

router = APIRouter()
router.include_router(definitions.router)
router.include_router(running.router)
router.include_router(workflows.router)
