"""Routes of what a customer has: the balance by lot, and every posting; and lots that wait are released."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict

from regulars.books import Unit
from regulars.http.asking import Deed, deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, decode, encode
from regulars.http.house import InHouse
from regulars.http.ids import number
from regulars.http.instants import from_microseconds, microseconds
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.journal.identity import current_id
from regulars.kinds.points import FIRST
from regulars.points import awaiting, holds, programme, reading
from regulars.points.model.awaiting import Action, Awaited
from regulars.points.model.entries import CALLED
from regulars.points.model.lots import Lot
from regulars.points.model.page import Hold
from regulars.points.programme import Programme

from .kinds import OfKind
from .transfers import BesideOut, besides

router = APIRouter(prefix="/v1", tags=["Points"], responses=responses(401, 403))

CLOSED_SHOWN = 200
"""Of lots with nothing in them any more, the latest are told."""


class AwaitedOut(BaseModel):
    """What a lot waits for: an action of the customer, of a list or an event its name; or to be released."""

    action: Action
    name: str | None

    @classmethod
    def read(cls, kept: str | None) -> AwaitedOut | None:
        """What a lot that says this waits for."""
        if kept is None:
            return None
        told = Awaited.model_validate_json(kept)
        return cls(action=told.action, name=told.name)


class LotOut(BaseModel):
    """Points given at once, and what is left of them."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    points: int
    remaining: int
    held: int
    starts_at: datetime | None
    """From when on they can be spent; null: once what they wait for is done."""
    ends_at: datetime | None
    """When they end; of points that wait, unless what they wait for is done before."""
    state: Literal["pending", "open", "held", "ended", "used", "reversed", "taken"]
    """`reversed`: taken back for a refund or a change of the order; `taken`: by a correction or a mass transaction."""
    source: str
    """The order's number, or what else brought them."""
    rule: str | None
    legal_entity: str
    waits_for: AwaitedOut | None
    """What must happen before they can be spent; null: nothing but time."""


class HoldOut(BaseModel):
    """Points reserved, usually by a checkout, until they are spent, released or the hold lapses."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    key: str
    """What whoever reserved them calls it."""
    of_shop: bool
    """Whether the shop's server made it under this key: `POST /v1/points/holds/{key}/release` lets it go."""
    points: int
    lapses_at: datetime
    reason: str | None
    legal_entity: str


class EntryOut(BaseModel):
    """A posting: when it holds from, what it was, and by how much it changed what the customer has."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    at: datetime
    kind: str
    points: int
    reason: str | None
    order: str | None
    rule: str | None
    undo: str | None
    """The key by which it can be undone: of a correction by hand or a transfer that wasn't undone yet, else null."""
    moved: int | None
    """Of a move how many points came along when two customers turned out to be one; they change nothing of what there is."""
    moved_from: str | None
    """The id that the customer had whose points they were."""
    beside: BesideOut | None
    """Of a transfer the other customer."""
    rule_version: int | None
    """Of what an order earned the version of the rule that it earns by."""


class NamesOut(BaseModel):
    """What points are called."""

    singular: str
    plural: str


class KindBalanceOut(BaseModel):
    """What a customer has of one kind of points."""

    points_kind: str
    unit: NamesOut
    spendable: bool
    balance: int
    available: int
    pending: int
    held: int
    debt: int


