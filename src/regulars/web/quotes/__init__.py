"""Quotes and checkouts over REST."""

from .routes import router

__all__ = ["router"]
