"""What a promotion, drafted or changed, would have taken off the orders of the past, before it is published."""

from __future__ import annotations

from .run import KIND, work
from .trial import Replay

__all__ = ["KIND", "Replay", "work"]
