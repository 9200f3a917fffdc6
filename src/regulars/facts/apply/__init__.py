"""Applying a batch of the journal to the facts.

What is known of everything a batch names is loaded as sets, each entry is
decided in plain Python in the order of the journal, and what came out is written
back as sets. Where the journal is cut into batches changes nothing of the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

import duckdb
import orjson

from regulars.facts.columns import micros
from regulars.journal import Batch, Entry, Merge, decisions
from regulars.journal.parting import WITH_LINES, parted

from . import carts, coupons, decided, erasing, merging, messages, order_lines, records
from .catalogue import Categories, Products
from .customers import Customers
from .orders import Orders
from .work import KEYED, Item, Memory, Work


def apply_entries(con: duckdb.DuckDBPyConnection, memory: Memory, batch: Batch) -> int | None:
    """Put a batch into the tables, within the caller's transaction; gives the new horizon, if there is one.

    An erasure ends a part of its own: what comes after it is about somebody new.
    """
    horizons = []
    for entries, merges in _parts(batch):
        if not memory.loaded:
            memory.load(con)
        work = Work(con, memory)
        _apply_part(work, entries, merges)
        for keys in memory.keys.values():
            keys.keep()
        if any(entry.type == decisions.ERASURE for entry in entries):
            memory.forget()
        horizons.append(work.horizon)
    return max((horizon for horizon in horizons if horizon is not None), default=None)


def part_after(batch: Batch, position: int) -> Batch:
    """The part of a batch that lies after a position."""
    if batch.after >= position:
        return batch
    entries = [entry for entry in batch.entries if entry.position > position]
    merges = [merge for merge in batch.merges if merge.position > position]
    return replace(batch, after=min(position, batch.until), entries=entries, merges=merges)


def _parts(batch: Batch) -> Iterator[tuple[Sequence[Entry], Sequence[Merge]]]:
    edges = [n + 1 for n, entry in enumerate(batch.entries) if entry.type == decisions.ERASURE]
    after = batch.after
    for start, end in pairwise(dict.fromkeys([0, *edges, len(batch.entries)])):
        until = batch.entries[end - 1].position
        yield batch.entries[start:end], [merge for merge in batch.merges if after < merge.position <= until]
        after = until


def _apply_part(work: Work, entries: Sequence[Entry], merges: Sequence[Merge]) -> None:
    items = [_item(entry) for entry in entries]
    by_type: dict[str, list[Item]] = {}
    for item in items:
        by_type.setdefault(item.type, []).append(item)
    work.last_position = items[-1].position
    _hand_out_ids(work, items, by_type)
    for item in items:
        work.touch(item.position, item.customer_id)
    Customers(work).apply(items, merges)
    categories = Categories(work)
    categories.apply(by_type.get("category", []))
    records.apply_lists(work, by_type.get("list", []))
    Products(work, categories).apply(by_type.get("product", []))
    Orders(work).apply(by_type.get("order", []), by_type.get("refund", []))
    carts.apply(work, by_type.get("cart", []))
    for type, kind in records.KINDS.items():
        if type in by_type:
            records.apply(work, kind, by_type[type])
    decided.apply_points(work, by_type.get(decisions.POINTS, []), by_type.get(decisions.POINTS_POSTED, []))
    decided.apply_segments(work, by_type.get(decisions.SEGMENT, []))
    decided.apply_checkouts(work, by_type.get(decisions.CHECKOUT, []))
    merging.move_rows(work)
    coupons.apply(work, items)
    messages.apply(work, by_type.get(decisions.MESSAGE, []))
    work.finish()
    erasing.erase(work, by_type.get(decisions.ERASURE, []))


def _item(entry: Entry) -> Item:
    at = micros(entry.updated_at)
    if entry.type not in WITH_LINES:
        return Item(entry.position, entry.type, entry.key, entry.customer_id, at, orjson.loads(entry.body))
    head, lines = parted(entry.body)
    return Item(entry.position, entry.type, entry.key, entry.customer_id, at, orjson.loads(head), lines_body=lines)


def _hand_out_ids(work: Work, items: Sequence[Item], by_type: dict[str, list[Item]]) -> None:
    """Give everything mentioned its id, by first mention in the journal."""
    for type in KEYED:
        keys = work.keys[type]
        if type not in ("product", "order"):
            keys.meet(work.con, (item.key for item in by_type.get(type, ())))
    refunds = by_type.get("refund", ())
    orders = by_type.get("order", ())
    about = [*(item for item in refunds if not item.deleted), *by_type.get(decisions.CHECKOUT, ())]
    numbers = [item.key for item in orders] + [item.document["order"] for item in about]
    work.keys["order"].meet(work.con, numbers)
    if len(orders) > order_lines.FEW:
        others = (sku for item in items if item.type != "order" for sku in _skus(item))
        new_products = work.keys["product"].meet(work.con, chain(order_lines.read(work, orders), others))
    else:
        new_products = work.keys["product"].meet(work.con, (sku for item in items for sku in _skus(item)))
    for item in items:
        if item.type in work.keys:
            item.id = work.keys[item.type].take(item.key)
        if item.type == decisions.CHECKOUT or (item.type == "refund" and not item.deleted):
            work.keys["order"].take(item.document["order"])
        elif new_products:
            for sku in _skus(item):
                work.keys["product"].take(sku)


def _skus(item: Item) -> Iterable[str]:
    """The products that an entry names, itself one included."""
    if item.type in WITH_LINES:
        return [sku for line in item.lines if (sku := line.get("sku"))]
    if item.type == "product":
        return [item.key, *(variant["external_id"] for variant in item.document.get("variants") or ())]
    sku = item.document.get("sku")
    return [sku] if isinstance(sku, str) and sku else []
