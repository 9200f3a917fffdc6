"""A change of a segment says whether it happened now, or was history that is told to nobody."""

from __future__ import annotations

from alembic import op

revision = "segment_change_live"
down_revision = "webhooks"

STATEMENTS = """
alter table segment_change add column live boolean not null default true;
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENTS)
