"""What is sent to customers, a row a message."""

from __future__ import annotations

from alembic import op

revision = "messages"
down_revision = "segment_parts"

MESSAGES = """
create table message (
    id bigint generated always as identity, key text collate "C" not null, source text collate "C" not null,
    source_id text collate "C" not null, node text collate "C", run_id bigint, customer_id int, address text,
    template_id int not null, template_version int not null, language text collate "C", marketing boolean not null,
    sends_to text collate "C" not null, list text collate "C", "values" jsonb not null default '{}',
    cause jsonb not null default '{}', test_address text, queued_at timestamptz not null, not_after timestamptz,
    due_at timestamptz, claimed_until timestamptz, state text collate "C" not null default 'queued',
    reason text collate "C", answer text, attempts int not null default 0, mail_id text collate "C", subject text,
    sent_at timestamptz, settled_at timestamptz, opened_at timestamptz, machine_opened_at timestamptz,
    clicked_at timestamptz, left_at timestamptz, complained_at timestamptz,
    constraint message_pkey primary key (id), constraint message_key_key unique (key));
create index message_due_idx on message (due_at, id) where due_at is not null;
create index message_source_idx on message (source, source_id, id);
create index message_customer_idx on message (customer_id, id) where customer_id is not null;
create index message_mail_id_idx on message (mail_id) where mail_id is not null;
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(MESSAGES)


def downgrade() -> None:
    op.get_bind().exec_driver_sql("drop table message")
