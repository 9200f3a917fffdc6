"""The words of rules' sentences, one catalogue a language, with the same keys.

In what a rule gives `{counted}` is a number of points with the name of their
kind, and `{points}` what many of them are called (in Polish and Russian in the
genitive, as beside a number). A way of earning that a catalogue doesn't know, as
somebody else's may be, is said as its kind says it.
"""

from __future__ import annotations

from collections.abc import Mapping

from . import en, pl, ru

CATALOGUES: Mapping[str, Mapping[str, str]] = {"en": en.SAYS, "pl": pl.SAYS, "ru": ru.SAYS}
