"""The route of the first page: how the regulars are doing, what changed, and what needs attention."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict

from regulars.flows.home import home
from regulars.http.asking import require
from regulars.http.house import House, InHouse
from regulars.http.languages import StoredSentence
from regulars.http.money import Money
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.reports.glance import WEEKS, Week
from regulars.reports.model.attention import Kind, Tone

from .overview import Lag
from .quotes.routes import InQuoting
from .reports.shown import amount

router = APIRouter(prefix="/v1", tags=["Reports"], responses=responses(401, 403))


class HomeWeek(BaseModel):
    """Local days, seven of a week. Amounts are what completed orders came to, less what was given back, in the base currency."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    first_day: date
    last_day: date
    net: Money
    orders: int
    buyers: int
    """Customers with a completed order."""
    returning: int
    """How many of them had one in an earlier week."""
    registered: int
    """New registered customers."""


class MovedSegment(BaseModel):
    """A segment, and how many came and went in the last seven days, not counting what its definition brought about."""

    id: str
    name: str
    size: int
    entered: int
    left: int


class NoticeOut(BaseModel):
    """Something to look at, and what it is about."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    kind: Kind
    tone: Tone
    id: str | None
    """Of the segment, campaign, newsletter, promotion or webhook."""
    name: str | None
    since: datetime | None
    """Since when it is so; of codes that are guessed until when nothing is told of further ones."""
    number: int | None
    customers: int | None
    share: float | None
    """Of what may be used, 1 being all."""
    reason: StoredSentence | None


class StartedOut(BaseModel):
    """Whether there is any of what a shop begins with."""

    customers: bool
    orders: bool
    segments: bool
    earning: bool


class HomeOut(BaseModel):
    """The first page."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    at: datetime
    weeks: list[HomeWeek]
    """The oldest first; the last one ends yesterday, so that each has whole days."""
    today: HomeWeek
    """Today alone, so far."""
    customers: int
    orders: int
    points_outstanding: int
    """What customers have, pending and held points included, less what they owe."""
    moved: list[MovedSegment]
    """Those in which most came and went."""
    attention: list[NoticeOut]
    """The worst first."""
    started: StartedOut
    lag: Lag


@router.get("/home", operation_id="getHome", dependencies=[Depends(require(Scope.OVERVIEW_READ))])
def get_home(house: InHouse, asked: InQuoting) -> HomeOut:
    """How the last weeks went, what changed since the last one, and what needs attention."""
    at = house.clock()
    told = home(house, codes_held_until=asked.quoter.codes_held_until())
    today = house.shop.calendar.local_date(at)
    return HomeOut(
        at=at,
        weeks=[
            _span(house, today - timedelta(days=7 * (WEEKS - 1 - n) + 1), 7, week)
            for n, week in enumerate(told.glance.weeks)
        ],
        today=_span(house, today, 1, told.glance.today),
        customers=told.glance.customers,
        orders=told.glance.orders,
        points_outstanding=told.outstanding,
        moved=[MovedSegment(**one._asdict()) for one in told.moved],
        attention=[NoticeOut(tone=one.tone, **one._asdict()) for one in told.notices],
        started=StartedOut(**told.started._asdict()),
        lag=Lag(entries=told.entries_behind, seconds=round(told.seconds_behind, 3)),
    )


def _span(house: House, last: date, days: int, week: Week) -> HomeWeek:
    return HomeWeek(
        first_day=last - timedelta(days=days - 1),
        last_day=last,
        net=amount(house, week.net),
        orders=week.orders,
        buyers=week.buyers,
        returning=week.returning,
        registered=week.registered,
    )
