"""Mass transactions: the same rows as one by one, once each, resumable, and undone as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyroaring import BitMap
from tests.thorough import examples

from regulars.books import Books, Unit
from regulars.points import mass, mass_lanes, mass_pages, plain, reading, service
from regulars.points.model.mass import CantTakeBack, Mass, Terms
from regulars.points.model.taking import Shortage
from regulars.points.verify import verify

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TABLES = (
    "points_transaction, points_entry, points_lot, points_hold, points_draw, points_settlement, points_balance, journal,"
    " points_mass, points_mass_lane, points_mass_short, audit, job"
)
KEY = r"regexp_replace({}.key, '^(open|end):\d+', '\1')"
"""A key, without the number of a lot, which is drawn from a sequence."""
WRITTEN = {
    "transactions": f"""select {KEY.format("t")}, at, posted_at, points, customer_id, ledger_id, deed, reason, undoes, batch,
                               actor from points_transaction t order by 1, at, customer_id, points""",
    "entries": f"""select {KEY.format("t")}, t.customer_id, e.n, e.account, e.customer_id, l.key, e.points from points_entry e
                   join points_transaction t on t.id = e.transaction_id left join points_lot l on l.id = e.lot_id
                   order by 1, t.at, 2, l.key, 3""",
    "lots": """select key, customer_id, ledger_id, points, remaining, held, used, ended, reversed, adjusted, starts_at,
                      ends_at, inactivity, opened, endings, source from points_lot order by key""",
    "holds": "select key, customer_id, open from points_hold order by key",
    "balances": "select * from points_balance order by customer_id, ledger_id",
    "short": "select customer_id, points from points_mass_short order by customer_id",
}


class Shop:
    """Registered customers, with a clock that is set by hand."""

    def __init__(self, books: Books) -> None:
        self.books, self.now = books, NOON
        books.clock = lambda: self.now

    def register(self, *customers: int) -> None:
        with self.books.transaction() as unit:
            for id in customers:
                unit.driver.execute(
                    """insert into customer_identity (customer_id, external_id, verified, position)
                       values (%s, %s, false, 0)""",
                    [id, f"c{id}"],
                )

    def begin(
        self,
        points: int,
        customers: set[int],
        shortage: Shortage = Shortage.FORGIVE,
        lasts: int = 0,
        inactivity: str | None = None,
    ) -> int:
        ends_at = self.now + lasts * DAY if lasts else None
        terms = Terms(points, "Women's day", service.LEDGER, shortage, self.now, ends_at, inactivity)
        return self.books.perform(lambda unit: mass.create(unit, terms, BitMap(customers), {})).id

    def run(self, id: int) -> Mass:
        while (kept := self.books.perform(lambda unit: mass.step(unit, id))).is_under_way:
            pass
        return kept

    def undo(self, id: int, shortage: Shortage = Shortage.OWE) -> Mass:
        self.books.perform(lambda unit: mass.undo(unit, id, reason="a mistake", shortage=shortage))
        return self.run(id)

    def give(self, customer: int, points: int, key: str, lasts: int = 0) -> None:
        ends_at = self.now + lasts * DAY if lasts else None
        with self.books.transaction() as unit:
            service.adjust(unit, customer, points, key=key, reason="-", ends_at=ends_at, shortage=Shortage.OWE)

    def has(self, *customers: int) -> list[int]:
        """What each can spend, less what they owe."""
        with self.books.transaction() as unit:
            return [sum(one.balance for one in reading.standings(unit, id, at=self.now)) for id in customers]


@pytest.fixture
def shop(books: Books) -> Iterator[Shop]:
    shop = Shop(books)
    shop.register(1, 2, 3)
    yield shop
    with books.transaction() as unit:
        assert verify(unit.connection) == []


@pytest.fixture
def by_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of two customers."""
    monkeypatch.setattr(mass, "CHUNK", 2)


def test_everybody_gets_the_points_and_nobody_else(shop: Shop) -> None:
    done = shop.run(shop.begin(50, {1, 3}))

    assert shop.has(1, 2, 3) == [50, 0, 50]
    assert (done.state, done.place, done.moved) == ("done", 2, 100)


def test_who_is_no_registered_customer_any_more_is_passed_over(shop: Shop) -> None:
    done = shop.run(shop.begin(50, {1, 77}))

    assert (done.passed_over, done.moved) == (1, 50)


def test_who_became_one_with_another_gets_them_there(shop: Shop) -> None:
    with shop.books.transaction() as unit:
        unit.driver.execute("delete from customer_identity where customer_id = 2")
        unit.driver.execute("insert into customer_alias values (2, 1, 1, 0)")

    shop.run(shop.begin(50, {1, 2}))

    assert shop.has(1, 2) == [100, 0]


