"""Routes of the shop itself: what it is called and counts in."""

from __future__ import annotations

import re
from typing import Annotated, Literal
from zoneinfo import available_timezones

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit
from regulars.books import shop as shops
from regulars.core.currencies import PLACES
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.http.asking import Deed, deed, require
from regulars.http.house import House, InHouse
from regulars.http.problems import responses
from regulars.http.scopes import Scope

router = APIRouter(prefix="/v1", tags=["Shop"], responses=responses(401, 403))

DECIDED = ("currency", "time_zone", "language")
_SETTINGS = {name: name.upper() for name in DECIDED} | {"url": "SHOP_URL"}
_ADDRESS = re.compile(r"https?://[^\s/?#\"'<>]+(/[^\s?#\"'<>]*)?")


class ShopIn(BaseModel):
    """What the shop is called and counts in."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    name: Annotated[str, Field(min_length=1, max_length=200)]
    currency: Annotated[str, Field(max_length=3)]
    """The base currency (ISO 4217)."""
    time_zone: Annotated[str, Field(max_length=100)]
    """Such as Europe/Warsaw."""
    language: Literal["en", "pl", "ru"]
    """Of mails and pages for customers whose own language isn't known."""
    url: Annotated[str | None, Field(max_length=500)] = None
    """The address of the shop's pages, such as https://shop.example, to which mails and referrals lead; "" for none, and what
    is left out stays."""


class ShopStanding(ShopIn):
    """The shop as it is kept."""

    may_change: bool
    """Whether currency and time zone can still be others: until the first record is in."""
    set_outside: list[str]
    """What REGULARS_* variables say where the shop is served; it can only be changed there."""
    in_force: bool
    """False for the moment in which everything that stands on the shop is built again with what was changed."""
    currencies: list[str]
    """Those there are to choose from."""


@router.get("/shop", operation_id="getShop", dependencies=[Depends(require(Scope.OVERVIEW_READ))])
def get_shop(house: InHouse) -> ShopStanding:
    """What the shop is called and counts in."""
    with house.books.transaction() as unit:
        return _standing(unit, house)


@router.put("/shop", operation_id="putShop", responses=responses(409, 422))
def put_shop(said: ShopIn, asked: Annotated[Deed, Depends(deed(Scope.SHOP_WRITE))]) -> ShopStanding:
    """Say what the shop is called and counts in. Currency and time zone can be changed until the first record is in."""
    _check(said)

    def work(unit: Unit) -> ShopStanding:
        house, kept = asked.house, shops.load(unit)
        wanted = {name: value for name in DECIDED if (value := getattr(said, name)) != getattr(kept, name)}
        if said.url is not None and (url := _address(said.url)) != shops.url_of(unit):
            wanted["url"] = url
        outside = [name for name in _set_outside(house) if name in wanted]
        if outside:
            raise Invalid(
                say("some of this is said where the shop is served"),
                [
                    Fault(f"/{name}", "set_outside", say("REGULARS_{setting} says it", setting=_SETTINGS[name]))
                    for name in outside
                ],
            )
        if (url := wanted.pop("url", None)) is not None:
            unit.set_setting("url", url)
        shops.change(unit, wanted)
        unit.set_setting("name", said.name.strip())
        unit.audit("shop.changed", "shop:settings", said.model_dump())
        return _standing(unit, house)

    return ShopStanding.model_validate(asked.do(work))


def _check(said: ShopIn) -> None:
    faults = []
    if not said.name.strip():
        faults.append(Fault("/name", "missing", say("write what customers call the shop")))
    if said.currency not in PLACES:
        faults.append(
            Fault("/currency", "currency", say("there is no such currency; write one of ISO 4217, such as EUR"))
        )
    if said.time_zone not in available_timezones():
        faults.append(Fault("/time_zone", "zone", say("there is no such time zone; write one such as Europe/Warsaw")))
    if said.url and not _ADDRESS.fullmatch(_address(said.url)):
        told = say("write the whole address, such as {example}", example="https://shop.example")
        faults.append(Fault("/url", "address", told))
    if faults:
        raise Invalid(say("this can't be what the shop counts in"), faults)


def _address(url: str) -> str:
    return url.strip().rstrip("/")


def _set_outside(house: House) -> list[str]:
    said = [name for name in DECIDED if name in house.settings.model_fields_set]
    return [*said, "url"] if house.settings.shop_url else said


def _standing(unit: Unit, house: House) -> ShopStanding:
    kept = shops.load(unit)
    return ShopStanding(
        name=shops.name_of(unit),
        currency=kept.currency,
        time_zone=kept.time_zone,
        language=kept.language,
        url=shops.url_of(unit),
        may_change=shops.may_change(unit),
        set_outside=_set_outside(house),
        in_force=kept == house.shop,
        currencies=sorted(PLACES),
    )
