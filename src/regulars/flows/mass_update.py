"""Mass transactions: whom they are for is found in segments, lists and conditions, and what they would do is told first.

Facts and memberships are asked before a transaction is opened. Guests are left
out, for a deed over many is for those who have registered.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pyroaring import BitMap

from regulars.books import Unit
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.http.house import House
from regulars.http.names import called, names_of
from regulars.journal import identity, naming
from regulars.points import mass, plain
from regulars.points.model.mass import Mass, Terms, TooFew
from regulars.points.model.taking import Shortage
from regulars.segments import asking, store
from regulars.segments.current import is_current
from regulars.segments.desk import Desk

SAMPLE = 20
TOLD = 100
"""As many names that mean nobody are kept with the deed."""
AT_ONCE = 50_000


class OfSegment(BaseModel):
    """Everybody in a segment."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["segment"]
    segment: Annotated[str, Field(max_length=200)]


class OfCustomers(BaseModel):
    """Customers by the shop's ids, ours, or their e-mails; `external_id:7`, `id:7` and `email:anna@example.com` say which."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["customers"]
    customers: Annotated[list[Annotated[str, Field(max_length=320)]], Field(min_length=1, max_length=50_000)]


class OfCondition(BaseModel):
    """Everybody for whom a condition holds, in the condition language."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["condition"]
    condition: dict[str, Any]


Audience = Annotated[OfSegment | OfCustomers | OfCondition, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class Whom:
    """Registered customers, by the ids they have today; how many guests were left out, and names that mean nobody or several."""

    customers: BitMap
    guests: int
    unknown: tuple[str, ...] = ()
    several: tuple[str, ...] = ()


@dataclass(slots=True)
class Short:
    """Who has too few points for what is to be taken: how many customers, how many points, and some of them."""

    customers: int = 0
    points: int = 0
    sample: dict[int, int] = field(default_factory=dict)


def whom(house: House, audience: OfSegment | OfCustomers | OfCondition) -> Whom:
    """Whom an audience means now. Raises `NotFound` for a segment and `InvalidCondition` for a condition."""
    found: BitMap
    unknown: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    if isinstance(audience, OfCustomers):
        with house.books.transaction() as unit:
            named = naming.find_all_called(unit, audience.customers)
        found = BitMap(named.ids.values())
        unknown, several = tuple(named.unknown), tuple(named.several)
    else:
        desk = Desk(house.books, house.facts, house.shop, names=names_of(house), name_of=called(house))
        found = _in_segment(desk, audience.segment) if isinstance(audience, OfSegment) else _holding(desk, audience)
    with house.books.transaction() as unit:
        customers = BitMap(identity.registered(unit, found).values())
    return Whom(customers, max(len(found) - len(customers), 0), unknown, several)


def short(house: House, customers: BitMap, points: int, ledger_id: int | None) -> Short:
    """Who of them has fewer than so many points now; nobody when points are given."""
    found = Short()
    for start in range(0, len(customers), AT_ONCE) if points < 0 else ():
        part = customers[start : start + AT_ONCE]
        with house.books.transaction() as unit:
            missing = plain.short(unit, ledger_id or 0, dict.fromkeys(part, -points))
        found.customers += len(missing)
        found.points += sum(missing.values())
        for customer_id, points_missing in missing.items():
            if len(found.sample) == SAMPLE:
                break
            found.sample[customer_id] = points_missing
    return found


def check(house: House, found: Whom, terms_points: int, shortage: Shortage, ledger_id: int | None) -> None:
    """Raise `Invalid` when it is for nobody, and `TooFew` when somebody has too few points and that is forbidden."""
    if not found.customers:
        said = say("there is no registered customer among these, and mass transactions are for those")
        raise Invalid(said, [Fault("/audience", "nobody", said)])
    if shortage is not Shortage.FORBID:
        return
    lacking = short(house, found.customers, terms_points, ledger_id)
    if lacking.customers:
        with house.books.transaction() as unit:
            names = identity.named(unit, lacking.sample)
        sample = [name["external_id"] or str(id) for id, name in names.items()]
        raise TooFew(needed=-terms_points, customers=lacking.customers, points=lacking.points, sample=sample)


def begin(unit: Unit, terms: Terms, found: Whom, audience: OfSegment | OfCustomers | OfCondition) -> Mass:
    """Have it done for these customers, whoever comes to be one of them later."""
    told = audience.model_dump(mode="json")
    if isinstance(audience, OfCustomers):
        told = {"kind": "customers", "named": len(audience.customers)}
        told |= {"unknown": list(found.unknown[:TOLD]), "several": list(found.several[:TOLD])}
    return mass.create(unit, terms, found.customers, told | {"guests": found.guests})


def _in_segment(desk: Desk, id: str) -> BitMap:
    """Who is in a segment now; raises `Invalid` for one that is archived, which has nobody."""
    with desk.books.transaction() as unit:
        kept = store.definition(unit.connection, id)
    if kept is not None and kept.archived:
        said = say("the segment {id!r} is archived, so nobody is in it; restore it or choose another one", id=id)
        raise Invalid(said, [Fault("/audience/segment", "archived", said)])
    return desk.members_of(id)


def _holding(desk: Desk, audience: OfCondition) -> BitMap:
    """The customers for whom a condition holds now."""
    condition, now = desk.checked(audience.condition), desk.now()
    found = asking.members_of(
        desk.facts.ask,
        desk.ground,
        condition,
        now=now,
        current=is_current(desk.facts.horizon(), now),
        members=desk.memberships,
    )
    return BitMap(found)
