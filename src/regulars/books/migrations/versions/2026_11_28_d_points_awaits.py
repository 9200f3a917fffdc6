"""Lots that wait for something to be done have no start yet."""

from __future__ import annotations

from alembic import op

revision = "points_awaits"
down_revision = "points_correct"

AWAITS = """
alter table points_lot add column awaits text collate "C", alter column starts_at drop not null;
create index points_lot_awaits_idx on points_lot (customer_id) where starts_at is null;
create index points_lot_deadline_idx on points_lot (ends_at)
    where starts_at is null and remaining > 0 and ends_at is not null;
"""

BACK = """
drop index points_lot_deadline_idx;
drop index points_lot_awaits_idx;
alter table points_lot alter column starts_at set not null, drop column awaits;
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(AWAITS)


def downgrade() -> None:
    """Refused by the database while lots wait: there is no start to give them."""
    op.get_bind().exec_driver_sql(BACK)
