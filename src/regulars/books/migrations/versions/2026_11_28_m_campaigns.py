"""Campaigns: what is drawn and published, who is on the way, and where they have been."""

from __future__ import annotations

from alembic import op

revision = "campaigns"
down_revision = "mail_consents"

CAMPAIGNS = """
create table campaign (
    id int generated always as identity, name text not null, state text collate "C" not null, draft jsonb not null,
    revision int not null, version int, published_revision int, test_address text, resumes_as text collate "C",
    since timestamptz, looked_at timestamptz, created_at timestamptz not null, updated_at timestamptz not null,
    constraint campaign_pkey primary key (id));

create table campaign_version (
    campaign_id int not null, version int not null, document jsonb not null, published_at timestamptz not null,
    published_by text collate "C" not null, constraint campaign_version_pkey primary key (campaign_id, version),
    constraint campaign_version_campaign_id_fkey foreign key (campaign_id) references campaign (id));

create table campaign_run (
    id bigint generated always as identity, campaign_id int not null, version int not null, customer_id int not null,
    key text collate "C" not null, node text collate "C" not null, step int not null, due_at timestamptz,
    deadline_at timestamptz, after_seq bigint, about jsonb not null, causes int[] not null,
    entered_at timestamptz not null, goal_at timestamptz, ended_at timestamptz, ended_by text collate "C",
    constraint campaign_run_pkey primary key (id)) with (fillfactor = 80);
create unique index campaign_run_key_key on campaign_run (campaign_id, customer_id, key);
create index campaign_run_due_idx on campaign_run (campaign_id, due_at, id) where due_at is not null;
create index campaign_run_open_idx on campaign_run (customer_id, campaign_id) where ended_at is null;
create index campaign_run_node_idx on campaign_run (campaign_id, version, node, id) where ended_at is null;

create table campaign_run_step (
    run_id bigint not null, n int not null, node text collate "C" not null, branch text collate "C",
    at timestamptz not null, done jsonb, constraint campaign_run_step_pkey primary key (run_id, n));

create table campaign_tally (
    campaign_id int not null, version int not null, node text collate "C" not null, branch text collate "C" not null,
    hour timestamptz not null, runs bigint not null,
    constraint campaign_tally_pkey primary key (campaign_id, version, node, branch, hour));

create table campaign_arrival (
    id bigint generated always as identity, campaign_id int not null, key text collate "C" not null,
    at timestamptz not null, about jsonb not null, causes int[] not null, customers bytea not null, place int not null,
    constraint campaign_arrival_pkey primary key (id));

create table campaign_timer (
    campaign_id int not null, key text collate "C" not null, customer_id int not null, since timestamptz not null,
    due_at timestamptz not null, constraint campaign_timer_pkey primary key (campaign_id, key));
create index campaign_timer_due_idx on campaign_timer (campaign_id, due_at);
create index campaign_timer_customer_idx on campaign_timer (customer_id);

create table campaign_awaited (seq bigint not null, constraint campaign_awaited_pkey primary key (seq));

create table campaign_policy (
    id int not null, most_mails int, days int not null, drops boolean not null, version int not null,
    updated_at timestamptz not null, constraint campaign_policy_pkey primary key (id));
insert into campaign_policy (id, days, drops, version, updated_at) values (1, 7, false, 1, now());
"""

NONE = """
drop table campaign_policy, campaign_awaited, campaign_timer, campaign_arrival, campaign_tally, campaign_run_step,
    campaign_run, campaign_version, campaign;
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(CAMPAIGNS)


def downgrade() -> None:
    op.get_bind().exec_driver_sql(NONE)
