"""The road loses nothing and doubles nothing, however it is cut and wherever it is killed."""

from __future__ import annotations

import signal
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from regulars.books import Books
from regulars.flows import road
from regulars.flows.road import lag, whole
from regulars.journal.read import Batch, Entry
from regulars.journal.register import Merge

from . import carrying
from .carrying import NOON, order, send

EVERYWHERE = ["road.begun", "road.applied", "road.prepared", "road.written", "road.recorded", "road.remembered"]

ORDERS = [
    order(1, "anna", 60),
    order(2, "boris", 100, hours=1),
    order(3, "anna", 40, hours=2),
    order(4, "anna", 10, hours=3),
    order(1, "anna", 60, hours=4, status="cancelled"),
    order(5, "boris", 7, hours=5),
]
POINTS = {"anna": 40 + 10 + 10, "boris": 100 + 7 + 7}
"""Anna reached 100 with order 3, so order 4 earned twice; cancelling 1 takes its 60 back and lets her leave."""


def entry(position: int, type: str, customer_id: int | None, *, live: bool = True, minute: int = 0) -> Entry:
    at = NOON + timedelta(minutes=minute)
    return Entry(position, type, str(position), customer_id, at, at, live, False, b"{}", None)


def cut(*entries: Entry) -> int:
    return whole(Batch(0, len(entries), list(entries))).until


def test_live_entries_of_different_customers_go_together() -> None:
    assert cut(entry(1, "order", 1), entry(2, "customer", 2), entry(3, "order", 3)) == 3


def test_history_and_what_happens_now_do_not_mix() -> None:
    assert cut(entry(1, "order", 1, live=False), entry(2, "order", 1, live=False), entry(3, "order", 2)) == 2


def test_a_change_of_the_catalogue_goes_alone() -> None:
    assert cut(entry(1, "order", 1), entry(2, "product", None)) == 1
    assert cut(entry(1, "category", None), entry(2, "order", 1)) == 1


def test_the_catalogue_of_one_delivery_is_one_change() -> None:
    same = [entry(1, "product", None), entry(2, "product", None), entry(3, "category", None)]

    assert cut(*same, entry(4, "product", None, minute=1)) == 3


def test_a_decision_about_many_goes_alone_unless_nothing_follows_from_it() -> None:
    entries = entry(1, "order", 1), entry(2, "decision.points_posted", None), entry(3, "order", 2)

    assert cut(*entries) == 1
    assert whole(Batch(0, 3, list(entries)), alone={"product", "category", "decision.segment"}).until == 3


def posted(position: int, *customers: int, minute: int = 0) -> Entry:
    body = orjson.dumps({"postings": [{"customer_id": id} for id in customers]})
    return entry(position, "decision.points_posted", None, minute=minute)._replace(body=body)


def together(*entries: Entry, about: frozenset[int] = frozenset()) -> int:
    return whole(Batch(0, len(entries), list(entries), about=about)).until


def test_points_posted_to_many_go_along_with_what_is_about_others() -> None:
    entries = entry(1, "order", 1), posted(2, 2, 3), posted(3, 4, minute=1), entry(4, "order", 5)

    assert together(*entries, about=frozenset({1, 5})) == 4


def test_and_not_with_what_is_about_one_of_them() -> None:
    assert together(entry(1, "order", 1), posted(2, 1, 2), about=frozenset({1})) == 1
    assert together(posted(1, 1, 2), entry(2, "order", 1), about=frozenset({1})) == 1
    assert together(posted(1, 1, 2), posted(2, 2, 3, minute=1)) == 1


def test_only_what_comes_before_keeps_points_apart() -> None:
    entries = posted(1, 1, 2), entry(2, "order", 3), entry(3, "order", 1), posted(4, 5, minute=1)

    assert together(*entries, about=frozenset({1, 3})) == 2
    assert together(*entries, about=frozenset({1, 3, 2})) == 1, "some entry was once about 2"


def test_points_posted_in_one_moment_stay_together() -> None:
    assert together(posted(1, 1, 2), posted(2, 2, 3)) == 2


def test_not_many_more_than_so_many_are_looked_at_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(road, "TOGETHER", 3)

    assert together(posted(1, 1, 2), posted(2, 3, 4, minute=1), posted(3, 5, minute=2)) == 2


