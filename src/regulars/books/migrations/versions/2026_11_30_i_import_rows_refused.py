"""Rows that an import refused are kept as they came, to be mended and sent again."""

from __future__ import annotations

from alembic import op

revision = "import_rows_refused"
down_revision = "newsletter_batches_from"


def upgrade() -> None:
    driver = op.get_bind()
    driver.exec_driver_sql("alter table import_run add header text")
    driver.exec_driver_sql(
        """create table import_row (
            import_id bigint not null,
            line bigint not null,
            cells text,
            constraint import_row_pkey primary key (import_id, line)
        )"""
    )


def downgrade() -> None:
    driver = op.get_bind()
    driver.exec_driver_sql("drop table import_row")
    driver.exec_driver_sql("alter table import_run drop header")
