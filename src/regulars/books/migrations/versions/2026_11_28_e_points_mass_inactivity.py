"""What a mass transaction gives may end with inactivity."""

from __future__ import annotations

from alembic import op

revision = "points_mass_inactivity"
down_revision = "points_awaits"


def upgrade() -> None:
    op.get_bind().exec_driver_sql('alter table points_mass add column inactivity text collate "C"')


def downgrade() -> None:
    """What is given already keeps its end; what is still to be given by such a deed ends when it first would."""
    op.get_bind().exec_driver_sql("alter table points_mass drop column inactivity")
