"""Orders are settled at the right instant, once, whatever was killed and however the journal was cut."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.flows.shop import B1, NEW_YEAR, Shop, completed

from regulars.books import Books


@pytest.fixture
def shop(books: Books) -> Shop:
    return Shop(books)


def test_a_status_dated_ahead_earns_when_its_instant_comes(shop: Shop) -> None:
    shop.rule()
    tomorrow = NEW_YEAR + timedelta(days=1)
    history = [{"at": NEW_YEAR.isoformat(), "status": "pending"}, *completed(tomorrow)]
    shop.send("order", shop.order(lines=B1, status_history=history))
    assert shop.road.next_due() == tomorrow

    shop.now = tomorrow
    shop.road = shop.worker()
    shop.road.run_dry()

    assert shop.postings() == [23]
    assert shop.road.next_due() is None


def test_settling_the_same_batch_again_posts_nothing(shop: Shop) -> None:
    shop.rule()
    shop.send("order", shop.order(lines=B1))
    with shop.books.transaction() as unit:
        unit.driver.execute("update journal_reader set position = 0")

    shop.worker().run_dry()

    assert shop.postings() == [23]


def test_each_posting_is_told_to_the_journal_once(shop: Shop) -> None:
    shop.rule()
    shop.send("order", shop.order("live", lines=B1))
    shop.send("order", shop.order("history", lines=B1), live=False, asks_points=True)

    with shop.books.transaction() as unit:
        told = unit.driver.execute(
            "select key, customer_id, live from journal where type = 'decision.points' order by seq"
        ).fetchall()

    assert told == [("earn:1:live:r1", 1, True), ("earn:1:history:r1", 1, False)]


@pytest.mark.parametrize("limit", [1, 2, 1000])
def test_what_comes_out_does_not_depend_on_how_the_journal_is_cut(books: Books, limit: int) -> None:
    shop = Shop(books, limit=limit)
    shop.rule()
    for n in range(6):
        shop.send("order", shop.order(f"o{n % 2}", lines=[(n + 1, "10.00")], customer=f"c{n % 2}"), go=False)
    shop.send(
        "refund", shop.refund("r1", "o0", "10.00", {"1": 1}), shop.refund("r2", "o1", "20.00", {"1": 2}), go=False
    )

    shop.road.run_dry()

    assert [shop.balance(1), shop.balance(2)] == [8, 8]


@pytest.mark.parametrize(("status", "told", "earned"), [("pending", "complete", []), ("complete", "pending", [23])])
def test_a_status_that_its_history_does_not_end_with_holds_from_the_update_on(
    shop: Shop, status: str, told: str, earned: list[int]
) -> None:
    shop.rule()
    history = [{"at": NEW_YEAR.isoformat(), "status": told}]
    updated_at = (NEW_YEAR + timedelta(hours=1)).isoformat()
    shop.now = NEW_YEAR + timedelta(hours=2)

    shop.send("order", shop.order(lines=B1, status=status, status_history=history, updated_at=updated_at))

    assert shop.postings() == earned


def test_an_order_that_was_complete_when_it_was_closed_keeps_its_points(shop: Shop) -> None:
    shop.rule()
    history = completed(NEW_YEAR)

    for hour, status in enumerate(("complete", "closed")):
        updated_at = (NEW_YEAR + timedelta(hours=hour)).isoformat()
        shop.now = NEW_YEAR + timedelta(hours=hour + 1)
        shop.send("order", shop.order(lines=B1, status=status, status_history=history, updated_at=updated_at))

    assert shop.postings() == [23]


def test_an_order_placed_ahead_that_is_complete_earns_at_once(shop: Shop) -> None:
    shop.rule()
    ahead = (NEW_YEAR + timedelta(days=1_000)).isoformat()

    shop.send("order", shop.order(lines=B1, placed_at=ahead))

    assert shop.postings() == [23]
