"""Customers: the document the shop sent, what the books decided about them, and who turned out to be one.

A customer who was only mentioned (by an order, say) has a row of little more
than a name, until their own record comes. Group and tags have two sources that
are kept apart: the shop's, and ours; ours is the group while there is one, and
tags are the union.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import orjson

from regulars.facts import searching
from regulars.facts.columns import Row, micros_of
from regulars.facts.scores import NAMES as SCORES
from regulars.facts.values import members, set_with_folded, text, with_folded
from regulars.journal import Merge
from regulars.journal.decisions import ATTRIBUTES, GROUP, TAGS
from regulars.rules.fold import fold

from .records import json, record
from .work import NEVER, Item, Version, Work

TEXTS = ("email", "first_name", "last_name", "gender", "language", "phone", "country", "store", "referred_by")
WITH_HISTORY = ("country", "group", "store")
DECIDED = (GROUP, TAGS, ATTRIBUTES)
OURS = ("own_group", "own_tags", "own_attributes")
PLACES = ("country", "region", "city", "postcode")


class Customers:
    """The customers that a batch is about."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.rows: dict[int, Row] = {}
        self.addresses: dict[int, list[dict[str, Any]]] = {}
        self._before: set[int] = set()
        self._changed: set[int] = set()
        self._buried: dict[int, Version] = {}
        self._keys: dict[int, str] = {}

    def apply(self, items: Sequence[Item], merges: Sequence[Merge]) -> None:
        """Take customer records, decisions, mentions and merges in the order of the journal."""
        steps: list[tuple[int, Item | Merge]] = [(merge.position, merge) for merge in merges]
        steps += [(item.position, item) for item in items if self._concerns(item)]
        if not steps:
            return
        self._load(steps)
        self._load_addresses({id for merge in merges for id in (merge.from_id, merge.into_id)})
        for _, step in sorted(steps, key=lambda step: step[0]):
            if not isinstance(step, Item):
                self._merge(step)
            elif step.type == "customer":
                self._take(step)
            elif step.type in DECIDED:
                self._decide(step)
            else:
                self._mention(step)
        self._store()

    def _concerns(self, item: Item) -> bool:
        """Whether an item may change a customer's own row."""
        if item.customer_id is None:
            return False
        if item.type == "customer" or item.type in DECIDED:
            return True
        if item.type not in self.work.keys:
            return False
        if item.customer_id not in self.work.memory.customers:
            return True
        return bool(item.document.get("customer")) and item.customer_id in self.work.memory.guests

    def _load(self, steps: Iterable[tuple[int, Item | Merge]]) -> None:
        wanted: set[int] = set()
        for _, step in steps:
            wanted |= {named(step)} if isinstance(step, Item) else {step.from_id, step.into_id}
        known = {id for id in wanted if id in self.work.memory.customers}
        for row in self.work.rows("customer", "customer_id", known):
            self.rows[row["customer_id"]] = row
        self._before = set(self.rows)
        self._buried = self.work.buried("customer", known - self._before)

    def _load_addresses(self, customer_ids: set[int]) -> None:
        """Of those who are merged; of others all that matters is in their record."""
        rows = self.work.rows("address", "customer_id", customer_ids, "customer_id, n, document")
        for row in sorted(rows, key=lambda row: row["n"]):
            self.addresses.setdefault(row["customer_id"], []).append(orjson.loads(row["document"]))

    # What an entry does

    def _mention(self, item: Item) -> None:
        """Somebody is named who may not be known yet."""
        id = self.work.owner(named(item))
        name, email = text(item.document.get("customer")), text((item.document.get("email") or "").strip())
        row = self.rows.get(id)
        if row is None and id not in self._buried:
            self._write(id, self._stranger(id, item, name, None if name else email))
        elif row is not None and row["guest"] and name:
            self._write(id, row | {"external_id": name, "external_id_folded": self.work.folds[name], "guest": False})

    def _stranger(self, id: int, item: Item, name: str | None, email: str | None) -> Row:
        folds = self.work.folds
        row: Row = {"customer_id": id, "external_id": name, "external_id_folded": folds[name], "guest": name is None}
        row |= {"email": email, "email_folded": folds[email], "updated_at": None, "position": item.position}
        return row | self.work.memory.attributes.columns("customer", [{}])

    def _take(self, item: Item) -> None:
        """The shop's record of a customer."""
        id = self.work.owner(named(item))
        before = self.rows.get(id)
        known = self._buried.get(id, NEVER) if before is None else version(before)
        if item.version < known:
            return
        self.addresses[id] = [] if item.deleted else item.document.get("addresses") or []
        if item.deleted:
            self._erase(id)
            self._buried[id], self._keys[id] = item.version, item.key
        else:
            self._write(id, self._row(id, item, before))
            if self._buried.pop(id, None):
                self._keys.pop(id, None)
                self.work.raise_("customer", id)

    def _row(self, id: int, item: Item, before: Row | None) -> Row:
        """The row of a document, which keeps what the books decided before it."""
        document, folds = item.document, self.work.folds
        before = before or {}
        row = record(self.work, item) | {"customer_id": id, "guest": False}
        row |= with_folded(folds, TEXTS, document)
        born_on = text(document.get("born_on"))
        row["born_on"] = date.fromisoformat(born_on) if born_on else None
        row["registered_at"] = micros_of(document.get("registered_at"))
        row |= set_with_folded(folds, "lists", document.get("lists"))
        row |= {"shop_group": text(document.get("group")), "shop_tags": members(document.get("tags"))}
        row |= {name: before.get(name) for name in (*OURS, *SCORES)}
        self._claim(row)
        for name in WITH_HISTORY:
            row[f"{name}_since"] = since(row, before, name, item.at)
        given = document.get("attributes") or {}
        return self._with_attributes(row | {"attributes": json(given) if given else None}, before, item.at)

    def _with_attributes(self, row: Row, before: Row, at: int) -> Row:
        """The row with its attributes by both sources, and since when each has had its value; ours count first."""
        given, ours = _read(row.get("attributes")), _read(row.get("own_attributes"))
        known = _read(before.get("attributes")) | _read(before.get("own_attributes"))
        instants = _read(before.get("attributes_since"))
        held = {
            name: instants.get(name, at) if compared(value) == compared(known.get(name)) else at
            for name, value in (given | ours).items()
            if value not in (None, "", [])
        }
        row = row | {"attributes_since": json(held) if held else None}
        return row | self.work.memory.attributes.columns("customer", [ours, given], held)

    def _claim(self, row: Row) -> None:
        """Group and tags, by both sources."""
        row["group"] = row.get("own_group") or row.get("shop_group")
        row["group_folded"] = self.work.folds[row["group"]]
        theirs, folds = row.get("shop_tags") or (), self.work.folds
        known = {folds[tag] for tag in theirs}
        ours = [tag for tag in row.get("own_tags") or () if folds[tag] not in known]
        row |= set_with_folded(folds, "tags", [*ours, *theirs])

    def _decide(self, item: Item) -> None:
        """What the books decided: {"group": …}, {"tags": […]} or {"attributes": {name: value}}; null takes it back."""
        id = self.work.owner(named(item))
        before = self.rows.get(id)
        if before is None and id in self._buried:
            return
        before = before or self._stranger(id, item, None, None)
        row = dict(before)
        if item.type == GROUP:
            row["own_group"] = text(item.document.get("group"))
        elif item.type == TAGS:
            row["own_tags"] = members(item.document.get("tags"))
        else:
            ours = _read(row.get("own_attributes")) | item.document["attributes"]
            ours = {name: value for name, value in ours.items() if value is not None}
            row["own_attributes"] = json(ours) if ours else None
            row = self._with_attributes(row, before, item.at)
        self._claim(row)
        row["group_since"] = since(row, before, "group", item.at)
        self._write(id, row)

    def _merge(self, merge: Merge) -> None:
        """Two turn out to be one: the row with the later record stays, under the id that stays."""
        alias, id = merge.from_id, merge.into_id
        self.work.merge(merge.position, alias, id)
        gone, kept = self.rows.get(alias), self.rows.get(id)
        if gone is None:
            return
        later, other = (gone, kept or {}) if kept is None or rank(gone) > rank(kept) else (kept, gone)
        row = later | {"customer_id": id}
        for name in ("own_group", "own_tags"):
            row[name] = (kept or {}).get(name) or gone.get(name)
        row = self._with_attributes_of(row, gone, kept or {}, later)
        self._claim(row)
        if row["group_folded"] != later.get("group_folded"):
            row["group_since"] = other.get("group_since")
        self.addresses[id] = self.addresses.get(later["customer_id"], [])
        self.addresses[alias] = []
        self._erase(alias)
        self._write(id, row)

    def _with_attributes_of(self, row: Row, gone: Row, kept: Row, later: Row) -> Row:
        """The row of two with the attributes that were set here of either, each since it was."""
        ours = _read(gone.get("own_attributes")) | _read(kept.get("own_attributes"))
        if not ours:
            return row
        instants = _read(later.get("attributes_since"))
        for of in (gone, kept):
            theirs = _read(of.get("attributes_since"))
            instants |= {name: theirs[name] for name in _read(of.get("own_attributes")) if name in theirs}
        known = {"attributes": json(_read(row.get("attributes")) | ours), "attributes_since": json(instants)}
        return self._with_attributes(row | {"own_attributes": json(ours)}, known, at=0)

    # Writing

    def _write(self, id: int, row: Row) -> None:
        self.rows[id] = row
        self._changed.add(id)
        self.work.memory.customers.add(id)
        (self.work.memory.guests.add if row["guest"] else self.work.memory.guests.discard)(id)

    def _erase(self, id: int) -> None:
        self.rows.pop(id, None)
        self._changed.add(id)
        self.work.memory.customers.add(id)
        self.work.memory.guests.discard(id)

    def _store(self) -> None:
        self.work.delete("customer", "customer_id", self._changed & self._before)
        written = [self.rows[id] for id in sorted(self._changed & self.rows.keys())]
        self.work.insert_rows("customer", [row | {searching.COLUMN: searching.searched(row)} for row in written])
        self.work.delete("address", "customer_id", self.addresses)
        self.work.insert_rows("address", [row for id in self.addresses for row in self._addresses(id)])
        for id, key in self._keys.items():
            self.work.bury("customer", id, key, self._buried[id])

    def _addresses(self, id: int) -> list[Row]:
        return [
            {"customer_id": id, "n": n, "kind": text(address.get("kind")), "default": address.get("default")}
            | with_folded(self.work.folds, PLACES, address)
            | {"document": json(address)}
            for n, address in enumerate(self.addresses[id])
        ]


