"""What a file that isn't UTF-8 is written in: the encoding in which its letters look most like words."""

from __future__ import annotations

import re

OF_LANGUAGE = {"pl": "cp1250", "ru": "cp1251"}
OTHERWISE = "cp1252"
_ALPHABETS = {
    "cp1250": frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňřšťúůýžäöüß"),
    "cp1251": frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯіїєґІЇЄҐ"),
    "cp1252": frozenset("àâäáãåæçéèêëíîïñóôöõøúùûüßÀÂÄÁÃÅÆÇÉÈÊËÍÎÏÑÓÔÖÕØÚÙÛÜ"),
}
_TWO_SCRIPTS = re.compile(r"[a-zA-Z][\u0400-\u04ff]|[\u0400-\u04ff][a-zA-Z]")
"""No word is written in two."""


def likeliest(text: bytes, language: str) -> str:
    """One of cp1250, cp1251 and cp1252; where two look alike, the one of the shop's language."""
    usual = OF_LANGUAGE.get(language, OTHERWISE)

    def looks(encoding: str) -> tuple[int, bool]:
        read = text.decode(encoding, "replace")
        foreign = [letter for letter in read if ord(letter) > 127]
        fitting = sum(letter in _ALPHABETS[encoding] for letter in foreign)
        return 2 * fitting - len(foreign) - 3 * len(_TWO_SCRIPTS.findall(read)), encoding == usual

    return max(_ALPHABETS, key=looks)
