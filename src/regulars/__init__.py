"""Regulars: who a shop's regulars are, and what to do for them."""

__version__ = "0.1.0"
