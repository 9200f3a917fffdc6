"""Scores by recency, frequency and money: fifths of the shop, set as each local day begins."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from regulars.books import Books
from regulars.facts import scores

from .shop import START, Shop

MIDNIGHT = datetime(2026, 3, 1, 22, tzinfo=UTC)
"""The first in Kyiv after the shop's start."""


def best(field: str) -> Any:
    return {"value": f"customer.{field}_score", "op": ">=", "to": 5}


@pytest.fixture
def shop(books: Books) -> Shop:
    """Ten customers: the n-th has n completed orders of 10.00 each, the last of them n days before the start."""
    shop = Shop(books)
    shop.customers([f"c{n}" for n in range(1, 11)])
    for k in range(10):
        for n in range(k + 1, 11):  # one order of each customer in turn: the worker takes these along together
            at = (START - timedelta(days=n + k)).isoformat()
            shop.order(f"{n}-{k}", f"c{n}", "10.00", "complete", placed_at=at, updated_at=at, go=False)
    shop.road.run_dry()
    return shop


def scored(shop: Shop) -> dict[str, tuple[int, int, int]]:
    names = ", ".join(scores.NAMES)
    rows = shop.facts.ask(f"select external_id, {names} from customer").to_pylist()
    return {row["external_id"]: tuple(row[name] for name in scores.NAMES) for row in rows}


def test_each_fifth_of_the_buyers_has_a_score(shop: Shop) -> None:
    shop.facts.score(shop.now)

    found = scored(shop)

    assert [found[f"c{n}"] for n in range(1, 11)] == [
        (5, 1, 1), (5, 1, 1), (4, 2, 2), (4, 2, 2), (3, 3, 3), (3, 3, 3), (2, 4, 4), (2, 4, 4), (1, 5, 5), (1, 5, 5),
    ]  # fmt: skip
    told = scores.load(shop.facts)
    assert told is not None
    assert (told.day, told.customers, list(told.frequency)) == (date(2026, 3, 1), 10, [2, 4, 6, 8])
    assert list(told.monetary) == [2_000, 4_000, 6_000, 8_000]
    assert told.recency[0] == START - timedelta(days=9)


def test_who_has_bought_nothing_has_no_score_and_is_in_no_fifth(shop: Shop) -> None:
    shop.customers(["new"])
    shop.order("pending", "new", "10.00", "pending")
    shop.facts.score(shop.now)

    assert scored(shop)["new"] == (None, None, None)
    shop.segment("unscored", {"value": "customer.recency_score", "op": "missing"})
    assert shop.members("unscored") == {"new"}


def test_what_was_bought_is_scored_also_once_it_is_closed(shop: Shop) -> None:
    shop.facts.score(shop.now)
    before = scored(shop)
    for n in (4, 9):
        at = (START - timedelta(days=n)).isoformat()
        shop.order(f"{n}-0", f"c{n}", "10.00", "closed", placed_at=at)
    shop.order("never", "c1", "10.00", "closed", placed_at=START.isoformat())

    shop.facts.score(MIDNIGHT)

    assert scored(shop) == before


def test_a_shop_without_orders_has_no_scores(books: Books) -> None:
    shop = Shop(books)
    shop.customers(["anna"])
    assert shop.facts.score(shop.now)

    told = scores.load(shop.facts)
    assert told is not None
    assert (told.customers, told.recency, told.frequency) == (0, [], [])


def test_a_day_is_scored_once_and_none_before_it_again(shop: Shop) -> None:
    assert shop.facts.score(shop.now)
    assert not shop.facts.score(shop.now)
    assert not shop.facts.score(shop.now - timedelta(days=1))
    assert shop.facts.score(MIDNIGHT)


