"""How rows lie: those of one customer side by side, with the same content, whoever asks meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from tests.facts.said import MARCH, WARSAW, Journal, row, rows

from regulars.facts import layout
from regulars.facts.store import Facts
from regulars.journal import Batch

CUSTOMERS, ORDERS = 7, 60
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
AT_THREE = datetime(2026, 3, 2, 2, tzinfo=UTC)
"""At night in Warsaw."""


@pytest.fixture
def facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Facts]:
    """Sixty orders of seven customers, one after the other, where fifty rows are many."""
    monkeypatch.setattr(layout, "LEAST", 50)
    monkeypatch.setattr(layout, "LOOK_AFTER", 10)
    with Facts(tmp_path / "facts.duckdb", calendar=WARSAW, currency="USD", threads=2) as facts:
        more(facts, range(ORDERS))
        yield facts


def more(facts: Facts, numbers: range) -> None:
    """Orders that come in, of the customers in turn."""
    journal = Journal()
    for n in numbers:
        journal.say(
            "order", f"o{n}", 1 + n % CUSTOMERS, placed_at=MARCH, status="complete", currency="USD", grand_total=f"{n}.00",
            lines=[{"id": "1", "sku": f"S{n}", "quantity": "1", "row_total": f"{n}.00"}],
        )  # fmt: skip
    after = facts.position()
    entries = [one._replace(position=one.position + after) for one in journal.entries]
    facts.apply(Batch(after, after + len(entries), entries, []))


def customers(facts: Facts, table: str = "order") -> list[int]:
    return [one["customer_id"] for one in rows(facts, f'select customer_id from "{table}"')]


def all_laid(facts: Facts, now: datetime | None = None) -> set[str]:
    return set(iter(lambda: facts.lay(now), None))


def test_rows_of_one_customer_lie_together_in_the_order_they_came(facts: Facts) -> None:
    before = {table: sorted(map(str, rows(facts, f'select * from "{table}"'))) for table in layout.LAID}
    assert customers(facts) != sorted(customers(facts))

    laid = all_laid(facts)

    assert laid == {"order", "order_line", "order_status"}
    for table in laid:
        assert customers(facts, table) == sorted(customers(facts, table))
    of_one = [one["order_id"] for one in rows(facts, 'select order_id from "order" where customer_id = 3')]
    assert of_one == sorted(of_one)
    assert {table: sorted(map(str, rows(facts, f'select * from "{table}"'))) for table in layout.LAID} == before


def test_what_lies_is_left_until_a_fifth_has_come_again(facts: Facts) -> None:
    all_laid(facts)

    more(facts, range(ORDERS, ORDERS + 49))
    assert all_laid(facts) == set(), "too few for the trouble"
    more(facts, range(ORDERS + 49, ORDERS + 61))
    assert all_laid(facts) == {"order", "order_line", "order_status"}
    more(facts, range(ORDERS + 61, ORDERS + 121))
    assert "order" in all_laid(facts)
    for start in range(ORDERS + 121, ORDERS + 421, 100):
        more(facts, range(start, start + 100))
    all_laid(facts)
    more(facts, range(600, 660))
    assert all_laid(facts) == set(), "60 rows are less than a fifth of 540"


def test_a_large_table_waits_for_the_night(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "AT_ONCE", 20)

    assert all_laid(facts, NOON) == set()
    assert all_laid(facts, AT_THREE) == {"order", "order_line", "order_status"}


def test_it_is_looked_again_after_many_entries_only(facts: Facts) -> None:
    all_laid(facts, NOON)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "apart", lambda con: pytest.fail("looked though nothing came in"))
        assert all_laid(facts, NOON) == set()


def test_questions_are_answered_meanwhile(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "APART", 10**9)
    monkeypatch.setattr(layout, "LEAST", 0)
    over = threading.Event()
    found: tuple[list[int], list[int]] = [], []

    def ask(counted: list[int]) -> None:
        while not over.is_set():
            counted.append(row(facts, 'select count(*) as n, sum(grand_total) as s from "order"')["n"])

    asking = [threading.Thread(target=ask, args=[counted]) for counted in found]
    for one in asking:
        one.start()
    for n in range(30):
        more(facts, range(1000 + n, 1001 + n))
        facts.lay()
    over.set()
    for one in asking:
        one.join()

    assert len(customers(facts)) == ORDERS + 30
    for counted in found:
        assert counted, "nothing was answered"
        assert counted == sorted(counted)


def test_if_it_fails_all_is_as_before(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    before = customers(facts)
    real = layout.lay

    def lay(con: duckdb.DuckDBPyConnection, table: str) -> None:
        real(con, table)
        raise KeyboardInterrupt

    monkeypatch.setattr(layout, "lay", lay)
    with pytest.raises(KeyboardInterrupt):
        facts.lay()
    assert customers(facts) == before

    monkeypatch.setattr(layout, "lay", real)
    more(facts, range(ORDERS, ORDERS + 1))
    assert all_laid(facts) == {"order", "order_line", "order_status"}


def test_where_there_is_no_room_rows_stay_as_they_lie_and_the_shop_goes_on(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = customers(facts)

    def lay(con: duckdb.DuckDBPyConnection, table: str) -> None:
        con.execute(f'delete from "{table}"')
        raise duckdb.OutOfMemoryException("no room")

    monkeypatch.setattr(layout, "lay", lay)

    assert facts.lay() is None
    assert customers(facts) == before
    more(facts, range(ORDERS, ORDERS + 1))
    assert len(customers(facts)) == ORDERS + 1
