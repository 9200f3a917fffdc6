"""Batches of a newsletter go on in their order after a pause."""

from __future__ import annotations

from alembic import op

revision = "newsletter_batches_from"
down_revision = "points_pinned_customer"


def upgrade() -> None:
    op.get_bind().exec_driver_sql("alter table newsletter add batches_from timestamptz")
    op.get_bind().exec_driver_sql("update newsletter set batches_from = begun_at")


def downgrade() -> None:
    op.get_bind().exec_driver_sql("alter table newsletter drop batches_from")