@pytest.mark.parametrize(("shortage", "balances"), [(Shortage.FORGIVE, [0, 0, 10]), (Shortage.OWE, [-30, -80, 10])])
def test_who_has_too_few_points_is_reported(shop: Shop, shortage: Shortage, balances: list[int]) -> None:
    shop.give(1, 50, "gift")
    shop.give(3, 90, "more")

    done = shop.run(shop.begin(-80, {1, 2, 3}, shortage))

    assert shop.has(1, 2, 3) == balances
    assert (done.short, done.short_points) == (2, 110)
    with shop.books.transaction() as unit:
        assert mass.short_of(unit, done.id, after=0, limit=9) == [(1, 30), (2, 80)]


def test_refused_it_leaves_everything_as_it_was(shop: Shop, by_two: None) -> None:
    for id in (1, 2):
        shop.give(id, 100, f"gift {id}")

    done = shop.run(shop.begin(-80, {1, 2, 3}, Shortage.FORBID))

    assert (done.state, done.place, done.taken_back, done.short) == ("refused", 2, 2, 1)
    assert shop.has(1, 2, 3) == [100, 100, 0]
    with pytest.raises(CantTakeBack):
        shop.undo(done.id)


def test_taken_up_again_after_a_kill_it_goes_on_with_the_same_people(shop: Shop, by_two: None) -> None:
    id = shop.begin(50, {1, 2, 3})

    def killed(unit: Unit) -> None:
        mass.step(unit, id)
        raise KeyboardInterrupt

    shop.books.perform(lambda unit: mass.step(unit, id))
    with pytest.raises(KeyboardInterrupt):
        shop.books.perform(killed)
    done = shop.run(id)

    assert (done.state, shop.has(1, 2, 3)) == ("done", [50, 50, 50])


@pytest.mark.parametrize("points", [50, -80])
@pytest.mark.parametrize("shortage", [Shortage.FORGIVE, Shortage.OWE])
def test_it_is_undone_as_a_whole(shop: Shop, by_two: None, points: int, shortage: Shortage) -> None:
    shop.give(1, 50, "gift")
    shop.give(2, -10, "owed")
    done = shop.run(shop.begin(points, {1, 2, 3}, shortage))

    undone = shop.undo(done.id)

    assert (undone.state, undone.taken_back) == ("undone", 3)
    assert shop.has(1, 2, 3) == [50, -10, 0]


def test_only_the_last_chunk_waits_for_the_disk(shop: Shop, by_two: None) -> None:
    id = shop.begin(50, {1, 2, 3})

    def waits(unit: Unit) -> tuple[bool, str]:
        unit.connection.execute(sa.text("set local synchronous_commit = on"))
        under_way = mass.step(unit, id).is_under_way
        return under_way, str(unit.connection.scalar(sa.text("show synchronous_commit")))

    assert [shop.books.perform(waits), shop.books.perform(waits)] == [(True, "off"), (False, "on")]


def test_undone_while_it_is_under_way_it_stops_there(shop: Shop, by_two: None) -> None:
    id = shop.begin(50, {1, 2, 3})
    shop.books.perform(lambda unit: mass.step(unit, id))

    undone = shop.undo(id)

    assert (undone.state, undone.place, shop.has(1, 2, 3)) == ("undone", 2, [0, 0, 0])


