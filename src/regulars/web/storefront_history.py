"""The route of what pages of the shop show their customer: how the points came and went, and what for.

How pages ask is in `http/storefront.py`. What a person wrote was written for the
customer to read; names of rules and rewards are the shop's own, so rewards are
told by their labels, and what a rule gave by its labels or what the customer did.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from regulars.books import Unit
from regulars.flows import reward_exchange
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.customer_tokens import Token, customer_of
from regulars.http.house import InHouse
from regulars.http.instants import from_microseconds, microseconds
from regulars.http.problems import responses
from regulars.http.storefront import Language, Publishable, label
from regulars.kinds.points import FIRST
from regulars.points import earning_rules, programme, reading
from regulars.points.api.kinds import OfKind
from regulars.points.earning_rules import EarningRule
from regulars.points.model.entries import CALLED, Deed
from regulars.points.model.styles import EarnStyle, Referral
from regulars.promotions import rewards

router = APIRouter(
    prefix="/v1/storefront/points/history", tags=["Storefront"], responses=responses(400, 401, 403, 404, 422, 429)
)


class StorefrontEntryOut(BaseModel):
    """A posting: when it holds from, what it was, and by how much it changed what the customer has."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    at: datetime
    kind: str
    points: int
    reason: str | None
    """What somebody wrote for the customer to read; in the language asked for what the rule says that the points are for, and of
    an exchange what the reward is called."""
    order: str | None
    earned_by: str | None
    """Of what a rule gave the rule's way of earning, such as `review_approved`; of referrals `referrer` or `referred`."""
    is_exchange: bool
    """Whether points were exchanged for a reward."""
    is_pending: bool
    """Whether they can't be used yet."""
    starts_at: datetime | None
    """Of what can't be used yet from when it can; null where that waits for something, such as a review."""


@router.get("", operation_id="listStorefrontPointsHistory")
def storefront_history(
    house: InHouse,
    _: Publishable,
    *,
    token: Token = None,
    language: Language = None,
    points_kind: OfKind = FIRST,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[StorefrontEntryOut]:
    """How the points of a kind of the token's customer came and went, and what for, the latest first."""
    with house.books.transaction() as unit:
        customer = customer_of(unit, token)
        programme.get(unit, points_kind)
        key = decode("storefront-points", cursor, int, int)
        before = (from_microseconds(key[0]), key[1]) if key else None
        postings = reading.history(
            unit.connection, customer.customer_id, before=before, limit=limit + 1, kind=points_kind
        )
        bought = _bought(unit, postings, language, house.shop.language)
        rules = _rules(unit, postings)
        coming = reading.coming(unit.connection, customer.customer_id, unit.now, kind=points_kind)

    def shown(one: reading.Posting) -> StorefrontEntryOut:
        is_exchange = reward_exchange.is_exchange(one.key)
        rule = rules.get(one.rule_id or 0) if one.deed == Deed.EARN else None
        reason = bought.get(one.key) if is_exchange else one.reason
        if rule is not None and rule.saying.labels:
            reason = label(rule.saying.labels, language, house.shop.language, name=rule.name)
        return StorefrontEntryOut(
            at=one.at,
            kind=CALLED[one.deed],
            points=one.points,
            reason=reason,
            order=one.order,
            earned_by=None if rule is None else _earned_by(rule.saying.style),
            is_exchange=is_exchange,
            is_pending=one.key in coming,
            starts_at=coming.get(one.key),
        )

    return page("storefront-points", postings, limit, key=lambda one: [microseconds(one.at), one.id], show=shown)


def _bought(unit: Unit, postings: Sequence[reading.Posting], language: str | None, shops: str) -> Mapping[str, str]:
    """What rewards were called that points were exchanged for, by the key of the posting.

    The first exchanges ever tell the reward by its name alone, which is no word for customers: it is looked up by that.
    """
    spent = [one for one in postings if reward_exchange.is_exchange(one.key)]
    nameless = {one.key: one.reason for one in spent if reward_exchange.reward_of(one.key) is None and one.reason}
    by_name = {one.name: one.id for one in rewards.named(unit, set(nameless.values()))} if nameless else {}
    of = {key: by_name[name] for key, name in nameless.items() if name in by_name}
    of |= {one.key: id for one in spent if (id := reward_exchange.reward_of(one.key)) is not None}
    known = {one.id: one for one in rewards.listed(unit, ids=sorted(set(of.values())))} if of else {}
    return {
        key: label(known[id].saying.labels, language, shops, name=known[id].name)
        for key, id in of.items()
        if id in known
    }


def _rules(unit: Unit, postings: Sequence[reading.Posting]) -> Mapping[int, EarningRule]:
    """The rules that these postings are of."""
    ids = sorted({one.rule_id for one in postings if one.rule_id is not None})
    return {one.id: one for one in earning_rules.listed(unit, ids=ids)} if ids else {}


def _earned_by(style: EarnStyle) -> str:
    """The rule's way of earning; of referrals whose reward it is."""
    return style.whose if isinstance(style, Referral) else str(type(style).model_fields["kind"].default)
