"""When everybody is to leave a segment that was archived, also when it is restored before the worker saw that."""

from __future__ import annotations

from alembic import op

revision = "segment_parts"
down_revision = "journal_lanes"


def upgrade() -> None:
    op.get_bind().exec_driver_sql("alter table segment add column parts_at timestamptz")


def downgrade() -> None:
    op.get_bind().exec_driver_sql("alter table segment drop column parts_at")
