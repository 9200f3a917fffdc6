"""Segments may be refreshed at times of their own or by hand instead of in every moment."""

from __future__ import annotations

from alembic import op

revision = "segment_refresh"
down_revision = "segment_day_rarely_whole"

STATEMENTS = """
alter table segment add column refresh jsonb, add column refresh_asked_at timestamptz, add column refreshed_at timestamptz;
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENTS)