def named(item: Item) -> int:
    """Whose an entry is, which the journal says of all that get here."""
    assert item.customer_id is not None, f"the {item.type} at {item.position} has no customer"
    return item.customer_id


def version(row: Row) -> Version:
    """The version of a customer's record; of one only mentioned, older than any."""
    return NEVER if row["updated_at"] is None else (row["updated_at"], row["position"])


def rank(row: Row) -> tuple[bool, Version]:
    """Of two rows of one customer the greater one stays: a registered customer's, the later record's."""
    return not row["guest"], version(row)


def since(row: Row, before: Mapping[str, Any], name: str, at: int) -> int | None:
    """When the present value came: the same value again does not restart it."""
    if row[f"{name}_folded"] is None:
        return None
    return before.get(f"{name}_since") if row[f"{name}_folded"] == before.get(f"{name}_folded") else at


def _read(document: str | None) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(document) if document else {}
    return found


def compared(value: Any) -> Any:
    """An attribute as the same value is told from another, whatever type it will be declared with."""
    match value:
        case bool():
            return str(value)
        case int() | str():
            try:
                number = Decimal(value)
            except ArithmeticError:
                return fold(str(value))
            return number if number.is_finite() else fold(str(value))  # numbers are compared as they are: no context
        case list():
            return {compared(member) if isinstance(member, str) else str(member) for member in value}
    return json(value)
