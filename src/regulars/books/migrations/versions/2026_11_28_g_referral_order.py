"""Referrals are found by the order that they are weighed by: when that is gone, another of the customer's takes its place."""

from __future__ import annotations

from alembic import op

revision = "referral_order"
down_revision = "points_speed"


def upgrade() -> None:
    op.get_bind().exec_driver_sql(
        'create index points_referral_order_idx on points_referral ("order") where "order" is not null'
    )


def downgrade() -> None:
    op.get_bind().exec_driver_sql("drop index points_referral_order_idx")
