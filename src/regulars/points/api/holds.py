"""Routes of holds: a shop's server reserves points for what it sells without a checkout here, and captures or releases them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit
from regulars.http.asking import Deed, deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.given import Name, Said
from regulars.http.house import InHouse
from regulars.http.instants import from_microseconds, microseconds
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.journal.identity import external_ids, store_of
from regulars.journal.values import Id
from regulars.kinds.points import FIRST, PointsKind
from regulars.points import holds, ledgers, point_kinds, programme, reading, service
from regulars.points.earning_rules import SHOP
from regulars.points.holds import Kept, State
from regulars.points.model.entries import Account, Transaction
from regulars.points.model.holding import NotHeld

from .posting import MOST, GivenKey, KeyTaken, Named, customer_named, under_key

router = APIRouter(prefix="/v1/points/holds", tags=["Points"], responses=responses(401, 403))

USUAL_SECONDS, LONGEST_SECONDS = 900, 30 * 86_400
HoldKey = Annotated[str, Path(description="The hold's `key`.")]


class HoldIn(BaseModel):
    """So many points to reserve for a customer."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    customer: Named
    """The customer by the shop's id, an e-mail address, or the id here."""
    points: Annotated[int, Field(ge=1, le=MOST)]
    lasts_seconds: Annotated[int, Field(ge=60, le=LONGEST_SECONDS)] = USUAL_SECONDS
    """How long it holds: what isn't captured by then is free again."""
    reference: Name | None = None
    """What it is for, such as the number of the cart."""
    key: GivenKey | None = None
    """What you call the hold; the same key again does nothing more. Left out, it is given one."""
    legal_entity: Name = SHOP
    """Whose points are held."""
    points_kind: PointsKind = FIRST
    """Which points: a kind that is spent."""


class CaptureIn(BaseModel):
    """How many points of a hold are spent, and for what."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    points: Annotated[int, Field(ge=1, le=MOST)] | None = None
    """Left out: all that is held."""
    order: Id | None = None
    """The order's external id."""
    key: GivenKey | None = None
    """The same key again captures nothing more."""


class ReturnIn(BaseModel):
    """How many of the captured points the customer gets back, as when the order is refunded."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    points: Annotated[int, Field(ge=1, le=MOST)]
    order: Id | None = None
    """The order's external id."""
    key: GivenKey | None = None
    """The same key again gives nothing more back."""


class ReleaseIn(BaseModel):
    """Why points are let go."""

    model_config = ConfigDict(extra="forbid")

    reason: Name | None = None


class KeptHoldOut(BaseModel):
    """A hold at this instant: `points` is `held`, `captured` and `released` together."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    key: str
    state: State
    """held; captured, in part or in full; released; lapsed, as its time was up."""
    customer: str
    """The customer's id here, whoever it was made for meanwhile became."""
    customer_external_id: str | None
    points: int
    held: int
    captured: int
    released: int
    """Free again: let go, or lapsed."""
    returned: int
    """Of those captured, given back."""
    reference: str | None
    legal_entity: str
    points_kind: str
    made_at: datetime
    lapses_at: datetime
    available: int
    """What the customer can spend of the same kind beside it, of all legal entities together."""


@router.post("", operation_id="holdPoints", responses=responses(409, 422))
def hold_points(given: HoldIn, asked: Annotated[Deed, Depends(deed(Scope.POINTS_WRITE))]) -> KeptHoldOut:
    """Reserve points of a customer, those that end first; nobody else can spend them until they are let go or the time is up."""
    name = given.key or str(uuid.uuid4())
    key = f"{holds.OF_SHOP}{name}"

    def work(unit: Unit) -> KeptHoldOut:
        customer_id = customer_named(unit, given.customer, "/customer")
        if known := service.posted(unit, f"hold:{key}"):
            return _shown(unit, _same(unit, known, customer_id, given, key))
        kind = point_kinds.open_kind(unit, given.points_kind, to_spend=True)
        if not kind.can_spend(store_of(unit, customer_id)):
            raise programme.SwitchedOff
        with under_key(name, "hold"):
            done = service.hold(
                unit, customer_id, given.points, key=key, lapses_at=unit.now + timedelta(seconds=given.lasts_seconds),
                reason=given.reference,
                ledger_id=ledgers.at_first_mention(unit, given.legal_entity, kind.slug),
            )  # fmt: skip
        kept = _same(unit, done, customer_id, given, key)
        unit.audit("points.held", f"customer:{customer_id}", {"points": given.points, "hold": name})
        return _shown(unit, kept)

    return KeptHoldOut.model_validate(asked.do(work))


