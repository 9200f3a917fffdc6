"""What is asked of a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

Place = tuple[datetime, str, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of whose timeline."""

    customer_id: int
    kinds: Sequence[str]
    until: datetime
    after: Place | None
    """The place of the last one that was shown."""
    limit: int
