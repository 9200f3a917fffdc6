"""Giving many customers a code of their own at once, as steps of campaigns do; each told like a single one."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

import orjson

from regulars.books import Unit, announcing
from regulars.core.sentences import say
from regulars.journal import identity
from regulars.journal.decisions import append_decisions

from . import telling
from .announcements import ISSUED
from .coupons import PERSONAL, Coupon
from .model.codes import Impossible, compared

MOST_TRIES = 64
_COLUMNS = ", ".join(Coupon._fields)

_ISSUE = f"""
    insert into coupon (promotion_id, code, shown, customer_id, ends_at, most_uses, cause, issued_at)
    select %s, c.code, c.shown, c.customer_id, c.ends_at, 1, c.cause::jsonb, %s
    from unnest(%s::text[], %s::text[], %s::int[], %s::timestamptz[], %s::text[]) as c (code, shown, customer_id, ends_at, cause)
    on conflict (code) do nothing returning {_COLUMNS}"""


class Wanted(NamedTuple):
    """A code for a customer, until when it can be used, and why it is given."""

    customer_id: int
    ends_at: datetime | None
    cause: Mapping[str, Any]


def issue(unit: Unit, promotion_id: int, wanted: Sequence[Wanted]) -> list[Coupon]:
    """A code for each, in their order, usable once."""
    fresh = PERSONAL.codes(secrets.choice)
    made: dict[int, Coupon] = {}
    for _ in range(MOST_TRIES):
        lacking = [n for n in range(len(wanted)) if n not in made]
        if not lacking:
            break
        codes = {compared(code): code for code in islice(fresh, len(lacking))}
        places = dict(zip(codes, lacking, strict=False))
        found = unit.driver.execute(_ISSUE.encode(), [promotion_id, unit.now, *_columns(wanted, codes, places)])
        for row in found.fetchall():
            coupon = Coupon(*row)
            made[places[coupon.code]] = coupon
    else:
        raise Impossible(say("no more codes could be found"), [])
    coupons = [made[n] for n in range(len(wanted))]
    _tell(unit, coupons)
    return coupons


def _columns(wanted: Sequence[Wanted], codes: Mapping[str, str], places: Mapping[str, int]) -> list[list[Any]]:
    whom = [wanted[places[code]] for code in codes]
    causes = [orjson.dumps(dict(one.cause)).decode() for one in whom]
    return [
        list(codes), list(codes.values()), [one.customer_id for one in whom], [one.ends_at for one in whom], causes,
    ]  # fmt: skip


def _tell(unit: Unit, coupons: Sequence[Coupon]) -> None:
    append_decisions(unit, [telling.decision("issued", one, one.customer_id, at=unit.now) for one in coupons])
    if not announcing.listened(unit, ISSUED.type):
        return
    customers = identity.named(unit, {one.customer_id for one in coupons if one.customer_id is not None})
    told = [
        announcing.Happening(
            unit.now,
            {
                "customer": customers.get(one.customer_id or 0),
                "coupon": telling.as_told(one),
                "cause": dict(one.cause or {}),
            },
        )
        for one in coupons
    ]
    announcing.announce(unit, ISSUED.type, told)
