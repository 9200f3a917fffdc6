"""Each night memberships are computed anew and compared with those kept."""

from __future__ import annotations

from alembic import op

revision = "segment_checks"
down_revision = "segment_actions"

STATEMENTS = """
create table segment_check (
    segment_id text collate "C" not null, checked_at timestamptz not null, missing integer not null, surplus integer not null,
    customers jsonb not null,
    constraint segment_check_pkey primary key (segment_id),
    constraint segment_check_segment_id_fkey foreign key (segment_id) references segment (id));
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENTS)
