"""Kinds of points: each a programme with a name of its own in addresses, spendable or not, archived or not.

What is there becomes the first, called "points", which can always be spent.
"""

from __future__ import annotations

from alembic import op

revision = "points_kinds"
down_revision = "points_rule_history"

KINDS = """
alter table points_programme
    add column slug text collate "C", add column spendable boolean, add column lifetime jsonb,
    add column archived_at timestamptz;
update points_programme set slug = 'points', spendable = true;
alter table points_programme alter column slug set not null, alter column spendable set not null;
alter table points_programme add constraint points_programme_slug_key unique (slug);
"""

NO_KINDS = """
do $$ begin
    if exists (select from points_programme where id <> 1)
    then raise exception 'there are several kinds of points: there is no way back to one'; end if;
end $$;
alter table points_programme drop column slug, drop column spendable, drop column lifetime, drop column archived_at;
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(KINDS)


def downgrade() -> None:
    op.get_bind().exec_driver_sql(NO_KINDS)
