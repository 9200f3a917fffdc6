"""Who was in a segment is kept whole only now and then; the changes lead from there to any instant.

Of the days kept so far the first of each month stay whole. Members are kept as
of a change too, and those after it are added when they are read.
"""

from __future__ import annotations

from alembic import op

revision = "segment_day_rarely_whole"
down_revision = "segment_change_live"

STATEMENTS = """
alter table segment_day alter column bitmap drop not null, add column weight bigint not null default 0;
update segment_day set bitmap = null where extract(day from day) <> 1;
alter table segment_member
    add column last_change bigint not null default 0,
    add column pending integer not null default 0,
    add column pending_bytes bigint not null default 0;
update segment_member set last_change = (select coalesce(max(id), 0) from segment_change);
create index segment_change_recorded_idx on segment_change (segment_id, id) include (at);
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENTS)
