"""Orders are barred from earning a kind of points, or all."""

from __future__ import annotations

from alembic import op

revision = "points_barred_kinds"
down_revision = "points_adjust"

BY_KIND = """
alter table points_barred add column points_kind text collate "C" not null default '';
alter table points_barred drop constraint points_barred_pkey;
alter table points_barred add constraint points_barred_pkey primary key ("order", points_kind);
"""

BACK = """
delete from points_barred where points_kind <> '';
alter table points_barred drop constraint points_barred_pkey;
alter table points_barred drop column points_kind;
alter table points_barred add constraint points_barred_pkey primary key ("order");
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(BY_KIND)


def downgrade() -> None:
    op.get_bind().exec_driver_sql(BACK)
