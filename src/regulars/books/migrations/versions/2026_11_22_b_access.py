"""Who may come in: users, sessions and API keys."""

from __future__ import annotations

from alembic import op

revision = "access"
down_revision = "journal"

ACCESS = """
create table user_account (
    id bigint generated always as identity, email text not null, email_folded text collate "C" not null,
    name text not null, role text collate "C" not null, password_hash text collate "C" not null,
    created_at timestamptz not null, disabled_at timestamptz,
    constraint user_account_pkey primary key (id), constraint user_account_email_folded_key unique (email_folded));

create table session (
    id bigint generated always as identity, user_id bigint not null, token_digest bytea not null,
    created_at timestamptz not null, ends_at timestamptz not null,
    constraint session_pkey primary key (id), constraint session_token_digest_key unique (token_digest),
    constraint session_user_id_fkey foreign key (user_id) references user_account (id) on delete cascade);
create index session_user_id_idx on session (user_id);
create index session_ends_at_idx on session (ends_at);

create table api_key (
    id bigint generated always as identity, name text not null, publishable boolean not null,
    scopes text[] collate "C" not null default '{}', digest bytea not null, hint text collate "C" not null,
    created_at timestamptz not null, created_by text collate "C" not null, revoked_at timestamptz,
    constraint api_key_pkey primary key (id), constraint api_key_digest_key unique (digest));
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(ACCESS)
