"""Routes of transfers: points that go from one customer to another, with the ends that they have."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit
from regulars.core.errors import Fault, Invalid
from regulars.http.asking import Deed, deed
from regulars.http.given import Name
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.journal.identity import named_today
from regulars.kinds.points import FIRST, PointsKind
from regulars.points import ledgers, point_kinds, reading, transfers
from regulars.points.earning_rules import SHOP
from regulars.points.reading import Posting
from regulars.points.reports import Told

from .posting import MOST, GivenKey, KeyTaken, Named, customer_named, under_key

router = APIRouter(prefix="/v1/points", tags=["Points"], responses=responses(401, 403))


class TransferIn(BaseModel):
    """So many points from one customer to another."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    giver: Named
    """Whose points they are: the shop's id, an e-mail address, or the id here."""
    taker: Named
    """Who gets them."""
    points: Annotated[int, Field(ge=1, le=MOST)]
    reason: Name
    """The comment that both see in their history."""
    key: GivenKey | None = None
    """The same key again does nothing more."""
    legal_entity: Name = SHOP
    """Who owes the points. It goes on owing them."""
    points_kind: PointsKind = FIRST
    """Which points: a kind that is spent."""


class SideOut(BaseModel):
    """One side of a transfer."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    external_id: str | None
    available: int
    """What can be spent of the kind after it, of all legal entities together."""


class TransferOut(BaseModel):
    """A transfer that was posted."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    key: str
    """What it is undone by."""
    points: int
    points_kind: str
    at: datetime
    giver: SideOut
    taker: SideOut


class BesideOut(BaseModel):
    """The other customer of a transfer, and which way the points went."""

    id: str
    external_id: str | None
    way: Literal["to", "from"]


def besides(unit: Unit, postings: Sequence[Posting | Told]) -> dict[int, BesideOut]:
    """How the other customers of those postings are told that are transfers, by the postings' ids."""
    found = {one.id: one.beside for one in postings if one.beside is not None}
    names = named_today(unit, {id for id, _ in found.values()})
    return {
        posting: BesideOut(id=str(names[id]["id"]), external_id=names[id]["external_id"], way="to" if went else "from")
        for posting, (id, went) in found.items()
    }


@router.post("/transfers", operation_id="transferPoints", responses=responses(409, 422))
def transfer_points(given: TransferIn, asked: Annotated[Deed, Depends(deed(Scope.POINTS_WRITE))]) -> TransferOut:
    """Let points go from one registered customer to another: those that end first, with the ends that they have. It is
    undone by `POST /v1/points/transactions/{key}/undo`."""
    name = given.key or str(uuid.uuid4())
    key = f"{transfers.OF_TRANSFER}{name}"

    def work(unit: Unit) -> TransferOut:
        giver_id = customer_named(unit, given.giver, "/giver")
        taker_id = customer_named(unit, given.taker, "/taker")
        done = transfers.posted(unit, key)
        if done is None:
            kind = point_kinds.open_kind(unit, given.points_kind, to_spend=True)
            try:
                with under_key(name, "transfer"):
                    done = transfers.post(
                        unit, giver_id, taker_id, given.points, key=key, reason=given.reason,
                        ledger_id=ledgers.at_first_mention(unit, given.legal_entity, kind.slug),
                    )  # fmt: skip
            except transfers.CantTransfer as refused:
                raise Invalid(refused.message, [Fault("/taker", refused.why, refused.message)]) from None
            details = {"points": given.points, "points_kind": kind.slug, "to": str(taker_id), "reason": given.reason}
            unit.audit("points.transferred", f"customer:{giver_id}", details)
        left, came = done
        points_kind = ledgers.kinds(unit)[left.ledger_id]
        asked_for = giver_id, taker_id, given.points, given.points_kind
        if (left.customer_id, came.customer_id, -left.points, points_kind) != asked_for:
            raise KeyTaken(name, "transfer")
        return TransferOut(
            key=key,
            points=given.points,
            points_kind=points_kind,
            at=left.at,
            giver=_side(unit, giver_id, points_kind),
            taker=_side(unit, taker_id, points_kind),
        )

    return TransferOut.model_validate(asked.do(work))


def _side(unit: Unit, customer_id: int, kind: str) -> SideOut:
    name = named_today(unit, [customer_id])[customer_id]
    available = reading.available(unit.connection, [customer_id], at=unit.now, kind=kind)[customer_id]
    return SideOut(id=str(customer_id), external_id=name["external_id"], available=available)
