"""Values as callers give them, checked alike on every route."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints
from pydantic_core import PydanticCustomError


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise PydanticCustomError("nul", "texts can't hold the NUL character; remove it")
    return text


Said = Annotated[str, AfterValidator(_without_nul)]
"""A text that can be kept."""
Name = Annotated[Said, StringConstraints(min_length=1, max_length=200)]
"""What something is called on screen."""
Moment = Annotated[AwareDatetime, Field(description="RFC 3339 instant with its offset, such as 2026-03-01T10:00:00Z.")]
