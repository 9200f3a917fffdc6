"""Promotions as they are kept: drafted, published, paused, ended; every change is a version, and none is removed.

A change is in force at once, for carts from then on; an order keeps the version
that it was priced by.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from pydantic import BaseModel
from sqlalchemy.dialects.postgresql import insert

from regulars.books import Unit
from regulars.books.metadata import INSTANT
from regulars.books.names import called
from regulars.core.errors import Conflict, Fault, Invalid, NotFound
from regulars.core.sentences import either, say, word
from regulars.rules.fold import refuse_taken
from regulars.rules.scope import Scope

from . import saying as saying_of
from . import telling, uses
from .model.codes import compared
from .saying import PromotionSaying
from .tables import coupon, promotion, promotion_lane, promotion_use, promotion_version

Kept = Literal["draft", "published", "paused", "ended"]
State = Literal["draft", "scheduled", "active", "paused", "ended"]

FIRST_LANE = 1
"""The lane that every installation begins with."""
NEW = 2**31 - 1
"""The id of a promotion that isn't there yet: every other is older, and comes before it at the same priority."""
UNSAVED = 0
"""The version of what was never saved."""
MOST = 100_000

_MAY_BECOME: dict[Kept, frozenset[Kept]] = {
    "draft": frozenset({"published", "ended"}),
    "published": frozenset({"paused", "ended"}),
    "paused": frozenset({"published", "ended"}),
    "ended": frozenset({"published"}),
}


class Changed(Conflict):
    """Somebody else has changed it meanwhile."""

    code = "changed"

    def __init__(self, what: str, *, version: int) -> None:
        super().__init__(
            say(
                "{what} was changed meanwhile and is at version {version}; look at it again",
                what=word(what),
                version=version,
            )
        )
        self.version = version


class Promotion(BaseModel):
    """A promotion as it is now, with what was used of it."""

    id: int
    name: str
    kept: Kept
    lane_id: int
    version: int
    created_at: datetime
    updated_at: datetime
    saying: PromotionSaying
    used: int = 0
    reserved: int = 0
    used_minor: int = 0
    reserved_minor: int = 0

    def state(self, at: datetime) -> State:
        """Where it is in its life."""
        if self.kept != "published":
            return self.kept
        if self.saying.ends_at is not None and at >= self.saying.ends_at:
            return "ended"
        return "scheduled" if self.saying.starts_at is not None and at < self.saying.starts_at else "active"


def create(
    unit: Unit, saying: PromotionSaying, *, name: str, scope: Scope, lane_id: int = FIRST_LANE, kept: Kept = "draft"
) -> Promotion:
    """Make a promotion; raises `InvalidCondition`, `NameTaken`, and `Invalid` for a lane or a code that can't be."""
    unit.hold_names()
    _check_name(unit, name)
    saying_of.checked(saying, scope)
    _check_lane(unit, lane_id)
    id = unit.connection.scalar(
        sa.insert(promotion)
        .values(name=name, state=kept, lane_id=lane_id, version=1, created_at=unit.now, updated_at=unit.now)
        .returning(promotion.c.id)
    )
    assert id is not None
    unit.connection.execute(sa.insert(promotion_use).values(promotion_id=id))
    _add_version(unit, id, 1, saying)
    _keep_code(unit, id, saying)
    unit.audit("promotion.created", f"promotion:{id}", {"name": name, "saying": saying.model_dump(mode="json")})
    return _told(unit, get(unit, id))


