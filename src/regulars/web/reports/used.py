"""How the reports of promotions and coupons answer: what was used, and what its orders came to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pydantic import BaseModel, ConfigDict

from regulars.http.house import House
from regulars.http.money import Money
from regulars.reports.model.periods import Period, summed
from regulars.reports.used.checkouts import Used

from .shown import amount


class UsedOut(BaseModel):
    """What was used in a period, by when its checkouts were confirmed, and what has become of their orders by now."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    checkouts: int
    """Confirmed with it."""
    cancelled: int
    """Of these so many had their order cancelled since."""
    awaited: int
    """Of so many the shop hasn't sent the order yet."""
    orders: int
    """The others: orders that are there and weren't cancelled. What follows is of them alone."""
    customers: int
    discount: Money
    """What it took off these orders, and off those that are awaited."""
    total: Money
    """What the orders came to, before refunds."""
    refunds: Money
    net: Money
    average: Money | None
    """What an order came to, before refunds; null without any."""
    margin: Money | None
    """What the lines came to that were kept, after all discounts, less what their products cost; null where no cost is known."""
    costed: float
    """Of what share of what the lines came to the cost is known, 0 to 1."""


class UsedPointOut(BaseModel):
    """A point of a chart: from when on, and what was taken off and sold in each of the periods."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    day: date
    discount: list[Money]
    """Of the same days, counted from the beginning, of each period."""
    net: list[Money]
    orders: list[int]
    checkouts: list[int]


def shown(house: House, used: Used) -> UsedOut:
    """What was used, shown."""
    return UsedOut(
        checkouts=used.checkouts, cancelled=used.cancelled, awaited=used.awaited, orders=used.orders,
        customers=used.customers, discount=amount(house, used.discount), total=amount(house, used.total),
        refunds=amount(house, used.refunds), net=amount(house, used.net),
        average=amount(house, _rounded(used.total, used.orders)) if used.orders else None,
        margin=amount(house, used.margin) if used.costed else None,
        costed=min(1.0, used.costed / used.goods) if used.goods else 0.0,
    )  # fmt: skip


def points(house: House, periods: Sequence[Period], by_day: Sequence[Mapping[date, Used]]) -> list[UsedPointOut]:
    """The points of the period asked about, each with the same days of the others, counted from their beginnings."""
    return [
        UsedPointOut(
            day=start,
            discount=[amount(house, one.discount) for one in sums],
            net=[amount(house, one.net) for one in sums],
            orders=[one.orders for one in sums],
            checkouts=[one.checkouts for one in sums],
        )
        for start, sums in summed(periods, by_day, Used())
    ]


def _rounded(total: int, of: int) -> int:
    return (2 * total + of) // (2 * of)
