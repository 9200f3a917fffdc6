"""Routes of results."""

from .routes import router

__all__ = ["router"]
