"""What is wrong in a line of a source, in words that keep the line's number."""

from __future__ import annotations

from typing import cast

from regulars.core.sentences import Said, say


def in_line(line: int, told: str) -> Said:
    """ "line 3: write …"."""
    return say("line {line}: {told}", line=line, told=told)


def parted(sentence: str) -> tuple[int | None, str]:
    """The line of such a sentence, and what is wrong there; no line for others."""
    if isinstance(sentence, Said) and sentence.template == "line {line}: {told}":
        return cast(int, sentence.values["line"]), cast(str, sentence.values["told"])
    return None, sentence
