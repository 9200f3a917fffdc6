"""Settling many orders as one set writes what settling them one by one does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.points.granting import CALENDAR, Waiting, lasting
from tests.thorough import examples

from regulars.books import Books
from regulars.points import service, settling
from regulars.points.model.settlement import Earned
from regulars.points.model.taking import Shortage
from regulars.points.verify import verify

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TABLES = (
    "points_transaction, points_entry, points_lot, points_hold, points_draw, points_settlement, points_balance, journal"
)

KEY = r"regexp_replace({}.key, '^(open|end):\d+', '\1')"
"""A key, without the number of a lot, which is drawn from a sequence."""

WRITTEN = {
    "transactions": f"""select {KEY.format("t")}, at, posted_at, points, customer_id, ledger_id, rule_id, deed, "order", reason, actor
                       from points_transaction t order by 1, at, "order" """,
    "entries": f"""select {KEY.format("t")}, e.account, e.customer_id, l.key, e.points from points_entry e
                  join points_transaction t on t.id = e.transaction_id left join points_lot l on l.id = e.lot_id
                  order by 1, 2, 4, 5""",
    "lots": """select key, customer_id, ledger_id, points, remaining, held, used, ended, reversed, adjusted, starts_at,
                      ends_at, awaits, opened, endings, source, rule_id, "order" from points_lot order by key""",
    "settlements": 'select * from points_settlement order by "order", rule_id',
    "balances": "select * from points_balance order by customer_id, ledger_id",
    "journal": f"""select {KEY.format("j")}, customer_id, updated_at, live, body from journal j
                   where type = 'decision.points' order by 1, updated_at, body""",
}

earned = st.builds(
    Earned,
    rule_id=st.integers(1, 3),
    order=st.sampled_from([f"o{n}" for n in range(12)]),
    rule_version=st.just(1),
    ledger_id=st.just(1),
    customer_id=st.integers(1, 5),
    points=st.integers(0, 50),
    granted_at=st.one_of(st.none(), st.builds(lambda h: NOON - timedelta(hours=h), st.integers(-2, 1000))),
)
batches = st.lists(earned, max_size=20, unique_by=lambda one: (one.rule_id, one.order))


def written(
    books: Books, before: list[Earned], debts: list[int], batch: list[Earned], few: int
) -> dict[str, list[Any]]:
    """The ledger after the same history, the last batch settled as sets when it has more than `few`."""
    with books.transaction() as unit:
        unit.connection.execute(sa.text(f"truncate {TABLES}"))
        for customer in debts:
            service.adjust(unit, customer, -15, key=f"debt {customer}", reason="owed", shortage=Shortage.OWE)
        settle(unit, before)
    usual, settling.FEW = settling.FEW, few
    try:
        with books.transaction() as unit:
            settle(unit, batch)
    finally:
        settling.FEW = usual
    with books.transaction() as unit:
        assert verify(unit.connection) == []
        return {name: list(map(tuple, unit.connection.execute(sa.text(query)))) for name, query in WRITTEN.items()}


def settle(unit: Any, batch: list[Earned]) -> None:
    usual = lasting(lambda rule: timedelta(days=30) if rule == 1 else None)

    def grants(rule: int, version: int) -> settling.Granting:
        return settling.Granting(Waiting(timedelta(days=20))) if rule == 3 else usual(rule, version)

    settling.settle(unit, batch, shortage=Shortage.OWE, grants=grants, calendar=CALENDAR)


def test_many_first_grants_at_once_are_what_they_are_one_by_one(books: Books) -> None:
    books.clock = lambda: NOON

    @settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
    @given(before=batches, debts=st.lists(st.integers(1, 5), max_size=2, unique=True), batch=batches)
    def same(before: list[Earned], debts: list[int], batch: list[Earned]) -> None:
        one_by_one = written(books, before, debts, batch, few=10**9)
        as_a_set = written(books, before, debts, batch, few=0)
        for name in WRITTEN:
            assert as_a_set[name] == one_by_one[name], name

    same()
