"""No index on the batch of postings: nothing looked there, and every posting of a mass transaction was written to it."""

from __future__ import annotations

from alembic import op

revision = "points_speed"
down_revision = "points_correct"


def upgrade() -> None:
    op.get_bind().exec_driver_sql("drop index points_transaction_batch_idx")


def downgrade() -> None:
    op.get_bind().exec_driver_sql(
        "create index points_transaction_batch_idx on points_transaction (batch) where batch is not null"
    )
