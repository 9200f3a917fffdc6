"""What a customer did, from every table of the facts, as one list by time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import ibis
import ibis.expr.types as ir

from regulars.facts.relations import base_tables
from regulars.http.instants import instant

from .wanted import Wanted

MINOR, TEXT = "int64", "string"

KINDS = (
    "ordered", "order_status", "refunded", "registered", "wished", "viewed", "reviewed", "subscription", "logged_in", "event", "cart",
    "segment_entered", "segment_left",
)  # fmt: skip


def question(wanted: Wanted, kinds: Sequence[str]) -> ir.Table:
    """So many happenings of these kinds, the latest first, in the columns of `Happening`."""
    parts = [part for kind, part in _parts(wanted.customer_id) if kind in kinds]
    happened = parts[0] if len(parts) == 1 else ibis.union(*parts)
    happened = happened.filter(ibis._.at <= instant(wanted.until))
    if wanted.after is not None:
        at, kind, key = wanted.after
        earlier = ibis._.at < instant(at)
        same = ibis._.at == instant(at)
        happened = happened.filter(
            earlier | (same & ((ibis._.kind > kind) | ((ibis._.kind == kind) & (ibis._.key > key))))
        )
    return happened.order_by([ibis.desc("at"), "kind", "key"]).limit(wanted.limit)


def _parts(customer_id: int) -> list[tuple[str, ir.Table]]:
    record = partial(_of, customer_id=customer_id)
    return [
        *_orders(customer_id),
        _part("registered", record("customer"), at="registered_at"),
        _part("wished", record("wishlist_item"), at="added_at", subject="sku"),
        _part("viewed", record("product_view"), at="viewed_at", subject="sku"),
        _part("reviewed", record("review"), at="written_at", subject="sku", word="status", number="rating"),
        _part("subscription", record("subscription"), at="changed_at", subject="list", word="status"),
        _part("logged_in", record("login"), at="logged_in_at", word="device"),
        _part("event", record("event"), at="occurred_at", subject="name"),
        _part("cart", record("cart"), at="updated_at", subject="external_id", word="status", amount="subtotal"),
        _stay("segment_entered", customer_id, "entered"),
        _stay("segment_left", customer_id, "left"),
    ]


def _orders(customer_id: int) -> list[tuple[str, ir.Table]]:
    """Orders placed, each later step of their status, and refunds."""
    tables = base_tables()
    order, status = _of("order", customer_id=customer_id), tables["order_status"]
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
    refund = _of("refund", customer_id=customer_id)
    refunded = _part("refunded", refund, at="refunded_at", subject="order_external_id", word="reason", amount="amount")
    return [placed, moved, refunded]


def _stay(kind: str, customer_id: int, side: str) -> tuple[str, ir.Table]:
    """Changes of segments in which the customer came or went."""
    changes = base_tables()["segment_change"]
    theirs = changes.filter(changes[side].contains(customer_id)).mutate(
        key=changes.segment + "/" + changes.position.cast(TEXT)
    )
    return _part(kind, theirs, at="at", key="key", subject="segment", id="segment")


def _of(table: str, *, customer_id: int) -> ir.Table:
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
    id: str | None = None,
) -> tuple[str, ir.Table]:
    """Rows of one table in the columns of the timeline."""

    def column(name: str | None, type_: str) -> ir.Value:
        return ibis.null(type_) if name is None else rows[name].cast(type_)

    told = rows.filter(rows[at].notnull()).select(
        at=rows[at],
        kind=ibis.literal(kind),
        key=rows[key].fill_null(""),
        subject=column(subject, TEXT),
        word=column(word, TEXT),
        amount=column(amount, MINOR),
        number=column(number, TEXT),
        id=column(id, TEXT),
    )
    return kind, told
