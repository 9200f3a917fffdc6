"""A message that is sent again, though nobody knows whether it was taken, remembers when it was sent before."""

from __future__ import annotations

from alembic import op

revision = "message_maybe_sent"
down_revision = "checkout_use_coupon"


def upgrade() -> None:
    op.get_bind().exec_driver_sql("alter table message add maybe_sent_at timestamptz")


def downgrade() -> None:
    op.get_bind().exec_driver_sql("alter table message drop maybe_sent_at")
