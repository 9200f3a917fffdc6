"""Liquid hidden while MJML is compiled, and put back where it stood.

Neither MJML nor an HTML parser knows Liquid: a loop around table rows would be
moved out of the table, a quote in a filter would end an attribute. So each `{{ … }}`
and `{% … %}` becomes a word that they leave alone, and a tag between elements
becomes a comment, which may stand anywhere. Lines stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from regulars.core.errors import Fault
from regulars.core.sentences import say

from .lines import in_line

_LIQUID = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_TOKEN = re.compile(r"<!--\s*zq(\d+)qz\s*-->|zq(\d+)qz")


@dataclass(frozen=True, slots=True)
class Hidden:
    """A source whose Liquid is hidden, and what was hidden."""

    source: str
    liquid: Sequence[str]
    lines: Sequence[int]
    """On which line of the source each stood."""

    def restored(self, compiled: str) -> str:
        """A text made of the hidden source, with its Liquid again."""
        return _TOKEN.sub(lambda found: self.liquid[int(found[1] or found[2])], compiled)

    def lost(self, compiled: str) -> list[int]:
        """Which of the hidden are nowhere in what was made of the source."""
        kept = {int(found[1] or found[2]) for found in _TOKEN.finditer(compiled)}
        return [n for n in range(len(self.liquid)) if n not in kept]


def hide(source: str) -> Hidden:
    """Hide the Liquid of an MJML source."""
    liquid: list[str] = []
    lines: list[int] = []
    where = _Where()

    def token(found: re.Match[str]) -> str:
        where.read(source, found.start())
        liquid.append(found[0])
        lines.append(source.count("\n", 0, found.start()) + 1)
        word = f"zq{len(liquid) - 1}qz"
        between = found[0].startswith("{%") and where.between_elements
        where.passed(found.end())
        return (f"<!--{word}-->" if between else word) + "\n" * found[0].count("\n")

    hidden = _LIQUID.sub(token, source)
    return Hidden(hidden, liquid, lines)


def strip(source: str, by: Callable[[str], str] = lambda liquid: "") -> str:
    """A source without its Liquid."""
    return _LIQUID.sub(lambda found: by(found[0]), source)


def unclosed(source: str, pointer: str) -> list[Fault]:
    """Liquid that begins and doesn't end, which would be sent as it stands."""
    left = strip(source, lambda liquid: "\n" * liquid.count("\n"))
    faults = []
    for opening, closing in (("{{", "}}"), ("{%", "%}")):
        place = left.find(opening)
        if place >= 0:
            line = left.count("\n", 0, place) + 1
            faults.append(
                Fault(
                    pointer,
                    "liquid",
                    in_line(
                        line, say("{opening} isn't closed; write {closing} after it", opening=opening, closing=closing)
                    ),
                )
            )
    return faults


class _Where:
    """Whether a place in the source is between elements: in no tag, comment or attribute."""

    def __init__(self) -> None:
        self._read = 0
        self._inside = ""

    @property
    def between_elements(self) -> bool:
        return self._inside == ""

    def passed(self, end: int) -> None:
        self._read = end

    def read(self, source: str, end: int) -> None:
        """Go on to a place."""
        n = self._read
        while n < end:
            if self._inside == "":
                n = self._open(source, n, end)
            elif self._inside == "<":
                letter = source[n]
                self._inside = letter if letter in "\"'" else "" if letter == ">" else "<"
                n += 1
            else:
                closing = {"comment": "-->"}.get(self._inside, self._inside)
                found = source.find(closing, n, end)
                if found < 0:
                    n = end
                else:
                    n, self._inside = found + len(closing), "" if self._inside == "comment" else "<"
        self._read = end

    def _open(self, source: str, n: int, end: int) -> int:
        found = source.find("<", n, end)
        if found < 0:
            return end
        if source.startswith("<!--", found):
            self._inside = "comment"
            return found + 4
        self._inside = "<"
        return found + 1
