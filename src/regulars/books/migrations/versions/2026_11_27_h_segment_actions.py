"""Segments act: groups and tags of those who come and go, on record and undone."""

from __future__ import annotations

from alembic import op

revision = "segment_actions"
down_revision = "segment_pins"

STATEMENTS = """
alter table segment add column actions jsonb;

create table segment_acted (
    segment_id text collate "C" not null, acted bytea not null, claimed bytea not null,
    constraint segment_acted_pkey primary key (segment_id),
    constraint segment_acted_segment_id_fkey foreign key (segment_id) references segment (id));

create table segment_cooling (
    segment_id text collate "C" not null, customer_id integer not null, until timestamptz not null,
    constraint segment_cooling_pkey primary key (segment_id, customer_id),
    constraint segment_cooling_segment_id_fkey foreign key (segment_id) references segment (id));
create index segment_cooling_until_idx on segment_cooling (until);

create table segment_deed (
    id bigint generated always as identity, segment_id text collate "C" not null, kind text collate "C" not null,
    at timestamptz not null, actions jsonb not null, customers bytea not null, size integer not null, done jsonb not null,
    undone_at timestamptz, undone_by text collate "C",
    constraint segment_deed_pkey primary key (id),
    constraint segment_deed_segment_id_fkey foreign key (segment_id) references segment (id));
create index segment_deed_segment_id_idx on segment_deed (segment_id, id);

create table customer_group (
    customer_id integer not null, name text not null, segment_id text collate "C" not null, since timestamptz not null,
    constraint customer_group_pkey primary key (customer_id));

create table customer_tag (
    customer_id integer not null, folded text collate "C" not null, name text not null, since timestamptz not null,
    constraint customer_tag_pkey primary key (customer_id, folded));
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENTS)
