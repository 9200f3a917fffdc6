"""The books' own tables, the journal, and who is who."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager

revision = "journal"
down_revision = None

BOOKS = """
create table setting (
    name text collate "C" not null, value jsonb not null,
    constraint setting_pkey primary key (name));

create table epoch (
    id integer not null, number integer not null, server text collate "C" not null, xid bigint not null,
    constraint epoch_pkey primary key (id));
insert into epoch values (1, 1, '', 0);

create table audit (
    id bigint generated always as identity, at timestamptz not null, actor text collate "C" not null,
    action text collate "C" not null, subject text collate "C" not null, details jsonb not null default '{}',
    constraint audit_pkey primary key (id));
create index audit_subject_idx on audit (subject, id);

create table idempotency_key (
    api_key text collate "C" not null, route text collate "C" not null, key text collate "C" not null,
    body_digest bytea not null, answer jsonb, created_at timestamptz not null,
    constraint idempotency_key_pkey primary key (api_key, route, key));
create index idempotency_key_created_at_idx on idempotency_key (created_at);

create table outbox (
    id bigint generated always as identity, topic text collate "C" not null, payload jsonb not null,
    created_at timestamptz not null, due_at timestamptz not null, attempts integer not null default 0,
    claimed_until timestamptz, delivered_at timestamptz, error text,
    constraint outbox_pkey primary key (id));
create index outbox_due_idx on outbox (topic, due_at, id) where delivered_at is null;
create index outbox_delivered_at_idx on outbox (delivered_at) where delivered_at is not null;

create table lease (
    name text collate "C" not null, holder text collate "C" not null, until timestamptz not null,
    constraint lease_pkey primary key (name));

create table job (
    id bigint generated always as identity, kind text collate "C" not null, title text not null,
    actor text collate "C" not null, args jsonb not null default '{}', state text collate "C" not null default 'waiting',
    done bigint not null default 0, total bigint, unit text not null default '', result jsonb, error text,
    created_at timestamptz not null default now(), started_at timestamptz, finished_at timestamptz,
    constraint job_pkey primary key (id));
create index job_kind_idx on job (kind, id);
"""

JOURNAL = """
create table journal (
    seq bigint generated always as identity, xid xid8 not null default pg_current_xact_id(),
    updated_at timestamptz not null, received_at timestamptz not null, digest bytea not null,
    epoch integer not null, customer_id integer, live boolean not null, asks_points boolean not null,
    verified boolean, type text collate "C" not null, key text collate "C" not null, customer text collate "C",
    email text collate "C", store text collate "C", owner_type text collate "C",
    owner_key text collate "C", deed text collate "C", body bytea,
    constraint journal_pkey primary key (seq));
create unique index journal_digest_key on journal (digest);
create index journal_order_idx on journal (epoch, xid, seq);
create index journal_owner_idx on journal (key, type)
    where type in ('order', 'refund', 'cart', 'wishlist_item', 'review', 'subscription');

create table journal_stamp (
    position bigint not null, seq bigint not null, customer_id integer, live boolean not null,
    constraint journal_stamp_pkey primary key (position), constraint journal_stamp_seq_key unique (seq));

create table journal_mark (
    id integer not null, epoch integer not null, xid xid8 not null, seq bigint not null, position bigint not null,
    customers integer not null,
    constraint journal_mark_pkey primary key (id));
insert into journal_mark values (1, 1, '0', 0, 0, 0);

create table journal_reader (
    name text collate "C" not null, position bigint not null, batch_until bigint, batch_now timestamptz,
    constraint journal_reader_pkey primary key (name));

create table journal_archive (
    file text collate "C" not null, first_position bigint not null, last_position bigint not null,
    entries bigint not null,
    constraint journal_archive_pkey primary key (file));

create table customer_identity (
    customer_id integer not null, external_id text collate "C", email text collate "C", store text collate "C",
    verified boolean not null, updated_at timestamptz, position bigint not null,
    constraint customer_identity_pkey primary key (customer_id));
create unique index customer_identity_external_id_key on customer_identity (external_id);
create index customer_identity_email_idx on customer_identity (email);

create table customer_alias (
    customer_id integer not null, into_id integer not null, merged_into_id integer not null, position bigint not null,
    constraint customer_alias_pkey primary key (customer_id));
create index customer_alias_into_id_idx on customer_alias (into_id);
create index customer_alias_position_idx on customer_alias (position);

create table import_run (
    id bigint generated always as identity, content text collate "C" not null, name text not null,
    format text collate "C" not null, options jsonb not null, live boolean not null, asks_points boolean not null,
    actor text collate "C" not null, state text collate "C" not null, size bigint not null, place bigint not null,
    line bigint not null, accepted bigint not null, repeated bigint not null, refused bigint not null,
    started_at timestamptz not null, finished_at timestamptz,
    constraint import_run_pkey primary key (id), constraint import_run_content_key unique (content));

create table import_reject (
    import_id bigint not null, n bigint not null, line bigint not null, field text not null,
    code text collate "C" not null, reason text not null,
    constraint import_reject_pkey primary key (import_id, n));
"""

LZ4 = "select 'lz4' = any(enumvals) from pg_settings where name = 'default_toast_compression'"


def upgrade() -> None:
    connection = op.get_bind()
    connection.exec_driver_sql(BOOKS)
    connection.exec_driver_sql(JOURNAL)
    body = "set compression lz4" if connection.scalar(sa.text(LZ4)) else "set storage external"  # pglz is too slow
    connection.exec_driver_sql(f"alter table journal alter column body {body}")
    connection.exec_driver_sql(SchemaManager.get_schema().replace("%", "%%"))
