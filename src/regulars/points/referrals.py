"""Referrals: who was brought by whom, with which code, and what came of it.

A customer has one code, made when it is first asked for. Whoever comes with it
is noted once, the first code counts; what speaks against a reward is noted as
the reason. The first order that comes as far as a rule asks is the one that is
rewarded; it is bound to the referral so that no later one is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

import sqlalchemy as sa

from regulars.books import Unit
from regulars.core.errors import NotFound
from regulars.core.sentences import say, written
from regulars.rules.fold import fold

from . import earning_rules, programme, rows
from .asking import OrderNow
from .model.rules import Terms
from .model.styles import Referral
from .saying import Saying
from .tables import earning_rule_version, points_referral, points_referral_code, points_settlement

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits that aren't taken for each other."""
LENGTH = 8

CIRCLE = say("brought whoever brought them")

Whose = Literal["referrer", "referred"]
State = Literal["waiting", "rewarded", "unrewarded", "refused"]
"""Unrewarded: the first order has come, and brought no points, as when it was too small."""


class Referred(NamedTuple):
    """A customer who was brought, by whom, and the order that is rewarded, once there is one."""

    referred_id: int
    referrer_id: int
    order: str | None

    def takes(self, order: str) -> bool:
        """Whether it may be this order that is rewarded."""
        return self.order is None or self.order == order


class First(NamedTuple):
    """The order that is rewarded from now on; None: none any more, so that the next may be."""

    referred_id: int
    order: str | None


class Brought(NamedTuple):
    """Somebody who came with a code. `referrer_id`: whose it is, None when nobody's; `refused`: why nothing comes of it."""

    referred_id: int
    code: str
    at: datetime
    referrer_id: int | None = None
    refused: str | None = None


class Logged(NamedTuple):
    """A referral as it is shown."""

    referred_id: int
    referrer_id: int | None
    code: str
    at: datetime
    state: State
    order: str | None
    refused: str | None


def link(code: str, shop_url: str) -> str | None:
    """The address that brings friends with a code; None while the shop's own isn't known."""
    return f"{shop_url}/?ref={code}" if shop_url else None


def code_of(unit: Unit, customer_id: int, chosen: Sequence[int]) -> str:
    """The customer's code; the first time it is made of `chosen`, random numbers of which there are `LENGTH`."""
    made = "".join(ALPHABET[n % len(ALPHABET)] for n in chosen[:LENGTH])
    table = points_referral_code
    unit.driver.execute(
        "insert into points_referral_code (customer_id, code, created_at) values (%s, %s, %s) on conflict do nothing",
        [customer_id, made, unit.now],
    )
    kept = unit.connection.scalar(sa.select(table.c.code).where(table.c.customer_id == customer_id))
    assert kept is not None, "another customer has the code; ask again"
    return str(kept)


def whose_reward(unit: Unit, store: str | None, broken: Callable[[Saying], bool]) -> list[Whose]:
    """Who gets points when somebody is brought now, by a customer of this store: by the rules that are on, and aren't broken."""
    kinds = {one.slug: one for one in programme.every(unit)}
    found: set[Whose] = set()
    for rule in earning_rules.listed(unit):
        said, style = rule.saying, rule.saying.style
        if not isinstance(style, Referral) or not rule.active or not kinds[rule.points_kind].is_on(store):
            continue
        over = said.ends_at is not None and said.ends_at <= unit.now
        early = said.starts_at is not None and said.starts_at > unit.now
        elsewhere = said.stores and (store is None or fold(store) not in map(fold, said.stores))
        if not (over or early or elsewhere or broken(said)):
            found.add(style.whose)
    return sorted(found, reverse=True)


def owners(unit: Unit, codes: Collection[str]) -> dict[str, int]:
    """Whose these codes are, by the code without regard to case and spaces."""
    table = points_referral_code
    wanted = {normal(code) for code in codes}
    found = unit.connection.execute(sa.select(table.c.code, table.c.customer_id).where(table.c.code.in_(wanted)))
    return {row.code: row.customer_id for row in found}


def normal(code: str) -> str:
    """A code as it is kept."""
    return "".join(code.split()).upper()


def known(unit: Unit, customer_ids: Collection[int]) -> set[int]:
    """Which of these customers were noted already."""
    table = points_referral
    return set(unit.connection.scalars(sa.select(table.c.referred_id).where(table.c.referred_id.in_(customer_ids))))


def note(unit: Unit, brought: Iterable[Brought]) -> None:
    """Note who came with a code; whoever was noted before stays as noted.

    Nothing comes of a circle: of somebody who is brought by whom they brought themselves, be it over others.
    """
    for one in brought:
        if one.refused is None and one.referrer_id is not None and _brought(unit, one.referred_id, one.referrer_id):
            one = one._replace(refused=CIRCLE)
        unit.driver.execute(
            """insert into points_referral (referred_id, referrer_id, code, at, refused) values (%s, %s, %s, %s, %s)
               on conflict do nothing""",
            [one.referred_id, one.referrer_id, one.code, one.at, one.refused and written(one.refused)],
        )


def _brought(unit: Unit, referrer_id: int, referred_id: int) -> bool:
    """Whether one customer brought another, or brought somebody who did, and so on."""
    found = unit.driver.execute(
        """with recursive up (id) as (
               select referrer_id from points_referral where referred_id = %(referred)s and refused is null
               union
               select r.referrer_id from points_referral r join up on r.referred_id = up.id where r.refused is null)
           select exists (select from up where id = %(referrer)s)""",
        {"referrer": referrer_id, "referred": referred_id},
    ).fetchone()
    return bool(found and found[0])


