"""The groups that customers were moved to for other reasons than a segment."""

from __future__ import annotations

from alembic import op

revision = "group_moved"
down_revision = "programme_of_stores"


def upgrade() -> None:
    op.get_bind().exec_driver_sql(
        "create table customer_group_moved (customer_id int not null, name text not null, since timestamptz not null,"
        " constraint customer_group_moved_pkey primary key (customer_id))"
    )


def downgrade() -> None:
    op.get_bind().exec_driver_sql("drop table customer_group_moved")
