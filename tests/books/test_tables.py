"""The tables as declared are the tables as migrated."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

import regulars.books.tables
import regulars.journal.tables  # noqa: F401 - declares its tables
from regulars.books import Books
from regulars.books.metadata import metadata

OURS = ("journal", "customer_", "import_", "setting", "audit", "idempotency_key", "outbox", "lease", "job")


@pytest.mark.filterwarnings("ignore:Did not recognize type 'xid8'")
def test_migrations_make_the_tables_that_are_declared(books: Books) -> None:
    with books.transaction() as unit:
        context = MigrationContext.configure(unit.connection, opts={"compare_server_default": False})

        differences = compare_metadata(context, metadata)

    assert [d for d in differences if any(name in str(d) for name in OURS) and "procrastinate" not in str(d)] == []
