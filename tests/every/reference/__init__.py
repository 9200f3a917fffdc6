"""The reference: the condition language, slow and obvious, written straight from its definition.

It shares no code with the compilers. `clock` is the calendar, `shop` turns the
raw journal of a small shop into documents, `rows` into what a subject has at an
instant, and `language` answers a condition's JSON.
"""

from __future__ import annotations

from .clock import Clock
from .language import Asker, earliest_change, holds, type_of, value_of
from .rows import as_of
from .shop import Declared, Entry, Shop, Stay

__all__ = [
    "Asker",
    "Clock",
    "Declared",
    "Entry",
    "Shop",
    "Stay",
    "as_of",
    "earliest_change",
    "holds",
    "type_of",
    "value_of",
]