def test_a_segment_of_scores_changes_as_the_day_begins_and_not_before(shop: Shop) -> None:
    shop.segment("often", best("frequency"))
    assert shop.members("often") == {"c9", "c10"}

    for k in range(20):
        shop.order(f"more-{k}", "c1", "10.00", "complete", placed_at=shop.now.isoformat())
    shop.at(MIDNIGHT - timedelta(microseconds=1))
    assert shop.members("often") == {"c9", "c10"}
    shop.at(MIDNIGHT)

    assert shop.members("often") == {"c1", "c10"}
    assert shop.changes("often")[-1] == (MIDNIGHT, 1, 1, "time")


def test_a_worker_that_was_down_over_midnight_scores_what_there_was_then(shop: Shop) -> None:
    shop.segment("often", best("frequency"))
    later = MIDNIGHT + timedelta(hours=5)
    shop.now = later
    for k in range(20):
        shop.order(f"more-{k}", "c1", "10.00", "complete", placed_at=later.isoformat())

    shop.road.begin()
    shop.road.run_dry()

    assert shop.members("often") == {"c9", "c10"}
    shop.at(MIDNIGHT + timedelta(days=1))
    assert shop.members("often") == {"c1", "c10"}


def test_a_score_stays_when_the_shop_sends_the_customer_again(shop: Shop) -> None:
    shop.facts.score(shop.now)
    before = scored(shop)["c10"]

    shop.customer("c10", first_name="Ola")

    assert scored(shop)["c10"] == before


def test_what_was_given_back_does_not_count_as_money(shop: Shop) -> None:
    shop.send("refund", {"external_id": "r", "order": "10-0", "amount": "10.00", "refunded_at": shop.now.isoformat()})
    for k in range(1, 9):
        one = {"external_id": f"r{k}", "order": f"10-{k}", "amount": "10.00", "refunded_at": shop.now.isoformat()}
        shop.send("refund", one)
    shop.facts.score(MIDNIGHT)

    assert scored(shop)["c10"][2] == 1


def test_a_score_can_be_explained_like_any_number(shop: Shop) -> None:
    from regulars.facts.documents import load

    shop.facts.score(shop.now)
    ids = {row["external_id"]: row["customer_id"] for row in shop.facts.ask("select * from customer").to_pylist()}
    documents = load(shop.facts, [ids["c10"]])[ids["c10"]]

    assert Decimal(documents.customer["frequency_score"]) == 5


def test_a_shop_s_first_import_is_scored_as_soon_as_nothing_waits(books: Books) -> None:
    shop = Shop(books)
    shop.customers(["anna"])
    shop.segment("scored", {"value": "customer.recency_score", "op": "exists"})
    assert shop.members("scored") == set()

    at = (START - timedelta(days=2)).isoformat()
    shop.order("1", "anna", "10.00", "complete", placed_at=at, updated_at=at)
    while shop.road.get_ready():
        pass
    shop.road.run_dry()

    assert shop.members("scored") == {"anna"}
    shop.order("2", "anna", "10.00", "complete", placed_at=at, updated_at=at)
    assert not shop.facts.score(shop.now, again=True)


def test_a_pause_just_after_midnight_takes_no_change_from_the_day_that_begins(shop: Shop) -> None:
    shop.segment("often", best("frequency"))
    for k in range(20):
        shop.order(f"more-{k}", "c1", "10.00", "complete", placed_at=shop.now.isoformat())
    shop.now = MIDNIGHT + timedelta(milliseconds=1)

    while shop.road.get_ready():
        pass
    shop.road.run_dry()

    assert shop.changes("often")[-1] == (MIDNIGHT, 1, 1, "time")


def test_a_segment_refreshed_by_hand_stays_as_it_is_when_scores_are_set(shop: Shop) -> None:
    shop.segment("often", best("frequency"), refresh={"kind": "by_hand"})
    for k in range(20):
        shop.order(f"more-{k}", "c1", "10.00", "complete", placed_at=shop.now.isoformat())
    shop.at(MIDNIGHT + timedelta(hours=1))
    while shop.road.get_ready():
        pass
    shop.road.run_dry()

    assert shop.members("often") == {"c9", "c10"}
