"""What a condition's literals may name, as the shop is just now, and what those names are called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from regulars.core.sentences import told
from regulars.facts.names import KnownNames, StandingNames
from regulars.facts.relations import base_tables, to_sql
from regulars.rules.fold import fold

from .house import House, SenderName
from .languages import now_answering


def names_of(house: House, *, saved: bool = False) -> KnownNames:
    """The names that exist in a house, for a condition that is looked at or that was `saved` before."""
    kept = house.memberships
    return (StandingNames if saved else KnownNames)(house.facts, kept.exists, house.promotion_exists, kept.give_group)


def called(house: House) -> Callable[[str, str], str | None]:
    """What an id is called in sentences, by the format of its field; each kind is asked for once, when needed."""
    labels: dict[str, dict[str, str]] = {}

    @cache
    def template(id: str) -> str | None:
        found = house.mail_template(id)
        return None if found is None else found.name

    def name_of(format: str, id: str) -> str | None:
        if format == "template":
            return template(id)
        if format not in labels:
            labels[format] = _labels(house, format)
        return labels[format].get(fold(id))

    return name_of


def _labels(house: House, format: str) -> dict[str, str]:
    """The names of everything of a format, by folded id; none for ids that people read as they are."""
    match format:
        case "sender":
            return {one.whole: told(one.label, now_answering()) for one in house.senders()}
        case "sender_number":
            return by_number(house.senders())
        case "segment":
            return {fold(id): name for id, name, _ in house.memberships.sizes()}
        case "category" | "list" | "promotion":
            rows = house.facts.ask(_named(format)).to_pylist()
            return {row["external_id_folded"]: row["name"] for row in rows}
    return {}


def by_number(senders: Sequence[SenderName]) -> dict[str, str]:
    """What senders are called by their numbers alone: those of one number together, for all of them are meant by it."""
    found: dict[str, str] = {}
    for one in senders:
        found[one.id] = f"{found[one.id]} / {one.name}" if one.id in found else one.name
    return found


@cache
def _named(format: str) -> str:
    """The question after everything of a format that has a name."""
    table = base_tables()[format]
    return to_sql(table.filter(table.name.notnull()).select("external_id_folded", "name"))
