"""HTML as it goes over the wire: the same page to whoever reads it, in ASCII and in lines that a mail may have.

What MJML makes is one long line, and one "·" in it has all of it encoded once more, which takes
longer than writing it. Characters that aren't ASCII are written as references, and lines are broken where a
space between attributes may as well be a line's end: of the template once, of values with every mail.
"""

from __future__ import annotations

import re

_AS_IT_IS = re.compile(r"<(style|script|pre|textarea)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
"""Elements in which a reference isn't read as one, or a line's end isn't a space."""
_LIQUID = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def template_on_the_wire(source: str) -> str:
    """The template of the same page: what is Liquid is left as it is, and so are elements that are read to the letter."""
    kept = sorted([found.span() for pattern in (_AS_IT_IS, _LIQUID) for found in pattern.finditer(source)])
    parts, place = [], 0
    for start, end in kept:
        parts += [_written(source[place:start]), source[max(start, place) : end]]
        place = max(place, end)
    return "".join([*parts, _written(source[place:])])


def on_the_wire(html: str) -> str:
    """The same page, whose values may hold any character."""
    if html.isascii() or any(not found[0].isascii() for found in _AS_IT_IS.finditer(html)):
        return html
    return _in_ascii(html)


def _written(text: str) -> str:
    return _in_ascii(text).replace(' style="', '\nstyle="')


def _in_ascii(text: str) -> str:
    if text.isascii():
        return text
    return text.encode("ascii", "xmlcharrefreplace").decode().replace(" &#", "\n&#")  # a letter is seven characters now
