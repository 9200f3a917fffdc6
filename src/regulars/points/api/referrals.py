"""Routes of referrals: a customer's code, and the log of who was brought by whom."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict

from regulars.books import Unit
from regulars.books import shop as shops
from regulars.http.asking import Deed, deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.given import OfCustomer
from regulars.http.house import InHouse
from regulars.http.ids import number
from regulars.http.instants import from_microseconds, microseconds
from regulars.http.languages import Sentence
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.journal.identity import current_id, named
from regulars.journal.naming import find_called
from regulars.points import referrals

router = APIRouter(prefix="/v1", tags=["Points"], responses=responses(401, 403))


class ReferralCodeOut(BaseModel):
    """The code with which a customer brings others."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    code: str
    """Whoever comes with it is sent as a customer with it in `referred_by`."""
    url: str | None
    """The link that brings friends, as mails have it; null while the shop's address isn't said."""


class WhoOut(BaseModel):
    """Somebody who has to do with a referral."""

    id: str
    external_id: str | None
    email: str | None


class ReferralOut(BaseModel):
    """Somebody who came with a code, and what came of it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    referred: WhoOut
    referrer: WhoOut | None
    """Whose code it is; null when it is nobody's."""
    code: str
    at: datetime
    state: Literal["waiting", "rewarded", "unrewarded", "refused"]
    """Waiting for a first order; that order brought points, or none; or nothing comes of it."""
    order: str | None
    """The first order."""
    refused: Sentence | None
    """Why nothing comes of it."""


@router.post("/customers/{id}/referral-code", operation_id="getReferralCode", responses=responses(404))
def referral_code(id: str, asked: Annotated[Deed, Depends(deed(Scope.POINTS_WRITE))]) -> ReferralCodeOut:
    """The customer's referral code; it is made when it is first asked for, and stays."""

    def work(unit: Unit) -> ReferralCodeOut:
        customer_id = current_id(unit, number(id, "customer"))
        code = referrals.code_of(unit, customer_id, list(secrets.token_bytes(referrals.LENGTH)))
        return ReferralCodeOut(code=code, url=referrals.link(code, shops.url_of(unit)))

    return ReferralCodeOut.model_validate(asked.do(work))


@router.get("/referrals", operation_id="listReferrals", responses=responses(400, 404, 409))
def list_referrals(
    house: InHouse,
    _: Annotated[object, Depends(require(Scope.POINTS_READ))],
    customer: OfCustomer = None,
    state: Literal["waiting", "rewarded", "unrewarded", "refused"] | None = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[ReferralOut]:
    """The log of referrals, the latest first."""
    key = decode("referrals", cursor, int, int)
    with house.books.transaction() as unit:
        found = referrals.listed(
            unit,
            customer_id=None if customer is None else find_called(unit, customer),
            state=state,
            before=(from_microseconds(key[0]), key[1]) if key else None,
            limit=limit + 1,
        )
        ids = {id for one in found for id in (one.referred_id, one.referrer_id) if id is not None}
        people = {id: WhoOut.model_validate(told) for id, told in named(unit, ids).items()}

    def show(one: referrals.Logged) -> ReferralOut:
        return ReferralOut(
            referred=people[one.referred_id],
            referrer=None if one.referrer_id is None else people[one.referrer_id],
            code=one.code,
            at=one.at,
            state=one.state,
            order=one.order,
            refused=one.refused,
        )

    return page("referrals", found, limit, key=lambda one: [microseconds(one.at), one.referred_id], show=show)