def refuse(unit: Unit, referred_id: int, reason: str) -> None:
    """Note that nothing comes of a referral that waits."""
    unit.driver.execute(
        """update points_referral set refused = %s where referred_id = %s and refused is null and "order" is null""",
        [written(reason), referred_id],
    )


def of_customers(unit: Unit, customer_ids: Collection[int]) -> dict[int, Referred]:
    """The referrals of these customers from which something may come."""
    table = points_referral
    query = sa.select(table.c.referred_id, table.c.referrer_id, table.c.order).where(
        table.c.referred_id.in_(customer_ids), table.c.refused.is_(None), table.c.referrer_id.is_not(None)
    )
    return {row.referred_id: Referred(*row) for row in unit.connection.execute(query)}


def rewarded_with(unit: Unit, orders: Collection[str]) -> set[int]:
    """The customers whose first order, by which a referral is weighed, is one of these."""
    found = unit.driver.execute(
        f"""select referred_id from points_referral where "order" = any({rows.TEXTS})""", [rows.texts(orders)]
    )
    return {id for (id,) in found.fetchall()}


def settle_firsts(
    referred: Mapping[int, Referred], orders: Iterable[OrderNow], every: Iterable[Terms]
) -> tuple[dict[int, Referred], list[First]]:
    """The referrals with the orders that are rewarded now, and where that has changed.

    It is the order that came first as far as a rule asks. One that is no longer that far leaves its place to the next.
    """
    statuses = {terms.grant_status for terms in every if isinstance(terms.style, Referral)}
    since: dict[int, list[tuple[datetime, str]]] = {}
    gone: dict[int, str] = {}
    for order in orders:
        if order.customer_id is None or order.customer_id not in referred:
            continue
        reached = [at for status, at in order.granted_at.items() if status in statuses]
        if reached:
            since.setdefault(order.customer_id, []).append((min(reached), order.external_id))
        elif referred[order.customer_id].order == order.external_id:
            gone[order.customer_id] = order.external_id
    found, firsts = dict(referred), []
    for id, one in referred.items():
        if one.order is not None and id not in gone:
            continue
        first = min(since[id])[1] if id in since else None
        if first != one.order:
            firsts.append(First(id, first))
        if first is not None:
            found[id] = one._replace(order=first)
    return found, firsts


def bind(unit: Unit, firsts: Iterable[First]) -> None:
    """Keep which orders are rewarded."""
    for one in firsts:
        unit.driver.execute(
            """update points_referral set "order" = %s where referred_id = %s""", [one.order, one.referred_id]
        )


def listed(
    unit: Unit, *, customer_id: int | None = None, state: State | None = None,
    before: tuple[datetime, int] | None = None, limit: int = 50,
) -> list[Logged]:  # fmt: skip
    """The log of referrals, the latest first: all, those that a customer has to do with, those in a state."""
    table = points_referral
    states = sa.case(
        (table.c.refused.is_not(None), "refused"),
        (table.c.order.is_(None), "waiting"),
        (_has_brought_points(), "rewarded"),
        else_="unrewarded",
    )
    query = sa.select(
        table.c.referred_id, table.c.referrer_id, table.c.code, table.c.at, states, table.c.order, table.c.refused
    ).order_by(table.c.at.desc(), table.c.referred_id.desc())
    if customer_id is not None:
        query = query.where((table.c.referred_id == customer_id) | (table.c.referrer_id == customer_id))
    if state is not None:
        query = query.where(states == state)
    if before is not None:
        query = query.where(sa.tuple_(table.c.at, table.c.referred_id) < sa.tuple_(*map(sa.literal, before)))
    return [Logged(*row) for row in unit.connection.execute(query.limit(limit))]


def _has_brought_points() -> sa.Exists:
    """Whether a rule on referrals gave points for the first order."""
    settled, said = points_settlement, earning_rule_version
    return sa.exists().where(
        settled.c.order == points_referral.c.order,
        settled.c.points > 0,
        said.c.rule_id == settled.c.rule_id,
        said.c.version == settled.c.rule_version,
        said.c.document["style"]["kind"].astext == "referral",
    )


def require(unit: Unit, code: str) -> int:
    """Whose a code is; raises `NotFound`."""
    owner = owners(unit, [code]).get(normal(code))
    if owner is None:
        raise NotFound("referral code", code)
    return owner


class Person(NamedTuple):
    """What is compared of two customers: the e-mail, folded, and their addresses, each folded to one text."""

    email: str | None
    addresses: frozenset[str]


def address_key(street: str | None, postcode: str | None, city: str | None) -> str | None:
    """An address as it is compared; None without a street."""
    if not street:
        return None
    return "|".join(" ".join(fold(part or "").split()) for part in (street, postcode, city))


def reason_against(referrer: Person, referred: Person) -> str | None:
    """Why a referral between these two isn't rewarded, None when nothing speaks against it."""
    if referrer.email is not None and referrer.email == referred.email:
        return say("has the e-mail address of whoever brought them")
    if referrer.addresses & referred.addresses:
        return say("has an address of whoever brought them")
    return None
