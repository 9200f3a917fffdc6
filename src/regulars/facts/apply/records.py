"""Records that are one row each: wishes, views, reviews, subscriptions, logins, lists; and events.

A record's document replaces what was known of it when it is later; an event is
appended once by its id, whatever comes under that id afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import orjson

from regulars.facts.columns import Row, micros_of
from regulars.facts.values import exact, text, with_folded

from .work import Item, Version, Work, latest


@dataclass(frozen=True, slots=True)
class Kind:
    """How a record of one type becomes a row. `plain` are texts of a closed list, kept without a folded column."""

    type: str
    time: str
    texts: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    product: bool = False
    once: bool = False

    def row(self, work: Work, item: Item) -> Row:
        """The row of a document."""
        document = item.document
        row = record(work, item) | {"record_id": item.id, "customer_id": item.customer_id}
        row[self.time] = micros_of(document.get(self.time))
        row |= with_folded(work.folds, self.texts, document)
        row |= {name: text(document.get(name)) for name in self.plain}
        row |= {name: exact(document.get(name), 4) for name in self.numbers}
        if self.product:
            sku = document.get("sku")
            row["product_id"] = work.keys["product"].take(sku) if sku else None
        if self.type == "event":
            properties = document.get("properties") or {}
            row |= {"properties": json(properties) if properties else None, "by_page": document.get("by_page")}
            row |= work.memory.attributes.columns("event", [properties])
        return row


KINDS = {
    kind.type: kind
    for kind in (
        Kind("wishlist_item", "added_at", ("sku",), product=True),
        Kind("product_view", "viewed_at", ("sku",), product=True),
        Kind("review", "written_at", ("sku", "status", "title"), numbers=("rating",), product=True),
        Kind("subscription", "changed_at", ("list",), plain=("status",)),
        Kind("login", "logged_in_at", ("device",)),
        Kind("event", "occurred_at", ("name",), once=True),
    )
}


def json(document: object) -> str:
    """A document as it is kept: JSON with its names in order."""
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS).decode()


def record(work: Work, item: Item) -> Row:
    """The columns every record has."""
    return {
        "external_id": item.key,
        "external_id_folded": work.folds[item.key],
        "updated_at": item.at,
        "position": item.position,
    }


def versions(rows: Iterable[Row], id: str) -> dict[int, Version]:
    """The versions of rows, by id."""
    return {row[id]: (row["updated_at"], row["position"]) for row in rows}


def skus(items: Iterable[Item]) -> set[str]:
    """The products that records point to."""
    return {sku for item in items if (sku := item.document.get("sku"))}


def apply(work: Work, kind: Kind, items: Sequence[Item]) -> None:
    """Take records of one type, in the order of the journal."""
    known = {item.id for item in items if item.id <= work.keys[kind.type].known}
    before = {
        row["record_id"]: row
        for row in work.rows(kind.type, "record_id", known, "record_id, customer_id, updated_at, position")
    }
    buried = work.buried(kind.type, known)
    if kind.once:
        taken = {item.id: item for item in reversed(items) if item.id not in before and item.id not in buried}
    else:
        taken = latest(items, versions(before.values(), "record_id") | buried)
    for item in items:
        work.touch(item.position, item.customer_id, before.get(item.id, {}).get("customer_id"))
    work.delete(kind.type, "record_id", taken.keys() & before.keys())
    present = [item for item in taken.values() if not item.deleted]
    work.insert_rows(kind.type, [kind.row(work, item) for item in present])
    settle_tombstones(work, kind.type, taken.values(), buried)


def apply_unowned(work: Work, type: str, items: Sequence[Item], columns: Callable[[Item], Row]) -> Iterable[Item]:
    """Take records of one type that are nobody's, with these columns besides those every record has; gives the latest."""
    known = {item.id for item in items if item.id <= work.keys[type].known}
    before = work.rows(type, "record_id", known, "record_id, updated_at, position")
    buried = work.buried(type, known)
    taken = latest(items, versions(before, "record_id") | buried)
    work.delete(type, "record_id", taken)
    present = [item for item in taken.values() if not item.deleted]
    work.insert_rows(type, [record(work, item) | {"record_id": item.id} | columns(item) for item in present])
    settle_tombstones(work, type, taken.values(), buried)
    return taken.values()


def apply_lists(work: Work, items: Sequence[Item]) -> None:
    """Take lists that customers can be on."""
    apply_unowned(work, "list", items, lambda item: with_folded(work.folds, ("name",), item.document))


def settle_tombstones(work: Work, type: str, taken: Iterable[Item], buried: dict[int, Version]) -> None:
    """Bury what was deleted, and take away the tombstone of what is there again."""
    for item in taken:
        if item.deleted:
            work.bury(type, item.id, item.key, item.version)
        elif item.id in buried:
            work.raise_(type, item.id)
