"""The route that tells what the members of a segment bought."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict
from pyroaring import BitMap

from regulars.http.house import House, InHouse
from regulars.http.money import Money, money
from regulars.http.problems import responses
from regulars.segments import store
from regulars.segments.sales import Buyers, Sales, report

from .common import Id, Reading, day_of, definition, wrong

router = APIRouter(prefix="/v1/segments", tags=["Segments"], responses=responses(401, 403, 404))
USUAL_DAYS = 30
Day = Annotated[str | None, Query(max_length=10)]


class SalesOut(BaseModel):
    """What was sold in a period, in the base currency."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    first_day: date
    last_day: date
    orders: int
    subtotal: Money
    discounts: Money
    shipping: Money
    tax: Money
    total: Money
    """What the orders came to, before refunds."""
    refunds: Money
    """What was given back in the period of completed orders, also of earlier ones."""
    net: Money
    shop_net: Money
    share_of_net: float | None
    """Of what the whole shop came to, 0 to 1; null where that is not above zero."""


class SegmentSalesOut(BaseModel):
    """What today's members of a segment bought in a period and in the one before it, which is as long."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    customers: int
    registered: int
    """How many of them are registered customers."""
    share: float
    """Of all registered customers, 0 to 1."""
    period: SalesOut
    before: SalesOut


@router.get("/{id}/sales", operation_id="getSegmentSales", dependencies=[Reading], responses=responses(422))
def get_sales(
    id: Id,
    house: InHouse,
    since: Annotated[Day, Query(alias="from", description="The first local day, such as 2026-03-01.")] = None,
    until: Annotated[Day, Query(alias="to", description="The last local day, today or before.")] = None,
) -> SegmentSalesOut:
    """What today's members of a segment bought: completed orders by when they were completed, refunds by theirs.

    The last 30 days unless told otherwise.
    """
    definition(house, id)
    first, last = _days(house, since, until)
    length, calendar = last - first + timedelta(days=1), house.shop.calendar
    days = [(first, last), (first - length, last - length)]
    periods = [(calendar.day_start(start), calendar.day_start(end + timedelta(days=1))) for start, end in days]
    with house.books.transaction() as unit:
        members = {id: store.members(unit.connection, [id]).get(id, BitMap())}
    told = report(house.facts.ask_all, members, periods, now=house.clock())
    buyers = told.segments[id]
    shown = [_shown(house, *days[n], buyers.sales[n], told.shop.sales[n]) for n in range(2)]
    return SegmentSalesOut(
        customers=buyers.customers,
        registered=buyers.registered,
        share=_share(buyers, told.shop),
        period=shown[0],
        before=shown[1],
    )


def _days(house: House, since: str | None, until: str | None) -> tuple[date, date]:
    """The first and the last day asked about; raises `Invalid`."""
    today = house.shop.calendar.local_date(house.clock())
    last = day_of(until, "to") if until else today
    first = day_of(since, "from") if since else last - timedelta(days=USUAL_DAYS - 1)
    if last > today:
        raise wrong("to", "this day lies ahead; name today or one before it")
    if first > last:
        raise wrong("from", f"the first day, {first}, comes after the last, {last}; name one up to it")
    if (last - first).days > (first - date(1902, 1, 1)).days:
        raise wrong("from", "there is no period of the same length before this one; name a later day")
    return first, last


def _share(buyers: Buyers, shop: Buyers) -> float:
    return buyers.registered / shop.registered if shop.registered else 0.0


def _shown(house: House, first: date, last: date, sales: Sales, shop: Sales) -> SalesOut:
    def amount(minor: int) -> Money:
        return money(minor, house.shop.currency, house.shop.places)

    return SalesOut(
        first_day=first,
        last_day=last,
        orders=sales.orders,
        subtotal=amount(sales.subtotal),
        discounts=amount(sales.discount),
        shipping=amount(sales.shipping),
        tax=amount(sales.tax),
        total=amount(sales.total),
        refunds=amount(sales.refunds),
        net=amount(sales.net),
        shop_net=amount(shop.net),
        share_of_net=sales.net / shop.net if shop.net > 0 else None,
    )
