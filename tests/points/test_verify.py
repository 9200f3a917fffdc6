"""The proof finds whatever is lost, doubled or below zero, and `regulars points verify` tells it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from tests.points.granting import CALENDAR, forever
from typer.testing import CliRunner

from regulars.books import Books
from regulars.cli import build
from regulars.points import service, settling
from regulars.points.model.settlement import Earned
from regulars.points.model.taking import Shortage
from regulars.points.verify import CHECKS, verify

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

DAMAGE = {
    "a transaction's entries sum to zero": "update points_entry set points = points + 1 where transaction_id = 1 and n = 0",
    "a transaction has entries, and changes the customer by what it says": "update points_transaction set points = points + 1 where id = 1",
    "an entry belongs to a transaction": "delete from points_transaction where id = 1",
    "no key is there twice": "update points_lot set key = 'same'",
    "an entry is on an account that there is, with a customer on a customer's": "update points_entry set account = 'lost' where transaction_id = 1 and n = 0",
    "a lot's points are remaining, held, used, ended, reversed or adjusted": "update points_lot set used = used + 1",
    "a lot's columns are what its entries say": "update points_lot set used = used + 1, points = points + 1",
    "an entry's lot is there": "delete from points_lot where held = 0",
    "a balance is what its entries say": "update points_balance set available = available + 1",
    "a balance is its lots, less what is owed": "update points_balance set held = held + 1",
    "nobody owes who has points available": "update points_balance set debt = 1",
    "nothing is below zero": "update points_balance set pending = -1",
    "a lot without a start waits for something, and is pending": "update points_lot set starts_at = null",
    "what a lot has held is drawn by open holds": "update points_draw set released = 1",
    "a hold is open as long as something is held": "update points_hold set open = false",
    "a hold is on lots of its own ledger": "update points_hold set ledger_id = 9",
    "who was short of a mass transaction is what its postings say": """
        with m as (insert into points_mass (points, ledger_id, reason, shortage, audience, starts_at, customers, size, actor,
                                            created_at)
                   values (-5, 1, '-', 'owe', '{}', now(), '', 1, 'system', now()) returning id)
        insert into points_mass_short select id, 1, 5 from m""",
    "what was settled is what was posted for the order": "update points_settlement set points = points + 1",
    "what customers were granted for what they did is what was posted": "insert into points_granted values (1, 9, 'review:1', 5, now())",
}


@pytest.fixture
def kept(books: Books) -> Books:
    """Two orders settled, and points held."""
    books.clock = lambda: NOON
    with books.transaction() as unit:
        earned = [Earned(1, order, 1, service.LEDGER, 1, 10, NOON) for order in ("a", "b")]
        settling.settle(unit, earned, shortage=Shortage.OWE, grants=forever, calendar=CALENDAR)
        service.hold(unit, 1, 4, key="cart", lapses_at=NOON + timedelta(hours=1))
    return books


def test_a_right_ledger_breaks_no_invariant(kept: Books) -> None:
    with kept.transaction() as unit:
        assert verify(unit.connection) == []


@pytest.mark.parametrize("name", CHECKS)
def test_what_is_broken_is_found(kept: Books, name: str) -> None:
    with kept.transaction() as unit:
        unit.driver.execute(DAMAGE[name].encode())
        found = {one.name: one for one in verify(unit.connection)}

    assert name in found
    assert found[name].count > 0
    assert found[name].examples


def test_the_proof_leaves_the_settings_of_the_transaction_as_they_were(kept: Books) -> None:
    settings = sa.text("select name, setting from pg_settings where name ~ 'parallel|enable_|work_mem' order by name")
    with kept.transaction() as unit:
        before = unit.connection.execute(settings).all()
        verify(unit.connection)

        assert unit.connection.execute(settings).all() == before


def test_the_command_says_that_all_is_well(kept: Books, books_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGULARS_DATABASE_URL", books_url)

    said = CliRunner().invoke(build(), ["points", "verify", "--json"])

    assert (said.exit_code, json.loads(said.output)) == (0, {"ok": True, "checked": len(CHECKS), "problems": []})


def test_the_command_ends_with_one_when_something_is_wrong(
    kept: Books, books_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGULARS_DATABASE_URL", books_url)
    with kept.transaction() as unit:
        unit.driver.execute("update points_balance set pending = -1")

    said = CliRunner().invoke(build(), ["points", "verify"])

    assert said.exit_code == 1
    assert "✗ 1 nothing is below zero: 1" in said.output
