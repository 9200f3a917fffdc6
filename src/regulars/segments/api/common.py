"""What all routes of segments share: who may, and where questions are answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, Path, Query
from pydantic import TypeAdapter, ValidationError

from regulars.core.errors import Fault, Invalid, NotFound
from regulars.core.sentences import say
from regulars.core.wording import said
from regulars.http import names
from regulars.http.actor import Actor
from regulars.http.asking import Deed, deed, require
from regulars.http.given import Moment
from regulars.http.house import House
from regulars.http.scopes import Scope
from regulars.journal.naming import find_called
from regulars.journal.values import FIRST_YEAR, LAST_YEAR
from regulars.rules.texts import Language
from regulars.segments import store
from regulars.segments.desk import Desk
from regulars.segments.model import Definition
from regulars.segments.questions import Ground

Reading = Depends(require(Scope.SEGMENTS_READ))
Writing = Annotated[Deed, Depends(deed(Scope.SEGMENTS_WRITE))]
Id = Annotated[str, Path(description="The segment's id, such as vip.")]
Seen = Annotated[Actor, Depends(require(Scope.CUSTOMERS_READ))]
At = Annotated[
    str | None,
    Query(
        max_length=40,
        description="As of an instant, such as 2026-03-01T10:00:00Z, or the end of a local day, such as 2026-03-01.",
    ),
]
Called = Annotated[
    str,
    Path(
        description="The shop's id, the id that is handed out here, or the e-mail; looked for in that order. What means more"
        " than one customer is refused (409) with each named: write id:7, external_id:7 or email:anna@example.com."
    ),
]


def desk(house: House, language: Language | None = None) -> Desk:
    """Where this house's questions about conditions are answered, in words of a language; None: the shop's."""

    def ground() -> Ground:
        return Ground(house.vocabulary(), house.shop.calendar, house.tables())

    return Desk(
        house.books, house.facts, house.shop, names=names.names_of(house), name_of=names.called(house), ground=ground,
        language=language,
    )  # fmt: skip


def definition(house: House, id: str) -> Definition:
    with house.books.transaction() as unit:
        found = store.definition(unit.connection, id)
    if found is None:
        raise NotFound("segment", id)
    return found


def called(house: House, customer: str) -> int:
    """The customer's id now, also after they became one with another, by any of their names."""
    with house.books.transaction() as unit:
        return find_called(unit, customer)


_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_moment: TypeAdapter[datetime] = TypeAdapter(Moment)


def instant_of(house: House, at: str | None) -> datetime | None:
    """The instant that `At` means, none if that is now. A day ends a microsecond before the next; today's end is now.

    Raises `Invalid` for what is neither and for what lies ahead.
    """
    if at is None:
        return None
    now = house.clock()
    if _DAY.fullmatch(at):
        calendar, day = house.shop.calendar, day_of(at, "at")
        if day == calendar.local_date(now):
            return None
        instant = calendar.day_end(day)
    else:
        try:
            instant = _moment.validate_python(at)
        except ValidationError as error:
            raise wrong("at", say("{why}; write 2026-03-01T10:00:00Z or 2026-03-01, with + as %2B", why=said(error.errors()[0]))) from None  # fmt: skip
    if instant > now:
        raise wrong("at", say("this lies ahead: who will be in is not known yet; name an instant up to now"))
    return instant


def day_of(text: str, parameter: str) -> date:
    """A day as a parameter gives it; raises `Invalid`."""
    try:
        return _in_range(date.fromisoformat(text)) if _DAY.fullmatch(text) else _in_range(date.min)
    except ValueError:
        raise wrong(
            parameter,
            say(
                "this is no day of the years {first} to {last}; write it as 2026-03-01",
                first=FIRST_YEAR + 1,
                last=LAST_YEAR - 1,
            ),
        ) from None


def _in_range(day: date) -> date:
    if not FIRST_YEAR < day.year < LAST_YEAR:
        raise ValueError(day)
    return day


def listed(given: Sequence[str] | None, parameter: str) -> list[str]:
    """What a parameter lists with commas between, said repeatedly, or both, each once; raises `Invalid` when that is
    nothing."""
    if given is None:
        return []
    parts = (part.strip() for text in given for part in text.split(","))
    found = list(dict.fromkeys(part for part in parts if part))
    if not found:
        raise wrong(parameter, say("this names nothing; leave it out for all, or name some with commas between"))
    return found


def wrong(parameter: str, detail: str) -> Invalid:
    """The refusal of what a parameter says."""
    told = say("query parameter {parameter}: {detail}", parameter=parameter, detail=detail)
    return Invalid(told, [Fault(f"/{parameter}", parameter, told)])
