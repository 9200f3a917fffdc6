"""Benefits: what a promotion gives, one class each. The form, the sentence and the reference are drawn from it."""

from __future__ import annotations

from .amounts import EachAmount, FixedOnCart, FixedPerPiece, FixedPrice, PercentOfCart, PercentOff, TiersOfAmount
from .base import Applying, Benefit, Given, Lack, Till
from .pieces import BuyGet, NthPiece, TiersOfPieces
from .sets import Bundle, EachPieces, Gift
from .shipping import ShippingAt, ShippingOff

__all__ = [
    "Applying",
    "Benefit",
    "Bundle",
    "BuyGet",
    "EachAmount",
    "EachPieces",
    "FixedOnCart",
    "FixedPerPiece",
    "FixedPrice",
    "Gift",
    "Given",
    "Lack",
    "NthPiece",
    "PercentOfCart",
    "PercentOff",
    "ShippingAt",
    "ShippingOff",
    "TiersOfAmount",
    "TiersOfPieces",
    "Till",
]
