"""How reports answer: amounts in the base currency, and sales of a period."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from regulars.http.house import House
from regulars.http.money import Money, money
from regulars.reports.model.periods import Period
from regulars.reports.sales import Sales


class PeriodOut(BaseModel):
    """Local days, both included."""

    first_day: date
    last_day: date


class SoldOut(BaseModel):
    """What was sold in a period, in the base currency."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    orders: int
    subtotal: Money
    discounts: Money
    shipping: Money
    tax: Money
    total: Money
    """What the orders came to, before refunds."""
    refunds: Money
    net: Money


def amount(house: House, minor: int) -> Money:
    """An amount of the base currency."""
    return money(minor, house.shop.currency, house.shop.places)


def days(period: Period) -> PeriodOut:
    """A period, shown."""
    return PeriodOut(first_day=period.first, last_day=period.last)


def sold(house: House, sales: Sales) -> SoldOut:
    """Sales, shown."""
    return SoldOut(
        orders=sales.orders,
        subtotal=amount(house, sales.subtotal),
        discounts=amount(house, sales.discount),
        shipping=amount(house, sales.shipping),
        tax=amount(house, sales.tax),
        total=amount(house, sales.total),
        refunds=amount(house, sales.refunds),
        net=amount(house, sales.net),
    )
