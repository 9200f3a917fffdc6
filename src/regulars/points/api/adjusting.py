"""Routes of corrections: points given to one customer or taken by hand, and undone."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit
from regulars.core.sentences import say
from regulars.http.asking import Deed, deed
from regulars.http.given import Moment, Name
from regulars.http.ids import number
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.journal.identity import current_id
from regulars.kinds import Lifetime
from regulars.kinds.points import FIRST, PointsKind
from regulars.points import ledgers, point_kinds, service
from regulars.points.earning_rules import SHOP
from regulars.points.model.entries import Account, Transaction
from regulars.points.model.lifetime import Lasting
from regulars.points.model.taking import Shortage
from regulars.points.model.transferring import sides
from regulars.points.transfers import OF_TRANSFER
from regulars.rules.calendar import Calendar

from .posting import MOST, GivenKey, KeyTaken, PostedOut, shown, under_key, wrong

router = APIRouter(prefix="/v1", tags=["Points"], responses=responses(401, 403))

CORRECTION = "adjust:"
"""How the keys of corrections begin."""


class AdjustmentIn(BaseModel):
    """So many points for a customer; less than zero: off the customer."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    points: Annotated[int, Field(ge=-MOST, le=MOST)]
    reason: Name
    """The comment that the customer sees in the history."""
    key: GivenKey | None = None
    """The same key again does nothing more."""
    lifetime: Lifetime | None = None
    """How long points given last; left out: as their kind says."""
    ends_at: Moment | None = None
    """When points given end, instead of a lifetime; null: never."""
    legal_entity: Name = SHOP
    """Who owes the points. A new name makes a new legal entity; case and spaces make no difference."""
    points_kind: PointsKind = FIRST
    """Which points."""
    shortage: Literal["forbid", "owe", "forgive"] = "forbid"
    """When the customer has fewer points than are taken: refuse it, let the customer owe the rest, or forgive it."""


class UndoPostingIn(BaseModel):
    """Why a correction is undone, and what happens where points it gave are spent already."""

    model_config = ConfigDict(extra="forbid")

    reason: Name
    shortage: Literal["forbid", "owe", "forgive"] = "owe"


@router.post("/customers/{id}/points", operation_id="adjustCustomerPoints", responses=responses(404, 409, 422))
def adjust_points(id: str, given: AdjustmentIn, asked: Annotated[Deed, Depends(deed(Scope.POINTS_WRITE))]) -> PostedOut:
    """Give a customer points by hand, or take some."""
    key = f"{CORRECTION}{given.key or uuid.uuid4()}"
    _check(given)

    def work(unit: Unit) -> PostedOut:
        meant = _Meant.of(unit, id, key, given, asked.house.shop.calendar)
        if meant.known:
            _same(meant.known, meant.customer_id, given)
            return shown(unit, meant.known, meant.customer_id)
        with under_key(given.key or key, "correction"):
            done = service.adjust(
                unit, meant.customer_id, given.points, key=key, reason=given.reason, shortage=Shortage(given.shortage),
                ends_at=meant.ends_at, inactivity=meant.inactivity,
                ledger_id=ledgers.at_first_mention(unit, given.legal_entity, meant.kind),
            )  # fmt: skip
        _same(done, meant.customer_id, given)
        unit.audit("points.adjusted", f"customer:{meant.customer_id}", _noted(given, meant))
        return shown(unit, done, meant.customer_id)

    return _at_once(id, key, given, asked) or PostedOut.model_validate(asked.do(work))


@router.post("/points/transactions/{key}/undo", operation_id="undoPosting", responses=responses(404, 409, 422))
def undo_posting(
    key: Annotated[str, Path(description="The key of the posting, or the `key` that it was sent with.")],
    given: UndoPostingIn,
    asked: Annotated[Deed, Depends(deed(Scope.POINTS_WRITE))],
) -> PostedOut:
    """Undo a correction or a transfer, both sides of it; undoing it again changes nothing. Nothing else is undone."""

    def work(unit: Unit) -> PostedOut:
        undone = _whole(unit, key)
        before = service.posted(unit, f"undo:{undone}")
        done = before or service.undo(unit, undone, reason=given.reason, shortage=Shortage(given.shortage))
        if before is None:
            unit.audit("points.undone", f"customer:{done.customer_id}", {"key": undone, "reason": given.reason})
        return shown(unit, done, done.customer_id)

    return PostedOut.model_validate(asked.do(work))


