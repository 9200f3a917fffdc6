"""Telling the journal what became of coupons and promotions, and shops that listen, in the same transaction.

What becomes of a customer's coupon is an entry `decision.coupon` of theirs, and says each
time what the coupon is; what becomes of a code that anybody can use is one `decision.code`,
for whoever has used it. `decision.promotion` says what a promotion is called and when it ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal, NamedTuple

from regulars.books import Unit, announcing
from regulars.core import money
from regulars.core.currencies import places_of
from regulars.journal import identity
from regulars.journal.decisions import CHECKOUT, CODE, COUPON, PROMOTION, Decision, append_decision, append_decisions

from . import coupons
from .announcements import ISSUED, USED
from .checkouts import Checkout, Confirmed
from .coupons import Coupon
from .whose import OF_EMAIL, OF_SHOP

CODE_OF_PROMOTION = "code"
"""The source of the one code that a promotion asks everybody for."""
What = Literal["issued", "used", "given_back", "withdrawn"]
OfCode = Literal["withdrawn", "restored"]


class Using(NamedTuple):
    """A use of a coupon: by which checkout and order; `key` tells apart how often something became of it."""

    checkout: str
    order: str | None
    key: str


def issued(unit: Unit, coupon: Coupon, cause: Mapping[str, Any]) -> None:
    """A customer was given a coupon."""
    assert coupon.customer_id is not None, coupon
    append_decision(unit, decision("issued", coupon, coupon.customer_id, at=unit.now))
    if not announcing.listened(unit, ISSUED.type):
        return
    told = {"customer": _customer(unit, coupon.customer_id), "coupon": as_told(coupon), "cause": dict(cause)}
    announcing.announce(unit, ISSUED.type, [announcing.Happening(unit.now, told)])


def withdrawn(unit: Unit, coupon: Coupon) -> None:
    """A coupon was taken back."""
    if coupon.customer_id is not None:
        append_decision(unit, decision("withdrawn", coupon, coupon.customer_id, at=unit.now))
    else:
        code(unit, coupon.id, coupon.promotion_id, "withdrawn")


def code(unit: Unit, coupon_id: int, promotion_id: int, what: OfCode) -> None:
    """A code that anybody can use was taken back, or can be used again."""
    append_decision(unit, decision_on_code(what, coupon_id, promotion_id, at=unit.now))


def promotion(unit: Unit, id: int, version: int, *, name: str, ends_at: datetime | None, ended: bool) -> None:
    """A promotion was made or changed."""
    told = decision_on_promotion(id, version, name=name, ends_at=ends_at, ended=ended, at=unit.now)
    append_decision(unit, told)


def confirmed(unit: Unit, checkout: Checkout, currency: str, held: Confirmed) -> None:
    """A checkout was confirmed with its order: that, with what it used, and that its coupons were, where it has any.

    Whose it is stands in the body: were the entry about the customer, each would end a batch before their order.
    """
    body = {
        "checkout": checkout.key, "order": checkout.order_key, "named": checkout.named, "whose": checkout.customer_id,
        "uses": held.uses,
    }  # fmt: skip
    customer, email = _names(checkout)
    append_decision(unit, replace(confirmation(checkout.key, unit.now, body), customer=customer, email=email))
    if held.kinds.coupons:
        _coupons_used(unit, checkout, currency)


def confirmation(key: str, at: datetime, body: Mapping[str, Any]) -> Decision:
    """That a checkout was confirmed, as the journal is told."""
    return Decision(CHECKOUT, f"checkout:{key}:confirmed", at, body)


def _coupons_used(unit: Unit, checkout: Checkout, currency: str) -> None:
    _note(unit, "used", checkout, key="confirmed")
    if not announcing.listened(unit, USED.type):
        return
    found = unit.driver.execute(
        "select coupon_id, minor from checkout_use where checkout_id = %s and coupon_id is not null order by 1",
        [checkout.id],
    ).fetchall()
    whose = _customer_of(unit, checkout)
    happenings = [
        announcing.Happening(
            unit.now,
            {
                "customer": whose,
                "coupon": as_told(coupons.get(unit, id)),
                "order": checkout.order_key,
                "checkout": checkout.key,
                "discount": {"amount": money.text(minor, places_of(currency)), "currency": currency},
            },
        )
        for id, minor in found
    ]
    announcing.announce(unit, USED.type, happenings)


def given_back(unit: Unit, checkout: Checkout, position: int) -> None:
    """An order was cancelled by the entry at a position, and what it used came back."""
    _note(unit, "given_back", checkout, key=str(position), only_given_back=True)


def used_again(unit: Unit, checkout: Checkout, position: int) -> None:
    """An order is cancelled no more, and uses what it did."""
    _note(unit, "used", checkout, key=str(position), only_given_back=True)


_USES = """
    select u.coupon_id, (
        select (v.document ->> 'uses_per_customer')::int from promotion_version v
        where v.promotion_id = u.promotion_id and v.version <= u.version order by v.version desc limit 1)
    from checkout_use u where u.checkout_id = %s and u.coupon_id is not null and (u.gives_back or not %s) order by 1"""


def _note(unit: Unit, what: What, checkout: Checkout, *, key: str, only_given_back: bool = False) -> None:
    """Tell the journal of every coupon of a checkout whose it is; of nobody nothing can be asked."""
    found = unit.driver.execute(_USES, [checkout.id, only_given_back]).fetchall()
    use, decisions = Using(checkout.key, checkout.order_key, key), []
    for coupon_id, by_customer in found:
        coupon = coupons.get(unit, coupon_id)
        whose = coupon.customer_id if coupon.customer_id is not None else checkout.customer_id
        called, email = (None, None) if whose is not None else _names(checkout)
        if whose is not None or called or email:
            told = decision(what, coupon, whose, at=unit.now, use=use, by_customer=by_customer)
            decisions.append(replace(told, customer=called, email=email))
    append_decisions(unit, decisions)


def decision(
    what: What,
    coupon: Coupon,
    customer_id: int | None,
    *,
    at: datetime,
    use: Using | None = None,
    by_customer: int | None = None,
) -> Decision:
    """What became of a customer's coupon, with all that is asked of coupons.

    `by_customer`: how often one customer can use the promotion, which says how often they can use its one code.
    """
    source = _source(coupon)
    limits = [coupon.most_uses, coupon.most_uses_by_customer, by_customer if source == CODE_OF_PROMOTION else None]
    body: dict[str, Any] = {
        "what": what,
        "coupon": coupon.id,
        "code": coupon.shown,
        "promotion": coupon.promotion_id,
        "source": source,
        "personal": coupon.customer_id is not None,
        "issued_at": coupon.issued_at,
        "ends_at": coupon.ends_at,
        "most_uses": min((limit for limit in limits if limit is not None), default=None),
    }
    key = f"coupon:{coupon.id}:{what}"
    if use is not None:
        body |= {"checkout": use.checkout, "order": use.order}
        key += f":{use.checkout}:{use.key}"
    return Decision(COUPON, key, at, body, customer_id)


def decision_on_code(what: OfCode, coupon_id: int, promotion_id: int, *, at: datetime) -> Decision:
    """What became of a code that anybody can use."""
    body = {"what": what, "coupon": coupon_id, "promotion": promotion_id}
    return Decision(CODE, f"code:{coupon_id}:{what}:{at.isoformat()}", at, body)


def decision_on_promotion(
    id: int, version: int, *, name: str, ends_at: datetime | None, ended: bool, at: datetime
) -> Decision:
    """What a promotion is called and when it ends; `ended`: somebody ended it."""
    body = {"promotion": id, "name": name, "ends_at": ends_at, "ended": ended}
    return Decision(PROMOTION, f"promotion:{id}:{version}", at, body)


def _source(coupon: Coupon) -> str:
    """Where a customer has it from."""
    if coupon.cause is not None:
        return str(coupon.cause["kind"])
    return CODE_OF_PROMOTION if coupon.batch_id is None else "batch"


def _customer(unit: Unit, customer_id: int | None) -> dict[str, str | None] | None:
    return None if customer_id is None else identity.named(unit, [customer_id]).get(customer_id)


def _names(checkout: Checkout) -> tuple[str | None, str | None]:
    """The shop's id or the e-mail of somebody who isn't known yet, as an order would say."""
    named = checkout.named or ""
    if named.startswith(OF_SHOP):
        return named.removeprefix(OF_SHOP), None
    return None, named.removeprefix(OF_EMAIL) or None


def _customer_of(unit: Unit, checkout: Checkout) -> dict[str, str | None] | None:
    if checkout.customer_id is not None or checkout.named is None:
        return _customer(unit, checkout.customer_id)
    external_id, email = _names(checkout)
    return {"id": None, "external_id": external_id, "email": email}


def as_told(coupon: Coupon) -> dict[str, Any]:
    """A coupon as those outside are told of it."""
    return {
        "id": str(coupon.id), "code": coupon.shown, "promotion": str(coupon.promotion_id), "ends_at": coupon.ends_at,
    }  # fmt: skip
