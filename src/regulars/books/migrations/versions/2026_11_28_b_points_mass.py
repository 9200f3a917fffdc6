"""Mass transactions: deeds over many customers, and who was short."""

from __future__ import annotations

from alembic import op

revision = "points_mass"
down_revision = "points_complete"

MASS = """
create table points_mass (
    id bigint generated always as identity, points bigint not null, ledger_id integer not null, reason text not null,
    shortage text collate "C" not null, audience jsonb not null, starts_at timestamptz not null, ends_at timestamptz,
    customers bytea not null, size int not null, place int not null default 0,
    state text collate "C" not null default 'running', taken_back int not null default 0,
    undo_shortage text collate "C" not null default 'owe', undo_reason text, moved bigint not null default 0,
    passed_over int not null default 0, short int not null default 0, short_points bigint not null default 0,
    actor text collate "C" not null, created_at timestamptz not null, finished_at timestamptz, job_id bigint,
    constraint points_mass_pkey primary key (id),
    constraint points_mass_ledger_id_fkey foreign key (ledger_id) references points_ledger (id));

create table points_mass_short (
    mass_id bigint not null, customer_id integer not null, points bigint not null,
    constraint points_mass_short_pkey primary key (mass_id, customer_id));

create aggregate points_sum(bigint) (
    sfunc = int8pl, stype = int8, combinefunc = int8pl, initcond = '0', parallel = safe);

alter table points_balance set (fillfactor = 70);
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(MASS)