def change(
    unit: Unit,
    id: int,
    *,
    version: int,
    scope: Scope,
    name: str | None = None,
    saying: PromotionSaying | None = None,
    lane_id: int | None = None,
    kept: Kept | None = None,
) -> Promotion:
    """Change what is given; raises `Changed` when `version` is not the present one, `NotFound`, and as `create` does."""
    unit.hold_names()
    if unit.connection.scalar(sa.select(promotion.c.id).where(promotion.c.id == id).with_for_update()) is None:
        raise NotFound("promotion", str(id))
    now = get(unit, id)
    if now.version != version:
        raise Changed("the promotion", version=now.version)
    begins_again = now.state(unit.now) == "ended" and kept == "published"
    if begins_again or (name is not None and name != now.name):
        _check_name(unit, name or now.name, of=id)
    if lane_id is not None:
        _check_lane(unit, lane_id)
    if kept is not None and kept != now.kept and kept not in _MAY_BECOME[now.kept]:
        told = say(
            "a promotion that is {kept} can't become {wanted}; it can become {may}",
            kept=word(now.kept),
            wanted=word(kept),
            may=either([word(one) for one in sorted(_MAY_BECOME[now.kept])]),
        )
        raise Invalid(told, [Fault("/state", "state", told)])
    if begins_again and (saying is None or saying == now.saying):
        _keep_code(unit, id, now.saying)  # another may have it by now
    if saying is not None and saying != now.saying:
        saying_of.checked(saying, scope)
        while uses.fold(unit):  # what was used before there was a limit counts against it
            pass
        _add_version(unit, id, version + 1, saying)
        _keep_code(unit, id, saying)
    values = {"name": name or now.name, "lane_id": lane_id or now.lane_id, "state": kept or now.kept}
    unit.connection.execute(
        sa.update(promotion).where(promotion.c.id == id).values(**values, version=version + 1, updated_at=unit.now)
    )
    said = {} if saying is None else {"saying": saying.model_dump(mode="json")}
    unit.audit("promotion.changed", f"promotion:{id}", values | said)
    return _told(unit, get(unit, id))


def get(unit: Unit, id: int) -> Promotion:
    """One promotion; raises `NotFound`."""
    found = with_all_uses(unit, listed(unit, ids=[id]))
    if not found:
        raise NotFound("promotion", str(id))
    return found[0]


def with_all_uses(unit: Unit, promotions: Sequence[Promotion]) -> list[Promotion]:
    """Promotions with what of their uses isn't in the counters yet."""
    more = uses.uncounted(unit, [one.id for one in promotions])
    return [
        one.model_copy(update={name: getattr(one, name) + count for name, count in more[one.id]._asdict().items()})
        if one.id in more
        else one
        for one in promotions
    ]


def exists(unit: Unit, id: str) -> bool:
    """Whether there is a promotion of this id, as conditions name it."""
    row = unit.driver.execute("select exists (select from promotion where id::text = %s)", [id]).fetchone()
    return bool(row and row[0])


def listed(
    unit: Unit,
    *,
    ids: Sequence[int] | None = None,
    kept: Sequence[Kept] | None = None,
    state: State | None = None,
    search: str | None = None,
    after: int = 0,
    before: int | None = None,
    limit: int = 1_000,
) -> list[Promotion]:
    """Promotions in the order of their ids, with the counters of their uses: those named, or those after an id whose name holds a text; with `before` those
    before an id, the latest first."""
    one, said, used = promotion, promotion_version, promotion_use
    every = said.alias("every_version")
    latest = sa.select(sa.func.max(every.c.version)).where(every.c.promotion_id == one.c.id).scalar_subquery()
    query = (
        sa.select(
            one.c.id, one.c.name, one.c.state.label("kept"), one.c.lane_id, one.c.version, one.c.created_at,
            one.c.updated_at, said.c.document.cast(sa.Text).label("document"),
            used.c.used, used.c.reserved, used.c.used_minor, used.c.reserved_minor,
        )
        .select_from(one)
        .join(said, sa.and_(said.c.promotion_id == one.c.id, said.c.version == latest))
        .join(used, used.c.promotion_id == one.c.id)
        .where(one.c.id > after if ids is None else one.c.id.in_(ids))
        .where(one.c.id < before if before is not None else sa.true())
        .where(one.c.state.in_(kept) if kept is not None else sa.true())
        .where(_state(unit.now) == state if state is not None else sa.true())
        .where(called(unit, one.c.name, search))
        .order_by(one.c.id if before is None else one.c.id.desc())
        .limit(limit)
    )  # fmt: skip
    return [_promotion(row._mapping) for row in unit.connection.execute(query)]


def _state(now: datetime) -> sa.ColumnElement[str]:
    """`Promotion.state` for the database, of what `listed` joins."""
    kept, document = promotion.c.state, promotion_version.c.document
    begins, ends = (document[name].as_string().cast(INSTANT) for name in ("starts_at", "ends_at"))
    return sa.case((kept != "published", kept), (ends <= now, "ended"), (begins > now, "scheduled"), else_="active")


