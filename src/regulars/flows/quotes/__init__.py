"""What a cart comes to: promotions applied, points spent and earned, and why."""

from __future__ import annotations

from .asking import Asking, CodeAnswer, Quote, QuoteCart, QuoteLine
from .quoter import Quoter

__all__ = ["Asking", "CodeAnswer", "Quote", "QuoteCart", "QuoteLine", "Quoter"]
