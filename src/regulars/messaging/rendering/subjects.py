"""Subjects written in place of a template's own, as newsletters compare them: Liquid over the same variables."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from liquid.template import BoundTemplate

from regulars.core.errors import Fault
from regulars.core.sentences import say
from regulars.messaging.model.variables import GIVEN

from .liquid import environment
from .naming import names_in
from .quick import quicken
from .reading import read


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject read by Liquid, and the sources that it uses."""

    template: BoundTemplate
    uses: Collection[str]


@lru_cache(maxsize=500)
def subject_of(source: str, language: str) -> Subject:
    """A subject as it is written; it was looked at when it was saved, so nothing is refused here."""
    template = environment(language, html=False).from_string(source)
    return Subject(quicken(template), frozenset(names_in(template, source, "").uses))


def faults_of(source: str, pointer: str) -> list[Fault]:
    """What is wrong with a subject: as Liquid, with its names, and with what nobody gives it."""
    template, wrong = read(source, pointer, language="en", html=False)
    if template is None:
        return wrong
    named = names_in(template, source, pointer)
    missing = sorted(named.needs & GIVEN)
    if missing:
        told = say("a newsletter has no {missing}; leave it out", missing=missing[0])
        return [*named.faults, Fault(pointer, "needs", told)]
    return named.faults
