"""The catalogue: categories, and products with what they have from their parents.

A product's row holds effective values: its own, and field by field its
parent's where it has none; its categories with all that lie above them, and its
parent's. So a change of a category or a parent rewrites the products below it,
and whoever has something to do with them is asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import orjson
import pyarrow as pa

from regulars.facts.columns import Row, micros_of
from regulars.facts.values import set_with_folded, text, with_folded

from .records import apply_unowned, json, record, settle_tombstones, versions
from .work import NEVER, Item, Version, Work, latest

OWNERS = ("order_line", "cart_line", "wishlist_item", "product_view", "review")
"""Tables of customers' rows that point to products."""

UNREAD = ("updated_at", "position", "own_document", "brought_by")
"""Columns of a product that no condition reads."""


class Categories:
    """The category tree, as it is after this batch."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self._parents: dict[str, str | None] | None = None
        self.changed: dict[str, int] = {}

    @property
    def parents(self) -> dict[str, str | None]:
        """The parent of each category known."""
        if self._parents is None:
            rows = self.work.ask("select external_id, parent from category")
            self._parents = {row["external_id"]: row["parent"] for row in rows}
        return self._parents

    def apply(self, items: Sequence[Item]) -> None:
        """Take category records; `changed` says whose place in the tree is another, and by which position."""
        if not items:
            return
        _ = self.parents  # as they were before
        for item in apply_unowned(self.work, "category", items, self._columns):
            self._place(item)

    def _columns(self, item: Item) -> Row:
        parent = {"parent": text(item.document.get("parent"))}
        return parent | with_folded(self.work.folds, ("name",), item.document)

    def _place(self, item: Item) -> None:
        parent = None if item.deleted else text(item.document.get("parent"))
        if self.parents.get(item.key) != parent:
            self.changed[item.key] = item.position
        if item.deleted:
            self.parents.pop(item.key, None)
        else:
            self.parents[item.key] = parent

    def above(self, category: str) -> list[str]:
        """A category and everything above it."""
        found: list[str] = []
        at: str | None = category
        while at and at not in found:
            found.append(at)
            at = self.parents.get(at)
        return found

    def moved(self) -> dict[str, int]:
        """The categories that now lie elsewhere, with those below them, and the position that moved them."""
        if not self.changed:
            return {}
        found = {}
        for category in {*self.parents, *self.changed}:
            positions = [self.changed[above] for above in self.above(category) if above in self.changed]
            if positions:
                found[category] = max(positions)
        return found


def _list_anew(listed: dict[str, dict[str, int]], item: Item) -> None:
    """Note which product an item's product is listed by from now on: one that came in a record of its own, by none."""
    for names in listed.values():
        names.pop(item.key, None)
    if not item.deleted and (parent := item.document.get("brought_by")):
        listed.setdefault(parent, {})[item.key] = item.id


