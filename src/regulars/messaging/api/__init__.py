"""Routes of messages."""

from __future__ import annotations

from fastapi import APIRouter

from regulars.messaging import public

from . import messages, reports, settings, storefront, suppressions, templates

router = APIRouter()
for part in (templates, messages, reports, suppressions, settings, storefront, public):
    router.include_router(part.router)
