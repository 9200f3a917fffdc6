"""A segment can be kept to some stores, and leave out whom a second condition holds for."""

from __future__ import annotations

from alembic import op

revision = "segment_audience"
down_revision = "segment_broken_by"

STATEMENTS = """
alter table segment add column stores jsonb not null default '[]';
alter table segment add column exclude jsonb;
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENTS)
