"""A typed client of the REST API of Regulars: one method a route, one `TypedDict` a body or answer."""

from __future__ import annotations

from ._transport import Refused, Unanswered
from .regulars import Regulars

__all__ = ["Refused", "Regulars", "Unanswered"]
__version__ = "0.1.0"
