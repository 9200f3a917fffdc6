"""Refunds: what was given back of an order.

A refund may come before its order and waits for it; with the order it takes its
customer, currency and rate, so the refunds of an order that changes are written
anew with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from regulars.facts.columns import Row, micros_of
from regulars.facts.conversion import capped, converted
from regulars.facts.values import with_folded

from .order_rows import Exchange
from .records import json, settle_tombstones, versions
from .work import Item, Memory, Version, Work, latest


@dataclass(slots=True)
class Refund:
    """The latest document of a refund, and the order it is about."""

    id: int
    key: str
    version: Version
    order_id: int
    document: dict[str, Any]

    @property
    def refunded_at(self) -> int | None:
        return micros_of(self.document.get("refunded_at"))

    def quantities(self, memory: Memory) -> Iterable[tuple[str, int]]:
        """Pieces given back by line, in units of 10^-4."""
        for line in self.document.get("lines") or ():
            yield line["line"], memory.quantities[line.get("quantity")] or 0


@dataclass(frozen=True, slots=True)
class Taken:
    """A refund that a batch has changed: the order it was about before, and what it is now, None when deleted."""

    item: Item
    order_before: int | None
    refund: Refund | None

    @property
    def orders(self) -> set[int]:
        """The orders it was or is about."""
        found = {self.order_before, self.refund.order_id if self.refund else None}
        return {id for id in found if id is not None}


def take(work: Work, items: Sequence[Item]) -> list[Taken]:
    """What refund records change, in the order of the journal."""
    if not items:
        return []
    known = {item.id for item in items if item.id <= work.keys["refund"].known}
    rows = work.rows("refund", "record_id", known, "record_id, order_id, updated_at, position")
    buried = work.buried("refund", known)
    taken = latest(items, versions(rows, "record_id") | buried)
    settle_tombstones(work, "refund", taken.values(), buried)
    before = {row["record_id"]: row["order_id"] for row in rows}
    return [Taken(item, before.get(item.id), _refund(work, item)) for item in taken.values()]


def _refund(work: Work, item: Item) -> Refund | None:
    if item.deleted:
        return None
    order_id = work.keys["order"].take(item.document["order"])
    return Refund(item.id, item.key, item.version, order_id, item.document)


def of_orders(work: Work, order_ids: Iterable[int]) -> list[Refund]:
    """The known refunds of orders."""
    columns = "record_id, external_id, updated_at, position, order_id, document"
    return [
        Refund(
            row["record_id"], row["external_id"], (row["updated_at"], row["position"]), row["order_id"],
            orjson.loads(row["document"]),
        )
        for row in work.rows("refund", "order_id", order_ids, columns)
    ]  # fmt: skip


def sums(memory: Memory, refunds: Iterable[Refund], exchange: Exchange) -> tuple[int, dict[str, int]]:
    """What was given back of an order in all: base money, and pieces by line, none more than can be kept."""
    total = 0
    pieces: dict[str, int] = {}
    for refund in refunds:
        total += converted(refund.document.get("amount"), exchange.rate, memory.currency_places) or 0
        for line, quantity in refund.quantities(memory):
            pieces[line] = capped(pieces.get(line, 0) + quantity)
    return capped(total), pieces


def store(
    work: Work,
    gone: Iterable[int],
    refunds: Sequence[Refund],
    orders: Mapping[int, tuple[int | None, Exchange | None]],
) -> None:
    """Write refunds with what they have from their orders: customer and exchange, None while there is no such order."""
    rows: list[Row] = []
    lines: list[Row] = []
    for refund in refunds:
        customer_id, exchange = orders[refund.order_id]
        rows.append(_row(work, refund, customer_id, exchange))
        lines += _lines(work, refund, exchange)
    known = work.keys["refund"].known
    replaced = [id for id in {*gone, *(refund.id for refund in refunds)} if id <= known]
    for table in ("refund", "refund_line"):
        work.delete(table, "record_id", replaced)
    work.insert_rows("refund", rows)
    work.insert_rows("refund_line", lines)


def _row(work: Work, refund: Refund, customer_id: int | None, exchange: Exchange | None) -> Row:
    document = refund.document
    amount = document.get("amount")
    row: Row = {
        "record_id": refund.id,
        "external_id": refund.key,
        "external_id_folded": work.folds[refund.key],
        "updated_at": refund.version[0],
        "position": refund.version[1],
        "order_external_id": document["order"],
        "order_id": refund.order_id,
        "customer_id": customer_id,
        "refunded_at": refund.refunded_at,
        "own_amount": exchange.own[amount] if exchange else None,
        "amount": converted(amount, exchange.rate, work.memory.currency_places) if exchange else None,
        "document": json(document),
    }
    return row | with_folded(work.folds, ("reason",), document)


def _lines(work: Work, refund: Refund, exchange: Exchange | None) -> list[Row]:
    return [
        {
            "record_id": refund.id,
            "n": n,
            "order_id": refund.order_id,
            "line_id": line["line"],
            "refunded_at": refund.refunded_at,
            "quantity": work.memory.quantities[line.get("quantity")],
            "own_amount": exchange.own[line.get("amount")] if exchange else None,
        }
        for n, line in enumerate(refund.document.get("lines") or ())
    ]
