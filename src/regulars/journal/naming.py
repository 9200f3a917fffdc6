"""Customers as people call them: by the shop's id, by the id that is handed out here, or by the e-mail.

One rule holds wherever somebody is named, in a path, a command or a list. A
name is looked for among the shop's ids first, then among ours, then among the
e-mails. Both ids may be numbers, and an e-mail may be that of several; what
means more than one customer is refused with all of them named. Written as
external_id:7, id:7 or email:anna@example.com it is looked for there alone.

A list is of the shop's own making: there a number is the shop's id or nobody's, for a mistyped one, or one of another
column, would mean somebody whom nobody had in mind. Ours is written id:7 there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

import sqlalchemy as sa

from regulars.books import Unit
from regulars.core.errors import Conflict, NotFound
from regulars.core.sentences import say
from regulars.rules.fold import fold

from .identity import MOST_DIGITS, Called, current_ids
from .tables import customer_identity

Way = Literal["external_id", "id", "email"]
WAYS: tuple[Way, ...] = get_args(Way)
OF_LISTS: tuple[Way, ...] = ("external_id", "email")
MOST_TOLD = 10


class SeveralCustomers(Conflict):
    """A name that means more than one customer."""

    code = "customer.several"

    def __init__(self, said: str, customers: Sequence[Called]) -> None:
        told: list[str] = [_told(one) for one in customers[:MOST_TOLD]] + ["…"] * (len(customers) > MOST_TOLD)
        super().__init__(say("'{said}' means several customers; write which: {told}", said=said, told=told))
        self.customers = [
            {"write": _written(one), "id": str(one.customer_id), "external_id": one.external_id, "email": one.email}
            for one in customers[:MOST_TOLD]
        ]


@dataclass(frozen=True, slots=True)
class Named:
    """Those whom a list names: their dense ids by the names; names of nobody, and names that mean more than one."""

    ids: Mapping[str, int]
    unknown: Sequence[str]
    several: Sequence[str]


def find_called(unit: Unit, said: str) -> int:
    """The dense id of the customer that a name means; raises `NotFound` and `SeveralCustomers`."""
    (ids,) = _meant(unit, [said]).values()
    match ids:
        case []:
            raise NotFound("customer", said)
        case [one]:
            return one
        case _:
            known = customer_identity.c
            query = sa.select(known.customer_id, known.external_id, known.email).where(known.customer_id.in_(ids))
            found = {row.customer_id: Called(*row) for row in unit.connection.execute(query)}
            raise SeveralCustomers(said, [found[id] for id in ids])


def find_all_called(unit: Unit, names: Sequence[str]) -> Named:
    """Whom each name of a list means; in as few questions as for one."""
    meant = _meant(unit, names, OF_LISTS)
    return Named(
        ids={name: ids[0] for name, ids in meant.items() if len(ids) == 1},
        unknown=[name for name, ids in meant.items() if not ids],
        several=[name for name, ids in meant.items() if len(ids) > 1],
    )


class _Said(NamedTuple):
    """What was written: where it is to be looked for, all ways for None, and what is looked for there."""

    way: Way | None
    text: str

    @staticmethod
    def of(name: str) -> _Said:
        kind, _, rest = name.strip().partition(":")
        way = next((way for way in WAYS if way == kind and rest), None)
        return _Said(way, rest if way else name)

    @property
    def own(self) -> int | None:
        text = self.text.strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None

    @property
    def email(self) -> str:
        return fold(self.text.strip())


def _meant(unit: Unit, names: Iterable[str], unless_said: Sequence[Way] = WAYS) -> dict[str, list[int]]:
    """Everybody whom each name can mean where it is looked for, the first looked for first. What is around a name is no part of it, unless the
    shop has an id that is written so; and that may begin like one that says where to look."""
    said = {name: _Said.of(name) for name in names}
    by_shop, by_email = _known(unit, said)
    own = current_ids(unit, {id for one in said.values() if one.way in {None, "id"} and (id := one.own) is not None})
    found: dict[str, list[int]] = {}
    for name, one in said.items():
        shops = by_shop.get(one.text, by_shop.get(one.text.strip()))
        ways = {
            "external_id": [] if shops is None else [shops],
            "id": [own[id] for id in (one.own,) if id in own],
            "email": by_email.get(one.email, []),
        }
        ids = [id for way in ([one.way] if one.way else unless_said) for id in ways[way]]
        literal = [by_shop[name]] if not ids and name in by_shop else []
        found[name] = list(dict.fromkeys(ids or literal))
    return found


def _known(unit: Unit, said: Mapping[str, _Said]) -> tuple[dict[str, int], dict[str, list[int]]]:
    """Who has one of the ids of the shop's, and who the e-mails, the oldest first."""
    columns, texts = customer_identity.c, sa.ARRAY(sa.Text)
    ids = {text for name, one in said.items() for text in (name, one.text, one.text.strip())}
    emails = {one.email for one in said.values() if one.way in {None, "email"}}
    asked = (columns.external_id == sa.any_(sa.cast(list(ids), texts))) | (
        columns.email == sa.any_(sa.cast(list(emails), texts))
    )
    query = sa.select(columns.customer_id, columns.external_id, columns.email).where(asked)
    by_shop: dict[str, int] = {}
    by_email: dict[str, list[int]] = {}
    for row in unit.connection.execute(query.order_by(columns.customer_id)):
        if row.external_id in ids:
            by_shop[row.external_id] = row.customer_id
        if row.email in emails:
            by_email.setdefault(row.email, []).append(row.customer_id)
    return by_shop, by_email


def _written(one: Called) -> str:
    return f"id:{one.customer_id}" if one.external_id is None else f"external_id:{one.external_id}"


def _told(one: Called) -> str:
    if one.external_id is not None:
        return f"{_written(one)} (id:{one.customer_id})"
    return say("{written} (a guest, {email})", written=_written(one), email=one.email)
