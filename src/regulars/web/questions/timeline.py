"""What a customer did, from every table of the facts, as one list by time."""

from __future__ import annotations

from datetime import datetime

import ibis
import ibis.expr.types as ir

from regulars.facts.relations import base_tables
from regulars.http.instants import instant

MINOR, TEXT = "int64", "string"


def timeline(customer_id: int, now: datetime, after: tuple[datetime, str, str] | None, limit: int) -> ir.Table:
    """At most `limit` happenings up to `now`, the latest first.

    Columns: at, kind, key (what tells those of one instant apart), subject (an
    order number, a SKU, a name), word (a status, a reason, a device), amount
    (minor units) and number (a rating). `after` is (at, kind, key) of the last one shown.
    """
    happened = ibis.union(*_parts(customer_id)).filter(ibis._.at <= instant(now))
    if after is not None:
        at, kind, key = after
        earlier = ibis._.at < instant(at)
        same = ibis._.at == instant(at)
        happened = happened.filter(
            earlier | (same & ((ibis._.kind > kind) | ((ibis._.kind == kind) & (ibis._.key > key))))
        )
    return happened.order_by([ibis.desc("at"), "kind", "key"]).limit(limit)


def _parts(customer_id: int) -> list[ir.Table]:
    return [
        *_orders(customer_id),
        _part("registered", _of("customer", customer_id), at="registered_at", key="external_id"),
        _part("wished", _of("wishlist_item", customer_id), at="added_at", subject="sku"),
        _part("viewed", _of("product_view", customer_id), at="viewed_at", subject="sku"),
        _part("reviewed", _of("review", customer_id), at="written_at", subject="sku", word="status", number="rating"),
        _part("subscription", _of("subscription", customer_id), at="changed_at", subject="list", word="status"),
        _part("logged_in", _of("login", customer_id), at="logged_in_at", word="device"),
        _part("event", _of("event", customer_id), at="occurred_at", subject="name"),
        _part(
            "cart", _of("cart", customer_id), at="updated_at", subject="external_id", word="status", amount="subtotal"
        ),
    ]


def _orders(customer_id: int) -> list[ir.Table]:
    """Orders placed, each later step of their status, and refunds."""
    tables = base_tables()
    order, status = _of("order", customer_id), tables["order_status"]
    placed = _part("ordered", order, at="placed_at", subject="external_id", word="status", amount="grand_total")
    steps = status.filter(status.customer_id == customer_id).join(order, "order_id")
    steps = steps.select(
        at=status["at"],
        key=order.external_id + "/" + status.n.cast(TEXT),
        subject=order.external_id,
        word=status.status,
        placed_at=order.placed_at,
    ).filter(ibis._.at > ibis._.placed_at)
    moved = _part("order_status", steps, at="at", key="key", subject="subject", word="word")
    refund = _of("refund", customer_id)
    refunded = _part("refunded", refund, at="refunded_at", subject="order_external_id", word="reason", amount="amount")
    return [placed, moved, refunded]


def _of(table: str, customer_id: int) -> ir.Table:
    rows = base_tables()[table]
    return rows.filter(rows.customer_id == customer_id)


def _part(
    kind: str,
    rows: ir.Table,
    *,
    at: str,
    key: str = "external_id",
    subject: str | None = None,
    word: str | None = None,
    amount: str | None = None,
    number: str | None = None,
) -> ir.Table:
    """Rows of one table in the columns of the timeline."""

    def column(name: str | None, type_: str) -> ir.Value:
        return ibis.null(type_) if name is None else rows[name].cast(type_)

    return rows.filter(rows[at].notnull()).select(
        at=rows[at],
        kind=ibis.literal(kind),
        key=rows[key].fill_null(""),
        subject=column(subject, TEXT),
        word=column(word, TEXT),
        amount=column(amount, MINOR),
        number=column(number, TEXT),
    )
