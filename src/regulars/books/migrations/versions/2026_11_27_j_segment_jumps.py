"""A jump in a segment's size can wait for somebody's word before anything is done about it."""

from __future__ import annotations

from alembic import op

revision = "segment_jumps"
down_revision = "segment_checks"

STATEMENTS = """
alter table segment add column hold_jumps boolean not null default false;
alter table segment_acted add column held_at timestamptz;
alter table segment_acted add column approved_at timestamptz;
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENTS)
