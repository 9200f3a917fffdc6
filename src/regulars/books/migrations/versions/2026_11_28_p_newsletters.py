"""Newsletters: to whom, by which template, and how far each has come."""

from __future__ import annotations

from alembic import op

revision = "newsletters"
down_revision = "campaign_form"

NEWSLETTERS = """
create table newsletter (
    id int generated always as identity, name text not null, state text collate "C" not null, document jsonb not null,
    template_version int, send_at timestamptz, begun_at timestamptz, ended_at timestamptz, audience int[],
    place int not null default 0, problem text, version int not null, created_at timestamptz not null,
    updated_at timestamptz not null, constraint newsletter_pkey primary key (id));
create index newsletter_due_idx on newsletter (id) where state in ('scheduled', 'sending');
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(NEWSLETTERS)


def downgrade() -> None:
    op.get_bind().exec_driver_sql("drop table newsletter")
