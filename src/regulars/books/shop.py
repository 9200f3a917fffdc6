"""The shop: what an installation decided once and everything is counted in.

The first start keeps what the settings say. Currency and time zone can be
changed until the first entry is in the journal, and never after, because what
has been computed would no longer be true.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from regulars.core.currencies import PLACES
from regulars.core.errors import Conflict
from regulars.rules.calendar import Calendar
from regulars.settings import Settings

from .unit import Unit

log = logging.getLogger(__name__)

CHANNEL = "shop"
"""Rings when what is kept has changed: processes that count in it begin anew."""
FIXED = ("currency", "time_zone")
KEPT = ("currency", "time_zone", "language", "guest_history", "leap_day")


_UNNAMED = "name.unless_named"
"""What the settings call the shop, for those who have only the books."""
_STAND_IN = str(Settings.model_fields["shop_name"].default)
_URL_OUTSIDE = "url.outside"
"""The same of its address."""


class ShopFixed(Conflict):
    """Currency or time zone was to be changed after something had been counted in it."""

    code = "shop.fixed"

    def __init__(self, name: str, value: str, wanted: str) -> None:
        super().__init__(
            f"this installation's {name.replace('_', ' ')} is {value} and can't become {wanted} once something is in"
            f" the journal; unset REGULARS_{name.upper()} or begin a new installation in another REGULARS_DATA_DIR"
        )
        self.name = name
        self.value = value
        self.wanted = wanted


@dataclass(frozen=True, slots=True)
class Shop:
    """What this installation counts in; `guest_history` is always, when_verified or never."""

    currency: str
    time_zone: str
    language: str
    guest_history: str
    leap_day: str

    @property
    def calendar(self) -> Calendar:
        """The shop's local days."""
        return Calendar(ZoneInfo(self.time_zone), "03-01" if self.leap_day == "03-01" else "02-28")

    @property
    def places(self) -> int:
        """Decimals of the base currency."""
        return PLACES[self.currency]


def load(unit: Unit) -> Shop:
    """The shop as kept; what was never decided is what a new installation begins with."""
    kept = unit.setting("shop") or {}
    begun = {name: Settings.model_fields[name].default for name in KEPT}
    return Shop(**(begun | {name: kept[name] for name in KEPT if name in kept}))


def settle(unit: Unit, settings: Settings) -> Shop:
    """Keep what the settings say: all of it at first, later what was set on purpose and may change."""
    kept = unit.setting("shop")
    chosen = KEPT if kept is None else [name for name in KEPT if name in settings.model_fields_set]
    shop = change(unit, {name: getattr(settings, name) for name in chosen})
    if unit.setting(_UNNAMED) != settings.shop_name:
        unit.set_setting(_UNNAMED, settings.shop_name)
    if (unit.setting(_URL_OUTSIDE) or "") != settings.shop_url:
        unit.set_setting(_URL_OUTSIDE, settings.shop_url)
    for name in FIXED:
        if kept is not None and name in kept and kept[name] != getattr(shop, name):
            log.warning(
                "REGULARS_%s: this installation was begun with %s; nothing is in the journal yet, so it is %s from now on",
                name.upper(), kept[name], getattr(shop, name),
            )  # fmt: skip
    return shop


def name_of(unit: Unit) -> str:
    """What the shop is called: as somebody named it here, else as the settings say."""
    return str(unit.setting("name") or unit.setting(_UNNAMED) or _STAND_IN)


def is_named(unit: Unit) -> bool:
    """Whether anybody has said what it is called; until then its name only stands in, in English."""
    return bool(unit.setting("name")) or (unit.setting(_UNNAMED) or _STAND_IN) != _STAND_IN


def url_of(unit: Unit) -> str:
    """The address of the shop's pages, without a slash at its end: as the settings say, else as somebody said it here; "" while
    nobody has."""
    return str(unit.setting(_URL_OUTSIDE) or unit.setting("url") or "")


def passed_over(unit: Unit, settings: Settings) -> list[str]:
    """What is to be said of settings that the books know better."""
    name = unit.setting("name")
    if "shop_name" not in settings.model_fields_set or name in (None, settings.shop_name):
        return []
    return [f"REGULARS_SHOP_NAME is passed over: this shop was named {name!r} when it was begun"]


def change(unit: Unit, values: dict[str, Any]) -> Shop:
    """Change some of what is kept, such as {"currency": "USD"}; raises `ShopFixed` when it is too late."""
    kept = unit.setting("shop") or {}
    changed = {name: value for name, value in values.items() if kept.get(name) != value}
    if not changed:
        return load(unit)
    for name in FIXED:
        if name in changed and name in kept and _has_entries(unit):
            raise ShopFixed(name, kept[name], changed[name])
    unit.set_setting("shop", kept | changed)
    unit.ring(CHANNEL)
    return load(unit)


def may_change(unit: Unit) -> bool:
    """Whether nothing is counted yet, so that currency and time zone can still be others."""
    return not _has_entries(unit)


def _has_entries(unit: Unit) -> bool:
    return bool(unit.connection.scalar(sa.text("select exists (select from journal)")))
