"""Ways of earning: what a rule gives, one class a way. The form, the sentence and the reference are drawn from it."""

from __future__ import annotations

from regulars.kinds import MOST_POINTS

from .base import Basis, EarnStyle, Phase
from .behaviours import Behaviour, Birthday, Happening, Referral
from .orders import FixedPoints, Multiplier, PerAmount, PercentOfAmount, PerPiece, VariantBonus

__all__ = [
    "MOST_POINTS",
    "Basis",
    "Behaviour",
    "Birthday",
    "EarnStyle",
    "FixedPoints",
    "Happening",
    "Multiplier",
    "PerAmount",
    "PerPiece",
    "PercentOfAmount",
    "Phase",
    "Referral",
    "VariantBonus",
]
