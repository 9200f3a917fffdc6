"""Kinds: what can be chosen from lists that grow, such as the ways of earning points.

A family (`EarnStyle`, `Benefit`, `Trigger`, `Step`, `Connector`) is a class on
`Kind`; a kind of it is one class in one file that is registered by being
defined. The form, the sentence in lists, the API schema and the reference are
all drawn from it. Fields of the vocabulary are the sixth registry, in `rules`.
"""

from .base import BadKind, Kind, families, kinds_of, read
from .contributed import ENTRY_POINTS, BrokenContribution, load_contributed
from .formats import FORMATS, MOST_POINTS, Amounts, Factor, MoneyMinor, Part, Percent, Points, Writer, formatted, span
from .lifetimes import Lifetime
from .schema import described, exported

__all__ = [
    "ENTRY_POINTS",
    "FORMATS",
    "MOST_POINTS",
    "Amounts",
    "BadKind",
    "BrokenContribution",
    "Factor",
    "Kind",
    "Lifetime",
    "MoneyMinor",
    "Part",
    "Percent",
    "Points",
    "Writer",
    "described",
    "exported",
    "families",
    "formatted",
    "kinds_of",
    "load_contributed",
    "read",
    "span",
]
