"""Bringing the year in: every record through the one door, as history that asks for points.

What is brought in is the same each time, so doing it again, or going on after
being interrupted, adds nothing twice. The days by which it is moved are kept
with the first load.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
import orjson
import sqlalchemy as sa

from regulars.books import Books, Unit, shop
from regulars.core.errors import Conflict
from regulars.journal.append import append_many
from regulars.journal.deliver import door_of

from . import around, catalogue, orders, people
from .source import Shift, open_source, shift_to

NAME = "Complete Journey"
"""What the demo shop is called."""
SETTING = "demo"
DEED = "demo"
CURRENCY = "USD"
"""What its amounts are in."""

Tell = Callable[[str, int, int], None]
"""Told of progress: what is brought in, how many of how many."""


class OtherDates(Conflict):
    """The demo was loaded with other dates than are asked for now."""

    code = "demo.other_dates"

    def __init__(self, days: int) -> None:
        loaded = "as recorded" if days == 0 else f"moved by {days} days"
        super().__init__(
            f"the demo is loaded here already with dates {loaded}; take the same, or begin anew in another REGULARS_DATA_DIR"
        )
        self.days = days


class OtherCurrency(Conflict):
    """The installation counts in a currency that the demo's amounts aren't in."""

    code = "demo.other_currency"

    def __init__(self, currency: str) -> None:
        super().__init__(
            f"the demo's amounts are in {CURRENCY} and this installation counts in {currency}; load it with"
            f" REGULARS_CURRENCY={CURRENCY} into another REGULARS_DATA_DIR"
        )
        self.currency = currency


class RealShop(Conflict):
    """There are records of somebody's own here, which the demo must not be mixed with."""

    code = "demo.real_shop"

    def __init__(self) -> None:
        super().__init__(
            "there are records here that aren't the demo's, and it would be mixed with them for good; load it into"
            " another REGULARS_DATA_DIR"
        )


@dataclass(frozen=True, slots=True)
class Part:
    """Records of one type, written when they are asked for."""

    title: str
    type: str
    total: int
    bodies: Iterable[bytes | str]


@dataclass(slots=True)
class Brought:
    """How much came in: new entries, and deliveries of what was there."""

    accepted: int = 0
    repeated: int = 0


def settle_shift(unit: Unit, now: datetime, *, as_recorded: bool) -> Shift:
    """The shift of the first load, decided now if this is it; raises `OtherDates` when it was another kind.

    A first load goes into an installation of nobody's only, for it can't be taken out again: raises `OtherCurrency`
    and `RealShop` before anything is written.
    """
    kept = unit.setting(SETTING)
    if kept is not None:
        days = kept["days"] if "days" in kept else 7 * kept["weeks"]  # as it was kept when whole weeks were moved
        if as_recorded != (days == 0):
            raise OtherDates(days)
        return Shift(days)
    _check_nobodys(unit)
    shift = Shift(0) if as_recorded else shift_to(now)
    unit.set_setting(SETTING, {"days": shift.days, "complete": False})
    unit.set_setting("name", NAME)
    return shift


def _check_nobodys(unit: Unit) -> None:
    currency = shop.load(unit).currency
    if currency != CURRENCY:
        raise OtherCurrency(currency)
    records = "select exists (select from journal where type not like 'decision.%' and deed is distinct from :deed)"
    if unit.connection.scalar(sa.text(records), {"deed": DEED}):
        raise RealShop


def is_complete(unit: Unit) -> bool:
    """Whether all of it has been brought in before."""
    kept = unit.setting(SETTING)
    return bool(kept and kept["complete"])


def bring_in(books: Books, shift: Shift, tell: Tell = lambda title, done, total: None) -> Brought:
    """Append what isn't there yet, a transaction for each few thousand; then note that all of it is."""
    door = door_of(books)
    brought = Brought()
    with open_source() as source:
        for part in parts(source, shift):
            drafts = (door.read(part.type, body) for body in part.bodies)
            done = 0
            tell(part.title, done, part.total)
            for answers in append_many(books, drafts, live=False, asks_points=True, deed=DEED, actor="demo"):
                done += len(answers)
                accepted = sum(answer.status == "accepted" for answer in answers)
                brought.accepted += accepted
                brought.repeated += len(answers) - accepted
                tell(part.title, done, part.total)
    with books.transaction("demo") as unit:
        unit.set_setting(SETTING, {"days": shift.days, "complete": True})
    return brought


def parts(source: duckdb.DuckDBPyConnection, shift: Shift) -> Iterator[Part]:
    """All records, the catalogue and the customers first, for what points to them is read faster then."""
    households = people.households(source, shift)
    persons = [people.person(household, shift) for household in households]
    tree = catalogue.tree(source)
    wishes = list(around.wishes(persons, around.popular(source), shift))
    newsletters = list(around.newsletters(persons, shift))
    redeemed = list(around.redemptions(source, shift))
    sold = source.sql("select count(*) from products").fetchall()[0][0]

    yield Part("categories", "category", len(tree.ids), _json(tree.records(shift)))
    yield Part("products", "product", sold, _json(catalogue.products(source, tree, shift)))
    yield Part("customers", "customer", len(households), _json(people.customers(households, shift)))
    yield Part("coupons redeemed", "event", len(redeemed), _json(redeemed))
    yield Part("wishes", "wishlist_item", len(wishes), _json(wishes))
    yield Part("newsletter subscriptions", "subscription", len(newsletters), _json(newsletters))
    baskets = orders.orders(source, shift)["body"]
    yield Part("orders", "order", len(baskets), _texts(baskets))


def _json(records: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    return map(orjson.dumps, records)


def _texts(column: Any) -> Iterator[str]:
    """The texts of an Arrow column, a chunk at a time."""
    for chunk in column.chunks:
        for start in range(0, len(chunk), 5_000):
            yield from chunk.slice(start, 5_000).to_pylist()
