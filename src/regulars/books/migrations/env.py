"""Alembic's way in: runs on the connection, and in the transaction, that migrate.py opened."""

from __future__ import annotations

from alembic import context

from regulars.books.metadata import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata)
context.run_migrations()
