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

from regulars.rules.traits import COUPONS, MESSAGE_INSTANTS, MESSAGES, STAYS

from . import functions as fn
from .comparisons import segment_column
from .joins import inner, only_asked, own_instants
from .moment import Moment

SEGMENTS = "customer.segments"
PARENTS = {"order": "order_id", "cart": "cart_id"}
"""The key by which lines and refunds point to what they lie in."""


@dataclass(frozen=True)
class Membership:
    """The table `membership` that comes with a question: who is in the segments that it names."""

    segments: tuple[str, ...] = ()
    lists: bool = False

    def join(self, table: ir.Table) -> ir.Table:
        """The table with a column a segment, and with the whole set if it is read; who has no row is in none."""
        schema = {"member_id": "int32"} | {segment_column(segment): "boolean" for segment in self.segments}
        if self.lists:
            schema["segments"] = "array<string>"
        membership = ibis.table(schema, name="membership")
        joined = table.left_join(membership, table.customer_id == membership.member_id)
        columns = {segment_column(s): joined[segment_column(s)].fill_null(False) for s in self.segments}
        if self.lists:
            columns |= {SEGMENTS: joined.segments, f"{SEGMENTS}_folded": joined.segments}
        return joined.select(*table.columns, **columns)


def lasting(stays: ir.Table, now: ir.TimestampValue) -> ir.Table:
    """Stays as of an instant: what ends later goes on."""
    none = ibis.null("timestamp(6)")
    return stays.mutate(
        left_at=(stays.left_at > now).ifelse(none, stays.left_at),
        changes_at=(stays.left_at > now).ifelse(stays.left_at, none),
    )


def standing(coupons: ir.Table, now: ir.TimestampValue) -> ir.Table:
    """Coupons as of an instant, each as it stood then; one that was open has ended when its time was up."""
    none = ibis.null("timestamp(6)")
    begun = coupons["from"].isnull() | (coupons["from"] <= now)
    there = coupons.filter(begun & (coupons["until"].isnull() | (coupons["until"] > now)))
    ending = (there.standing == "open") & there.ends_at.notnull()
    over = ending & (there.ends_at <= now)
    return there.mutate(
        state=over.ifelse("ended", there.standing),
        changes_at=ibis.least(there["until"], (ending & ~over).ifelse(there.ends_at, none)),
    )


def told(messages: ir.Table, now: ir.TimestampValue) -> ir.Table:
    """Messages as of an instant: what became of them later hasn't yet; with who sent them, of what kind and which."""
    none = ibis.null("timestamp(6)")
    ahead = [(messages[name] > now).ifelse(messages[name], none) for name in MESSAGE_INSTANTS]
    seen = {name: (messages[name] > now).ifelse(none, messages[name]) for name in MESSAGE_INSTANTS}
    sender = {f"sender{kind}": messages.source + ":" + messages[f"source_id{kind}"] for kind in ("", "_folded")}
    return messages.mutate(changes_at=ibis.least(*ahead), **seen, **sender)


AS_OF = {STAYS: lasting, COUPONS: standing, MESSAGES: told}
"""Rows that are looked at as of the instant, whether it is the present or not, and how."""


def stays(changes: ir.Table, among: ir.Table | None = None) -> ir.Table:
    """Stays in segments by the changes that told of them, of everybody or `among` the customers of a table.

    A stay begins with each change in which somebody enters, and ends with their next one of that segment.
    """
    entered, left = (
        changes.select("segment", "at", "position", customer_id=ids.unnest(), came=ibis.literal(came))
        for ids, came in ((changes.entered, True), (changes.left, False))
    )
    moves = ibis.union(entered, left)
    if among is not None:
        moves = moves.semi_join(among, "customer_id")
    each = ibis.window(group_by=[moves.customer_id, moves.segment], order_by=moves.position)
    ended = moves.mutate(left_at=moves["at"].lead().over(each))
    return ended.filter(ended.came).select(
        "customer_id", "segment", "left_at", "position", entered_at="at", segment_folded="segment"
    )


