"""Descriptions in the reference that an answer has from what it answers: the same field says the same in both."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pydantic import BaseModel

ModelT = TypeVar("ModelT", bound=BaseModel)

OTHERWISE = frozenset({"version"})
"""Fields that an answer means in another way: a body says which version was looked at."""


def described_as(given: type[BaseModel]) -> Callable[[type[ModelT]], type[ModelT]]:
    """Take descriptions of fields from the model of the body, for those that the answer has no words of its own for."""

    def mark(answer: type[ModelT]) -> type[ModelT]:
        for name in answer.model_fields.keys() & given.model_fields.keys() - OTHERWISE:
            field = answer.model_fields[name]
            if field.description is None:
                field.description = given.model_fields[name].description
        answer.model_rebuild(force=True)
        return answer

    return mark
