"""Webhooks: endpoints, messages, deliveries and the log of attempts."""

from __future__ import annotations

from alembic import op

revision = "webhooks"
down_revision = "segment_jumps"

WEBHOOKS = """
create table webhook_endpoint (
    id bigint generated always as identity, url text not null, description text not null default '',
    every_type boolean not null, types text[] collate "C" not null default '{}', secret text collate "C" not null,
    old_secrets jsonb not null default '[]', state text collate "C" not null default 'active', disabled_reason text,
    leave_alone_until timestamptz, failing_since timestamptz, last_failed_at timestamptz, last_delivered_at timestamptz,
    version int not null default 1, created_at timestamptz not null, updated_at timestamptz not null,
    removed_at timestamptz, constraint webhook_endpoint_pkey primary key (id));

create table webhook_message (
    id text collate "C" not null default 'msg_' || replace(gen_random_uuid()::text, '-', ''),
    type text collate "C" not null, body text not null, created_at timestamptz not null,
    constraint webhook_message_pkey primary key (id));
create index webhook_message_created_at_idx on webhook_message (created_at);

create table webhook_delivery (
    id bigint generated always as identity, message_id text collate "C" not null, endpoint_id bigint not null,
    state text collate "C" not null default 'waiting', attempts int not null default 0, created_at timestamptz not null,
    next_at timestamptz, claimed_until timestamptz, last_status int, last_error text, last_attempt_at timestamptz,
    delivered_at timestamptz, constraint webhook_delivery_pkey primary key (id),
    constraint webhook_delivery_endpoint_id_fkey foreign key (endpoint_id) references webhook_endpoint (id));
create index webhook_delivery_due_idx on webhook_delivery (endpoint_id, next_at, id)
    where state in ('waiting', 'failed');
create index webhook_delivery_endpoint_idx on webhook_delivery (endpoint_id, id);
create index webhook_delivery_message_idx on webhook_delivery (message_id);
create index webhook_delivery_created_at_idx on webhook_delivery (created_at);

create table webhook_attempt (
    id bigint generated always as identity, delivery_id bigint not null, at timestamptz not null,
    duration_ms int not null, status int, error text, answer text not null default '',
    constraint webhook_attempt_pkey primary key (id),
    constraint webhook_attempt_delivery_id_fkey foreign key (delivery_id) references webhook_delivery (id)
        on delete cascade);
create index webhook_attempt_delivery_idx on webhook_attempt (delivery_id, id);
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(WEBHOOKS)
