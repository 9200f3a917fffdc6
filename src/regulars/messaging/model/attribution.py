"""Which orders count as brought about by a message.

An order counts for the last touch that it was placed after, within so many days
of it. What is a touch is for each source to say: a click; an open or a click;
or that the mail went out at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .states import Source

By = Literal["click", "open", "delivery"]
SOURCES: tuple[Source, ...] = ("campaign", "workflow", "newsletter")
"""What is measured: what was asked for, such as a password or a receipt, brings about nothing."""
MOST_DAYS = 90


@dataclass(frozen=True, slots=True)
class Attribution:
    """After what, and within how many days, an order counts."""

    by: By = "click"
    days: int = 5


USUAL = Attribution()
