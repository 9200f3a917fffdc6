"""Money of the API as minor units of the base currency."""

from __future__ import annotations

from regulars.core import money as amounts
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.http.house import House
from regulars.http.money import Money


def minor(house: House, given: Money, pointer: str) -> int:
    """An amount above zero in the base currency; raises `Invalid`."""
    if given.currency != house.shop.currency:
        told = say("amounts here are in {currency}", currency=house.shop.currency)
        raise Invalid(told, [Fault(f"{pointer}/currency", "currency", told)])
    try:
        found = amounts.parse(given.amount, house.shop.places)
    except amounts.BadAmount as bad:
        raise Invalid(bad.args[0], [Fault(f"{pointer}/amount", "money", bad.args[0])]) from None
    if found <= 0:
        raise Invalid(
            say("an amount above zero is needed"), [Fault(f"{pointer}/amount", "money", say("give more than zero"))]
        )
    return found
