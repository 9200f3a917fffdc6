"""The hosted page on which a customer sees their points; what it shows it asks for as pages of the shop do."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import FileResponse
from starlette.exceptions import HTTPException

from .application import STATIC

router = APIRouter(include_in_schema=False)


@router.get("/panel")
def panel() -> FileResponse:
    """The page. Who looks at it is said behind the `#` of its address, which isn't sent here."""
    page = STATIC / "panel.html"
    if not page.exists():
        raise HTTPException(404)
    return FileResponse(page)
