"""Back-fills of campaigns: periods of the past that let customers enter because somebody has asked for it."""

from __future__ import annotations

from alembic import op

revision = "campaign_backfill"
down_revision = "checkouts_tell_uses"

BACKFILL = """
create table campaign_backfill (
    id int generated always as identity, campaign_id int not null, version int not null, since timestamptz not null,
    until timestamptz not null, preview_job bigint, job bigint, reached date, entered int not null,
    created_at timestamptz not null, created_by text collate "C" not null,
    constraint campaign_backfill_pkey primary key (id));
create index campaign_backfill_campaign_idx on campaign_backfill (campaign_id, id);
alter table campaign_run add column backfill_id int;
create index campaign_run_backfill_idx on campaign_run (backfill_id) where backfill_id is not null;
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(BACKFILL)


def downgrade() -> None:
    op.get_bind().exec_driver_sql("alter table campaign_run drop column backfill_id; drop table campaign_backfill")