class _Meant(NamedTuple):
    """What a correction comes to: of whom, of which kind, until when; `known` was posted under its key before."""

    customer_id: int
    known: Transaction | None
    kind: str
    ends_at: datetime | None
    inactivity: str | None

    @classmethod
    def of(cls, unit: Unit, id: str, key: str, given: AdjustmentIn, calendar: Calendar) -> _Meant:
        customer_id = current_id(unit, number(id, "customer"))
        known = service.posted(unit, key)
        kind = point_kinds.open_kind(unit, given.points_kind) if known is None else None
        lifetime = given.lifetime
        if kind and given.points > 0 and not {"lifetime", "ends_at"} & given.model_fields_set:
            lifetime = kind.lifetime
        span = Lasting(lifetime, calendar).span(unit.now)
        ends_at = given.ends_at or span.ends_at
        if kind and ends_at is not None and ends_at <= unit.now:
            raise wrong(
                "/ends_at", "past", say("these points would have ended already; name an instant that lies ahead")
            )
        return cls(customer_id, known, kind.slug if kind else given.points_kind, ends_at, span.inactivity)


def _at_once(id: str, key: str, given: AdjustmentIn, asked: Deed) -> PostedOut | None:
    """Most corrections are one statement, which is a transaction by itself; None where one isn't, and nothing was done."""
    if asked.key is not None:
        return None
    books = asked.house.books
    with books.looking() as unit:
        meant = _Meant.of(unit, id, key, given, asked.house.shop.calendar)
        ledger_id = ledgers.find(unit, given.legal_entity, meant.kind)
        if meant.known or meant.inactivity or ledger_id is None:
            return None
        with under_key(given.key or key, "correction"):
            done = service.adjust_at_once(
                books, meant.customer_id, given.points, key=key, reason=given.reason, ends_at=meant.ends_at,
                ledger_id=ledger_id, kinds={ledger_id: meant.kind}, actor=asked.actor.name, noted=_noted(given, meant),
            )  # fmt: skip
        return shown(unit, done, meant.customer_id) if done else None


def _noted(given: AdjustmentIn, meant: _Meant) -> dict[str, Any]:
    return {"points": given.points, "points_kind": meant.kind, "reason": given.reason}


def _whole(unit: Unit, key: str) -> str:
    """The key of a posting that is named by it, by the key that a correction was sent with, or by that of a transfer."""
    ways = (key, f"{CORRECTION}{key}", sides(key)[0], sides(f"{OF_TRANSFER}{key}")[0])
    return next((one for one in ways if service.posted(unit, one)), key)


def _same(done: Transaction, customer_id: int, given: AdjustmentIn) -> None:
    """Refuse what was posted under the key before, or by another at the same instant, unless it is what was asked for now."""
    if given.key is not None and (done.customer_id != customer_id or _asked(done) != given.points):
        raise KeyTaken(given.key)


def _check(given: AdjustmentIn) -> None:
    if given.points == 0:
        raise wrong("/points", "zero", say("say how many points to give, or less than zero to take some"))
    for name in ("lifetime", "ends_at"):
        if given.points < 0 and getattr(given, name) is not None:
            raise wrong(f"/{name}", "unfit", say("only points that are given have an end; leave it out of those taken"))
    if given.ends_at is not None and given.lifetime is not None:
        raise wrong("/ends_at", "twice", say("points have a lifetime or an end, not both; leave one of them out"))


def _asked(done: Transaction) -> int:
    """By how many points a correction was asked for, whatever was owed or forgiven of it."""
    return -done.on(Account.ADJUSTED)
