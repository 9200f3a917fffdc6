"""What is done around bringing the year in: what the shop has beforehand, its examples, and its figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypedDict

import pyarrow as pa

from regulars.books import Unit
from regulars.books.shop import Shop
from regulars.campaigns import book as campaigns
from regulars.campaigns.model.definition import Draft
from regulars.facts.declaring import declare
from regulars.points import earning_rules, reading
from regulars.points.model.styles import PerAmount
from regulars.points.saying import Saying
from regulars.promotions import book as promotions
from regulars.promotions.saying import PromotionSaying
from regulars.rules.fold import fold
from regulars.rules.scope import AnyName, Scope
from regulars.segments import service, store
from regulars.segments.questions import Ground

from .bring import settle_shift
from .examples import (
    ATTRIBUTES,
    CAMPAIGN,
    COMING_BACK,
    COMING_BACK_SAYS,
    EARNING_RULE,
    PROMOTION,
    PROMOTION_SAYS,
    SEGMENTS,
    Json,
    campaign,
)
from .source import Shift

EXAMPLES = "demo.examples"
"""The setting that says which examples were made; they are made once, whatever became of them since."""

OBJECTS = "demo.objects"
"""The setting that keeps the ids of those examples that have a number: for whoever is led to them."""


class Objects(TypedDict, total=False):
    """The ids of examples, of what was made here."""

    earning_rule: int
    promotion: int
    campaign: int


class Named(Protocol):
    """What has a name."""

    @property
    def name(self) -> str: ...


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
        _note_object(unit, earning_rule=earning_rules.create(unit, saying, name=EARNING_RULE, scope=scope).id)
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


def make_offers(unit: Unit, shop: Shop, ground: Ground) -> None:
    """The example promotions and the campaign, once the segments are there that they name.

    Where something is called so already nothing is made in its stead.
    """
    made = _made(unit)
    scope = Scope(ground.vocabulary, "cart", shop.calendar.zone)
    if "promotions" not in made and (offered := _offer(unit, scope, PROMOTION, PROMOTION_SAYS)) is not None:
        _note_object(unit, promotion=offered)
    if "campaign" not in made and not _is_taken(CAMPAIGN, campaigns.listed(unit)):
        coupons_of = _offer(unit, scope, COMING_BACK, COMING_BACK_SAYS)
        if coupons_of is not None:
            drawn = campaigns.create(unit, name=CAMPAIGN, draft=Draft.model_validate(campaign(coupons_of)))
            _note_object(unit, campaign=drawn.id)
    _note_made(unit, "promotions", "campaign")


def _offer(unit: Unit, scope: Scope, name: str, says: Json) -> int | None:
    """Publish a promotion; its id, or None where there is one of that name."""
    if _is_taken(name, promotions.listed(unit, limit=promotions.MOST)):
        return None
    return promotions.create(unit, PromotionSaying.model_validate(says), name=name, scope=scope, kept="published").id


def _is_taken(name: str, others: Iterable[Named]) -> bool:
    return fold(name) in {fold(one.name.strip()) for one in others}


def objects(unit: Unit) -> Objects:
    """The ids of the examples that were made here, whatever became of them since."""
    kept: Objects = unit.setting(OBJECTS) or Objects()
    return kept


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


def _note_object(unit: Unit, **ids: int) -> None:
    unit.set_setting(OBJECTS, {**objects(unit), **ids})
