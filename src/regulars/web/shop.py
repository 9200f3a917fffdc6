"""Routes of the shop itself: what it is called and counts in."""

from __future__ import annotations

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
        outside = [name for name in _set_outside(house) if name in wanted]
        if outside:
            raise Invalid(
                say("some of this is said where the shop is served"),
                [
                    Fault(f"/{name}", "set_outside", say("REGULARS_{setting} says it", setting=name.upper()))
                    for name in outside
                ],
            )
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
    if faults:
        raise Invalid(say("this can't be what the shop counts in"), faults)


def _set_outside(house: House) -> list[str]:
    return [name for name in DECIDED if name in house.settings.model_fields_set]


def _standing(unit: Unit, house: House) -> ShopStanding:
    kept = shops.load(unit)
    return ShopStanding(
        name=shops.name_of(unit),
        currency=kept.currency,
        time_zone=kept.time_zone,
        language=kept.language,
        may_change=shops.may_change(unit),
        set_outside=_set_outside(house),
        in_force=kept == house.shop,
        currencies=sorted(PLACES),
    )
