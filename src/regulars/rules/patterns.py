"""The patterns of `matches`: RE2, found anywhere, ignoring case, on NFC text as given."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

import re2

from regulars.core.sentences import say, template

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
    ("missing closing )", template("a ( is not closed")),
    ("missing )", template("a ( is not closed")),
    ("unexpected )", template("a ) closes nothing; write \\) for the character itself")),
    ("missing closing ]", template("a [ is not closed")),
    ("missing ]", template("a [ is not closed")),
    (
        "no argument for repetition",
        template("there is nothing before {place} that could be repeated; write \\{place} for the character itself"),
    ),
    ("bad repetition", template("{place} repeats what is repeated already")),
    ("invalid repetition", template("{place} repeats too often")),
    ("character class range: [:", template("there is no class {place}")),
    ("character class range", template("the range {place} runs backwards")),
    ("character class", template("there is no class {place}")),
    ("trailing \\", template("a \\ stands at its end")),
    ("escape", template("there is no {place}; write \\\\ for a backslash")),
    ("perl operator", template("{place} is not known here; look-ahead and look-behind can't be asked for")),
    ("capture group", template("the group {place} can't be named so")),
    ("utf-8", template("it is not in UTF-8")),
    ("too large", template("it is too large")),
    ("too complex", template("it is too large")),
)


def _in_words(reason: str) -> str:
    """What RE2 found wrong, in our words."""
    place = reason.partition(": ")[2]
    found = next(
        (ours for theirs, ours in _SAID if theirs in reason.lower()), template("it isn't written as a pattern")
    )
    return say(found, place=place or "*")
