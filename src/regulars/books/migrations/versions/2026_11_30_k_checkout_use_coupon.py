"""Uses are found by their coupon where they have one: most have none, and a cart may have a hundred."""

from __future__ import annotations

from alembic import op

revision = "checkout_use_coupon"
down_revision = "messages_wait"

NAME = "checkout_use_coupon_id_idx"


def upgrade() -> None:
    op.get_bind().exec_driver_sql(f"drop index {NAME}")
    op.get_bind().exec_driver_sql(f"create index {NAME} on checkout_use (coupon_id) where coupon_id is not null")


def downgrade() -> None:
    op.get_bind().exec_driver_sql(f"drop index {NAME}")
    op.get_bind().exec_driver_sql(f"create index {NAME} on checkout_use (coupon_id)")
