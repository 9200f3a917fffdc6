"""Attributes that the shop has declared."""

from __future__ import annotations

from alembic import op

revision = "facts"
down_revision = "points"

FACTS = """
create table attribute_declaration (
    subject text collate "C" not null, name text collate "C" not null, type text collate "C" not null, label text not null,
    description text not null default '', "default" jsonb, history boolean not null default false,
    declared_at timestamptz not null,
    constraint attribute_declaration_pkey primary key (subject, name));
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(FACTS)