@dataclass(frozen=True)
class Shop:
    """The tables of the facts, as of now (`current`) or as of an earlier instant."""

    tables: Mapping[str, ir.Table]
    moment: Moment
    current: bool
    membership: Membership = Membership()
    asked: ir.Table | None = None
    """The customers asked about, maybe each with instants of their own; nobody else's rows are looked at."""

    @cached_property
    def _asked_of(self) -> dict[str, ir.Table]:
        return {}

    def table(self, name: str) -> ir.Table:
        """A table of the facts; where its rows are a customer's, those of who is asked about."""
        if name not in self._asked_of:
            table = self.tables[name]
            self._asked_of[name] = self._narrowed(table) if "customer_id" in table.columns else table
        return self._asked_of[name]

    def _narrowed(self, table: ir.Table) -> ir.Table:
        return table if self.asked is None else only_asked(table, self.asked)

    def rows(self, name: str) -> ir.Table:
        """The table of rows of that name, columns by field name."""
        if name == STAYS:
            return self._narrowed(self._stays)
        if name == "order":
            return self.orders
        if name in ("order_line", "line"):
            return self.order_lines
        table = self.table(name)
        if "refunded_quantity" in table.columns:
            table = table.mutate(refunded_quantity=table.refunded_quantity.fill_null(0).cast("decimal(18, 4)"))
        return table

    @cached_property
    def orders(self) -> ir.Table:
        orders = self.table("order") if self.current else self._orders_then
        refunded = orders.refunded_total.fill_null(0)
        return orders.mutate(refunded_total=refunded, net_total=orders.grand_total - refunded)

    @cached_property
    def order_lines(self) -> ir.Table:
        lines = self.table("order_line") if self.current else self._lines_then
        return lines.mutate(refunded_quantity=lines.refunded_quantity.fill_null(0).cast("decimal(18, 4)"))

    @cached_property
    def _stays(self) -> ir.Table:
        """Stays of those asked about: who isn't is left out first, for a window reads everything before it."""
        return self.tables[STAYS] if STAYS in self.tables else stays(self.tables["segment_change"], self.asked)

    @cached_property
    def _states(self) -> ir.Table:
        """One row an order with an entry still to come: its state after its last entry up to now."""
        entries = self.table("order_status")
        now = self.moment.at(entries).now()
        coming = entries.filter(entries["at"] > now).select("order_id").distinct()
        entries = entries.semi_join(coming, "order_id")
        order = ibis.window(group_by=entries.order_id, order_by=[entries["at"], entries.n])
        before, shop_before = entries.status.lag().over(order), entries.shop_status_folded.lag().over(order)
        none = ibis.null("timestamp(6)")
        entries = entries.mutate(
            came=entries.status.identical_to(before).ifelse(none, entries["at"]),
            shop_came=entries.shop_status_folded.identical_to(shop_before).ifelse(none, entries["at"]),
        )
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
        names = ("status", "shop_status", "shop_status_folded", "paid")
        return grouped.select(
            "status_since",
            "shop_status_since",
            "completed_at",
            "next_entry_at",
            state_order=grouped.order_id,
            **{name: grouped.state[name] for name in names},
        )

    @cached_property
    def _refunded_later(self) -> ir.Table:
        """One row an order with a refund still to come."""
        refunds = self.table("refund")
        later = refunds.filter(refunds.refunded_at > self.moment.at(refunds).now())
        return later.group_by(refund_order="order_id").agg(
            later_amount=later.amount.sum(), next_refund_at=later.refunded_at.min()
        )

    def _with_what_comes(self, rows: ir.Table) -> ir.Table:
        """Rows of orders beside the state that their order was in and what was refunded since, where that differs."""
        states, later = self._states.rename("then_{name}"), self._refunded_later
        joined = rows.left_join(states, rows.order_id == states.then_state_order)
        return joined.left_join(later, joined.order_id == later.refund_order)

    @cached_property
    def _orders_then(self) -> ir.Table:
        """Orders as they were: where entries lie ahead their state follows from the entries, later refunds are undone."""
        orders, states = self.table("order"), self._states.columns
        joined = self._with_what_comes(orders)
        differs = joined.then_state_order.notnull()
        then = {name: differs.ifelse(joined[f"then_{name}"], joined[name]) for name in states if name in orders.columns}
        then["refunded_total"] = joined.refunded_total.fill_null(0) - joined.later_amount.fill_null(0).cast("int64")
        then["changes_at"] = ibis.least(joined.then_next_entry_at, joined.next_refund_at)
        kept = [name for name in orders.columns if name not in then]
        return joined.select(*kept, **then)

    @cached_property
    def _given_back_later(self) -> ir.Table:
        """One row a line of which something will have been given back."""
        later = self.table("refund_line")
        if self.asked is not None:
            refunds = self.table("refund")
            later = inner(later, refunds.select("record_id", *own_instants(refunds)), "record_id")
        later = later.filter(later.refunded_at > self.moment.at(later).now())
        return later.group_by(back_order="order_id", back_line="line_id").agg(later_quantity=later.quantity.sum())

    @cached_property
    def _lines_then(self) -> ir.Table:
        lines, later = self.table("order_line"), self._given_back_later
        joined = self._with_what_comes(lines)
        joined = joined.left_join(later, [joined.order_id == later.back_order, joined.line_id == later.back_line])
        given_back = joined.refunded_quantity.fill_null(0) - joined.later_quantity.fill_null(0)
        then = {
            "status": joined.then_state_order.notnull().ifelse(joined.then_status, joined.status),
            "refunded_quantity": given_back.cast("decimal(18, 4)"),
            "changes_at": ibis.least(joined.then_next_entry_at, joined.next_refund_at),
        }
        kept = [name for name in lines.columns if name not in then]
        return joined.select(*kept, **then)
