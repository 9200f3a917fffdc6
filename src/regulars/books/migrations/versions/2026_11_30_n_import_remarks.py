"""What is to be known of rows that an import took all the same, such as addresses that no mail can be sent to."""

from __future__ import annotations

from alembic import op

revision = "import_remarks"
down_revision = "message_maybe_sent"


def upgrade() -> None:
    driver = op.get_bind()
    driver.exec_driver_sql("alter table import_run add remarked bigint not null default 0")
    driver.exec_driver_sql("alter table import_run alter remarked drop default")
    driver.exec_driver_sql(
        """create table import_remark (
            import_id bigint not null,
            n bigint not null,
            line bigint not null,
            field text not null,
            code text collate "C" not null,
            reason text not null,
            constraint import_remark_pkey primary key (import_id, n)
        )"""
    )


def downgrade() -> None:
    driver = op.get_bind()
    driver.exec_driver_sql("drop table import_remark")
    driver.exec_driver_sql("alter table import_run drop remarked")
