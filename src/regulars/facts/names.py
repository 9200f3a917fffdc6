"""What the literals of conditions may name, as the shop is just now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from .relations import base_tables


class Asked(Protocol):
    """Whoever answers a question about the facts."""

    def ask(self, question: ir.Table, /) -> pa.Table: ...


class KnownNames:
    """Answers whether a name exists, asking the facts once for each kind of name."""

    standing = False

    def __init__(
        self,
        facts: Asked,
        segment_exists: Callable[[str], bool],
        promotion_exists: Callable[[str], bool] | None = None,
        group_given: Callable[[str], bool] | None = None,
    ) -> None:
        """`group_given`: whether somebody may come into a group that nobody is in yet."""
        self._facts = facts
        self._group_given = group_given
        self._exists = {"segment": segment_exists}
        if promotion_exists is not None:
            self._exists["promotion"] = promotion_exists
        self._known: dict[str, frozenset[str]] = {}

    def exists(self, kind: str, id: str) -> bool:
        """Whether there is a "segment", "group", "category", "list" or "promotion" of that folded id."""
        if kind in self._exists:
            return self._exists[kind](id)
        if kind not in self._known:
            found = self._facts.ask(_names(kind)).column("name").to_pylist()
            self._known[kind] = frozenset(found)
        if id in self._known[kind]:
            return True
        return kind == "group" and self._group_given is not None and self._group_given(id)


class StandingNames(KnownNames):
    """The same for conditions that were saved already.

    Categories and segments are removed by somebody. Of groups and lists it is only known who is in them, so one that
    has become empty is still there: a condition that says who is *not* in it is as right as it was. Promotions are
    never removed.
    """

    standing = True

    def exists(self, kind: str, id: str) -> bool:
        return kind in ("group", "list", "promotion") or super().exists(kind, id)


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
            sent = tables["list"].select(name="external_id_folded")
            names = ibis.union(lists, tables["subscription"].select(name="list_folded"), sent)
        case "promotion":
            names = tables["promotion"].select(name="external_id_folded")
        case _:
            raise AssertionError(f"names of a {kind} are not known")
    return names.filter(names.name.notnull()).distinct()
