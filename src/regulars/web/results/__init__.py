"""Routes of results: of what had messages sent, and of one customer."""

from fastapi import APIRouter

from . import customers, routes

__all__ = ["router"]

router = APIRouter()
router.include_router(routes.router)
router.include_router(customers.router)
