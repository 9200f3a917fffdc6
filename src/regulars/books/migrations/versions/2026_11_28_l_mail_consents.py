"""What people said to lists and in which language they want to be written to; addresses that nothing is sent to."""

from __future__ import annotations

from alembic import op

revision = "mail_consents"
down_revision = "messages"

CONSENTS = """
create table mail_consent (
    id bigint generated always as identity, customer_id int, address text collate "C" not null,
    list text collate "C" not null, status text collate "C" not null, at timestamptz not null, wording text not null,
    source text collate "C" not null, language text collate "C", ip text collate "C", message_id bigint,
    told_at timestamptz, constraint mail_consent_pkey primary key (id));
create index mail_consent_customer_idx on mail_consent (customer_id, list, id) where customer_id is not null;
create index mail_consent_address_idx on mail_consent (address, list, id);
create index mail_consent_untold_idx on mail_consent (id) where told_at is null;

create table mail_preference (
    customer_id int not null, language text collate "C", paused_until timestamptz, updated_at timestamptz not null,
    constraint mail_preference_pkey primary key (customer_id));

create table mail_suppression (
    address text collate "C" not null, reason text collate "C", at timestamptz, detail text not null default '',
    message_id bigint, soft int not null default 0, soft_since timestamptz,
    constraint mail_suppression_pkey primary key (address));
create index mail_suppression_at_idx on mail_suppression (at, address) where reason is not null;
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(CONSENTS)


def downgrade() -> None:
    op.get_bind().exec_driver_sql("drop table mail_suppression, mail_preference, mail_consent")
