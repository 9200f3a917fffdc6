"""Customers are pinned into segments, or out of them, by hand."""

from __future__ import annotations

from alembic import op

revision = "segment_pins"
down_revision = "segment_audience"

STATEMENTS = """
create table segment_pin (
    segment_id text collate "C" not null, customer_id integer not null, pinned text collate "C" not null,
    pinned_at timestamptz not null, actor text collate "C" not null,
    constraint segment_pin_pkey primary key (segment_id, customer_id),
    constraint segment_pin_segment_id_fkey foreign key (segment_id) references segment (id));
create index segment_pin_customer_id_idx on segment_pin (customer_id);

create table segment_recheck (
    segment_id text collate "C" not null, customer_id integer not null,
    constraint segment_recheck_pkey primary key (segment_id, customer_id),
    constraint segment_recheck_segment_id_fkey foreign key (segment_id) references segment (id));
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENTS)
