"""Starters: a template for every occasion, in each language of the application, to begin with and to change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from regulars.messaging.model.templates import Saying
from regulars.messaging.rendering.compiling import compile_saying

from . import loyalty, shopping


@dataclass(frozen=True, slots=True)
class Starter:
    """A template to begin with."""

    id: str
    names: Mapping[str, str]
    saying: Saying
    needs: Sequence[str]


@cache
def every() -> Sequence[Starter]:
    """All of them, made once."""
    made = []
    for story in (*loyalty.STORIES, *shopping.STORIES):
        found = compile_saying(story.saying)
        assert found.version is not None, (story.id, found.faults)
        made.append(Starter(story.id, story.names, story.saying, found.version.needs))
    return made


def find(id: str) -> Starter | None:
    """The starter of this id."""
    return next((one for one in every() if one.id == id), None)
