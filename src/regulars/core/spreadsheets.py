"""Texts for files that spreadsheets open: what people wrote must not be taken for something to be calculated, or run."""

from __future__ import annotations

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str | None) -> str:
    """A text with an apostrophe before it if a spreadsheet would calculate it; nothing for none."""
    if text is None:
        return ""
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text
