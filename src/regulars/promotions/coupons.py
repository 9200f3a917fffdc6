"""Coupons: codes made in batches, brought in, or given to one customer; found by what somebody typed.

Telling the journal and shops of coupons is `telling.py`'s.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa
from psycopg.types.json import Jsonb

from regulars.books import Unit
from regulars.core.errors import Conflict, Fault, Invalid, NotFound
from regulars.core.sentences import say

from .model.codes import MOST_CODES, CodeFormat, Impossible, compared, unfit
from .tables import coupon, coupon_batch

CHUNK = 5_000
PERSONAL = CodeFormat(length=10, dash=5)
"""What codes look like that are given to one customer."""

WhyNot = Literal["unknown", "withdrawn", "not_yet", "over", "used_up", "other_customer", "promotion"]
"""Why a code can't be used: nobody has it; it was taken back; its period hasn't begun or is over; it was used as often as
it may be; it is somebody else's; its promotion isn't published."""


class Coupon(NamedTuple):
    """A code, with what was used of it."""

    id: int
    promotion_id: int
    batch_id: int | None
    code: str
    shown: str
    customer_id: int | None
    starts_at: datetime | None
    ends_at: datetime | None
    most_uses: int | None
    most_uses_by_customer: int | None
    used: int
    reserved: int
    issued_at: datetime
    withdrawn_at: datetime | None
    cause: Mapping[str, Any] | None

    @property
    def reward(self) -> int | None:
        """The reward that it was taken as."""
        cause = self.cause or {}
        return int(cause["reward"]) if cause.get("kind") == "reward" else None

    def is_over(self, at: datetime) -> bool:
        """Whether its period is over."""
        return self.ends_at is not None and at >= self.ends_at

    def why_not(self, at: datetime, customer_id: int | None) -> WhyNot | None:
        """Why it can't be used by a customer at an instant; None when it can."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        if self.customer_id is not None and self.customer_id != customer_id:
            return "other_customer"
        if self.starts_at is not None and at < self.starts_at:
            return "not_yet"
        if self.is_over(at):
            return "over"
        if self.most_uses is not None and self.used + self.reserved >= self.most_uses:
            return "used_up"
        return None


class Batch(NamedTuple):
    """Codes that were made or brought in together, and how many of them were used."""

    id: int
    promotion_id: int
    name: str
    format: CodeFormat | None
    size: int
    used: int
    created_at: datetime


class Terms(NamedTuple):
    """What holds for each code: its period, and how often it can be used by everybody and by one customer."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    most_uses: int | None = 1
    most_uses_by_customer: int | None = None


MOST_FAULTS = 100


class CodesTaken(Conflict):
    """Codes that are to be brought in and that there are already."""

    code = "coupon.taken"

    def __init__(self, codes: Sequence[str]) -> None:
        named = ", ".join(codes[:10]) + (" …" if len(codes) > 10 else "")
        told = say(
            "{count:code is|codes are} taken already, spaces, dashes and look-alike letters aside: {named}; leave them out",
            count=len(codes),
            named=named,
        )
        super().__init__(
            told if codes else say("somebody brought in some of these codes at this very instant; try again")
        )
        self.codes = list(codes[:100])
        self.count = len(codes)


class NothingToWithdraw(Conflict):
    """A code that can't be used any more, so that taking it back would change nothing."""

    code = "coupon.spent"

    def __init__(self, code: str, state: Literal["over", "used_up"]) -> None:
        why = {"over": say("its period is over"), "used_up": say("it was used as often as it can be")}[state]
        super().__init__(
            say(
                "the code {code!r} can't be withdrawn: {why}, so nothing is left of it to take back", code=code, why=why
            )
        )
        self.state = state


_COLUMNS = [coupon.c[name] for name in Coupon._fields]


def find(unit: Unit, codes: Iterable[str]) -> dict[str, Coupon]:
    """The coupons of codes as they were typed, by those."""
    typed = {code: compared(code) for code in codes}
    if not typed:
        return {}
    query = sa.select(*_COLUMNS).where(coupon.c.code.in_([code for code in typed.values() if code]))
    by_code = {row.code: Coupon(*row) for row in unit.connection.execute(query)}
    return {code: by_code[known] for code, known in typed.items() if known in by_code}


def get(unit: Unit, id: int) -> Coupon:
    """One coupon; raises `NotFound`."""
    row = unit.connection.execute(sa.select(*_COLUMNS).where(coupon.c.id == id)).one_or_none()
    if row is None:
        raise NotFound("coupon", str(id))
    return Coupon(*row)