@pytest.fixture
def in_lanes(shop: Shop, by_two: None, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """A shop of eight where even the smallest deed is done in two lanes."""
    monkeypatch.setattr(mass_lanes, "WORTHWHILE", 1)
    shop.register(*range(4, 9))
    return shop


def test_two_lanes_are_gone_through_side_by_side(in_lanes: Shop) -> None:
    id = in_lanes.begin(50, {1, 2, 3, 4})

    done = mass.advance(in_lanes.books, id)

    assert (done.state, done.place, done.moved) == ("done", 4, 200)
    assert in_lanes.has(1, 2, 3, 4) == [50, 50, 50, 50]


def test_a_lane_that_somebody_is_at_is_left_to_them(in_lanes: Shop) -> None:
    id = in_lanes.begin(50, set(range(1, 9)))

    with in_lanes.books.transaction() as one, in_lanes.books.transaction() as other:
        lanes = [mass_lanes.take(unit, id, forward=True) for unit in (one, other, other)]
        with in_lanes.books.transaction() as third:
            left = mass_lanes.take(third, id, forward=True)

    assert [lane and (lane.begins, lane.ends) for lane in lanes] == [(0, 4), (4, 8), (4, 8)]
    assert left is None


def test_half_done_in_lanes_it_is_undone_as_a_whole(in_lanes: Shop) -> None:
    id = in_lanes.begin(50, set(range(1, 9)))

    half = mass.advance(in_lanes.books, id)
    in_lanes.books.perform(lambda unit: mass.undo(unit, id, reason="a mistake", shortage=Shortage.OWE))
    while (undone := mass.advance(in_lanes.books, id)).is_under_way:
        pass

    assert (half.state, half.place) == ("running", 4)
    assert (undone.state, undone.place, undone.taken_back, undone.moved) == ("undone", 4, 4, 0)
    assert in_lanes.has(*range(1, 9)) == [0] * 8


def test_refused_in_one_lane_it_is_taken_back_in_all(in_lanes: Shop) -> None:
    for customer in range(1, 8):
        in_lanes.give(customer, 100, f"gift {customer}")
    id = in_lanes.begin(-80, set(range(1, 9)), Shortage.FORBID)

    while (done := mass.advance(in_lanes.books, id)).is_under_way:
        pass

    assert (done.state, done.short, done.short_points, done.moved) == ("refused", 1, 80, 0)
    assert in_lanes.has(*range(1, 9)) == [100] * 7 + [0]


def test_its_postings_share_entries_of_the_journal_that_name_the_deed(shop: Shop) -> None:
    shop.register(*range(4, 20))

    done = shop.run(shop.begin(50, set(range(1, 20))))

    with shop.books.transaction() as unit:
        found = unit.driver.execute("select type, deed from journal").fetchall()
    assert found == [("decision.points_posted", done.batch)]


happenings = st.lists(
    st.tuples(
        st.integers(1, 4), st.sampled_from(["gift", "fine", "hold", "wait"]), st.integers(1, 60), st.integers(0, 3)
    ),
    max_size=10,
)
amounts = st.integers(-80, 80).filter(bool)


def happen(shop: Shop, history: list[tuple[int, str, int, int]], prefix: str) -> None:
    for n, (customer, kind, points, days) in enumerate(history):
        key = f"{prefix} {n}"
        match kind:
            case "gift":
                shop.give(customer, points, key, days)
            case "fine":
                shop.give(customer, -points, key)
            case "wait":
                shop.now += days * DAY / 2
            case "hold" if 0 < points <= shop.has(customer)[0]:
                with shop.books.transaction() as unit:
                    service.hold(unit, customer, points, key=key, lapses_at=shop.now + (days + 1) * DAY / 4)


def test_as_sets_it_is_what_it_is_by_pages(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop(books)
    shop.register(1, 2, 3, 4)

    def written(history: Any, points: int, shortage: Shortage, between: Any, pages: bool) -> dict[str, Any]:
        shop.now = NOON
        with books.transaction() as unit:
            unit.connection.execute(sa.text(f"truncate {TABLES} restart identity"))
        happen(shop, history, "before")
        with monkeypatch.context() as patch:
            if pages:
                patch.setattr(plain, "due", lambda _unit, _ledger, ids: set(ids))
            done = shop.run(shop.begin(points, {1, 2, 3, 4}, shortage, lasts=2, inactivity="2 days"))
            happen(shop, between, "between")
            if done.state != "refused":
                shop.undo(done.id, Shortage.OWE if shortage is Shortage.FORBID else shortage)
        with books.transaction() as unit:
            assert verify(unit.connection) == []
            return {name: list(map(tuple, unit.connection.execute(sa.text(query)))) for name, query in WRITTEN.items()}

    @settings(max_examples=examples(30), deadline=None, suppress_health_check=list(HealthCheck))
    @given(history=happenings, points=amounts, shortage=st.sampled_from(Shortage), between=happenings)
    def same(history: Any, points: int, shortage: Shortage, between: Any) -> None:
        by_pages = written(history, points, shortage, between, pages=True)
        as_sets = written(history, points, shortage, between, pages=False)
        for name in WRITTEN:
            assert as_sets[name] == by_pages[name], name

    same()


def test_what_is_given_may_end_with_inactivity(shop: Shop) -> None:
    shop.register(4)
    shop.give(2, -10, "owed")  # by a page, the others as a set
    shop.run(shop.begin(50, {1, 2, 3}, lasts=2, inactivity="2 days"))
    shop.now += DAY
    with shop.books.transaction() as unit:
        for customer in (1, 2):
            service.hold(unit, customer, 5, key=f"cart {customer}", lapses_at=shop.now + DAY)
            service.capture(unit, f"cart {customer}", 5, key=f"paid {customer}")

    shop.now += DAY

    assert shop.has(1, 2, 3) == [45, 35, 0]


def test_a_page_is_looked_at_where_something_has_come_due(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.give(1, 50, "gift", lasts=1)
    shop.now += DAY
    seen: list[int] = []
    usual = mass_pages.post
    monkeypatch.setattr(mass_pages, "post", lambda unit, deed, whom: (seen.extend(whom), usual(unit, deed, whom))[1])

    shop.run(shop.begin(-10, {1, 2}))

    assert seen == [1]
