"""How texts are compared: one function, used wherever a text is kept or given.

Databases fold differently from each other and from Python, so folded text is
kept in a column beside the text and SQL never folds.
"""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """The text as it is compared: NFC(casefold(NFC(x))); nothing is trimmed."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
