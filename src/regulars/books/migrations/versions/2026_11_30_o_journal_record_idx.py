"""Entries of customers and of the catalogue are found by their ids: rows of a file are put on top of what is known."""

from __future__ import annotations

from alembic import op

revision = "journal_record_idx"
down_revision = "import_remarks"


def upgrade() -> None:
    op.get_bind().exec_driver_sql(
        """create index journal_record_idx on journal (key, type)
            where type in ('customer', 'category', 'list', 'product')"""
    )


def downgrade() -> None:
    op.get_bind().exec_driver_sql("drop index journal_record_idx")
