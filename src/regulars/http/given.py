"""Values as callers give them, checked alike on every route."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from regulars.core.forms import misfit
from regulars.core.sentences import say
from regulars.journal.values import FIRST_YEAR, LAST_YEAR


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise misfit("nul", say("texts can't hold the NUL character; remove it"))
    return text


def not_blank(text: str) -> str:
    """The text, if it says something."""
    if text.isspace():
        raise misfit("blank", say("this is nothing but spaces; write some words"))
    return text


def _in_range(at: datetime) -> datetime:
    if not FIRST_YEAR < at.year < LAST_YEAR:
        raise misfit("instant_range", say("instants lie in the years 1901 to 2298"))
    return at


def _in_utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


Said = Annotated[str, AfterValidator(_without_nul)]
"""A text that can be kept."""
OfCustomer = Annotated[
    Said | None,
    Query(
        max_length=255,
        description="Only of this customer: the shop's id, the id that is handed out here, or the e-mail, looked for in that"
        " order. What means more than one customer is refused (409) with each named: write id:7.",
    ),
]
"""What a list is narrowed by; `journal.naming.find_called` says who that is."""
Name = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200),
    AfterValidator(_without_nul),
    AfterValidator(not_blank),
]
"""What something is called on screen."""
Reason = Name
"""Why something is done, in words that are kept."""
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]
"""The version that was looked at, as the database counts them."""
Moment = Annotated[
    AwareDatetime,
    AfterValidator(_in_range),
    AfterValidator(_in_utc),
    Field(description="RFC 3339 instant with its offset, such as 2026-03-01T10:00:00Z."),
]
