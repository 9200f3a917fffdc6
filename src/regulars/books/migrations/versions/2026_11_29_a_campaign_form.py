"""Campaigns that are drawn by a form: rewards workflows."""

from __future__ import annotations

from alembic import op

revision = "campaign_form"
down_revision = "points_kinds"


def upgrade() -> None:
    op.get_bind().exec_driver_sql("alter table campaign add column form jsonb")


def downgrade() -> None:
    op.get_bind().exec_driver_sql("alter table campaign drop column form")
