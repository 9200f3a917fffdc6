"""What a cart can be paid with points, what it will earn, and why: the code that posts, run dry."""

from __future__ import annotations

from .answers import Asking, Estimate, RuleAnswer, SpendingAnswer
from .carts import Cart, CartLine
from .estimator import Estimator, Known

__all__ = [
    "Asking",
    "Cart",
    "CartLine",
    "Estimate",
    "Estimator",
    "Known",
    "RuleAnswer",
    "SpendingAnswer",
]
