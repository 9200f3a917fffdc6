"""The reference: the condition language, slow and obvious, written straight from its definition.

It shares no code with the compilers. `clock` is the calendar, `shop` turns the
raw journal of a small shop into documents, `rows` into what a subject has at an
instant, and `language` answers a condition's JSON.
"""

from __future__ import annotations

from .askers import cart_asker, event_asker, line_askers, order_asker
from .clock import Clock
from .language import Asker, Row, earliest_change, holds, type_of, value_of
from .rows import as_of, is_candidate
from .shop import Coupon, Declared, Entry, Message, Posting, Promotion, Shop, Stay, Told

__all__ = [
    "Asker",
    "Clock",
    "Coupon",
    "Declared",
    "Entry",
    "Message",
    "Posting",
    "Promotion",
    "Row",
    "Shop",
    "Stay",
    "Told",
    "as_of",
    "cart_asker",
    "earliest_change",
    "event_asker",
    "holds",
    "is_candidate",
    "line_askers",
    "order_asker",
    "type_of",
    "value_of",
]
