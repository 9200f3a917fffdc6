"""Campaigns: quiet hours, the customers' time zone and lateness for all of them together."""

from __future__ import annotations

from alembic import op

revision = "campaign_quiet_hours"
down_revision = "points_lot_due"

SAID = """
alter table campaign_policy add quiet_hours jsonb, add time_zone_of text collate "C", add too_late jsonb
"""

UNSAID = "alter table campaign_policy drop quiet_hours, drop time_zone_of, drop too_late"


def upgrade() -> None:
    op.get_bind().exec_driver_sql(SAID)


def downgrade() -> None:
    op.get_bind().exec_driver_sql(UNSAID)
