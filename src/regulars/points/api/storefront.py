"""The route of what pages of the shop show their customer: the points that there are.

How pages ask is in `http/storefront.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from regulars.http.customer_tokens import Token, customer_of
from regulars.http.house import InHouse
from regulars.http.problems import responses
from regulars.http.storefront import Language, Publishable, languages
from regulars.kinds.points import FIRST
from regulars.points import programme, reading
from regulars.points.model.lots import NEVER, Lot
from regulars.points.programme import PointsName, Programme

from .kinds import OfKind

router = APIRouter(prefix="/v1/storefront/points", tags=["Storefront"], responses=responses(401, 403, 404, 429))

LOTS_SHOWN = 200


class NextEndOut(BaseModel):
    """How many of the available points end next, and when."""

    points: int
    ends_at: datetime


class StorefrontLotOut(BaseModel):
    """Points that came at once, as far as they are there."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    state: Literal["open", "pending"]
    points: int
    starts_at: datetime | None
    """From when on they can be spent; null: once something that they wait for is done."""
    ends_at: datetime | None
    """From when on they can't be spent any more; null: they don't end."""


class StorefrontKindOut(BaseModel):
    """What a customer has of one kind of points."""

    points_kind: str
    unit: PointsName
    spendable: bool
    active: bool
    available: int
    pending: int
    held: int
    debt: int


class StorefrontPointsOut(BaseModel):
    """What a customer has at this instant."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    active: bool
    """Whether points are earned and spent now in the customer's store. What is there is told all the same."""
    spending: bool
    """Whether they may be spent there now: they may be earned where they may not."""
    unit: PointsName
    """What points are called there."""
    points_kind: str
    """The kind of points that all of this is about, but for `kinds`."""
    spendable: bool
    """Whether they can be spent; else they say how far the customer has come."""
    available: int
    """What can be spent, of all legal entities together: what is owed to one takes nothing from what another has given."""
    pending: int
    """What can't be spent yet."""
    held: int
    """What a checkout has reserved."""
    debt: int
    """What the next points will pay first, because an order that had earned was given back."""
    next_end: NextEndOut | None
    """Null: nothing that is available will end."""
    lots: list[StorefrontLotOut]
    """Open ones by when they end, then pending ones by when they start; 200 at most."""
    kinds: list[StorefrontKindOut]
    """What there is of every kind of points that the shop has, the first one first."""


@router.get("", operation_id="getStorefrontPoints", responses=responses(422))
def storefront_points(
    house: InHouse,
    _: Publishable,
    token: Token = None,
    language: Language = None,
    points_kind: OfKind = FIRST,
) -> StorefrontPointsOut:
    """What the customer of the token has of a kind of points, and in short of every kind, for a page of the shop; a publishable key is needed, and no other is taken."""
    with house.books.transaction() as unit:
        customer = customer_of(unit, token)
        kept, every = programme.get(unit, points_kind), programme.every(unit)
        everything = reading.standings(unit, customer.customer_id, at=unit.now, kind=None)
    spoken = languages(language, house.shop.language)
    standings = [one for one in everything if one.points_kind == points_kind]
    lots = [lot for standing in standings for lot in standing.lots if lot.remaining]
    opened = sorted((lot for lot in lots if lot.opened), key=Lot.drawing_order)
    pending = sorted((lot for lot in lots if not lot.opened), key=lambda lot: (lot.starts_at or NEVER, lot.id))
    return StorefrontPointsOut(
        active=kept.is_on(customer.store),
        spending=kept.can_spend(customer.store),
        unit=kept.called(spoken, customer.store),
        points_kind=points_kind,
        spendable=kept.spendable,
        available=sum(standing.available for standing in standings),
        pending=sum(standing.pending for standing in standings),
        held=sum(standing.held for standing in standings),
        debt=sum(standing.debt for standing in standings),
        next_end=_next_end(opened),
        lots=[_lot(lot) for lot in (opened + pending)[:LOTS_SHOWN]],
        kinds=[_kind(one, everything, spoken, customer.store) for one in every if one.archived_at is None],
    )


def _kind(
    kept: Programme, everything: Sequence[reading.Standing], spoken: Sequence[str], store: str | None
) -> StorefrontKindOut:
    found = [one for one in everything if one.points_kind == kept.slug]
    return StorefrontKindOut(
        points_kind=kept.slug,
        unit=kept.called(spoken, store),
        spendable=kept.spendable,
        active=kept.is_on(store),
        available=sum(one.available for one in found),
        pending=sum(one.pending for one in found),
        held=sum(one.held for one in found),
        debt=sum(one.debt for one in found),
    )


def _next_end(opened: Sequence[Lot]) -> NextEndOut | None:
    """What ends first of open lots in the order in which they end."""
    if not opened or (ends_at := opened[0].ends_at) is None:
        return None
    return NextEndOut(points=sum(lot.remaining for lot in opened if lot.ends_at == ends_at), ends_at=ends_at)


def _lot(lot: Lot) -> StorefrontLotOut:
    return StorefrontLotOut(
        state="open" if lot.opened else "pending",
        points=lot.remaining,
        starts_at=lot.starts_at,
        ends_at=lot.ends_at,
    )
