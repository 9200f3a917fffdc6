"""Templates of mails and the versions that mails are written by."""

from __future__ import annotations

from alembic import op

revision = "mail_templates"
down_revision = "campaigns"

TEMPLATES = """
create table mail_template (
    id int generated always as identity, name text not null, kind text collate "C" not null, draft jsonb not null,
    revision int not null, version int not null default 0, version_revision int, starter text collate "C",
    archived_at timestamptz, created_at timestamptz not null, updated_at timestamptz not null,
    updated_by text collate "C" not null, constraint mail_template_pkey primary key (id));
create table mail_template_version (
    template_id int not null, version int not null, name text not null, document jsonb not null, compiled jsonb not null,
    uses text[] not null, needs text[] not null, created_at timestamptz not null, created_by text collate "C" not null,
    constraint mail_template_version_pkey primary key (template_id, version),
    constraint mail_template_version_template_id_fkey foreign key (template_id) references mail_template (id));
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(TEMPLATES)


def downgrade() -> None:
    op.get_bind().exec_driver_sql("drop table mail_template_version, mail_template")
