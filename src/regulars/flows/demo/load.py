"""What is done around bringing the year in: what the shop has beforehand, its examples, and its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from regulars.books import Unit
from regulars.books.shop import Shop
from regulars.facts.declaring import declare
from regulars.points import earning_rules, reading
from regulars.points.model.styles import PerAmount
from regulars.points.saying import Saying
from regulars.rules.scope import AnyName, Scope
from regulars.segments import service, store
from regulars.segments.questions import Ground

from .bring import settle_shift
from .examples import ATTRIBUTES, EARNING_RULE, SEGMENTS
from .source import Shift

EXAMPLES = "demo.examples"
"""The setting that says which examples were made; they are made once, whatever became of them since."""


class Asks(Protocol):
    """The facts, or who answers for them."""

    def ask(self, question: str) -> pa.Table: ...


@dataclass(frozen=True, slots=True)
class SegmentFigure:
    """An example segment with its size."""

    id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What the demo shop came to; `sales_minor` is of completed orders, net of refunds, in the base currency."""

    customers: int
    orders: int
    lines: int
    sales_minor: int
    points_issued: int
    segments: tuple[SegmentFigure, ...]


def prepare(unit: Unit, shop: Shop, ground: Ground, *, as_recorded: bool) -> Shift:
    """What must be there before the first record comes: the shift, the attributes, the earning rule."""
    shift = settle_shift(unit, unit.now, as_recorded=as_recorded)
    made = _made(unit)
    if "attributes" not in made:
        declare(unit, ATTRIBUTES, currency=shop.currency, calendar=shop.calendar)
    if "earning_rule" not in made:
        saying = Saying(style=PerAmount(points=1, amount=10**shop.places))
        scope = Scope(ground.vocabulary, "order", shop.calendar.zone)
        earning_rules.create(unit, saying, name=EARNING_RULE, scope=scope)
    _note_made(unit, "attributes", "earning_rule")
    return shift


def make_segments(unit: Unit, ground: Ground) -> None:
    """The example segments, once the records are there; one whose id is taken is left as it is."""
    if "segments" in _made(unit):
        return
    taken = {definition.id for definition in store.definitions(unit.connection, archived=None)}
    for example in SEGMENTS:
        if example.id not in taken:
            draft = service.Draft(example.name, example.condition, example.description, id=example.id)
            service.create(unit, ground, AnyName(), draft)
    _note_made(unit, "segments")


def being_computed(unit: Unit) -> int:
    """How many segments the worker has yet to compute."""
    return sum(definition.state == "computing" for definition in store.definitions(unit.connection))


def figures(unit: Unit, facts: Asks) -> Figures:
    """The figures as they are now."""
    [shop] = facts.ask("""
        select (select count(*) from customer) as customers, (select count(*) from order_line) as lines,
               count(*) as orders,
               coalesce(cast(sum(grand_total - refunded_total) filter (status = 'complete') as bigint), 0) as sales_minor
        from "order" """).to_pylist()
    examples = {example.id for example in SEGMENTS}
    segments = tuple(
        SegmentFigure(definition.id, definition.name, definition.size)
        for definition in store.definitions(unit.connection)
        if definition.id in examples
    )
    return Figures(**shop, points_issued=reading.issued(unit.connection), segments=segments)


def _made(unit: Unit) -> list[str]:
    kept = unit.setting(EXAMPLES)
    return kept if isinstance(kept, list) else []


def _note_made(unit: Unit, *names: str) -> None:
    unit.set_setting(EXAMPLES, sorted({*_made(unit), *names}))
