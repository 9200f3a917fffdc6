"""Logins and views of products are found by their keys, as other records of customers are."""

from __future__ import annotations

from alembic import op

revision = "own_logins_and_views"
down_revision = "facts"

INDEX = """
drop index journal_owner_idx;
create index journal_owner_idx on journal (key, type)
    where type in ('order', 'refund', 'cart', 'wishlist_item', 'product_view', 'review', 'subscription', 'login');
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(INDEX)