class CustomerPointsOut(BaseModel):
    """What a customer has at this instant, in which lots, and a page of the history, the latest first."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    points_kind: str
    """The kind of points that all of this is about, but for `kinds`."""
    balance: int
    """What is open less what is owed, of all legal entities together: below zero where more is owed."""
    available: int
    """What can be spent, of all legal entities together: what is owed to one takes nothing from what another has given."""
    pending: int
    held: int
    debt: int
    """What is owed, to all legal entities together; the next points of the same one pay it off."""
    unit: NamesOut
    kinds: list[KindBalanceOut]
    """What there is of every kind of points that the shop has, the first one first."""
    lots: list[LotOut]
    holds: list[HoldOut]
    entries: list[EntryOut]
    next_cursor: str | None


@router.get("/customers/{id}/points", operation_id="getCustomerPoints", responses=responses(400, 404))
def customer_points(
    id: str,
    house: InHouse,
    _: Annotated[object, Depends(require(Scope.POINTS_READ))],
    points_kind: OfKind = FIRST,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> CustomerPointsOut:
    """A customer's balance of a kind of points by lot, and every posting. The cursor goes on with the history."""
    key = decode("points", cursor, int, int)
    before = (from_microseconds(key[0]), key[1]) if key else None
    with house.books.transaction() as unit:
        customer_id = current_id(unit, number(id, "customer"))
        kept = programme.get(unit, points_kind)
        everything = reading.standings(unit, customer_id, at=unit.now, kind=None)
        kinds = [_of_kind(one, everything) for one in programme.every(unit) if one.archived_at is None]
        rules = reading.rule_names(unit.connection)
        postings = reading.history(unit.connection, customer_id, before=before, limit=limit + 1, kind=points_kind)
        beside = besides(unit, postings)
    standings = [one for one in everything if one.points_kind == points_kind]
    last = postings[limit - 1] if len(postings) > limit else None
    return CustomerPointsOut(
        points_kind=points_kind,
        kinds=kinds,
        balance=sum(standing.balance for standing in standings),
        available=sum(standing.available for standing in standings),
        pending=sum(standing.pending for standing in standings),
        held=sum(standing.held for standing in standings),
        debt=sum(standing.debt for standing in standings),
        unit=NamesOut(singular=kept.singular, plural=kept.plural),
        lots=[
            _lot(lot, standing.legal_entity, rules, unit.now)
            for standing in standings
            for lot in reading.shown(standing, closed=CLOSED_SHOWN)
        ],
        holds=[_hold(hold, standing.legal_entity) for standing in standings for hold in standing.holds],
        entries=[_entry(one, rules, beside.get(one.id)) for one in postings[:limit]],
        next_cursor=encode("points", [microseconds(last.at), last.id]) if last else None,
    )


def _hold(hold: Hold, legal_entity: str) -> HoldOut:
    return HoldOut(
        key=holds.named(hold.key) or hold.key,
        of_shop=holds.named(hold.key) is not None,
        points=hold.held,
        lapses_at=hold.lapses_at,
        reason=hold.reason,
        legal_entity=legal_entity,
    )


def _entry(one: reading.Posting, rules: Mapping[int, str], beside: BesideOut | None) -> EntryOut:
    return EntryOut(
        at=one.at,
        kind=CALLED[one.deed],
        points=one.points,
        reason=one.reason,
        order=one.order,
        rule=None if one.rule_id is None else rules.get(one.rule_id),
        undo=one.undo,
        moved=one.moved[0] if one.moved else None,
        moved_from=str(one.moved[1]) if one.moved else None,
        beside=beside,
        rule_version=one.rule_version,
    )


def _of_kind(kept: Programme, everything: Sequence[reading.Standing]) -> KindBalanceOut:
    found = [one for one in everything if one.points_kind == kept.slug]
    return KindBalanceOut(
        points_kind=kept.slug,
        unit=NamesOut(singular=kept.singular, plural=kept.plural),
        spendable=kept.spendable,
        balance=sum(one.balance for one in found),
        available=sum(one.available for one in found),
        pending=sum(one.pending for one in found),
        held=sum(one.held for one in found),
        debt=sum(one.debt for one in found),
    )


@router.post("/points/lots/{id}/release", operation_id="releaseLot", responses=responses(404, 409))
def release_lot(id: str, asked: Annotated[Deed, Depends(deed(Scope.POINTS_WRITE))]) -> LotOut:
    """Make points available that wait for something to be done. Released again they stay as they are."""

    def work(unit: Unit) -> LotOut:
        _, legal_entity, lot = awaiting.release(unit, number(id, "lot"))
        return _lot(lot, legal_entity, reading.rule_names(unit.connection), unit.now)

    return LotOut.model_validate(asked.do(work))


def _lot(lot: Lot, legal_entity: str, rules: dict[int, str], at: datetime) -> LotOut:
    return LotOut(
        id=str(lot.id),
        points=lot.points,
        remaining=lot.remaining,
        held=lot.held,
        starts_at=lot.starts_at,
        ends_at=lot.ends_at,
        state=reading.state_of(lot, at),
        source=lot.source.order or lot.source.kind,
        rule=None if lot.source.rule_id is None else rules.get(lot.source.rule_id),
        legal_entity=legal_entity,
        waits_for=AwaitedOut.read(lot.awaits if lot.waits and lot.remaining else None),
    )
