"""The audit's list passes over deliveries, of which there are more than of anything else."""

from __future__ import annotations

from alembic import op

revision = "audit_without_deliveries"
down_revision = "own_logins_and_views"

INDEX = "create index audit_shown_idx on audit (id) where action <> 'records.sent'"


def upgrade() -> None:
    op.get_bind().exec_driver_sql(INDEX)
