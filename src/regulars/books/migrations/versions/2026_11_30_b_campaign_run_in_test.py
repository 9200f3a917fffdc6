"""Runs that were entered in test mode, which no result and no comparison counts."""

from __future__ import annotations

from alembic import op

revision = "campaign_run_in_test"
down_revision = "campaign_backfill"


def upgrade() -> None:
    op.get_bind().exec_driver_sql("alter table campaign_run add column in_test boolean not null default false")


def downgrade() -> None:
    op.get_bind().exec_driver_sql("alter table campaign_run drop column in_test")
