"""Every click of a message is counted, and a source may say which orders count as brought about by its messages."""

from __future__ import annotations

from alembic import op

revision = "message_attribution"
down_revision = "group_moved"

ATTRIBUTION = """
alter table message add column clicks int not null default 0;
update message set clicks = 1 where clicked_at is not null;

create table message_attribution (
    source text collate "C" not null, source_id text collate "C" not null, by text collate "C" not null,
    days int not null, version int not null, updated_at timestamptz not null,
    constraint message_attribution_pkey primary key (source, source_id));
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(ATTRIBUTION)


def downgrade() -> None:
    op.get_bind().exec_driver_sql("drop table message_attribution; alter table message drop column clicks")
