"""A day's snapshot of a segment says which changes it includes.

Those kept so far don't, and are let go: the changes alone say the same.
"""

from __future__ import annotations

from alembic import op

revision = "segment_day_last_change"
down_revision = "drop_lease"

STATEMENTS = """
delete from segment_day;
alter table segment_day add column last_change bigint not null, add column last_at timestamptz;
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENTS)
