"""What a condition's literals may name, as the shop is just now, and what those names are called."""

from __future__ import annotations

from collections.abc import Callable

import ibis
import ibis.expr.types as ir

from regulars.facts.relations import base_tables
from regulars.rules.fold import fold

from .house import Asked, House


class KnownNames:
    """Answers whether a name exists, asking the facts once for each kind of name."""

    def __init__(self, facts: Asked, segment_exists: Callable[[str], bool]) -> None:
        self._facts = facts
        self._segment_exists = segment_exists
        self._known: dict[str, frozenset[str]] = {}

    def exists(self, kind: str, id: str) -> bool:
        """Whether there is a "segment", "group", "category" or "list" of that folded id."""
        if kind == "segment":
            return self._segment_exists(id)
        if kind not in self._known:
            found = self._facts.ask(_names(kind)).column("name").to_pylist()
            self._known[kind] = frozenset(found)
        return id in self._known[kind]


def names_of(house: House) -> KnownNames:
    """The names that exist in a house."""
    return KnownNames(house.facts, house.memberships.exists)


def called(house: House) -> Callable[[str, str], str | None]:
    """What an id is called in sentences, by the format of its field; each kind is asked for once, when needed."""
    labels: dict[str, dict[str, str]] = {}

    def name_of(format: str, id: str) -> str | None:
        if format not in labels:
            labels[format] = _labels(house, format)
        return labels[format].get(fold(id))

    return name_of


def _labels(house: House, format: str) -> dict[str, str]:
    """The names of everything of a format, by folded id; none for ids that people read as they are."""
    match format:
        case "segment":
            return {fold(id): name for id, name, _ in house.memberships.sizes()}
        case "category":
            category = base_tables()["category"]
            named = category.filter(category.name.notnull()).select("external_id_folded", "name")
            rows = house.facts.ask(named).to_pylist()
            return {row["external_id_folded"]: row["name"] for row in rows}
    return {}


def _names(kind: str) -> ir.Table:
    """The folded names of a kind, each once."""
    tables = base_tables()
    customer = tables["customer"]
    match kind:
        case "group":
            names = customer.select(name="group_folded")
        case "category":
            names = tables["category"].select(name="external_id_folded")
        case "list":
            lists = customer.select(name=customer.lists_folded.unnest())
            names = ibis.union(lists, tables["subscription"].select(name="list_folded"))
        case _:
            raise AssertionError(f"names of a {kind} are not known")
    return names.filter(names.name.notnull()).distinct()
