"""What a rule, new or changed, would have given for the orders of the past, before it is published."""

from .run import KIND, work
from .trial import Trial

__all__ = ["KIND", "Trial", "work"]
