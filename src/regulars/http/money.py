"""Money as the API writes it: decimal text in major units, and its currency."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel, ConfigDict


class Money(BaseModel):
    """An amount of money."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"amount": "12.34", "currency": "EUR"}]})

    amount: str
    """Decimal text in major units, with the places of the currency."""
    currency: str


def money(minor: int, currency: str, places: int) -> Money:
    """The amount of so many minor units."""
    return Money(amount=f"{Decimal(minor).scaleb(-places):f}", currency=currency)


def money_if_any(minor: int | None, currency: str, places: int) -> Money | None:
    """The same; None where there is no amount, which is not nothing."""
    return None if minor is None else money(minor, currency, places)
