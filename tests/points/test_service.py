"""Deeds on a customer's points: holds, corrections, what time does, and two who want the same points."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import TypeVar

import pytest
from tests.points.granting import CALENDAR, forever

from regulars.books import Books, Unit
from regulars.core.errors import NotFound
from regulars.points import due, reading, service, settling
from regulars.points.model.holding import NotHeld
from regulars.points.model.lots import NotEnoughPoints
from regulars.points.model.settlement import Earned
from regulars.points.model.taking import Shortage
from regulars.points.model.undoing import CantUndo
from regulars.points.verify import verify

T = TypeVar("T")
ANNA, BORIS = 1, 2
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


class Ledger:
    """Books with a clock that is set by hand."""

    def __init__(self, books: Books) -> None:
        self.books = books
        self.now = NOON
        books.clock = lambda: self.now

    def do(self, deed: Callable[[Unit], T]) -> T:
        with self.books.transaction() as unit:
            return deed(unit)

    def give(self, points: int, *, customer: int = ANNA, key: str = "gift", lasts: timedelta | None = None) -> None:
        ends_at = self.now + lasts if lasts else None
        self.do(lambda unit: service.adjust(unit, customer, points, key=key, reason="a gift", ends_at=ends_at))

    def take(self, points: int, shortage: Shortage = Shortage.FORBID, key: str = "fine") -> None:
        self.do(lambda unit: service.adjust(unit, ANNA, -points, key=key, reason="a fine", shortage=shortage))

    def hold(self, points: int, key: str = "cart") -> None:
        self.do(lambda unit: service.hold(unit, ANNA, points, key=key, lapses_at=self.now + QUARTER))

    def has(self, customer: int = ANNA) -> tuple[int, int]:
        """Balance and held, as they are read."""
        (standing,) = self.do(lambda unit: reading.standings(unit, customer, at=self.now))
        return standing.balance, standing.held

    def among_many(self, customer: int = ANNA) -> int:
        """What can be spent as it is read of many customers at once."""
        return self.do(lambda unit: reading.available(unit.connection, [customer, 99], at=self.now))[customer]


@pytest.fixture
def ledger(books: Books) -> Iterator[Ledger]:
    ledger = Ledger(books)
    yield ledger
    assert ledger.do(lambda unit: verify(unit.connection)) == []


def test_what_is_held_can_not_be_spent_again(ledger: Ledger) -> None:
    ledger.give(100)
    ledger.hold(70)

    with pytest.raises(NotEnoughPoints) as refusal:
        ledger.hold(31, key="another cart")

    assert refusal.value.details() == {"needed": 31, "available": 30}


def test_a_hold_is_made_once_a_key(ledger: Ledger) -> None:
    ledger.give(100)

    ledger.hold(70)
    ledger.hold(70)

    assert ledger.has() == (30, 70)


def test_a_hold_that_lapsed_is_free_at_that_instant_though_nobody_posted_it(ledger: Ledger) -> None:
    ledger.give(100)
    ledger.hold(70)

    ledger.now += QUARTER - timedelta(microseconds=1)
    assert (ledger.has(), ledger.among_many()) == ((30, 70), 30)

    ledger.now += timedelta(microseconds=1)
    assert (ledger.has(), ledger.among_many()) == ((100, 0), 100)


def test_a_hold_that_lapsed_can_not_be_captured(ledger: Ledger) -> None:
    ledger.give(100)
    ledger.hold(70)
    ledger.now += QUARTER

    with pytest.raises(NotHeld) as refusal:
        ledger.do(lambda unit: service.capture(unit, "cart", 70, key="paid"))

    assert refusal.value.details() == {"hold": "cart", "needed": 70, "there": 0}


def test_a_hold_keeps_its_lot_from_ending(ledger: Ledger) -> None:
    ledger.give(100, lasts=timedelta(minutes=5))
    ledger.hold(70)
    ledger.now += timedelta(minutes=10)
    assert ledger.has() == (0, 70)

    ledger.do(lambda unit: service.capture(unit, "cart", 50, key="paid"))
    ledger.do(lambda unit: service.release(unit, "cart"))

    assert ledger.has() == (0, 0)


def test_what_was_spent_comes_back_to_its_lots_the_last_drawn_first(ledger: Ledger) -> None:
    ledger.give(50, key="soon", lasts=timedelta(days=1))
    ledger.give(50, key="later")
    ledger.hold(70)
    ledger.do(lambda unit: service.capture(unit, "cart", 70, key="paid"))

    ledger.do(lambda unit: service.give_back(unit, "cart", 30, key="refund"))
    assert ledger.has() == (60, 0)

    ledger.now += timedelta(days=1)
    assert ledger.has() == (50, 0)


def test_what_comes_back_to_a_lot_that_has_ended_gets_a_grace_or_ends(ledger: Ledger) -> None:
    ledger.give(100, lasts=timedelta(days=1))
    ledger.hold(70)
    ledger.do(lambda unit: service.capture(unit, "cart", 70, key="paid"))
    ledger.now += timedelta(days=2)
    grace = ledger.now + timedelta(days=14)

    ledger.do(lambda unit: service.give_back(unit, "cart", 20, key="first refund"))
    ledger.do(lambda unit: service.give_back(unit, "cart", 50, key="second refund", grace_ends_at=grace))

    assert ledger.has() == (50, 0)

    ledger.now = grace
    assert ledger.has() == (0, 0)


def test_more_than_was_spent_does_not_come_back(ledger: Ledger) -> None:
    ledger.give(100)
    ledger.hold(70)
    ledger.do(lambda unit: service.capture(unit, "cart", 40, key="paid"))

    with pytest.raises(NotHeld):
        ledger.do(lambda unit: service.give_back(unit, "cart", 41, key="refund"))


@pytest.mark.parametrize(("shortage", "balance"), [(Shortage.OWE, -30), (Shortage.FORGIVE, 0)])
def test_a_correction_of_more_than_there_is_owes_or_forgives(ledger: Ledger, shortage: Shortage, balance: int) -> None:
    ledger.give(50)

    ledger.take(80, shortage)

    assert ledger.has() == (balance, 0)


def test_a_forbidden_correction_leaves_everything_as_it_was(ledger: Ledger) -> None:
    ledger.give(50)

    with pytest.raises(NotEnoughPoints):
        ledger.take(80)

    assert ledger.has() == (50, 0)


def test_what_is_owed_is_paid_from_what_comes_next(ledger: Ledger) -> None:
    ledger.take(30, Shortage.OWE)

    ledger.give(100)

    assert ledger.has() == (70, 0)


@pytest.mark.parametrize("shortage", [Shortage.OWE, Shortage.FORGIVE])
def test_a_correction_undone_leaves_no_trace_in_the_balance(ledger: Ledger, shortage: Shortage) -> None:
    ledger.give(50)
    ledger.take(80, shortage)

    for _ in range(2):
        ledger.do(lambda unit: service.undo(unit, "fine", reason="a mistake"))

    assert ledger.has() == (50, 0)


def test_a_debt_that_was_paid_comes_back_when_its_cause_is_undone(ledger: Ledger) -> None:
    ledger.take(80, Shortage.OWE)
    ledger.give(100)

    ledger.do(lambda unit: service.undo(unit, "fine", reason="a mistake"))

    assert ledger.has() == (100, 0)


def test_a_gift_undone_is_taken_from_its_own_lot(ledger: Ledger) -> None:
    ledger.give(50, key="kept", lasts=timedelta(days=1))
    ledger.give(30, key="mistaken", lasts=timedelta(days=2))

    ledger.do(lambda unit: service.undo(unit, "mistaken", reason="a mistake"))
    assert ledger.has() == (50, 0)

    ledger.now += timedelta(days=1)
    assert ledger.has() == (0, 0)


def test_only_corrections_are_undone(ledger: Ledger) -> None:
    ledger.give(50)
    ledger.hold(20)

    with pytest.raises(CantUndo):
        ledger.do(lambda unit: service.undo(unit, "hold:cart", reason="?"))
    with pytest.raises(NotFound):
        ledger.do(lambda unit: service.undo(unit, "nothing", reason="?"))


def test_points_that_start_later_are_pending_until_that_instant(ledger: Ledger) -> None:
    tomorrow = NOON + timedelta(days=1)
    ledger.do(
        lambda unit: service.adjust(
            unit, ANNA, 10, key="later", reason="a gift", starts_at=tomorrow, ends_at=tomorrow + QUARTER
        )
    )

    read = []
    for at in (NOON, tomorrow - timedelta(microseconds=1), tomorrow, tomorrow + QUARTER):
        (standing,) = ledger.do(lambda unit, at=at: reading.standings(unit, ANNA, at=at))  # type: ignore[misc]
        many = ledger.do(lambda unit, at=at: reading.available(unit.connection, [ANNA], at=at))  # type: ignore[misc]
        read.append((standing.balance, standing.pending, many[ANNA]))

    assert read == [(0, 10, 0), (0, 10, 0), (10, 0, 10), (0, 0, 0)]


def test_what_is_given_by_hand_may_end_with_inactivity(ledger: Ledger) -> None:
    ledger.do(
        lambda unit: service.adjust(
            unit, ANNA, 50, key="gift", reason="a gift", ends_at=NOON + timedelta(days=2), inactivity="2 days"
        )
    )
    ledger.now += timedelta(days=1)
    ledger.hold(10)
    ledger.do(lambda unit: service.capture(unit, "cart", 10, key="paid"))

    ledger.now += timedelta(days=1)
    assert ledger.has() == (40, 0)

    ledger.now += timedelta(days=2)
    assert ledger.has() == (0, 0)


def test_the_sweep_posts_what_is_due_a_few_customers_at_a_time(ledger: Ledger) -> None:
    for customer in range(1, 6):
        ledger.give(10, customer=customer, key=f"gift {customer}", lasts=timedelta(days=1))
    ledger.now += timedelta(days=1)

    posted = [ledger.do(lambda unit: due.post_due(unit, most=2)) for _ in range(4)]

    assert posted == [2, 2, 1, 0]


def test_everything_goes_along_when_two_customers_turn_out_to_be_one(ledger: Ledger) -> None:
    ledger.give(50, lasts=timedelta(days=1))
    ledger.hold(20)
    ledger.give(5, customer=BORIS, key="boris")

    ledger.do(lambda unit: service.merge_all(unit, [(ANNA, BORIS)]))
    assert (ledger.has(ANNA), ledger.has(BORIS)) == ((0, 0), (35, 20))

    ledger.do(lambda unit: service.capture(unit, "cart", 20, key="paid"))
    ledger.do(lambda unit: service.undo(unit, "gift", reason="a mistake"))
    assert ledger.has(BORIS) == (-15, 0)


def test_lots_stay_what_they_are_when_they_go_to_another(ledger: Ledger) -> None:
    ledger.give(50, key="soon", lasts=timedelta(days=1))
    ledger.give(30, key="later", lasts=timedelta(days=9))
    ledger.hold(60)
    ledger.do(lambda unit: service.capture(unit, "cart", 55, key="paid"))
    (before,) = ledger.do(lambda unit: reading.standings(unit, ANNA, at=ledger.now))

    ledger.do(lambda unit: service.merge(unit, ANNA, BORIS))

    (after,) = ledger.do(lambda unit: reading.standings(unit, BORIS, at=ledger.now))
    assert after.lots == before.lots
    ledger.do(lambda unit: service.give_back(unit, "cart", 55, key="refund"))
    assert ledger.has(BORIS) == (75, 5)

    ledger.now += timedelta(days=1)
    assert ledger.has(BORIS) == (30, 0), "the hold lapsed into a lot that ends later, and the other has ended"


@pytest.mark.parametrize("by", ["hold", "correction"])
def test_of_sixteen_who_spend_the_last_points_at_once_one_does(ledger: Ledger, by: str) -> None:
    ledger.give(100)
    together = Barrier(16)

    def spend(n: int) -> bool:
        def deed(unit: Unit) -> object:
            if by == "hold":
                return service.hold(unit, ANNA, 100, key=f"cart {n}", lapses_at=NOON + QUARTER)
            return service.adjust(unit, ANNA, -100, key=f"cart {n}", reason="spent")

        together.wait()
        try:
            ledger.books.perform(deed)
        except NotEnoughPoints:
            return False
        return True

    with ThreadPoolExecutor(16) as clients:
        spent = list(clients.map(spend, range(16)))

    assert sorted(spent) == [False] * 15 + [True]
    assert ledger.has() == ((0, 100) if by == "hold" else (0, 0))


def test_of_two_workers_that_settle_the_same_orders_neither_doubles(ledger: Ledger) -> None:
    earned = [Earned(1, str(n), 1, service.LEDGER, n % 3 + 1, 10, NOON) for n in range(30)]
    ledger.do(lambda unit: settling.settle(unit, earned, shortage=Shortage.OWE, grants=forever, calendar=CALENDAR))
    more = [one._replace(points=15) for one in earned]

    def settle(_: int) -> int:
        return ledger.books.perform(
            lambda unit: len(settling.settle(unit, more, shortage=Shortage.OWE, grants=forever, calendar=CALENDAR))
        )

    with ThreadPoolExecutor(4) as workers:
        posted = list(workers.map(settle, range(4)))

    assert sorted(posted) == [0, 0, 0, 30]
    assert ledger.has() == (150, 0)
