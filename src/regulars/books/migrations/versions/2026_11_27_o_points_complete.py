"""Points for what customers do and for whom they bring; lots whose end moves with activity."""

from __future__ import annotations

from alembic import op

revision = "points_complete"
down_revision = "segment_refresh"

STATEMENTS = """
alter table points_lot add column inactivity text collate "C";
create index points_lot_inactivity_idx on points_lot (customer_id) where inactivity is not null and remaining + held > 0;

alter table points_settlement add column granted_at timestamptz;
update points_settlement set granted_at = settled_at;
alter table points_settlement alter column granted_at set not null;

create index points_transaction_at_idx on points_transaction (at, id);

alter table points_programme add column names jsonb not null default '{}', add column notice_days integer;
alter table points_pause add column store text collate "C";

create table points_programme_store (
    programme_id integer not null references points_programme (id),
    store text collate "C" not null,
    name text not null,
    active boolean not null,
    names jsonb not null default '{}',
    constraint points_programme_store_pkey primary key (programme_id, store)
);

create table points_notice (
    customer_id integer not null,
    ledger_id integer not null,
    ends_at timestamptz not null,
    points bigint not null,
    told_at timestamptz not null,
    constraint points_notice_pkey primary key (customer_id, ledger_id, ends_at)
);

create table spending_rule (
    id integer generated always as identity,
    name text not null,
    active boolean not null,
    version integer not null,
    document jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint spending_rule_pkey primary key (id)
);

create table points_granted (
    customer_id integer not null,
    rule_id integer not null,
    subject text collate "C" not null,
    points bigint not null,
    at timestamptz not null,
    constraint points_granted_pkey primary key (customer_id, rule_id, subject)
);

create table points_referral_code (
    customer_id integer not null,
    code text collate "C" not null,
    created_at timestamptz not null,
    constraint points_referral_code_pkey primary key (customer_id),
    constraint points_referral_code_code_key unique (code)
);

create table points_referral (
    referred_id integer not null,
    referrer_id integer,
    code text collate "C" not null,
    at timestamptz not null,
    "order" text collate "C",
    refused text,
    constraint points_referral_pkey primary key (referred_id)
);
create index points_referral_referrer_id_idx on points_referral (referrer_id);
create index points_referral_at_idx on points_referral (at);
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STATEMENTS)
