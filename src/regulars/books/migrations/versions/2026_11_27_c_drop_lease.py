"""Leases are held on connections, and are rows no more."""

from __future__ import annotations

from alembic import op

revision = "drop_lease"
down_revision = "audit_without_deliveries"


def upgrade() -> None:
    op.drop_table("lease")
