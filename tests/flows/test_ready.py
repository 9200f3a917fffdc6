"""A worker that starts over facts of another currency begins them anew, and warns only where there was something in them."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from regulars import app
from regulars.books import Books, shop
from regulars.facts.store import Facts
from regulars.flows.worker import ready

from .carrying import found, order, send


def begun(books: Books, path: Path) -> Facts:
    facts, _ = ready(books, path, app.road_of)
    return facts


def test_a_currency_chosen_after_the_first_start_is_no_warning(
    books: Books, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "facts.duckdb"
    books.perform(lambda unit: shop.change(unit, {"currency": "USD", "time_zone": "Europe/Kyiv"}))
    begun(books, path).close()
    books.perform(lambda unit: shop.change(unit, {"currency": "PLN"}))

    with caplog.at_level(logging.INFO, "regulars"), begun(books, path) as facts:
        assert facts.currency == "PLN"

    [said] = [one for one in caplog.records if "currency" in one.getMessage()]
    assert said.levelno == logging.INFO
    assert "regulars replay" not in said.getMessage()


def test_facts_that_lost_what_the_journal_holds_are_a_warning(
    books: Books, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "facts.duckdb"
    found(books)
    Facts(path, calendar=books.shop().calendar, currency="PLN").close()
    send(books, "order", [order(1, "anna", 60)])

    with caplog.at_level(logging.INFO, "regulars"), begun(books, path) as facts:
        assert facts.currency == "USD"

    [said] = [one for one in caplog.records if "currency" in one.getMessage()]
    assert said.levelno == logging.WARNING
    assert "made again from the journal" in said.getMessage()