@router.get("", operation_id="listHolds", responses=responses(400, 422))
def list_holds(
    house: InHouse,
    _: Annotated[object, Depends(require(Scope.POINTS_READ))],
    customer: Annotated[Said | None, Query(max_length=255, description="Only of this customer.")] = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[KeptHoldOut]:
    """What is on hold now, also by checkouts, those first that lapse first. One that is over is read by its key."""
    found = decode("holds", cursor, int, str)
    after = (from_microseconds(found[0]), found[1]) if found else None
    with house.books.transaction() as unit:
        customer_id = None if customer is None else customer_named(unit, customer, "/customer")
        kept = holds.present(unit, customer_id=customer_id, after=after, limit=limit + 1)
        shown = dict(zip((one.key for one in kept), _all_shown(unit, kept), strict=True))
    return page(
        "holds",
        kept,
        limit,
        key=lambda one: [microseconds(one.lapses_at), one.key],
        show=lambda one: shown[one.key],
    )


@router.get("/{key}", operation_id="getHold", responses=responses(404, 409))
def get_hold(key: HoldKey, house: InHouse, _: Annotated[object, Depends(require(Scope.POINTS_READ))]) -> KeptHoldOut:
    """A hold as it is at this instant, also when it is over."""
    with house.books.transaction() as unit:
        return _shown(unit, holds.get(unit, holds.own(unit, key)))


@router.post("/{key}/capture", operation_id="captureHold", responses=responses(404, 409, 422))
def capture_hold(
    key: HoldKey, given: CaptureIn, asked: Annotated[Deed, Depends(deed(Scope.POINTS_WRITE))]
) -> KeptHoldOut:
    """Spend what is held, all or a part of it; the rest stays held. Refused when it has lapsed."""

    def work(unit: Unit, hold: str, posting: str) -> None:
        kept = holds.get(unit, hold)
        points = given.points or kept.held or kept.points
        service.capture(unit, hold, points, key=posting, order=given.order, reason=kept.reference)
        unit.audit("points.captured", f"customer:{kept.customer_id}", {"points": points, "hold": key})

    return _once(asked, key, "capture", given, work)


@router.post("/{key}/release", operation_id="releaseHold", responses=responses(404, 409, 422))
def release_hold(
    key: HoldKey, given: ReleaseIn, asked: Annotated[Deed, Depends(deed(Scope.POINTS_WRITE))]
) -> KeptHoldOut:
    """Let go of what is still held. Where nothing is, nothing is done."""

    def work(unit: Unit) -> KeptHoldOut:
        hold = holds.own(unit, key)
        kept = holds.get(unit, hold)
        if kept.held:
            service.release(unit, hold, reason=given.reason)
            details = {"points": kept.held, "hold": key, "reason": given.reason}
            unit.audit("points.let_go", f"customer:{kept.customer_id}", details)
        return _shown(unit, holds.get(unit, hold))

    return KeptHoldOut.model_validate(asked.do(work))


@router.post("/{key}/return", operation_id="returnCaptured", responses=responses(404, 409, 422))
def return_captured(
    key: HoldKey, given: ReturnIn, asked: Annotated[Deed, Depends(deed(Scope.POINTS_WRITE))]
) -> KeptHoldOut:
    """Give captured points back to where they came from, the last drawn first. Those whose end has come stay ended, or
    live on for the programme's days of grace."""

    def work(unit: Unit, hold: str, posting: str) -> None:
        kept = holds.get(unit, hold)
        service.give_back(
            unit, hold, given.points, key=posting, order=given.order,
            grace_ends_at=programme.grace_ends_at(unit, asked.house.shop.calendar),
        )  # fmt: skip
        unit.audit("points.returned", f"customer:{kept.customer_id}", {"points": given.points, "hold": key})

    return _once(asked, key, "return", given, work)


def _once(
    asked: Deed, key: str, way: str, given: CaptureIn | ReturnIn, work: Callable[[Unit, str, str], None]
) -> KeptHoldOut:
    """Do it under the key that the caller gave, so that the same key again does nothing more."""
    of_its_own = given.key or str(uuid.uuid4())

    def once(unit: Unit) -> KeptHoldOut:
        hold = holds.own(unit, key)
        posting = f"{way}:{hold}:{of_its_own}"
        known = service.posted(unit, posting)
        if known is None:
            try:
                work(unit, hold, posting)
            except NotHeld as refused:  # told by the name that the shop gave it
                raise NotHeld(hold=key, needed=refused.needed, there=refused.there) from None
        elif given.points is not None and abs(known.on(Account.REDEEMED)) != given.points:
            raise KeyTaken(of_its_own, way)
        return _shown(unit, holds.get(unit, hold))

    return KeptHoldOut.model_validate(asked.do(once))


def _same(unit: Unit, done: Transaction, customer_id: int, given: HoldIn, key: str) -> Kept:
    """The hold posted under the key before, or by another at the same instant, if it is what was asked for now."""
    kept = holds.get(unit, key)
    asked_for = customer_id, given.points, ledgers.known_as(unit, given.legal_entity), given.points_kind
    if (kept.customer_id, done.on(Account.HELD), kept.legal_entity, kept.points_kind) != asked_for:
        raise KeyTaken(holds.named(key) or key, "hold")
    return kept


def _shown(unit: Unit, kept: Kept) -> KeptHoldOut:
    return _all_shown(unit, [kept])[0]


def _all_shown(unit: Unit, kept: list[Kept]) -> list[KeptHoldOut]:
    ids = {one.customer_id for one in kept}
    called = external_ids(unit, ids)
    available = {
        kind: reading.available(unit.connection, ids, at=unit.now, kind=kind)
        for kind in {one.points_kind for one in kept}
    }
    return [
        KeptHoldOut(
            key=holds.named(one.key) or one.key,
            state=one.state,
            customer=str(one.customer_id),
            customer_external_id=called.get(one.customer_id),
            points=one.points,
            held=one.held,
            captured=one.captured,
            released=one.released,
            returned=one.returned,
            reference=one.reference,
            legal_entity=one.legal_entity,
            points_kind=one.points_kind,
            made_at=one.made_at,
            lapses_at=one.lapses_at,
            available=available[one.points_kind][one.customer_id],
        )
        for one in kept
    ]
