"""Spending of points can be switched off by itself, everywhere or in a store, and a store may tell of ends otherwise."""

from __future__ import annotations

from alembic import op

revision = "programme_of_stores"
down_revision = "newsletters"


def upgrade() -> None:
    op.get_bind().exec_driver_sql(
        "alter table points_programme add column spending boolean not null default true;"
        "alter table points_programme_store add column spending boolean not null default true, add column notice_days int"
    )


def downgrade() -> None:
    op.get_bind().exec_driver_sql(
        "alter table points_programme_store drop column notice_days, drop column spending;"
        "alter table points_programme drop column spending"
    )
