"""Notes about customers; and the ways of one customer through campaigns, however many of them are over."""

from __future__ import annotations

from alembic import op

revision = "customer_notes"
down_revision = "message_attribution"

NOTES = """
create table customer_note (
    id bigint generated always as identity, customer_id int not null, text text not null, created_at timestamptz not null,
    created_by text collate "C" not null, changed_at timestamptz, changed_by text collate "C", version int not null,
    constraint customer_note_pkey primary key (id));
create index customer_note_customer_idx on customer_note (customer_id, id);
create index campaign_run_customer_idx on campaign_run (customer_id, id);
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(NOTES)


def downgrade() -> None:
    op.get_bind().exec_driver_sql("drop index campaign_run_customer_idx; drop table customer_note")
