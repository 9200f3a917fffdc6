"""The facts as the compiler sees them: tables, which of two times they show, and how they join.

The columns of orders say how things are after the last dated entry. At an
earlier instant an order's status, completion, payment and refunds follow from
its entries up to then; the same tables are then built from the entries. Both
have the same columns, so everything above is compiled alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import ibis
import ibis.expr.types as ir

from . import functions as fn
from .moment import Moment

PARENTS = {"order": "order_id", "cart": "cart_id"}
"""The key by which lines and refunds point to what they lie in."""


@dataclass(frozen=True)
class Shop:
    """The tables of the facts, as of now (`current`) or as of an earlier instant."""

    tables: Mapping[str, ir.Table]
    moment: Moment
    current: bool

    def rows(self, name: str) -> ir.Table:
        """The table of rows of that name, columns by field name."""
        if name == "order":
            return self.orders
        if name in ("order_line", "line"):
            return self.order_lines
        if name == "refund":
            return self._refunds
        table = self.tables[name]
        if "refunded_quantity" in table.columns:
            table = table.mutate(refunded_quantity=table.refunded_quantity.fill_null(0).cast("decimal(18, 4)"))
        return table

    @cached_property
    def orders(self) -> ir.Table:
        orders = self.tables["order"] if self.current else self._orders_then
        refunded = orders.refunded_total.fill_null(0)
        return orders.mutate(refunded_total=refunded, net_total=orders.grand_total - refunded)

    @cached_property
    def order_lines(self) -> ir.Table:
        lines = self.tables["order_line"] if self.current else self._lines_then
        return lines.mutate(refunded_quantity=lines.refunded_quantity.fill_null(0).cast("decimal(18, 4)"))

    @cached_property
    def _refunds(self) -> ir.Table:
        return self.tables["refund"]

    @cached_property
    def _states(self) -> ir.Table:
        """One row an order: its state after its last entry up to now, and when its next entry is due."""
        entries = self.tables["order_status"]
        order = ibis.window(group_by=entries.order_id, order_by=[entries["at"], entries.n])
        entries = entries.mutate(
            came=entries.status.identical_to(entries.status.lag().over(order)).ifelse(ibis.null("timestamp(6)"), entries["at"]),
            shop_came=entries.shop_status_folded.identical_to(entries.shop_status_folded.lag().over(order)).ifelse(
                ibis.null("timestamp(6)"), entries["at"]
            ),
        )
        now = self.moment.now()
        known = entries["at"] <= now
        key = ibis.struct({"at": entries["at"], "n": entries.n})
        state = ibis.struct({name: entries[name] for name in ("status", "shop_status", "shop_status_folded", "paid")})
        grouped = entries.group_by("order_id").agg(
            state=fn.at_greatest(state, key, known),
            status_since=entries.came.max(where=known),
            shop_status_since=entries.shop_came.max(where=known),
            completed_at=entries["at"].min(where=known & (entries.status == "complete")),
            next_entry_at=entries["at"].min(where=entries["at"] > now),
        )
        return grouped.select(
            "order_id", "status_since", "shop_status_since", "completed_at", "next_entry_at",
            status=grouped.state["status"],
            shop_status=grouped.state["shop_status"],
            shop_status_folded=grouped.state["shop_status_folded"],
            paid=grouped.state["paid"],
        )  # fmt: skip

    @cached_property
    def _orders_then(self) -> ir.Table:
        now = self.moment.now()
        refunds = self.tables["refund"]
        refunded = refunds.group_by("order_id").agg(
            refunded_total=refunds.amount.sum(where=refunds.refunded_at <= now),
            next_refund_at=refunds.refunded_at.min(where=refunds.refunded_at > now),
        )
        by_history = set(self._states.columns) | set(refunded.columns) - {"order_id"}
        orders = self.tables["order"]
        kept = orders.select("order_id", *[name for name in orders.columns if name not in by_history])
        states = self._states.rename(state_order="order_id")
        refunded = refunded.rename(refund_order="order_id")
        joined = kept.left_join(states, kept.order_id == states.state_order)
        joined = joined.left_join(refunded, joined.order_id == refunded.refund_order)
        return joined.mutate(changes_at=ibis.least(joined.next_entry_at, joined.next_refund_at))

    @cached_property
    def _lines_then(self) -> ir.Table:
        now = self.moment.now()
        given_back = self.tables["refund_line"]
        given_back = given_back.group_by(["order_id", "line_id"]).agg(
            refunded_quantity=given_back.quantity.sum(where=given_back.refunded_at <= now)
        )
        given_back = given_back.rename(back_order="order_id", back_line="line_id")
        states = self._orders_then.select(state_order="order_id", status="status", changes_at="changes_at")
        lines = self.tables["order_line"].drop("status", "refunded_quantity")
        joined = lines.left_join(states, lines.order_id == states.state_order)
        matches = [joined.order_id == given_back.back_order, joined.line_id == given_back.back_line]
        return joined.left_join(given_back, matches)