def listed(
    unit: Unit,
    *,
    promotion_id: int | None = None,
    batch_id: int | None = None,
    customer_id: int | None = None,
    search: str | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[Coupon]:
    """Coupons, the latest first; `search` finds codes that begin so."""
    query = sa.select(*_COLUMNS).order_by(coupon.c.id.desc()).limit(limit)
    wanted = {"promotion_id": promotion_id, "batch_id": batch_id, "customer_id": customer_id}
    for name, value in wanted.items():
        if value is not None:
            query = query.where(coupon.c[name] == value)
    if before is not None:
        query = query.where(coupon.c.id < before)
    if search:
        query = query.where(coupon.c.code.startswith(compared(search), autoescape=True))
    return [Coupon(*row) for row in unit.connection.execute(query)]


def issue(
    unit: Unit, promotion_id: int, customer_id: int, *, terms: Terms, cause: Mapping[str, Any]
) -> Coupon:  # fmt: skip
    """Give a customer a code of their own."""
    ids = _make(unit, _Of(promotion_id, terms, customer_id=customer_id, cause=cause), PERSONAL, 1)
    return get(unit, ids[0])


def make(unit: Unit, promotion_id: int, *, name: str, format: CodeFormat, count: int, terms: Terms) -> Batch:
    """Make a batch of codes; raises `Impossible` when there can't be so many, or they could be guessed."""
    _check_asks_for_codes(unit, promotion_id)
    if not 1 <= count <= MOST_CODES:
        told = say("a batch has 1 to {most_codes:,} codes", most_codes=MOST_CODES)
        raise Invalid(told, [Fault("/count", "count", told)])
    format.refuse(count, made=_made_like(unit, format))
    id = _add_batch(unit, promotion_id, name, format, count)
    _make(unit, _Of(promotion_id, terms, id), format, count)
    unit.audit("coupon_batch.made", f"promotion:{promotion_id}", {"batch": id, "name": name, "codes": count})
    return batch(unit, id)


def bring_in(
    unit: Unit, promotion_id: int, *, name: str, codes: Sequence[str], terms: Terms, skip_known: bool = False
) -> tuple[Batch, int]:
    """Take codes that were made elsewhere, all or none, or with `skip_known` those that there aren't yet; how many were
    left out. Raises `CodesTaken`, `Invalid` when some can't be codes or are there twice."""
    _check_asks_for_codes(unit, promotion_id)
    seen = _all_fit(codes)
    found = unit.driver.execute("select code from coupon where code = any(%s)", [list(seen)]).fetchall()
    taken = {code for (code,) in found}
    if taken and not skip_known:
        raise CodesTaken([shown for code, shown in seen.items() if code in taken])
    seen = {code: shown for code, shown in seen.items() if code not in taken}
    if not seen:
        told = say("there is no code that isn't there already") if taken else say("there are no codes")
        raise Invalid(told, [Fault("/codes", "empty", say("give at least one code"))])
    id = _add_batch(unit, promotion_id, name, None, len(seen))
    kept = _insert(unit, _Of(promotion_id, terms, id), seen)
    if len(kept) < len(seen):
        raise CodesTaken([])  # somebody brought in the same at the same instant
    unit.audit("coupon_batch.brought_in", f"promotion:{promotion_id}", {"batch": id, "name": name, "codes": len(seen)})
    return batch(unit, id), len(taken)


def _all_fit(codes: Sequence[str]) -> dict[str, str]:
    """Codes as they are written, by what they are compared as; raises `Invalid` with all that can't be taken, up to so many."""
    seen: dict[str, str] = {}
    faults: list[Fault] = []
    for n, code in enumerate(codes):
        known = compared(code)
        if told := unfit(code):
            faults.append(Fault(f"/codes/{n}", "code", told))
        elif known in seen:
            told = say("{code!r} is the same code as {other!r}", code=code, other=seen[known])
            faults.append(Fault(f"/codes/{n}", "twice", told))
        else:
            seen[known] = code
        if len(faults) == MOST_FAULTS:
            break
    if faults:
        raise Invalid(faults[0].detail, faults)
    return seen


def withdraw(unit: Unit, id: int) -> tuple[Coupon, bool]:
    """Take a code back, and whether that was done now: it can't be used any more. What it was used for stays.

    Raises `NothingToWithdraw` where nothing is left of it. What a checkout holds is left: it may be let go.
    """
    left = sa.or_(coupon.c.most_uses.is_(None), coupon.c.used < coupon.c.most_uses)
    lasts = sa.or_(coupon.c.ends_at.is_(None), coupon.c.ends_at > unit.now)
    open_still = sa.update(coupon).where(coupon.c.id == id, coupon.c.withdrawn_at.is_(None), left, lasts)
    done = unit.connection.execute(open_still.values(withdrawn_at=unit.now)).rowcount == 1
    kept = get(unit, id)
    if not done and kept.withdrawn_at is None:
        raise NothingToWithdraw(kept.shown, "over" if kept.is_over(unit.now) else "used_up")
    if done:
        unit.audit("coupon.withdrawn", f"coupon:{id}", {"code": kept.shown})
    return kept, done


def batch(unit: Unit, id: int) -> Batch:
    """One batch; raises `NotFound`."""
    found = batches(unit, ids=[id])
    if not found:
        raise NotFound("coupon batch", str(id))
    return found[0]


def batches(unit: Unit, *, promotion_id: int | None = None, ids: Sequence[int] | None = None) -> list[Batch]:
    """Batches, the latest first, with how many of their codes were used."""
    used = sa.select(sa.func.count()).where(coupon.c.batch_id == coupon_batch.c.id, coupon.c.used > 0).scalar_subquery()
    query = sa.select(coupon_batch, used.label("used")).order_by(coupon_batch.c.id.desc())
    if promotion_id is not None:
        query = query.where(coupon_batch.c.promotion_id == promotion_id)
    if ids is not None:
        query = query.where(coupon_batch.c.id.in_(ids))
    return [
        Batch(
            row.id, row.promotion_id, row.name, None if row.format is None else CodeFormat.model_validate(row.format),
            row.size, row.used, row.created_at,
        )
        for row in unit.connection.execute(query)
    ]  # fmt: skip


def _check_asks_for_codes(unit: Unit, promotion_id: int) -> None:
    row = unit.driver.execute(
        """select v.document ->> 'coupon', p.state = 'ended' or (v.document ->> 'ends_at')::timestamptz <= %s
           from promotion p cross join lateral (
               select document from promotion_version v where v.promotion_id = p.id order by version desc limit 1) v
           where p.id = %s for share of p""",
        [unit.now, promotion_id],
    ).fetchone()
    if row is None:
        raise NotFound("promotion", str(promotion_id))
    if row[0] != "codes":
        told = say("the promotion asks for no codes that are made for it; set its coupon to codes first")
        raise Invalid(told, [Fault("/promotion", "coupon", told)])
    if row[1]:
        told = say("the promotion has ended; publish it again with an end that lies ahead before codes are made for it")
        raise Invalid(told, [Fault("/promotion", "ended", told)])


def _made_like(unit: Unit, format: CodeFormat) -> int:
    """How many codes of that form there are already."""
    like = coupon_batch.c.format == sa.cast(format.model_dump(mode="json"), coupon_batch.c.format.type)
    return int(
        unit.connection.scalar(sa.select(sa.func.coalesce(sa.func.sum(coupon_batch.c.size), 0)).where(like)) or 0
    )


def _add_batch(unit: Unit, promotion_id: int, name: str, format: CodeFormat | None, size: int) -> int:
    values = {"format": None if format is None else format.model_dump(mode="json"), "size": size}
    id = unit.connection.scalar(
        sa.insert(coupon_batch)
        .values(promotion_id=promotion_id, name=name, created_at=unit.now, **values)
        .returning(coupon_batch.c.id)
    )
    assert isinstance(id, int)
    return id


class _Of(NamedTuple):
    """What codes are made for."""

    promotion_id: int
    terms: Terms
    batch_id: int | None = None
    customer_id: int | None = None
    cause: Mapping[str, Any] | None = None


def _make(unit: Unit, of: _Of, format: CodeFormat, count: int) -> list[int]:
    """Make codes that nobody has until there are so many."""
    fresh = format.codes(secrets.choice)
    ids: list[int] = []
    for _ in range(64 + count):
        wanted = min(CHUNK, count - len(ids))
        if wanted == 0:
            return ids
        ids += _insert(unit, of, {compared(code): code for code in islice(fresh, wanted)})
    raise Impossible(
        say("no more codes of that form could be found"), [Fault("/format/length", "full", say("make it longer"))]
    )


def _insert(unit: Unit, of: _Of, codes: Mapping[str, str]) -> list[int]:
    """Keep those of these codes that nobody has; their ids."""
    terms = of.terms
    found = unit.driver.execute(
        """insert into coupon (promotion_id, batch_id, code, shown, customer_id, starts_at, ends_at, most_uses,
                               most_uses_by_customer, cause, issued_at)
           select %s, %s, c.code, c.shown, %s, %s, %s, %s, %s, %s, %s
           from unnest(%s::text[], %s::text[]) as c (code, shown)
           on conflict (code) do nothing returning id""",
        [
            of.promotion_id, of.batch_id, of.customer_id, terms.starts_at, terms.ends_at, terms.most_uses,
            terms.most_uses_by_customer, None if of.cause is None else Jsonb(dict(of.cause)), unit.now,
            list(codes), list(codes.values()),
        ],
    ).fetchall()  # fmt: skip
    return [id for (id,) in found]
