"""The facts as orders see them: every order has a customer of its own, who has the rows from before it was placed.

The tables are those of the facts with other ids, so that the query compiler asks about orders as it asks about
customers: `customer_id` is the id of the order that looks, and what lies in an order or a cart is named by both.
"""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from regulars.rules.query.shop import stays
from regulars.rules.vocabulary import Vocabulary

SEEING = "seeing"
"""The table that comes with a question: which order (`asker`) sees whose rows, before which instant."""

_STAYS = "segment_stay"
_SHIFT = 2**32
_NAMED_BY_BOTH = ("order_id", "cart_id", "record_id")


def of_customers(tables: Mapping[str, ir.Table], vocabulary: Vocabulary) -> dict[str, ir.Table]:
    """What is known of the customer of each order that looks, from before it was placed and without itself."""
    seeing = _seeing()
    whole = {**tables, _STAYS: stays(tables["segment_change"])}
    found: dict[str, ir.Table] = {}
    for name, table in whole.items():
        if "customer_id" in table.columns:
            kind = vocabulary.rows.get(name)
            found[name] = _seen(table, seeing, _own_time(table, kind.time if kind else None))
    refunds = tables["refund"].select("record_id", "customer_id")
    lines = tables["refund_line"].inner_join(refunds, "record_id")
    found["refund_line"] = _seen(lines, seeing, None)
    return {**tables, **found}


def of_themselves(tables: Mapping[str, ir.Table]) -> dict[str, ir.Table]:
    """The orders that look, and nothing else: each is all that its customer has."""
    seeing = _seeing()
    found = {"customer": seeing.select(customer_id="asker", registered_at=ibis.null("timestamp(6)"))}
    for name in ("order", "order_line", "order_status", "refund", "refund_line"):
        table = tables[name].drop("customer_id") if "customer_id" in tables[name].columns else tables[name]
        looking = seeing.select(customer_id="asker")
        found[name] = table.inner_join(looking, table.order_id == looking.customer_id)
    return {**tables, **found}


def _seeing() -> ir.Table:
    return ibis.table({"asker": "int32", "whose": "int32", "before": "timestamp(6)"}, name=SEEING)


def _own_time(table: ir.Table, time: str | None) -> str | None:
    """The column of the rows' own time; a cart's lines have the cart's."""
    return time if time is None or time in table.columns else "updated_at"


def _seen(table: ir.Table, seeing: ir.Table, time: str | None) -> ir.Table:
    """The rows of each customer who is looked at, once for every order that looks."""
    joined = table.inner_join(seeing, table.customer_id == seeing.whose)
    if time is not None:
        joined = joined.filter(joined[time].isnull() | (joined[time] < joined.before))
    if "order_id" in table.columns:
        joined = joined.filter(~joined.order_id.identical_to(joined.asker))
    named = {name: _both(joined.asker, joined[name]) for name in _NAMED_BY_BOTH if name in table.columns}
    return joined.select(*(column for column in table.columns if column not in named and column != "customer_id"),
                         customer_id=joined.asker, **named)  # fmt: skip


def _both(asker: ir.Column, id: ir.Column) -> ir.Value:
    return asker.cast("int64") * _SHIFT + id.cast("int64")
