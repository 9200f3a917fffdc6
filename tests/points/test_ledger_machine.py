"""Whatever is done to a ledger, in whatever order: after each step every invariant holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import ClassVar

import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from pyroaring import BitMap
from tests.points.granting import CALENDAR, Waiting, lasting
from tests.thorough import examples

from regulars.books import Books
from regulars.points import awaiting, due, mass, reading, service, settling, transfers
from regulars.points.awaiting import NotWaiting
from regulars.points.model.holding import NotHeld
from regulars.points.model.lots import Lot, NotEnoughPoints
from regulars.points.model.mass import Mass, Terms
from regulars.points.model.settlement import Earned
from regulars.points.model.taking import Shortage
from regulars.points.model.transferring import sides
from regulars.points.settling import Granting
from regulars.points.transfers import CantTransfer
from regulars.points.verify import verify

START = datetime(2026, 1, 1, tzinfo=UTC)
LIFETIME = timedelta(days=30)
WAITING = 8
"""The rule whose points wait, at most so long."""
DEADLINE = timedelta(days=10)
TABLES = (
    "points_transaction, points_entry, points_lot, points_hold, points_draw, points_settlement, points_balance, journal,"
    " points_granted, points_mass, points_mass_short, customer_identity, customer_alias, job"
)


def grants(rule_id: int, version: int) -> Granting:
    if rule_id == WAITING:
        return Granting(Waiting(DEADLINE, timedelta(days=1)))
    return lasting(lambda _: LIFETIME)(rule_id, version)


customers = st.integers(1, 3)
amounts = st.integers(1, 60)
shortages = st.sampled_from(Shortage)


class Ledger(RuleBasedStateMachine):
    """Three customers and a handful of orders, over a year or so."""

    books: Books
    looked: ClassVar[int] = 0
    """How often the ledger was found right."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.count = 0
        self.merged: dict[int, int] = {}
        self.wanted: dict[str, int] = {}
        self.holds: list[str] = []
        self.adjustments: list[str] = []
        self.deeds: list[Mass] = []
        self.books.clock = lambda: self.now

    @initialize()
    def empty(self) -> None:
        with self.books.transaction() as unit:
            unit.connection.execute(sa.text(f"truncate {TABLES}"))
            for id in (1, 2, 3):
                unit.driver.execute(
                    "insert into customer_identity values (%s, %s, null, null, false, null, 0)", [id, str(id)]
                )

    def fresh(self, kind: str) -> str:
        self.count += 1
        return f"{kind}-{self.count}"

    def known(self, customer: int) -> int:
        while customer in self.merged:
            customer = self.merged[customer]
        return customer

    @rule(by=st.sampled_from([timedelta(hours=1), timedelta(days=1), timedelta(days=12), timedelta(days=31)]))
    def time_passes(self, by: timedelta) -> None:
        self.now += by

    @rule(
        rule_id=st.sampled_from([7, WAITING]),
        order=st.sampled_from("ABCD"),
        customer=st.one_of(customers, customers, st.none()),
        points=st.integers(0, 60),
        complete=st.sampled_from([True, True, False]),
        shortage=st.sampled_from([Shortage.OWE, Shortage.FORGIVE]),
        since=st.sampled_from([timedelta(0), timedelta(days=2), timedelta(days=-5)]),
    )
    def settle(
        self,
        rule_id: int,
        order: str,
        customer: int | None,
        points: int,
        complete: bool,
        shortage: Shortage,
        since: timedelta,
    ) -> None:
        customer = None if customer is None else self.known(customer)
        earned = Earned(rule_id, order, 1, service.LEDGER, customer, points, self.now - since if complete else None)
        with self.books.transaction() as unit:
            settling.settle(unit, [earned], shortage=shortage, grants=grants, calendar=CALENDAR)
        with self.books.transaction() as unit:
            again = settling.settle(unit, [earned], shortage=shortage, grants=grants, calendar=CALENDAR)
            found = settling.settled(unit, [order]).get((rule_id, order))
        assert again == []
        assert (found.points if found else 0) == (points if complete and customer is not None else 0)

    @rule(customer=customers, ago=st.sampled_from([timedelta(0), timedelta(days=2), timedelta(days=20)]))
    def act(self, customer: int, ago: timedelta) -> None:
        """What points wait for was done so long ago, and is heard of twice."""
        with self.books.transaction() as unit:
            waiting = {one.lot_id: one.awaited for one in awaiting.waiting(unit, [self.known(customer)])}
        done = {id: max(self.now - ago, awaited.since) for id, awaited in waiting.items()}
        with self.books.transaction() as unit:
            awaiting.begin(unit, done)
        for lot in self.lots():
            if lot.id in done:
                late = done[lot.id] >= waiting[lot.id].since + DEADLINE
                assert lot.waits == late, "what counts is when it was done"
                assert late or lot.starts_at == max(done[lot.id], waiting[lot.id].not_before)
                assert late or lot.ended == 0
        before = self.balances()
        with self.books.transaction() as unit:
            assert awaiting.begin(unit, done) == []
        assert self.balances() == before

    @rule(customer=customers)
    def release_waiting(self, customer: int) -> None:
        with self.books.transaction() as unit:
            lots = awaiting.waiting(unit, [self.known(customer)])
        left = {lot.id: lot.remaining for lot in self.lots()}
        for one in lots:
            try:
                with self.books.transaction() as unit:
                    _, _, lot = awaiting.release(unit, one.lot_id)
            except NotWaiting:
                assert left[one.lot_id] == 0
            else:
                assert left[one.lot_id] > 0
                assert lot.starts_at == max(self.now, one.awaited.not_before)

    def lots(self) -> list[Lot]:
        """Every lot there ever was, as it is read now."""
        with self.books.transaction() as unit:
            standings = [one for id in (1, 2, 3) for one in reading.standings(unit, id, at=self.now)]
        return [lot for standing in standings for lot in standing.lots]

    @rule(customer=customers, points=amounts, ttl=st.sampled_from([timedelta(minutes=15), timedelta(days=40)]))
    def hold(self, customer: int, points: int, ttl: timedelta) -> None:
        key = self.fresh("hold")
        try:
            with self.books.transaction() as unit:
                service.hold(unit, self.known(customer), points, key=key, lapses_at=self.now + ttl)
        except NotEnoughPoints:
            return
        self.holds.append(key)

    @precondition(lambda self: self.holds)
    @rule(data=st.data(), points=amounts)
    def capture(self, data: st.DataObject, points: int) -> None:
        held, key = data.draw(st.sampled_from(self.holds)), self.fresh("capture")
        try:
            for _ in range(2):
                with self.books.transaction() as unit:
                    service.capture(unit, held, points, key=key)
        except NotHeld:
            pass

    @precondition(lambda self: self.holds)
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        held = data.draw(st.sampled_from(self.holds))
        with self.books.transaction() as unit:
            service.release(unit, held)

    @precondition(lambda self: self.holds)
    @rule(data=st.data(), points=amounts, grace=st.sampled_from([None, timedelta(days=14)]))
    def give_back(self, data: st.DataObject, points: int, grace: timedelta | None) -> None:
        held, key = data.draw(st.sampled_from(self.holds)), self.fresh("give-back")
        try:
            with self.books.transaction() as unit:
                service.give_back(unit, held, points, key=key, grace_ends_at=self.now + grace if grace else None)
        except NotHeld:
            pass

    @rule(
        customer=customers,
        points=st.integers(-60, 60).filter(bool),
        shortage=shortages,
        starts_in=st.sampled_from([timedelta(0), timedelta(0), timedelta(days=3)]),
        lasts=st.sampled_from([None, timedelta(days=10)]),
    )
    def adjust(
        self, customer: int, points: int, shortage: Shortage, starts_in: timedelta, lasts: timedelta | None
    ) -> None:
        key, starts_at = self.fresh("adjust"), self.now + starts_in
        ends_at = starts_at + lasts if lasts else None
        try:
            for _ in range(2):
                with self.books.transaction() as unit:
                    service.adjust(
                        unit, self.known(customer), points, key=key, reason="test", shortage=shortage,
                        starts_at=starts_at, ends_at=ends_at,
                    )  # fmt: skip
        except NotEnoughPoints:
            return
        self.adjustments.append(key)

    @precondition(lambda self: self.adjustments)
    @rule(data=st.data(), shortage=shortages)
    def undo(self, data: st.DataObject, shortage: Shortage) -> None:
        key = data.draw(st.sampled_from(self.adjustments))
        try:
            with self.books.transaction() as unit:
                service.undo(unit, key, reason="a mistake", shortage=shortage)
        except NotEnoughPoints:
            pass

    @rule(giver=customers, taker=customers, points=amounts)
    def transfer(self, giver: int, taker: int, points: int) -> None:
        giver, taker = self.known(giver), self.known(taker)
        before, key = self.balances(), self.fresh("transfer")
        try:
            for _ in range(2):
                with self.books.transaction() as unit:
                    transfers.post(
                        unit, giver, taker, points, key=key, reason="a present", ledger_id=service.LEDGER
                    )  # fmt: skip
        except (NotEnoughPoints, CantTransfer):
            assert self.balances() == before
            return
        after = self.balances()
        assert (after[giver], after[taker]) == (before[giver] - points, before[taker] + points)
        self.adjustments.extend(sides(key))

    @rule(whom=st.sets(customers, min_size=1), points=st.integers(-60, 60).filter(bool), shortage=shortages)
    def update_many(self, whom: set[int], points: int, shortage: Shortage) -> None:
        before = self.balances()
        terms = Terms(points, "to many", service.LEDGER, shortage, self.now, self.now + LIFETIME)
        with self.books.transaction() as unit:
            made = mass.create(unit, terms, BitMap(self.known(id) for id in whom), {})
        done = self.step(made)
        after = self.balances()
        if done.state == "refused":
            assert shortage is Shortage.FORBID
            assert after == before
        else:
            assert sum(after.values()) - sum(before.values()) == done.moved
            self.deeds.append(done)

    @precondition(lambda self: self.deeds)
    @rule(data=st.data(), shortage=st.sampled_from([Shortage.OWE, Shortage.FORGIVE]))
    def undo_mass(self, data: st.DataObject, shortage: Shortage) -> None:
        before, deed = self.balances(), data.draw(st.sampled_from(self.deeds))
        was_done = deed.state == "done"
        with self.books.transaction() as unit:
            begun = mass.undo(unit, deed.id, reason="a mistake", shortage=shortage)
        undone = self.step(begun)
        self.deeds[self.deeds.index(deed)] = undone
        assert undone.state == "undone"
        after = self.balances()
        assert was_done or after == before
        assert sum(after.values()) - sum(before.values()) == undone.moved - deed.moved

    def step(self, deed: Mass) -> Mass:
        while deed.is_under_way:
            with self.books.transaction() as unit:
                deed = mass.step(unit, deed.id)
        return deed

    @rule(giver=customers, taker=customers)
    def merge(self, giver: int, taker: int) -> None:
        giver, taker = self.known(giver), self.known(taker)
        if giver == taker or len(self.merged) == 1:
            return
        before = self.balances()
        with self.books.transaction() as unit:
            service.merge(unit, giver, taker)
            unit.driver.execute("delete from customer_identity where customer_id = %s", [giver])
            unit.driver.execute("insert into customer_alias values (%s, %s, %s, 0)", [giver, taker, taker])
        after = self.balances()
        assert after[taker] == before[giver] + before[taker]
        assert after[giver] == 0
        self.merged[giver] = taker

    @rule()
    def sweep(self) -> None:
        before = self.balances()
        with self.books.transaction() as unit:
            while due.post_due(unit, most=2):
                pass
        assert self.balances() == before

    def balances(self) -> dict[int, int]:
        """What each can spend, less what they owe."""
        with self.books.transaction() as unit:
            return {id: sum(one.balance for one in reading.standings(unit, id, at=self.now)) for id in (1, 2, 3)}

    @invariant()
    def holds_true(self) -> None:
        with self.books.transaction() as unit:
            assert verify(unit.connection) == []
            many = reading.available(unit.connection, [1, 2, 3], at=self.now)
            one = {id: sum(one.available for one in reading.standings(unit, id, at=self.now)) for id in (1, 2, 3)}
        assert many == one
        type(self).looked += 1


def test_every_invariant_holds_after_every_step(books: Books) -> None:
    machine = type("LedgerOfThisRun", (Ledger,), {"books": books})

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples(20), stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )

    assert machine.looked > 20, "the ledger was looked at after steps, in every example"
