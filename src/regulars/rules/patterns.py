"""The patterns of `matches`: RE2, found anywhere, ignoring case, on NFC text as given."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

import re2

_OPTIONS = re2.Options()
_OPTIONS.case_sensitive = False
_OPTIONS.log_errors = False


class BadPattern(ValueError):
    """Not a pattern of RE2, and why."""


@lru_cache(maxsize=1024)
def matcher(pattern: str) -> Callable[[str], bool]:
    """A function that finds the pattern in a text; `BadPattern` when it is none."""
    try:
        compiled = re2.compile(pattern, _OPTIONS)
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        raise BadPattern(_in_words(reason.decode() if isinstance(reason, bytes) else str(reason))) from None
    search = compiled.search
    return lambda text: search(unicodedata.normalize("NFC", text)) is not None


_SAID = (
    ("missing closing )", "a ( is not closed"),
    ("missing )", "a ( is not closed"),
    ("unexpected )", "a ) closes nothing; write \\) for the character itself"),
    ("missing closing ]", "a [ is not closed"),
    ("missing ]", "a [ is not closed"),
    (
        "no argument for repetition",
        "there is nothing before {0} that could be repeated; write \\{0} for the character itself",
    ),
    ("bad repetition", "{0} repeats what is repeated already"),
    ("invalid repetition", "{0} repeats too often"),
    ("character class range: [:", "there is no class {0}"),
    ("character class range", "the range {0} runs backwards"),
    ("character class", "there is no class {0}"),
    ("trailing \\", "a \\ stands at its end"),
    ("escape", "there is no {0}; write \\\\ for a backslash"),
    ("perl operator", "{0} is not known here; look-ahead and look-behind can't be asked for"),
    ("capture group", "the group {0} can't be named so"),
    ("utf-8", "it is not in UTF-8"),
    ("too large", "it is too large"),
    ("too complex", "it is too large"),
)


def _in_words(reason: str) -> str:
    """What RE2 found wrong, in our words."""
    place = reason.partition(": ")[2]
    found = next((ours for theirs, ours in _SAID if theirs in reason.lower()), "it isn't written as a pattern")
    return found.format(place or "*")
