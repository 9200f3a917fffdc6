"""How texts are compared: one function, used wherever a text is kept or given.

Databases fold differently from each other and from Python, so folded text is
kept in a column beside the text and SQL never folds. What people type into a
search is compared more loosely, by the same way.
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


def searchable(text: str) -> str:
    """The text as a search looks through it: `fold` without marks and with plain letters, so that "lacki" finds Łącki."""
    if text.isascii():
        return text.lower()
    parted = unicodedata.normalize("NFKD", fold(text))
    bare = "".join(letter for letter in parted if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare.translate(_PLAIN))


_PLAIN = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ґ": "г",
        "’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-",
    }
)  # fmt: skip
"""Letters that no mark was put on, and signs that are typed plainly."""


def refuse_taken(kind: str, name: str, others: Iterable[str]) -> None:
    """Raise `NameTaken` when one of the others of a kind ("a segment") is called so, spaces around it aside."""
    wanted = fold(name.strip())
    for other in others:
        if fold(other.strip()) == wanted:
            raise NameTaken(kind, other)
