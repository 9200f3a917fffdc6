"""Lots that time does something to are found by their customer, however many other lots there are."""

from __future__ import annotations

from alembic import op

revision = "points_lot_due"
down_revision = "points_barred_kinds"

INDEX = """
create index points_lot_due_idx on points_lot (customer_id, ledger_id)
    where remaining > 0 and (not opened or ends_at is not null);
"""
ALL = "l.remaining > 0\n                   and ((l.opened"
THOSE = "l.remaining > 0\n                   and (not l.opened or l.ends_at is not null) and ((l.opened"


def upgrade() -> None:
    op.get_bind().exec_driver_sql(INDEX)
    _reworded(ALL, THOSE)


def downgrade() -> None:
    _reworded(THOSE, ALL)
    op.get_bind().exec_driver_sql("drop index points_lot_due_idx")


def _reworded(once: str, now: str) -> None:
    """The predicate of an index has to stand in the statement as it stands in the index for the index to serve."""
    told = op.get_bind().exec_driver_sql("select pg_get_functiondef('points_adjust'::regproc)").scalar_one()
    assert told.count(once) == 1
    op.get_bind().exec_driver_sql(told.replace(once, now).replace("%", "%%"))
