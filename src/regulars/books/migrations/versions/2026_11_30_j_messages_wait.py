"""Messages that wait say for what, and stand in the log while the campaign that sends them holds them back."""

from __future__ import annotations

from alembic import op

revision = "messages_wait"
down_revision = "import_rows_refused"


def upgrade() -> None:
    run = op.get_bind().exec_driver_sql
    run('alter table message add waits_for text collate "C", add held_until timestamptz')
    run("create index message_held_idx on message (run_id) where held_until is not null")


def downgrade() -> None:
    run = op.get_bind().exec_driver_sql
    run("drop index message_held_idx")
    run("alter table message drop waits_for, drop held_until")
