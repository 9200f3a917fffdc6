"""What orders see: the customer's rows before an order was placed, and who was in which segments then.

`as_placed` looks at a few orders, each with all that is known of its customer; `at_once` at many, as one question.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Looking(Protocol):
    """An order that looks at its customer as of an instant."""

    @property
    def external_id(self) -> str: ...
    @property
    def order_id(self) -> int: ...
    @property
    def customer_id(self) -> int | None: ...
    @property
    def placed_at(self) -> datetime: ...
