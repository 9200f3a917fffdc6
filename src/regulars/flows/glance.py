"""What the books are asked about every cart, in one question: each round trip would cost as much as the pricing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from regulars.books import Unit
from regulars.flows import carts_mark
from regulars.flows.carts_mark import Mark
from regulars.http import actor
from regulars.http.actor import Actor
from regulars.journal import identity
from regulars.points import reading

_ASKED = f"""
    with who as materialized ({identity.FOUND}),
         asks as materialized ({actor.KEY}),
         mark as materialized ({carts_mark.ASKED})
    select (select to_json(a) from asks a), (select customer_id from who),
           (select json_agg(json_build_array(kind, name, points)) from ({reading.SPENDABLE_BY_ENTITY.format(ids="array(select customer_id from who)")}) s),
           mark.* from mark"""


class Glance(NamedTuple):
    """`actor`: the program that asks, None where its key is unknown or none was given; `customer_id`: whose the cart is, None
    for somebody whom nobody knows; `available`: what they can spend, by kind of points
    and legal entity."""

    actor: Actor | None
    mark: Mark
    customer_id: int | None
    available: Mapping[str, Mapping[str, int]]


def glance(
    unit: Unit, external_id: str | None, email: str | None, *, at: datetime | None = None, key: str | None = None
) -> Glance:
    """What is known of a customer by the shop's id, or a guest by the e-mail, and of the program with a key; `at`: when the
    points are to be spent, None: now."""
    asked = {**identity.found_by(external_id, email), **actor.asked_by(key), "now": unit.now, "at": at or unit.now}
    row = unit.driver.execute(_ASKED.encode(), asked).fetchone()
    assert row is not None
    asks, customer_id, available, *mark = row
    return Glance(
        None if asks is None else actor.told(**asks), carts_mark.told(mark), customer_id, _by_kind(available or ())
    )


def _by_kind(told: Iterable[tuple[str, str, int]]) -> Mapping[str, Mapping[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for kind, entity, points in told:
        found.setdefault(kind, {})[entity] = points
    return found
