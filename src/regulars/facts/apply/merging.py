"""Customers who turned out to be one: their rows get the id that stays."""

from __future__ import annotations

import pyarrow as pa

from .work import Work

TABLES = (
    "order", "order_status", "order_line", "refund", "cart", "cart_line",
    "wishlist_item", "product_view", "review", "subscription", "login", "event", "points_entry", "other_points_entry", "coupon",
    "coupon_entry", "promotion_use", "message", "message_click", "set_aside",
)  # fmt: skip
"""Everything that is a customer's, besides what `customers` has moved itself."""


def move_rows(work: Work) -> None:
    """Give the rows of all aliases of this batch to whom they are now."""
    if not work.moved:
        return
    moved = pa.table(
        {
            "alias_id": pa.array(work.moved, pa.int32()),
            "owner_id": pa.array([work.owner(alias) for alias in work.moved], pa.int32()),
        }
    )
    work.run("update alias set owner_id = moved.owner_id from moved where alias.owner_id = moved.alias_id", moved=moved)
    work.insert("alias", {name: moved[name].combine_chunks() for name in moved.column_names})
    for table in TABLES:
        work.run(f'update "{table}" set customer_id = owner_id from moved where customer_id = alias_id', moved=moved)
