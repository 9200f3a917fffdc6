"""Checkouts: what a cart holds while its customer pays, until the order is confirmed, it is let go, or time is up.

A checkout holds uses of promotions and coupons here; points are held beside it
under the same key. Each step is done once, whoever asks how often.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

from psycopg.errors import UniqueViolation
from psycopg.types.json import Jsonb

from regulars.books import Unit
from regulars.core.errors import Conflict, NotFound
from regulars.core.sentences import say

from . import uses
from .uses import Kinds, Most, Use

State = Literal["reserved", "confirmed", "released", "lapsed", "given_back"]
AT_ONCE = 500


class Checkout(NamedTuple):
    """A checkout as it stands. `named`: by what its customer is counted who isn't known yet; `document` is the quote that
    it was made of, as it was sent; `points_back` so many of its points were given back; `holds` how often they were held, which is again
    when an order is no longer cancelled."""

    id: int
    key: str
    state: State
    reserved_at: datetime
    expires_at: datetime
    settled_at: datetime | None
    customer_id: int | None
    named: str | None
    email: str | None
    order_key: str | None
    points: int
    document: str
    points_back: int = 0
    holds: int = 1

    @property
    def hold_key(self) -> str:
        """By what its points are held, or were last."""
        return hold_key(self.key, self.holds)

    def is_open(self, at: datetime) -> bool:
        """Whether it can still be confirmed."""
        return self.state == "reserved" and at < self.expires_at


class OrderTaken(Conflict):
    """The order is that of another checkout."""

    code = "checkout.order_taken"

    def __init__(self, order: str) -> None:
        super().__init__(
            say(
                "another checkout was confirmed with the order {order!r}; release this one, or say its own order",
                order=order,
            )
        )
        self.order = order


class NotReserved(Conflict):
    """A checkout that can't be confirmed or let go any more."""

    code = "checkout.not_reserved"

    def __init__(self, state: str, order: str | None = None) -> None:
        told = {
            "lapsed": say("its time is up, and what it held is free again; ask for a quote and reserve anew"),
            "released": say("it was let go; ask for a quote and reserve anew"),
            "confirmed": say("it was confirmed with the order {order!r}", order=order),
            "given_back": say("its order {order!r} was cancelled", order=order),
        }
        super().__init__(say("the checkout can't be changed: {told}", told=told[state]))
        self.state = state
        self.order = order


def hold_key(key: str, holds: int = 1) -> str:
    """By what the points of a checkout are held; `holds`: how often they were."""
    return f"checkout:{key}" if holds == 1 else f"checkout:{key}:{holds}"


COLUMNS = ", ".join("document::text" if name == "document" else name for name in Checkout._fields)
"""What a `Checkout` is read from."""

_LOCK_WITH_KINDS = f"""
    select {COLUMNS}, k.*, ({uses.TOLD} c.id) from checkout c cross join lateral ({uses.KINDS} c.id) k
    where key = %s for update of c""".encode()


def reserve(
    unit: Unit,
    key: str,
    *,
    expires_at: datetime,
    customer_id: int | None,
    named: str | None,
    email: str | None,
    points: int,
    wanted: Sequence[Use],
    most: Mapping[int, Most],
    document: str,
    options: Mapping[str, Any] | None = None,
) -> Checkout:
    """Hold these uses until `expires_at`; raises `UsedUp`. `document`: the quote as it was answered, JSON; `options`: what
    was chosen for its lines."""
    held = [uses.is_held(use, most) for use in wanted]
    if any(held) or any(use.is_counted for use in wanted):
        lapse_due(unit, of=wanted)
        uses.reserve(unit, wanted, most)
    columns = [list(column) for column in zip(*wanted, strict=True)][:-1] or [[]] * (len(Use._fields) - 1)
    row = unit.driver.execute(
        f"""with made as (
                insert into checkout (key, state, reserved_at, expires_at, customer_id, named, email, points, document, options)
                values (%s, 'reserved', %s, %s, %s, %s, %s, %s, %s, %s) returning *),
              used as (
                insert into checkout_use (checkout_id, promotion_id, version, coupon_id, minor, customer, stay, gives_back, held)
                select made.id, u.* from made, unnest(%s::int[], %s::int[], %s::bigint[], %s::bigint[], %s::text[],
                                                      %s::text[], %s::boolean[], %s::boolean[]) as u)
            select {COLUMNS} from made""".encode(),
        [
            key, unit.now, expires_at, customer_id, named, email, points, document, Jsonb(options) if options else None,
            *columns, held,
        ],
    ).fetchone()  # fmt: skip
    assert row is not None
    return Checkout(*row)


