"""The tables as declared are the tables as migrated."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

import regulars
from regulars.books import Books
from regulars.books.metadata import metadata

for module in pkgutil.walk_packages(regulars.__path__, "regulars."):
    if module.name.endswith(".tables"):
        importlib.import_module(module.name)


@pytest.mark.filterwarnings("ignore:Did not recognize type 'xid8'")
def test_migrations_make_the_tables_that_are_declared(books: Books) -> None:
    with books.transaction() as unit:
        context = MigrationContext.configure(unit.connection, opts={"compare_server_default": False})

        differences = compare_metadata(context, metadata)

    assert [difference for difference in differences if "procrastinate" not in str(difference)] == []
