"""How texts are compared: one function, used wherever a text is kept or given.

Databases fold differently from each other and from Python, so folded text is
kept in a column beside the text and SQL never folds.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from regulars.core.errors import NameTaken


def fold(text: str) -> str:
    """The text as it is compared: NFC(casefold(NFC(x))); nothing is trimmed."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def refuse_taken(kind: str, name: str, others: Iterable[str]) -> None:
    """Raise `NameTaken` when one of the others of a kind ("a segment") is called so, spaces around it aside."""
    wanted = fold(name.strip())
    for other in others:
        if fold(other.strip()) == wanted:
            raise NameTaken(kind, other)