class Confirmed(NamedTuple):
    """What a checkout held when it was confirmed; `uses`: each its promotion, what it took off in minor units of the base
    currency, its coupon and that one's batch."""

    kinds: Kinds
    uses: Sequence[tuple[int, int, int | None, int | None]]


def confirm(unit: Unit, key: str, order_key: str) -> tuple[Checkout, Confirmed | None]:
    """Count what it holds as used by an order; what it held is told if that was done now. Raises `NotReserved`,
    `OrderTaken`, `NotFound`."""
    row = unit.driver.execute(_LOCK_WITH_KINDS, [key]).fetchone()
    if row is None:
        raise NotFound("checkout", key)
    columns, (*told, used) = row[: len(Checkout._fields)], row[len(Checkout._fields) :]
    kept, kinds = Checkout(*columns), Kinds(*told)
    if kept.state == "confirmed" and kept.order_key == order_key:
        return kept, None
    if kept.state == "reserved" and not kept.is_open(unit.now):
        kept = _lapse(unit, [kept])[0]
    if kept.state != "reserved":
        raise NotReserved(kept.state, kept.order_key)
    uses.settle(unit, kept.id, kinds)
    try:
        return _settled(unit, kept, "confirmed", order_key), Confirmed(kinds, used)
    except UniqueViolation:
        raise OrderTaken(order_key) from None


def release(unit: Unit, key: str) -> tuple[Checkout, bool]:
    """Let go of what it holds, and whether that was done now; raises `NotReserved` when it was confirmed, `NotFound`."""
    kept = locked(unit, key)
    if kept.state in ("released", "lapsed"):
        return kept, False
    if kept.state != "reserved":
        raise NotReserved(kept.state, kept.order_key)
    uses.free(unit, [kept.id])
    _forget(unit, [kept])
    return _settled(unit, kept, "released", None), True


def lapse_due(unit: Unit, *, of: Sequence[Use] = (), limit: int = AT_ONCE) -> list[Checkout]:
    """Let go of checkouts whose time is up: of any, or only of those that hold what a cart wants. Those that somebody is
    at are left to them."""
    concerned = ""
    about: dict[str, Any] = {"now": unit.now, "limit": limit}
    if of:
        concerned = """and exists (select from checkout_use u where u.checkout_id = c.id
                       and (u.promotion_id = any(%(promotions)s) or u.coupon_id = any(%(coupons)s)))"""
        about["promotions"] = [use.promotion_id for use in of]
        about["coupons"] = [use.coupon_id for use in of if use.coupon_id is not None]
    found = unit.driver.execute(
        f"""select {COLUMNS} from checkout c where c.state = 'reserved' and c.expires_at <= %(now)s {concerned}
            order by c.id limit %(limit)s for update skip locked""".encode(),
        about,
    ).fetchall()
    return _lapse(unit, [Checkout(*row) for row in found])


def _forget(unit: Unit, kept: Sequence[Checkout]) -> None:
    """Who it was that didn't buy is of no use to anybody."""
    unit.driver.execute("update checkout set named = null, email = null where id = any(%s)", [[one.id for one in kept]])


