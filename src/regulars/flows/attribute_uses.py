"""What goes by an attribute of the shop's own, and would no longer be read as it is were it declared otherwise or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from regulars.books import Unit
from regulars.books.shop import Shop
from regulars.core.errors import Conflict
from regulars.core.sentences import named, say, word
from regulars.facts import declaring
from regulars.facts.attributes import Declaration, fitted
from regulars.rules.check import InvalidCondition, Scope, check
from regulars.rules.vocabulary import Vocabulary
from regulars.segments import breaking, store
from regulars.segments.plan import whole
from regulars.segments.questions import Ground
from regulars.segments.rereading import reading, reads

from .campaigns import naming
from .segment_uses import parts

_OF_CUSTOMERS = "customer.attributes."


class AttributeUse(NamedTuple):
    """Something that goes by an attribute: its kind, such as "segment", in which part of it, and the first place there.

    `breaks`: why it could not be asked any more, None if it could.
    """

    kind: str
    id: str
    name: str
    where: str
    pointer: str
    breaks: str | None

    @property
    def said(self) -> str:
        """It in words."""
        return named(self.kind, self.name)


class AttributeInUse(Conflict):
    """Conditions go by the attribute as it is declared."""

    code = "attribute.in_use"

    def __init__(self, path: str, used_by: list[AttributeUse], *, removing: bool = False) -> None:
        breaking = list(dict.fromkeys(use.said for use in used_by if use.breaks))
        naming = list(dict.fromkeys(use.said for use in used_by))
        follows = say("; it would break {breaking}", breaking=breaking) if breaking else ""
        anyway = (
            say("remove it all the same with ?anyway=true")
            if removing
            else say('declare it all the same with "anyway": true')
        )
        super().__init__(
            say(
                "{path} is asked for by {naming}{follows}: change those first, or {anyway} and change them after",
                path=path,
                naming=naming,
                follows=follows,
                anyway=anyway,
            )
        )
        self.used_by = [use._asdict() for use in used_by]


def uses(unit: Unit, path: str, shop: Shop, *, instead: Declaration | None) -> list[AttributeUse]:
    """What goes by the attribute at a path, segments first, and what of it would break with this declaration `instead`, or
    with none."""
    others = [one for one in declaring.declared(unit) if one.field().path != path]
    ground = Ground.of(shop, [*others, instead] if instead else others)
    set_by = _set(unit, path, shop, instead)
    return [*_segments(unit, path, ground), *_others(unit, path, ground), *set_by]


def refuse_in_use(unit: Unit, declaration: Declaration, shop: Shop) -> None:
    """Raises `AttributeInUse` when conditions go by an attribute that is to be read in another way.

    Not for a segment that is broken and would be right again.
    """
    path = declaration.field().path
    before = next((one for one in declaring.declared(unit) if one.field().path == path), None)
    if before is None or (before.type is declaration.type and before.history <= declaration.history):
        return
    mended = {one.id for one in store.definitions(unit.connection) if one.broken_reason is not None}
    used_by = [
        use
        for use in uses(unit, path, shop, instead=declaration)
        if use.breaks or use.kind != "segment" or use.id not in mended
    ]
    if used_by:
        raise AttributeInUse(path, used_by)


def refuse_removing(unit: Unit, declaration: Declaration, shop: Shop) -> None:
    """Raises `AttributeInUse` when conditions go by an attribute that is to be no longer one."""
    path = declaration.field().path
    if used_by := uses(unit, path, shop, instead=None):
        raise AttributeInUse(path, used_by, removing=True)


def _segments(unit: Unit, path: str, ground: Ground) -> Iterator[AttributeUse]:
    for one in store.definitions(unit.connection):
        places: dict[str, str] = {}
        for where, pointer in reads(one, path):
            places.setdefault(where, pointer)
        if not places:
            continue
        breaks = None
        try:
            whole(one.condition, one.exclude, ground)
        except InvalidCondition as invalid:
            asked = {"condition": one.condition, "exclude": one.exclude}
            breaks = breaking.reason(invalid, asked, ground.vocabulary)
        for where, pointer in places.items():
            yield AttributeUse("segment", one.id, one.name, where, pointer, breaks)


def _others(unit: Unit, path: str, ground: Ground) -> Iterator[AttributeUse]:
    for part in parts(unit):
        if (pointer := next(reading(part.document, path), None)) is not None:
            scope = Scope(ground.vocabulary, part.subject, ground.calendar.zone)
            breaks = _broken(part.document, scope, ground.vocabulary)
            yield AttributeUse(part.kind, part.id, part.name, part.where, pointer, breaks)


def _set(unit: Unit, path: str, shop: Shop, instead: Declaration | None) -> Iterator[AttributeUse]:
    """Campaigns that set an attribute of customers; of two versions in use that do the same the one."""
    if not path.startswith(_OF_CUSTOMERS):
        return
    said = set()
    for one, node, value in naming.setting(unit, path.removeprefix(_OF_CUSTOMERS)):
        breaks = None
        if instead is None:
            breaks = say("{path} would not be there any more", path=path)
        elif value is not None and fitted(_listed(value), instead.type, shop.places, shop.calendar) is None:
            breaks = say("it sets {path} to what would be no {type}", path=path, type=word(instead.type))
        use = AttributeUse("campaign", str(one.id), one.name, node, "/value", breaks)
        if use not in said:
            said.add(use)
            yield use


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _broken(document: Any, scope: Scope, vocabulary: Vocabulary) -> str | None:
    try:
        check(document, scope)
    except InvalidCondition as invalid:
        return breaking.reason(invalid, document, vocabulary)
    return None
