"""The route that tells what the members of a segment bought."""

from __future__ import annotations

from datetime import date, datetime

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from pyroaring import BitMap

from regulars.http.house import House, InHouse
from regulars.http.money import Money
from regulars.http.problems import responses
from regulars.reports.model.periods import Counted
from regulars.reports.sales import Members, Sales, report
from regulars.segments import bitmaps, store
from regulars.segments.api.common import Id, Reading, definition

from .reports.asked import Since, Until, asked
from .reports.shown import amount

router = APIRouter(prefix="/v1/segments", tags=["Segments"], responses=responses(401, 403, 404))


class SalesOut(BaseModel):
    """What was sold in a period, in the base currency."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    first_day: date
    last_day: date
    counted_until: datetime | None
    """The last instant that counts where the last day isn't counted whole: of a period that ends today it is now, and of the one
    before it the same time of day. Null where all of it counts."""
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
def get_sales(id: Id, house: InHouse, since: Since = None, until: Until = None) -> SegmentSalesOut:
    """What today's members of a segment bought: completed orders by when they were completed, refunds by theirs.

    The last 30 days unless told otherwise.
    """
    definition(house, id)
    about = asked(house, since, until)
    periods = about.counted[:2]
    with house.books.transaction() as unit:
        members = store.members(unit.connection, [id]).get(id, BitMap())
    held = Members([id], bitmaps.as_bits([members]))
    told = report(house.facts.ask_all, held, about.spans[:2], now=about.now)
    buyers = told.segments[id]
    shown = [_shown(house, one, buyers.sales[n], told.shop.sales[n]) for n, one in enumerate(periods)]
    return SegmentSalesOut(
        customers=buyers.customers,
        registered=buyers.registered,
        share=buyers.registered / told.shop.registered if told.shop.registered else 0.0,
        period=shown[0],
        before=shown[1],
    )


def _shown(house: House, of: Counted, sales: Sales, shop: Sales) -> SalesOut:
    return SalesOut(
        first_day=of.period.first,
        last_day=of.period.last,
        counted_until=of.cut_at,
        orders=sales.orders,
        subtotal=amount(house, sales.subtotal),
        discounts=amount(house, sales.discount),
        shipping=amount(house, sales.shipping),
        tax=amount(house, sales.tax),
        total=amount(house, sales.total),
        refunds=amount(house, sales.refunds),
        net=amount(house, sales.net),
        shop_net=amount(house, shop.net),
        share_of_net=sales.net / shop.net if shop.net > 0 else None,
    )