def any_due(unit: Unit) -> bool:
    """Whether the time of some checkout is up and what it holds is still counted."""
    row = unit.driver.execute(
        "select exists (select from checkout where state = 'reserved' and expires_at <= %s)", [unit.now]
    ).fetchone()
    return bool(row and row[0])


def known_orders(unit: Unit, order_keys: Sequence[str]) -> list[str]:
    """Those of these orders that a checkout was confirmed with."""
    found = unit.driver.execute(
        "select distinct order_key from checkout where order_key = any(%s)", [list(order_keys)]
    ).fetchall()
    return [key for (key,) in found]


def of_orders(unit: Unit, order_keys: Sequence[str]) -> list[Checkout]:
    """The checkouts that were confirmed with these orders, under lock."""
    found = unit.driver.execute(
        f"select {COLUMNS} from checkout where order_key = any(%s) order by id for update".encode(), [list(order_keys)]
    ).fetchall()
    return [Checkout(*row) for row in found]


def cancelled(unit: Unit, kept: Sequence[Checkout]) -> list[Checkout]:
    """Give back what orders used that were cancelled, where promotions say so; those for which that was done now."""
    concerned = [one for one in kept if one.state == "confirmed"]
    uses.give_back(unit, [one.id for one in concerned])
    return [_settled(unit, one, "given_back", one.order_key) for one in concerned]


def restored(unit: Unit, kept: Sequence[Checkout]) -> list[Checkout]:
    """Count again what orders use that are not cancelled any more."""
    concerned = [one for one in kept if one.state == "given_back"]
    uses.give_back(unit, [one.id for one in concerned], again=True)
    return [_settled(unit, one, "confirmed", one.order_key) for one in concerned]


def keep_points(unit: Unit, kept: Checkout, *, back: int, holds: int) -> Checkout:
    """Note how many of its points were given back, and how often they were held."""
    unit.driver.execute("update checkout set points_back = %s, holds = %s where id = %s", [back, holds, kept.id])
    return kept._replace(points_back=back, holds=holds)


def get(unit: Unit, key: str) -> Checkout:
    """One checkout; raises `NotFound`. One whose time is up is told of as lapsed, whether it was let go or not."""
    kept = _read(unit, key, "")
    if kept.state == "reserved" and not kept.is_open(unit.now):
        return kept._replace(state="lapsed", settled_at=kept.expires_at)
    return kept


def locked(unit: Unit, key: str) -> Checkout:
    """One checkout under lock; raises `NotFound`."""
    return _read(unit, key, "for update")


def coupons_of(unit: Unit, checkout_id: int) -> list[tuple[int, int]]:
    """The promotions and coupons that a checkout uses."""
    found = unit.driver.execute(
        """select promotion_id, coupon_id from checkout_use where checkout_id = %s and coupon_id is not null
           order by promotion_id""",
        [checkout_id],
    ).fetchall()
    return [(promotion_id, coupon_id) for promotion_id, coupon_id in found]


def _read(unit: Unit, key: str, locking: str) -> Checkout:
    row = unit.driver.execute(f"select {COLUMNS} from checkout where key = %s {locking}".encode(), [key]).fetchone()
    if row is None:
        raise NotFound("checkout", key)
    return Checkout(*row)


def _lapse(unit: Unit, kept: Sequence[Checkout]) -> list[Checkout]:
    if not kept:
        return []
    uses.free(unit, [one.id for one in kept])
    _forget(unit, kept)
    unit.driver.execute(
        "update checkout set state = 'lapsed', settled_at = expires_at where id = any(%s)", [[one.id for one in kept]]
    )
    return [one._replace(state="lapsed", settled_at=one.expires_at) for one in kept]


def _settled(unit: Unit, kept: Checkout, state: State, order_key: str | None) -> Checkout:
    unit.driver.execute(
        "update checkout set state = %s, settled_at = %s, order_key = %s where id = %s",
        [state, unit.now, order_key, kept.id],
    )
    return kept._replace(state=state, settled_at=unit.now, order_key=order_key)
