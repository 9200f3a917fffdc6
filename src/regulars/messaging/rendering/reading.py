"""Reading Liquid strictly: a template that can be written out, or what is wrong and on which line."""

from __future__ import annotations

import re

from liquid.exceptions import LiquidError
from liquid.template import BoundTemplate

from regulars.core.errors import Fault
from regulars.core.sentences import say

from .hiding import unclosed
from .lines import in_line
from .liquid import environment

_PIECE = re.compile(r"\{\{.*?\}\}|\{%-?\s*(\w+).*?%\}", re.DOTALL)
_ENDS = {"if": "endif", "unless": "endunless", "for": "endfor", "case": "endcase", "capture": "endcapture", "raw": "endraw", "comment": "endcomment", "ifchanged": "endifchanged"}  # fmt: skip


def read(source: str, pointer: str, *, language: str, html: bool) -> tuple[BoundTemplate | None, list[Fault]]:
    """A template and no faults, or faults and none."""
    faults = unclosed(source, pointer)
    if faults:
        return None, faults
    try:
        return environment(language, html=html, strict=True).from_string(source), []
    except LiquidError as error:
        return None, [_fault(error, source, pointer, language)]


def _fault(error: LiquidError, source: str, pointer: str, language: str) -> Fault:
    found = error.context()
    line, told = (found[0], str(error.message)) if found is not None else (None, str(error.message))
    nesting = _nesting(source)
    if nesting is not None:
        line, told = nesting
    elif line is None:
        line = _first_bad(source, language)
    return Fault(pointer, "liquid", told if line is None else in_line(line, told))


def _nesting(source: str) -> tuple[int, str] | None:
    """The first block that isn't closed, or is closed by another's end."""
    open_blocks: list[tuple[str, int]] = []
    for piece in _PIECE.finditer(source):
        tag, line = piece[1], source.count("\n", 0, piece.start()) + 1
        if open_blocks and open_blocks[-1][0] in ("raw", "comment") and tag != _ENDS[open_blocks[-1][0]]:
            continue
        if tag in _ENDS:
            open_blocks.append((tag, line))
        elif tag in _ENDS.values():
            if not open_blocks or _ENDS[open_blocks[-1][0]] != tag:
                if not open_blocks:
                    return line, say("{{% {tag} %}} closes nothing", tag=tag)
                opened, there = open_blocks[-1]
                told = say(
                    "{{% {tag} %}} closes nothing; {{% {opened} %}} of line {line} is open",
                    tag=tag,
                    opened=opened,
                    line=there,
                )
                return line, told
            open_blocks.pop()
    if open_blocks:
        tag, line = open_blocks[-1]
        return line, say("{{% {tag} %}} isn't closed; write {{% {end} %}}", tag=tag, end=_ENDS[tag])
    return None


def _first_bad(source: str, language: str) -> int | None:
    """The line of the first piece that can't be read alone."""
    strict = environment(language, html=False, strict=True)
    for piece in _PIECE.finditer(source):
        tag = piece[1]
        alone = piece[0] + (f"{{% {_ENDS[tag]} %}}" if tag in _ENDS else "")
        if tag is not None and tag not in _ENDS and tag != "assign":
            continue
        try:
            strict.from_string(alone)
        except LiquidError:
            return source.count("\n", 0, piece.start()) + 1
    return None
