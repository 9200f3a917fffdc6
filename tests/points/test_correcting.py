"""Corrections in one statement are what they are by pages."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from tests.points.test_mass import NOON, TABLES, WRITTEN, Shop, happen, happenings
from tests.thorough import examples

from regulars.books import Books
from regulars.points import correcting
from regulars.points.verify import verify

TOLD = """select regexp_replace(key, '^(open|end):\\d+', '\\1'), type, customer_id, updated_at, received_at, live, asks_points,
                 verified, body from journal order by 1, updated_at, body"""


def test_in_one_statement_it_is_what_it_is_by_a_page(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop(books)

    def written(history: Any, pages: bool) -> dict[str, Any]:
        shop.now = NOON
        with books.transaction() as unit:
            unit.connection.execute(sa.text(f"truncate {TABLES} restart identity"))
        with monkeypatch.context() as patch:
            if pages:
                patch.setattr(correcting, "correct", lambda *_, **__: None)
            happen(shop, [*history, *history], "before")
        with books.transaction() as unit:
            assert verify(unit.connection) == []
            queries = WRITTEN | {"journal": TOLD}
            return {name: list(map(tuple, unit.connection.execute(sa.text(query)))) for name, query in queries.items()}

    @settings(max_examples=examples(30), deadline=None, suppress_health_check=list(HealthCheck))
    @given(history=happenings)
    def same(history: Any) -> None:
        by_page, at_once = written(history, pages=True), written(history, pages=False)
        for name in by_page:
            assert at_once[name] == by_page[name], name

    same()
