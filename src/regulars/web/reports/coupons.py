"""The route of the report of coupons."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from regulars.flows.coupon_report import Told, coupons_used
from regulars.http.house import House, InHouse
from regulars.http.problems import responses
from regulars.promotions.issued import Issued
from regulars.reports.model.periods import Step
from regulars.reports.used.checkouts import Used
from regulars.reports.used.promotions import Which

from . import asked
from .shown import PeriodOut, days
from .used import UsedOut, UsedPointOut, points, shown

router = APIRouter(prefix="/v1/reports", tags=["Reports"], responses=responses(401, 403))
NONE = Issued()


class IssuedOut(BaseModel):
    """Coupons that were issued in a period, and what has become of them by now: each is used, withdrawn, ended unused or open."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    issued: int
    used: int
    withdrawn: int
    ended: int
    open: int
    rate: float | None
    """Which share of them was used by now, 0 to 1; null where none was issued, and of the code for everybody, which is one however
    many use it."""


class CouponPeriodOut(BaseModel):
    """Of a period what was issued in it, and what was used in it, whenever that was issued."""

    issued: IssuedOut
    used: UsedOut


class CouponsOut(BaseModel):
    """The coupons of a batch, those of a promotion that customers were given one by one, or its code for everybody."""

    promotion: str
    name: str
    kind: Literal["batch", "personal", "code"]
    batch: str | None
    batch_name: str | None
    periods: list[CouponPeriodOut]


class CouponReportOut(BaseModel):
    """What was issued and used of coupons: in the period asked about, in the one before it, and in the same days of the year before."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    periods: list[PeriodOut]
    coupons: list[CouponsOut]
    """What took off most, first. An order that used several counts for each of them."""
    all: list[CouponPeriodOut]
    """Of all together; here an order counts once, and codes for everybody aren't among those issued."""
    step: Step
    points: list[UsedPointOut]


@router.get("/coupons", operation_id="reportCoupons", dependencies=[asked.Reading], responses=responses(404, 422))
def report_coupons(
    house: InHouse,
    since: asked.Since = None,
    until: asked.Until = None,
    segment: asked.Only = None,
    reading: asked.MembersThen = "today",
) -> CouponReportOut:
    """What coupons were issued and what has become of them; what was used, and what the orders came to.

    The last 30 days unless told otherwise. Of a segment only its members' coupons are told as issued: codes that anybody can
    use are nobody's.
    """
    about = asked.asked(house, since, until)
    told = coupons_used(house.books, house.facts.ask_all, about.spans, house.shop.places, only=segment, reading=reading)
    which = {one for found in (*told.issued, *told.report.parts) for one in found}
    used = told.report.parts[0]
    in_order = sorted(
        which, key=lambda one: (-used.get(one, Used()).discount, -told.issued[0].get(one, NONE).issued, one)
    )
    return CouponReportOut(
        periods=days(about.counted),
        coupons=[_coupons(house, told, one) for one in in_order],
        all=[
            CouponPeriodOut(issued=_issued(_all(told, issued)), used=shown(house, used))
            for issued, used in zip(told.issued, told.report.all, strict=True)
        ],
        step=about.period.step,
        points=points(house, about.periods, told.report.days),
    )


def _kind(told: Told, which: Which) -> Literal["batch", "personal", "code"]:
    promotion, batch = which
    if batch:
        return "batch"
    return "code" if promotion in told.with_code else "personal"


def _coupons(house: House, told: Told, which: Which) -> CouponsOut:
    promotion, batch = which
    kind = _kind(told, which)
    return CouponsOut(
        promotion=str(promotion),
        name=told.promotions[promotion],
        kind=kind,
        batch=str(batch) if batch else None,
        batch_name=told.batches.get(batch),
        periods=[
            CouponPeriodOut(
                issued=_issued(issued.get(which, NONE), rated=kind != "code"),
                used=shown(house, used.get(which, Used())),
            )
            for issued, used in zip(told.issued, told.report.parts, strict=True)
        ],
    )


def _all(told: Told, issued: Mapping[Which, Issued]) -> Issued:
    counted = (one for which, one in issued.items() if _kind(told, which) != "code")
    return reduce(Issued.plus, counted, NONE)


def _issued(one: Issued, *, rated: bool = True) -> IssuedOut:
    return IssuedOut(
        issued=one.issued, used=one.used, withdrawn=one.withdrawn, ended=one.ended, open=one.open,
        rate=one.used / one.issued if one.issued and rated else None,
    )  # fmt: skip
