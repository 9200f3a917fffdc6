"""Customers who are erased: everything that was theirs leaves the facts, and so do the names of their records.

What other people's conditions read does not change. The journal has only
tombstones left of them, so a replay gives the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from .merging import TABLES
from .work import Item, Work

IDS = [
    ("order", ("order", "order_id")),
    ("order", ("promotion_use", "order_id")),  # of checkouts whose order has not come
    ("refund", ("refund", "record_id")),
    ("cart", ("cart", "cart_id")),
    *(
        (type, (type, "record_id"))
        for type in ("wishlist_item", "product_view", "review", "subscription", "login", "event")
    ),
]
"""Types of records that are somebody's, and where their ids stand."""


def erase(work: Work, items: Sequence[Item]) -> None:
    """Take everybody out whose erasure was decided in this batch; done after everything else of it."""
    erased = {work.owner(item.customer_id) for item in items if item.customer_id is not None}
    if not erased:
        return
    leaving = pa.table({"customer_id": pa.array(erased, pa.int32())})
    theirs = "semi join leaving using (customer_id)"
    for type, (table, id) in IDS:
        named = f'select {id} from "{table}" {theirs}'
        work.run(f"update record set external_id = null where type = '{type}' and id in ({named})", leaving=leaving)
    work.run(f"delete from refund_line where record_id in (select record_id from refund {theirs})", leaving=leaving)
    for table in (*TABLES, "customer", "address"):
        work.delete(table, "customer_id", erased)
    work.run(
        "delete from tombstone where type = 'customer' and id in (select customer_id from leaving)", leaving=leaving
    )
