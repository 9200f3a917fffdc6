"""What an installation decides once and keeps: its currency, time zone and the like.

The first process to open the books stores what the settings say; from then on
the books are right, whatever the settings of a later process are, because every
amount and every day in the facts hangs on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy.dialects.postgresql import insert

from regulars.core.currency import places_of
from regulars.rules.calendar import Calendar
from regulars.settings import Settings

from .engine import Books
from .tables import setting
from .unit import Unit

NAME = "shop"


@dataclass(frozen=True, slots=True)
class Shop:
    """The shop as the installation knows it."""

    name: str
    currency: str
    time_zone: str
    language: str
    leap_day: Literal["02-28", "03-01"] = "02-28"

    @property
    def currency_places(self) -> int:
        """The decimal places of the base currency."""
        return places_of(self.currency)

    @property
    def zone(self) -> ZoneInfo:
        """The installation's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def calendar(self) -> Calendar:
        """The calendar that local days and anniversaries are read by."""
        return Calendar(self.zone, self.leap_day)


def shop_of(books: Books, settings: Settings, given: Mapping[str, str] | None = None) -> Shop:
    """The shop as decided, deciding it now when nobody has: as the settings say, or as `given` (name, currency, …)."""
    with books.transaction() as unit:
        return decide(unit, settings, given)


def decide(unit: Unit, settings: Settings, given: Mapping[str, str] | None = None) -> Shop:
    """The same within a transaction."""
    proposed = Shop(
        name="",
        currency=settings.currency,
        time_zone=settings.time_zone,
        language=settings.language,
        leap_day=settings.leap_day,
    )
    values = {**asdict(proposed), **(given or {})}
    unit.connection.execute(insert(setting).values(name=NAME, value=values).on_conflict_do_nothing())
    kept = unit.setting(NAME)
    return Shop(**kept)
