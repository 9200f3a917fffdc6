"""What was found true of an order's customer says of whom, so that it isn't taken for another's when the order is moved."""

from __future__ import annotations

from alembic import op

revision = "points_pinned_customer"
down_revision = "campaign_quiet_hours"


def upgrade() -> None:
    op.get_bind().exec_driver_sql("alter table points_pinned add customer_id int")


def downgrade() -> None:
    op.get_bind().exec_driver_sql("alter table points_pinned drop customer_id")
