"""What tests stand on: one PostgreSQL a run, one fresh copy of a migrated database a test."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from sqlalchemy.engine import make_url

from regulars.books import Books, embedded

settings.register_profile("regulars", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("regulars")
"""No example is timed: the machine is shared. With CI set the same examples come every time, so that a change is
judged by itself; everybody else's runs look for new ones."""

TEMPLATE = "migrated"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's tests come last: while it is open its event loop runs in this thread, where jobs want their own.

    `make test` keeps to this order, and hands out files in it.
    """
    items.sort(key=lambda item: item.path.parent.name == "ui")


_numbers = itertools.count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Address of a PostgreSQL for this run: REGULARS_TEST_DATABASE_URL, else an embedded one that dies with the run."""
    given = os.environ.get("REGULARS_TEST_DATABASE_URL")
    if given:
        yield given
        return
    directory = Path(tempfile.mkdtemp(prefix="regulars-tests-"))
    yield embedded.start(directory, extra={"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"})
    embedded.leave(directory)
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(scope="session")
def template(server: str) -> Iterator[str]:
    """Name of a database with every table in it and nobody connected, to make copies of."""
    name = f"{TEMPLATE}_{os.getpid()}"
    _administer(server, f"drop database if exists {name} with (force)", f"create database {name}")
    books = Books(_named(server, name))
    books.prepare()
    books.close()
    yield name
    _administer(server, f"drop database if exists {name} with (force)")


@pytest.fixture
def books_url(server: str, template: str) -> Iterator[str]:
    """Address of a fresh, migrated database, for tests that start processes or open it more than once."""
    with _fresh(server, template) as url:
        yield url


@pytest.fixture
def books(books_url: str) -> Iterator[Books]:
    """Books in a fresh, migrated database."""
    books = Books(books_url)
    yield books
    books.close()


@pytest.fixture
def other_books(server: str, template: str) -> Iterator[Books]:
    """Books beside the first, for tests that compare two."""
    with _fresh(server, template) as url:
        books = Books(url)
        yield books
        books.close()


@contextmanager
def _fresh(server: str, template: str) -> Iterator[str]:
    name = f"test_{os.getpid()}_{next(_numbers)}"
    _administer(server, f"create database {name} with template {template}")
    yield _named(server, name)
    _administer(server, f"drop database {name} with (force)")


def _named(url: str, database: str) -> str:
    return make_url(url).set(database=database).render_as_string(hide_password=False)


def _administer(url: str, *statements: str) -> None:
    with psycopg.connect(_named(url, "postgres"), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())
