"""What time does, posted as sets, is what it is by pages."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from tests.points.test_mass import NOON, TABLES, WRITTEN, Shop, happen, happenings
from tests.thorough import examples

from regulars.books import Books
from regulars.points import due, plain
from regulars.points.verify import verify


def test_as_sets_it_is_what_it_is_by_pages(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop(books)

    def written(history: Any, pages: bool) -> dict[str, Any]:
        shop.now = NOON
        with books.transaction() as unit:
            unit.connection.execute(sa.text(f"truncate {TABLES} restart identity"))
        happen(shop, [*history, (1, "wait", 1, 2)], "before")
        with monkeypatch.context() as patch:
            if pages:
                patch.setattr(plain, "begun", lambda _unit, _ledger, ids: set(ids))
            before = shop.has(1, 2, 3, 4)
            while books.perform(lambda unit: due.post_due(unit, most=2)):
                pass
        assert shop.has(1, 2, 3, 4) == before
        with books.transaction() as unit:
            assert verify(unit.connection) == []
            return {name: list(map(tuple, unit.connection.execute(sa.text(query)))) for name, query in WRITTEN.items()}

    @settings(max_examples=examples(30), deadline=None, suppress_health_check=list(HealthCheck))
    @given(history=happenings)
    def same(history: Any) -> None:
        by_pages, as_sets = written(history, pages=True), written(history, pages=False)
        for name in WRITTEN:
            assert as_sets[name] == by_pages[name], name

    same()
