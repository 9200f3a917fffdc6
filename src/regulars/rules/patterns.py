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
        raise BadPattern(reason.decode() if isinstance(reason, bytes) else str(reason)) from None
    search = compiled.search
    return lambda text: search(unicodedata.normalize("NFC", text)) is not None
