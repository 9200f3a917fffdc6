"""Applying a batch of the journal to the facts.

What is known of everything a batch names is loaded as sets, each entry is
decided in plain Python in the order of the journal, and what came out is written
back as sets. Where the journal is cut into batches changes nothing of the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import orjson

from regulars.facts.columns import micros
from regulars.journal import Entry, Merge

from . import carts, merging, records
from .catalogue import Categories, Products
from .customers import Customers
from .orders import Orders
from .work import KEYED, Item, Work

WITH_LINES = ("order", "cart")


def apply_entries(work: Work, entries: Sequence[Entry], merges: Sequence[Merge]) -> None:
    """Put entries with ascending positions into the tables, within the caller's transaction."""
    items = [_item(entry) for entry in entries]
    by_type: dict[str, list[Item]] = {}
    for item in items:
        by_type.setdefault(item.type, []).append(item)
    work.last_position = max([item.position for item in items] + [merge.position for merge in merges], default=0)
    _hand_out_ids(work, items, by_type)
    for item in items:
        work.touch(item.position, item.customer_id)
    Customers(work).apply(items, merges)
    categories = Categories(work)
    categories.apply(by_type.get("category", []))
    Products(work, categories).apply(by_type.get("product", []))
    Orders(work).apply(by_type.get("order", []), by_type.get("refund", []))
    carts.apply(work, by_type.get("cart", []))
    for type, kind in records.KINDS.items():
        if type in by_type:
            records.apply(work, kind, by_type[type])
    merging.move_rows(work)
    work.finish()


def _item(entry: Entry) -> Item:
    document = orjson.loads(entry.body)
    return Item(entry.position, entry.type, entry.key, entry.customer_id, micros(entry.updated_at), document)


def _hand_out_ids(work: Work, items: Sequence[Item], by_type: dict[str, list[Item]]) -> None:
    """Give everything mentioned its id, by first mention in the journal."""
    for type in KEYED:
        keys = work.keys[type]
        if type not in ("product", "order"):
            keys.meet(work.con, (item.key for item in by_type.get(type, ())))
    refunds = by_type.get("refund", ())
    orders = [item.key for item in by_type.get("order", ())]
    work.keys["order"].meet(work.con, orders + [item.document["order"] for item in refunds if not item.deleted])
    new_products = work.keys["product"].meet(work.con, (sku for item in items for sku in _skus(item)))
    for item in items:
        if item.type in work.keys:
            item.id = work.keys[item.type].take(item.key)
        if item.type == "refund" and not item.deleted:
            work.keys["order"].take(item.document["order"])
        elif new_products:
            for sku in _skus(item):
                work.keys["product"].take(sku)


def _skus(item: Item) -> Iterable[str]:
    """The products that an entry names, itself one included."""
    if item.type in WITH_LINES:
        return [sku for line in item.document.get("lines") or () if (sku := line.get("sku"))]
    if item.type == "product":
        return [item.key, *(variant["external_id"] for variant in item.document.get("variants") or ())]
    sku = item.document.get("sku")
    return [sku] if isinstance(sku, str) and sku else []
