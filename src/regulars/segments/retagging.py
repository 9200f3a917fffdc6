"""Giving and taking tags of ours for other reasons than a segment, as steps of campaigns do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from regulars.books import Unit
from regulars.journal.decisions import TAGS, Decision, append_decisions
from regulars.rules.fold import fold

from . import standing


class Retag(NamedTuple):
    """Tags to give to a customer and to take from them, known by a key."""

    key: str
    customer_id: int
    add: Sequence[str]
    take: Sequence[str]


def retag(unit: Unit, retags: Sequence[Retag]) -> set[str]:
    """Change tags, one after the other; the keys of those that changed anything. Those that the shop sent stay."""
    tags = {one.customer_id: dict[str, str]() for one in retags}
    tags |= standing.tags_of(unit.connection, list(tags))
    changed: dict[str, tuple[int, list[str]]] = {}
    for one in retags:
        theirs = tags[one.customer_id]
        before = set(theirs)
        theirs.update({fold(name): name for name in one.add if fold(name) not in theirs})
        for name in one.take:
            theirs.pop(fold(name), None)
        if set(theirs) != before:
            changed[one.key] = one.customer_id, sorted(theirs.values(), key=fold)
    ids = {customer_id for customer_id, _ in changed.values()}
    standing.keep_tags(unit.connection, {id: tags[id] for id in sorted(ids)}, unit.now)
    append_decisions(
        unit, [Decision(TAGS, key, unit.now, {"tags": kept}, customer_id=id) for key, (id, kept) in changed.items()]
    )
    return set(changed)
