"""How reports answer: amounts in the base currency, and sales of a period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from regulars.http.house import House
from regulars.http.money import Money, money
from regulars.reports.model.periods import Counted
from regulars.reports.sales import Sales


class PeriodOut(BaseModel):
    """Local days, both included."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    first_day: date
    last_day: date
    counted_until: datetime | None
    """The last instant that counts where the last day isn't counted whole: of a period that ends today it is now, and of those it is
    compared with the same time of day. Null where all of it counts."""


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


def days(periods: Sequence[Counted]) -> list[PeriodOut]:
    """Periods, shown."""
    return [
        PeriodOut(first_day=one.period.first, last_day=one.period.last, counted_until=one.cut_at) for one in periods
    ]


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
