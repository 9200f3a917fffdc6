"""A broken segment says by what: its condition, which may be right again by itself, or the question it became."""

from __future__ import annotations

from alembic import op

revision = "segment_broken_by"
down_revision = "segment_day_last_change"

STATEMENTS = """
alter table segment add column broken_by text collate "C";
update segment set broken_by = case when starts_with(broken_reason, 'the condition can''t be taken:')
    or starts_with(broken_reason, 'segments can''t go round in a circle:') then 'condition' else 'question' end
where broken_reason is not null;
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENTS)
