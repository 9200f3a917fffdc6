"""Slugs: ids made from names, of small Latin letters, digits and hyphens.

Letters that Unicode takes apart into a plain one and marks need no table: ą, é
and ö are a, e and o. Those below it can't take apart, or not as they are read.
"""

from __future__ import annotations

import re
import unicodedata

_LATIN = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "ng",
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i",
        "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
        "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e",
        "ю": "yu", "я": "ya", "є": "ye", "і": "i", "ї": "yi", "ў": "u",
        "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz", "ѕ": "dz", "ѓ": "g", "ќ": "k",
    }
)  # fmt: skip


def slug(name: str, *, longest: int, otherwise: str) -> str:
    """The name as an id of at most `longest` characters; `otherwise` when nothing of it can be written so."""
    latin = unicodedata.normalize("NFC", name).casefold().translate(_LATIN)
    plain = "".join(char for char in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(char))
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return words[:longest].rstrip("-") or otherwise