def test_points_of_a_deed_over_many_go_apart_from_what_the_shop_sends() -> None:
    deed = [posted(n, n, minute=n)._replace(deed="mass:1") for n in (2, 3)]

    assert together(entry(1, "order", 1), *deed, about=frozenset({1})) == 1
    assert together(*deed, entry(4, "order", 2), about=frozenset({2})) == 3


def test_merges_beyond_the_cut_come_with_the_next_batch() -> None:
    batch = Batch(0, 2, [entry(1, "order", 1), entry(2, "product", None)], [Merge(1, 5, 4), Merge(2, 7, 6)])

    assert [merge.from_id for merge in whole(batch).merges] == [5]


@pytest.fixture
def shop(books: Books) -> Books:
    carrying.found(books)
    send(books, "order", ORDERS)
    return books


def check(told: dict[str, Any]) -> None:
    """What must have come of `ORDERS`, told in the shop's own terms."""
    anna, boris = 1, 2
    assert [(row["external_id"], row["status"]) for row in told["orders"]] == [
        ("1", "cancelled"), ("2", "complete"), ("3", "complete"), ("4", "complete"), ("5", "complete"),
    ]  # fmt: skip
    assert told["members"] == {"big": [boris]}
    assert told["moves"] == {anna: [("entered", "big"), ("left", "big")], boris: [("entered", "big")]}
    points = {customer: sum(row[2] for row in told["posted"] if row[1] == customer) for customer in (anna, boris)}
    assert points == {anna: POINTS["anna"], boris: POINTS["boris"]}


@pytest.mark.parametrize("limit", [1, 2, 5_000])
def test_what_comes_out_does_not_depend_on_how_the_journal_is_cut(
    shop: Books, books_url: str, tmp_path: Path, limit: int
) -> None:
    carrying.carry(books_url, tmp_path / "facts.duckdb", limit=limit)

    check(carrying.standing(shop, tmp_path / "facts.duckdb"))


@pytest.mark.parametrize("place", EVERYWHERE)
def test_killed_anywhere_it_goes_on_where_it_was(shop: Books, books_url: str, tmp_path: Path, place: str) -> None:
    killed = carrying.carry(books_url, tmp_path / "facts.duckdb", dies_at=f"{place}:2")

    finished = carrying.carry(books_url, tmp_path / "facts.duckdb")

    assert (killed, finished) == (-signal.SIGKILL, 0)
    check(carrying.standing(shop, tmp_path / "facts.duckdb"))


def test_killed_at_every_place_in_turn_it_still_arrives(shop: Books, books_url: str, tmp_path: Path) -> None:
    for place in EVERYWHERE * 2:
        carrying.carry(books_url, tmp_path / "facts.duckdb", dies_at=place)

    carrying.carry(books_url, tmp_path / "facts.duckdb")

    check(carrying.standing(shop, tmp_path / "facts.duckdb"))


@pytest.mark.parametrize("when", ["before", "between"])
def test_facts_that_are_lost_are_made_again_and_nothing_is_done_twice(
    shop: Books, books_url: str, tmp_path: Path, when: str
) -> None:
    path = tmp_path / "facts.duckdb"
    carrying.carry(books_url, path, dies_at="road.applied:2" if when == "between" else None)
    path.unlink()
    path.with_name("facts.duckdb.wal").unlink(missing_ok=True)

    carrying.carry(books_url, path)

    check(carrying.standing(shop, path))


def test_facts_that_know_more_than_restored_books_are_made_again(shop: Books, books_url: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.duckdb"
    carrying.carry(books_url, path)
    with shop.transaction() as unit:
        for table in (
            "segment_change",
            "segment_day",
            "points_entry",
            "points_draw",
            "points_lot",
            "points_settlement",
        ):
            unit.driver.execute(f"truncate {table} cascade")
        unit.driver.execute("truncate points_transaction, points_balance cascade")
        unit.driver.execute("truncate segment_member cascade")
        unit.driver.execute("update segment set computed_version = null")
        unit.driver.execute("update journal_reader set position = 0")
        unit.driver.execute("delete from journal where type like 'decision.%'")

    carrying.carry(books_url, path)

    check(carrying.standing(shop, path))


def test_the_lag_is_counted_until_it_is_reacted_to(shop: Books, books_url: str, tmp_path: Path) -> None:
    with shop.transaction() as unit:
        unit.now = NOON + timedelta(seconds=2)
        before = lag(unit)
    carrying.carry(books_url, tmp_path / "facts.duckdb")

    with shop.transaction() as unit:
        after = lag(unit)

    assert before == (len(ORDERS), 2.0)
    assert after == (0, 0.0)