def revision(unit: Unit) -> tuple[Any, ...]:
    """Changes whenever a promotion, a lane or the policy does."""
    row = unit.driver.execute(
        """select (select count(*) from promotion), (select sum(version) from promotion),
                  (select version from promotion_policy where id = 1)"""
    ).fetchone()
    return tuple(row or ())


def _told(unit: Unit, now: Promotion) -> Promotion:
    ended = now.kept == "ended"
    telling.promotion(unit, now.id, now.version, name=now.name, ends_at=now.saying.ends_at, ended=ended)
    return now


def _promotion(row: sa.RowMapping) -> Promotion:
    values: dict[str, Any] = dict(row)
    return Promotion.model_construct(saying=saying_of.read(values.pop("document")), **values)


def _add_version(unit: Unit, id: int, version: int, saying: PromotionSaying) -> None:
    unit.connection.execute(
        sa.insert(promotion_version).values(
            promotion_id=id, version=version, document=saying.model_dump(mode="json"), valid_from=unit.now
        )
    )


def _keep_code(unit: Unit, id: int, saying: PromotionSaying) -> None:
    """Have the one code that a promotion asks for, and none when it asks for none; what was used of it stays counted."""
    wanted = None if saying.code is None else compared(saying.code)
    own = sa.and_(coupon.c.promotion_id == id, coupon.c.batch_id.is_(None), coupon.c.cause.is_(None))
    gone = unit.connection.scalars(
        sa.update(coupon)
        .where(own, coupon.c.code.is_distinct_from(wanted), coupon.c.withdrawn_at.is_(None))
        .values(withdrawn_at=unit.now)
        .returning(coupon.c.id)
    )
    for coupon_id in gone.all():
        telling.code(unit, coupon_id, id, "withdrawn")
    if wanted is None:
        return
    held = unit.connection.execute(
        sa.select(coupon.c.id, coupon.c.promotion_id, coupon.c.withdrawn_at).where(coupon.c.code == wanted)
    ).first()
    if held is not None and held.promotion_id != id and _let_go(unit, held.id, held.promotion_id, wanted):
        held = None
    if held is not None and held.promotion_id != id:
        told = say("the code {code!r} belongs to another promotion; choose another", code=saying.code)
        raise Invalid(told, [Fault("/code", "taken", told)])
    made = insert(coupon).values(promotion_id=id, code=wanted, shown=saying.code, issued_at=unit.now)
    unit.connection.execute(
        made.on_conflict_do_update(index_elements=["code"], set_={"shown": saying.code, "withdrawn_at": None})
    )
    if held is not None and held.withdrawn_at is not None:
        telling.code(unit, held.id, id, "restored")


def _let_go(unit: Unit, coupon_id: int, of: int, code: str) -> bool:
    """Have a promotion that has ended let go of its one code; what was used of it stays with it, under a code that nobody
    can type. Whether it did."""
    own = sa.and_(coupon.c.id == coupon_id, coupon.c.batch_id.is_(None), coupon.c.cause.is_(None))
    if get(unit, of).state(unit.now) != "ended":
        return False
    gone = unit.connection.execute(
        sa.update(coupon)
        .where(own)
        .values(code=f"{code}#{coupon_id}", withdrawn_at=sa.func.coalesce(coupon.c.withdrawn_at, unit.now))
        .returning(coupon.c.id)
    ).first()
    if gone is None:
        return False
    telling.code(unit, coupon_id, of, "withdrawn")
    return True


def _check_name(unit: Unit, name: str, *, of: int | None = None) -> None:
    """Raises `NameTaken`; those that have ended keep their names and take them from nobody."""
    others = (one for one in listed(unit, limit=MOST) if one.id != of and one.state(unit.now) != "ended")
    refuse_taken("a promotion", name, (one.name for one in others))


def _check_lane(unit: Unit, lane_id: int) -> None:
    if unit.connection.scalar(sa.select(promotion_lane.c.id).where(promotion_lane.c.id == lane_id)) is None:
        told = say(
            "there is no lane '{lane_id}'; choose one that promotions have (GET /v1/promotion-policy)", lane_id=lane_id
        )
        raise Invalid(told, [Fault("/lane", "unknown", told)])
