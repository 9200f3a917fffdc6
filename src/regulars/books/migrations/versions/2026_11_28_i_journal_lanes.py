"""Entries of deeds over many get their positions in a lane of their own."""

from __future__ import annotations

from alembic import op

revision = "journal_lanes"
down_revision = "promotions"

LANES = """
alter table journal_mark add many_epoch int, add many_xid xid8, add many_seq bigint, add many_position bigint;
update journal_mark set many_epoch = epoch, many_xid = xid, many_seq = seq, many_position = position;
alter table journal_mark alter many_epoch set not null, alter many_xid set not null, alter many_seq set not null,
    alter many_position set not null;
create index journal_many_idx on journal (epoch, xid, seq) where type = 'decision.points_posted' and deed is not null;
"""

ONE = """
drop index journal_many_idx;
alter table journal_mark drop many_epoch, drop many_xid, drop many_seq, drop many_position;
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(LANES)


def downgrade() -> None:
    op.get_bind().exec_driver_sql(ONE)
