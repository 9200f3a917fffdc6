"""What tests stand on: one PostgreSQL a run, one migrated database without anything in it a test."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import settings
from tests import kept_facts
from tests.databases import Databases
from tests.thorough import examples

from regulars.app import COLLECT_AFTER
from regulars.books import Books, embedded
from regulars.http import secrets

gc.set_threshold(*COLLECT_AFTER)  # as in every process of the product
kept_facts.keep()

settings.register_profile("regulars", deadline=None, derandomize="CI" in os.environ, max_examples=examples(100))
settings.load_profile("regulars")
"""No example is timed: the machine is shared. With CI set the same examples come every time, so that a change is
judged by itself; everybody else's runs look for new ones."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's tests come last: while it is open its event loop runs in this thread, where jobs want their own.

    `make test` keeps to this order, and hands out files in it.
    """
    items.sort(key=lambda item: item.path.parent.name == "ui")


def pytest_collection_finish() -> None:
    """What was collected stays until the end, so the collector needn't go through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Address of a PostgreSQL for this run: REGULARS_TEST_DATABASE_URL, else an embedded one that dies with the run."""
    given = os.environ.get("REGULARS_TEST_DATABASE_URL")
    if given:
        yield given
        return
    directory = Path(tempfile.mkdtemp(prefix="regulars-tests-"))
    off = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum", "update_process_title")
    yield embedded.start(directory, extra=dict.fromkeys(off, "off") | {"wal_level": "minimal", "max_wal_senders": "0"})
    embedded.leave(directory)
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(scope="session")
def databases(server: str) -> Iterator[Databases]:
    """Migrated databases of this run's server."""
    databases = Databases.of(server)
    yield databases
    databases.close()


@pytest.fixture(scope="session")
def template(databases: Databases) -> str:
    """Name of a database with every table in it and nobody connected, to make copies of."""
    return databases.template


@pytest.fixture
def books_url(databases: Databases) -> Iterator[str]:
    """Address of a migrated database without anything in it, for tests that start processes or open it more than once."""
    with databases.one() as url:
        yield url


@pytest.fixture
def books(databases: Databases, books_url: str) -> Iterator[Books]:
    """Books in a migrated database without anything in it."""
    with databases.opened(books_url) as books:
        yield books


@pytest.fixture
def other_books(databases: Databases) -> Iterator[Books]:
    """Books beside the first, for tests that compare two."""
    with databases.one() as url, databases.opened(url) as books:
        yield books


@pytest.fixture(autouse=True, scope="session")
def quick_passwords() -> None:
    """Hash passwords with little work: what they withstand isn't what tests are about."""
    secrets._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
