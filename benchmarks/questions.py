"""The six conditions that are asked of the generated shop, each with a query written by hand.

The query gives what a preview gives: how many candidates there are, how many
are in, the first twenty, and for each test how many had no value. It is what a
careful person would write for this one question; it need not be general.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

COMPLETE: Json = {"value": "order.status", "op": "=", "to": "complete"}
SOLD: Json = {"value": {"sum": "order.net_total", "where": COMPLETE}, "op": ">=", "to": "2000"}
LAST: Json = {"value": {"days_since": {"last": "order.placed_at", "where": COMPLETE}}, "op": ">=", "to": 180}
OFTEN: Json = {"value": {"count": "order", "within": {"last": "90d"}}, "op": ">=", "to": 3}
BOUGHT: Json = {
    "value": {
        "count": "order_line",
        "where": {
            "all": [
                {"value": "order.status", "op": "=", "to": "complete"},
                {"value": "product.categories", "op": "has_any", "to": ["d3a1"]},
            ]
        },
    },
    "op": ">=",
    "to": 1,
}
WISHED: Json = {
    "value": {"count": "wishlist_item", "where": {"value": "product.categories", "op": "has_any", "to": ["d3"]}},
    "op": ">=",
    "to": 1,
}
ABROAD: Json = {
    "value": {"count": "address", "where": {"all": [{"value": "address.kind", "op": "=", "to": "shipping"}, {"value": "address.country", "op": "!=", "to": "US"}]}},
    "op": ">=",
    "to": 1,
}  # fmt: skip
EITHER: Json = {"any": [WISHED, ABROAD]}
TREE: Json = {"all": [SOLD, {"any": [LAST, OFTEN]}, BOUGHT, EITHER, {"none": [{"value": "customer.group", "op": "=", "to": "Wholesale"}]}]}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition, and the query that answers it by hand."""

    name: str
    condition: Json
    most_seconds: float
    by_hand: str


_SOLD = """(select customer_id, sum(grand_total - refunded_total) as sold, max(placed_at) as last
    from "order" where status = 'complete' and placed_at <= $now group by customer_id)"""
_OFTEN = """(select customer_id, count(*) as often from "order"
    where placed_at > $now - interval 90 day and placed_at <= $now group by customer_id)"""
_BOUGHT = """(select distinct customer_id from order_line
    where status = 'complete' and placed_at <= $now and product_id in
        (select product_id from product where list_contains(categories_folded, 'd3a1')))"""
_WISHED = """(select distinct customer_id from wishlist_item where added_at <= $now and product_id in
    (select product_id from product where list_contains(categories_folded, 'd3')))"""
_ABROAD = """(select distinct customer_id from address
    where kind = 'shipping' and country_folded is distinct from 'us')"""
_HERE = "(registered_at is null or registered_at <= $now)"


def _asking(joins: str, held: str, *missing: str) -> str:
    """A query over the customers who are there."""
    told = "".join(f", count(*) filter ({test}) as missing{n}" for n, test in enumerate(missing))
    return f"""
        select count(*) as candidates, count(*) filter ({held}) as members, min(customer_id, 20) filter ({held}) as sample{told}
        from customer {joins} where {_HERE}"""


ASKED = (
    Asked(
        "sum over completed orders",
        SOLD,
        1.0,
        _asking(f"left join {_SOLD} using (customer_id)", "sold >= 200000", "false"),
    ),
    Asked(
        "last order before",
        LAST,
        1.0,
        _asking(f"left join {_SOLD.replace('sum(grand_total - refunded_total) as sold, ', '')} using (customer_id)", "last <= $now - interval 180 day", "last is null"),
    ),
    Asked(
        "count in a window",
        OFTEN,
        1.0,
        _asking(f"left join {_OFTEN} using (customer_id)", "often >= 3", "false"),
    ),
    Asked(
        "product in a category subtree bought",
        BOUGHT,
        1.0,
        _asking(f"left join {_BOUGHT} b using (customer_id)", "b.customer_id is not null", "false"),
    ),
    Asked(
        "wish or address exists",
        EITHER,
        1.0,
        _asking(
            f"left join {_WISHED} w using (customer_id) left join {_ABROAD} a using (customer_id)",
            "w.customer_id is not null or a.customer_id is not null",
            "false",
            "false",
        ),
    ),
    Asked(
        "tree of all these",
        TREE,
        2.5,
        _asking(
            f"left join {_SOLD} using (customer_id) left join {_OFTEN} using (customer_id)"
            f" left join {_BOUGHT} b using (customer_id) left join {_WISHED} w using (customer_id)"
            f" left join {_ABROAD} a using (customer_id)",
            "sold >= 200000 and (last <= $now - interval 180 day or often >= 3) and b.customer_id is not null"
            " and (w.customer_id is not null or a.customer_id is not null) and group_folded is distinct from 'wholesale'",
            "false", "last is null", "false", "false", "false", "false", "group_folded is null",
        ),
    ),
)  # fmt: skip
