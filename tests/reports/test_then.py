"""Members at the instant of an order: what one question finds is what the segment's own history says, order by order."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from pyroaring import BitMap
from tests.segments.shop import START, Shop

from regulars.books import Books
from regulars.facts.columns import micros
from regulars.reports.sales import Members, Report, report
from regulars.segments import bitmaps

MINUTE = timedelta(minutes=1)
PERIOD = (START, START + timedelta(days=10))
NOW = START + timedelta(days=11)


class Past:
    """A shop with orders, and segments whose history is written by hand: who entered or left when, as it was recorded."""

    def __init__(self, books: Books, segments: int) -> None:
        self.shop = Shop(books)
        self.segments = [f"s{n}" for n in range(segments)]
        self.told: list[tuple[str, datetime, int, bool]] = []
        self.orders: list[tuple[int, datetime]] = []

    def change(self, segment: str, at: datetime, customer: int, came: bool) -> None:
        self.told.append((segment, at, customer, came))
        lists = ([customer], []) if came else ([], [customer])
        self.shop.facts._con.execute(
            "insert into segment_change values (?, make_timestamp(?), ?, ?, ?)",
            [segment, micros(at), 1_000 + len(self.told), *lists],
        )

    def order(self, customer: int, name: str, at: datetime) -> None:
        self.orders.append((customer, at))
        placed = {"placed_at": at.isoformat(), "status_history": [{"at": at.isoformat(), "status": "complete"}]}
        self.shop.order(f"o{len(self.orders)}", name, "1.00", "complete", **placed)

    def was_in(self, segment: str, customer: int, at: datetime) -> bool:
        """By the last word of those that had come true."""
        words = [came for one, since, who, came in self.told if (one, who) == (segment, customer) and since <= at]
        return bool(words) and words[-1]

    def asked(self) -> Report:
        def held(at: datetime) -> Members:
            customers = {who for _, _, who, _ in self.told}
            those = [BitMap(who for who in customers if self.was_in(one, who, at)) for one in self.segments]
            return Members(self.segments, bitmaps.as_bits(those))

        return report(self.shop.facts.ask_all, held(NOW), [PERIOD], now=NOW, as_of=[held(START)])


def customers(shop: Shop, count: int) -> dict[str, int]:
    shop.customers([f"c{n}" for n in range(count)])
    return {row["external_id"]: row["customer_id"] for row in shop.facts.ask("from customer").to_pylist()}


@pytest.mark.parametrize("seed", range(5))
def test_it_is_what_the_history_says_order_by_order(books: Books, seed: int) -> None:
    luck = random.Random(seed)
    past = Past(books, 65)
    ids = customers(past.shop, 6)
    for name, id in ids.items():
        for _ in range(8):  # an even number of minutes, and changes at odd ones: none is what an order brought
            past.order(id, name, START + timedelta(hours=luck.randrange(1, 230)))
    inside: set[tuple[str, int]] = set()
    for n in range(
        400
    ):  # each the difference to what was recorded before; every third comes when it is told, others late
        whom = (luck.choice(past.segments), luck.choice(list(ids.values())))
        inside ^= {whom}
        at = n // 2 if n % 3 == 0 else luck.randrange(-20, 250)
        past.change(whom[0], START + timedelta(hours=at, minutes=30), whom[1], whom in inside)

    told = past.asked()

    for segment in past.segments:
        meant = sum(past.was_in(segment, customer, at) for customer, at in past.orders)
        assert told.segments[segment].sales[0].orders == meant, segment


def test_what_an_order_brings_is_received_a_moment_later_and_holds_for_it(books: Books) -> None:
    past = Past(books, 1)
    [(name, id)] = customers(past.shop, 1).items()
    past.order(id, name, START + MINUTE)
    past.order(id, name, START + 20 * MINUTE)
    past.change("s0", START + 22 * MINUTE, id, True)

    assert past.asked().segments["s0"].sales[0].orders == 1


def test_who_came_long_after_an_order_was_not_in_when_it_was_completed(books: Books) -> None:
    past = Past(books, 1)
    [(name, id)] = customers(past.shop, 1).items()
    past.order(id, name, START + MINUTE)
    past.change("s0", START + 10 * MINUTE, id, True)

    assert past.asked().segments["s0"].sales[0].orders == 0
    assert past.asked().segments["s0"].customers == 1


def test_a_period_begins_with_those_who_were_in(books: Books) -> None:
    past = Past(books, 1)
    [(name, id)] = customers(past.shop, 1).items()
    past.change("s0", datetime(2025, 1, 1, tzinfo=UTC), id, True)
    past.order(id, name, START + MINUTE)
    past.change("s0", START + timedelta(days=1), id, False)
    past.order(id, name, START + timedelta(days=2))

    told = past.asked().segments["s0"]

    assert (told.sales[0].orders, told.customers) == (1, 0)