class Products:
    """The products that a batch is about."""

    def __init__(self, work: Work, categories: Categories) -> None:
        self.work, self.categories = work, categories
        self._own: dict[str, dict[str, Any] | None] = {}
        self._sets: dict[tuple[tuple[str, ...], tuple[str, ...]], Row] = {}

    def apply(self, items: Sequence[Item]) -> None:
        """Take product records with their variants, then rewrite what they and the categories change."""
        keys = self.work.keys["product"]
        rows: dict[int, Row] = {}
        if items:
            items = self._with_variants(items)
            known, buried = self._known(items)
            taken = latest(items, known | buried)
            rows = {item.id: self._row(item) for item in taken.values()}
            settle_tombstones(self.work, "product", taken.values(), buried)
        for n, name in enumerate(keys.fresh):
            rows.setdefault(keys.known + 1 + n, stub(self.work, keys.known + 1 + n, name))
        changed = self._with_those_below(rows)
        self._write(changed)

    def _known(self, items: Sequence[Item]) -> tuple[dict[int, Version], dict[int, Version]]:
        """The versions known of products before this batch: of those that are there, of those that are gone."""
        ids = {item.id for item in items if item.id <= self.work.keys["product"].known}
        rows = self.work.rows("product", "product_id", ids, "product_id, updated_at, position", "known")
        return versions(rows, "product_id"), self.work.buried("product", ids)

    def _with_variants(self, items: Sequence[Item]) -> list[Item]:
        """The records that are the latest in their turn, and an item for each variant in them or no longer in them."""
        listing = [item for item in items if item.id <= self.work.keys["product"].known]
        listed: dict[str, dict[str, int]] = {}
        if listing:
            names = pa.table({"brought_by": pa.array({item.key for item in listing}, pa.string())})
            query = "select product_id, external_id, brought_by from product semi join listing using (brought_by)"
            for row in self.work.ask(query, listing=names):
                listed.setdefault(row["brought_by"], {})[row["external_id"]] = row["product_id"]
        known, buried = self._known(items)
        current = known | buried
        found: list[Item] = []
        for item in items:
            if item.version >= current.get(item.id, NEVER):
                for one in self._listing(item, dict(listed.get(item.key, {}))):
                    found.append(one)
                    if one.version >= current.get(one.id, NEVER):
                        current[one.id] = one.version
                        _list_anew(listed, one)
        return found

    def _listing(self, item: Item, before: dict[str, int]) -> Iterable[Item]:
        """A record and its variants. `before` are those listed until now, with their ids: who isn't any more is gone."""
        variants = [] if item.deleted else item.document.get("variants") or []
        variants = [
            variant for variant in variants if variant["external_id"] != item.key
        ]  # nobody is their own variant
        ids = {variant["external_id"]: self.work.keys["product"].take(variant["external_id"]) for variant in variants}
        yield item
        for name in sorted(before.keys() - ids.keys() - {item.key}):
            gone = {"deleted": True, "brought_by": item.key}
            yield Item(item.position, "product", name, None, item.at, gone, before[name])
        for variant in variants:
            name, at = variant["external_id"], micros_of(variant.get("updated_at")) or item.at
            document = variant | {"parent_sku": item.key, "brought_by": item.key}
            yield Item(item.position, "product", name, None, at, document, ids[name])

    def _row(self, item: Item) -> Row:
        """The row of a record, its own values in `own_document`; the effective ones are filled in later."""
        if item.deleted:
            return stub(self.work, item.id, item.key) | {"position": item.position}
        own = {
            name: value for name, value in item.document.items() if name not in ("variants", "brought_by", "updated_at")
        }
        row = record(self.work, item) | {"product_id": item.id, "known": True}
        row |= {"own_document": json(own), "brought_by": item.document.get("brought_by")}
        return row

    def _with_those_below(self, rows: dict[int, Row]) -> dict[int, Row]:
        """The rows, and those of products that have something from a changed parent or category."""
        moved = self.categories.moved()
        names = {row["external_id"] for row in rows.values() if row["product_id"] <= self.work.keys["product"].known}
        names |= {row["external_id"] for row in rows.values() if row["known"]}
        below = "select product_id, external_id, external_id_folded, updated_at, position, known, own_document, brought_by from product"
        found = dict(rows)
        if names:
            parents = pa.table({"parent_sku": pa.array(names, pa.string())})
            for row in self.work.ask(f"{below} semi join parents using (parent_sku)", parents=parents):
                found.setdefault(row["product_id"], row)
        if moved:
            for row in self.work.ask(
                f"{below} where list_has_any(categories, (select list(name) from moved))",
                moved=pa.table({"name": pa.array(moved, pa.string())}),
            ):
                found.setdefault(row["product_id"], row)
        return found

    def _write(self, rows: dict[int, Row]) -> None:
        """Fill in effective values, put the rows in place of the old ones, and touch whoever has these products."""
        if not rows:
            return
        self._load_parents(rows)
        written = [self._effective(row) for row in rows.values()]
        known = [id for id in rows if id <= self.work.keys["product"].known]
        before = {row["product_id"]: row for row in self.work.rows("product", "product_id", known)}
        self.work.delete("product", "product_id", known)
        self.work.insert_rows("product", written)
        self._touch([row["product_id"] for row in written if differs(row, before.get(row["product_id"]))])

    def _load_parents(self, rows: dict[int, Row]) -> None:
        """The own documents of all products that these fall back to."""
        for row in rows.values():
            document = orjson.loads(row["own_document"]) if row["own_document"] else None
            self._own[row["external_id"]] = document
        wanted = {own["parent_sku"] for own in self._own.values() if own and own.get("parent_sku")} - self._own.keys()
        if wanted:
            names = pa.table({"external_id": pa.array(wanted, pa.string())})
            query = "select external_id, own_document from product semi join wanted using (external_id) where known"
            for row in self.work.ask(query, wanted=names):
                self._own[row["external_id"]] = orjson.loads(row["own_document"])

    def _effective(self, row: Row) -> Row:
        """A row with everything that can be read of its product."""
        own = self._own[row["external_id"]]
        if own is None:
            return row
        parent = self._own.get(own.get("parent_sku") or "") or {}
        memory, folds = self.work.memory, self.work.folds
        values = {name: text(own.get(name)) or text(parent.get(name)) for name in ("name", "brand", "price", "cost")}
        row = row | with_folded(folds, ("name", "brand"), values)
        row.update(with_folded(folds, ("sku", "parent_sku"), own | {"sku": row["external_id"]}))
        row["price"], row["cost"] = memory.prices[values["price"]], memory.prices[values["cost"]]
        row.update(self._categories(tuple(own.get("categories") or ()), tuple(parent.get("categories") or ())))
        given, fallback = own.get("attributes") or {}, parent.get("attributes") or {}
        merged = fallback | {name: value for name, value in given.items() if value not in (None, "", [])}
        row["attributes"] = json(merged) if merged else None
        row.update(memory.attributes.columns("product", [given, fallback]))
        return row

    def _categories(self, own: tuple[str, ...], inherited: tuple[str, ...]) -> Row:
        """The sets of categories of a product; many products lie in the same."""
        found = self._sets.get((own, inherited))
        if found is None:
            above = [category for one in (*own, *inherited) for category in self.categories.above(one)]
            found = set_with_folded(self.work.folds, "categories", above)
            found |= set_with_folded(self.work.folds, "own_categories", own)
            self._sets[own, inherited] = found
        return found

    def _touch(self, changed: list[int]) -> None:
        """Everyone with a row of a product that has changed."""
        if not changed:
            return
        products = pa.table({"product_id": pa.array(changed, pa.int32())})
        query = " union ".join(
            f"select customer_id from {table} semi join products using (product_id)" for table in OWNERS
        )
        for row in self.work.ask(query, products=products):
            self.work.touch(self.work.last_position, row["customer_id"])


def differs(row: Row, before: Row | None) -> bool:
    """Whether something else can be read of a product than before; nobody had it before it was mentioned."""
    if before is None:
        return False
    return any(row.get(name) != value for name, value in before.items() if name not in UNREAD)


def stub(work: Work, id: int, name: str) -> Row:
    """A product that was only pointed to, or is gone: nothing can be read of it."""
    return {
        "product_id": id,
        "external_id": name,
        "external_id_folded": work.folds[name],
        "known": False,
        "position": None,
        "own_document": None,
        "brought_by": None,
    }
