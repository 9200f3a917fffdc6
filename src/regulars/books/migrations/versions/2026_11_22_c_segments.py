"""Segments: definitions, memberships as bitmaps, and their history."""

from __future__ import annotations

from alembic import op

revision = "segments"
down_revision = "access"

STATEMENTS = """
create sequence segment_revision;

create table segment (
    id text collate "C" not null, name text not null, description text not null default '', condition jsonb not null,
    applies_to text collate "C" not null default 'everyone', version integer not null default 1,
    archived boolean not null default false, broken_reason text, computed_version integer,
    revision bigint not null default nextval('segment_revision'),
    created_at timestamptz not null, updated_at timestamptz not null,
    constraint segment_pkey primary key (id));
create index segment_revision_idx on segment (revision);

create table segment_member (
    segment_id text collate "C" not null, bitmap bytea not null, size integer not null,
    position bigint not null, asked_at timestamptz not null,
    constraint segment_member_pkey primary key (segment_id),
    constraint segment_member_segment_id_fkey foreign key (segment_id) references segment (id));

create table segment_change (
    id bigint generated always as identity, segment_id text collate "C" not null, at timestamptz not null,
    position bigint not null, cause text collate "C" not null, entered bytea not null, "left" bytea not null,
    entered_count integer not null, left_count integer not null,
    constraint segment_change_pkey primary key (id),
    constraint segment_change_segment_id_fkey foreign key (segment_id) references segment (id));
create index segment_change_segment_idx on segment_change (segment_id, at, id);

create table segment_day (
    segment_id text collate "C" not null, day date not null, bitmap bytea not null, size integer not null,
    constraint segment_day_pkey primary key (segment_id, day),
    constraint segment_day_segment_id_fkey foreign key (segment_id) references segment (id));
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENTS)
