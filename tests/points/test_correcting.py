"""Corrections in one statement are what they are by pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from tests.points.test_mass import NOON, TABLES, WRITTEN, Shop, happen, happenings
from tests.thorough import examples

from regulars.books import Books, Unit
from regulars.books import alone as alone_module
from regulars.books.announcing import LISTENED
from regulars.points import correcting, service
from regulars.points.correcting import Correction, correct_at_once
from regulars.points.model.entries import Transaction
from regulars.points.verify import verify

TOLD = """select regexp_replace(key, '^(open|end):\\d+', '\\1'), type, customer_id, updated_at, received_at, live, asks_points,
                 verified, body from journal order by 1, updated_at, body"""


Way = Callable[[Unit, Correction], Transaction | None]


def test_in_one_statement_it_is_what_it_is_by_a_page(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop(books)

    def alone(unit: Unit, asked: Correction) -> Transaction | None:
        return correct_at_once(books, asked, {}, actor=unit.actor, noted=None)

    def written(history: Any, way: Way) -> dict[str, Any]:
        shop.now = NOON
        with books.transaction() as unit:
            unit.connection.execute(sa.text(f"truncate {TABLES} restart identity"))
        with monkeypatch.context() as patch:
            patch.setattr(correcting, "correct", way)
            happen(shop, [*history, *history], "before")
        with books.transaction() as unit:
            assert verify(unit.connection) == []
            queries = WRITTEN | {"journal": TOLD}
            return {name: list(map(tuple, unit.connection.execute(sa.text(query)))) for name, query in queries.items()}

    @settings(max_examples=examples(30), deadline=None, suppress_health_check=list(HealthCheck))
    @given(history=happenings)
    def same(history: Any) -> None:
        by_page = written(history, lambda *_: None)
        for way in (correcting.correct, alone):
            done = written(history, way)
            for name in by_page:
                assert done[name] == by_page[name], name

    same()


def test_alone_it_is_noted_for_the_audit(books: Books) -> None:
    done = service.adjust_at_once(books, 1, 50, key="a gift", reason="by hand", actor="user:3", noted={"points": 50})

    assert done is not None
    with books.transaction() as unit:
        assert done == service.posted(unit, "a gift")
        noted = unit.driver.execute("select actor, action, subject, details from audit").fetchall()
    assert noted == [("user:3", "points.adjusted", "customer:1", {"points": 50})]


def test_alone_nothing_is_done_where_shops_listen_or_a_page_has_to_be_looked_at(books: Books) -> None:
    def asked(key: str, points: int) -> Transaction | None:
        return service.adjust_at_once(books, 1, points, key=key, reason="by hand", noted={})

    assert asked("too many", -1) is None
    assert asked("a gift", 5) is not None
    assert asked("a gift", 5) is None, "it is posted"
    with books.transaction() as unit:
        unit.set_setting(LISTENED, ["points.changed"])
    assert asked("another", 5) is None

    with books.transaction() as unit:
        for table in ("points_transaction", "audit", "journal"):
            assert unit.connection.scalar(sa.text(f"select count(*) from {table}")) == 1, table


def test_alone_it_goes_on_when_its_connection_was_ended(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alone_module, "SECONDS", 0)
    assert service.adjust_at_once(books, 1, 5, key="before", reason="by hand") is not None
    with books.transaction() as unit:
        unit.driver.execute(
            """select pg_terminate_backend(pid, 5000) from pg_stat_activity
               where application_name = 'regulars' and datname = current_database() and pid <> pg_backend_pid()"""
        )

    assert service.adjust_at_once(books, 1, 5, key="after", reason="by hand") is not None
