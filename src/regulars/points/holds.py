"""Holds that the shop's own server keeps: made under a key of its choice, then captured, released or lapsed.

Those of checkouts and of rewards have keys of their own and are let go with what
they are for; what can be done here is done to the shop's alone. A hold is read
as it is at the instant of reading, whether or not its lapse has been posted.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

from psycopg.rows import tuple_row

from regulars.books import Unit
from regulars.core.errors import Conflict, NotFound
from regulars.core.sentences import say

OF_SHOP = "shop:"
"""How the keys of these holds begin."""
OF_CHECKOUT = "checkout:"

State = Literal["held", "captured", "released", "lapsed"]


class NotOwnHold(Conflict):
    """A hold that something else keeps."""

    code = "points.not_own_hold"

    def __init__(self, hold: str) -> None:
        kept, _, key = hold.partition(":")
        told = (
            say("the checkout {key!r} holds these points; confirm or release the checkout", key=key)
            if f"{kept}:" == OF_CHECKOUT
            else say("these points are spent at once by what holds them; there is nothing to capture or to release")
        )
        super().__init__(told)
        self.hold = hold


class Kept(NamedTuple):
    """A hold as it is: `points` = held + captured + released, and so many of those captured were given back."""

    key: str
    customer_id: int
    legal_entity: str
    points_kind: str
    made_at: datetime
    lapses_at: datetime
    reference: str | None
    points: int
    held: int
    captured: int
    released: int
    returned: int
    lapsed: bool

    @property
    def state(self) -> State:
        """What became of it in one word: `captured` where any of it was."""
        if self.held:
            return "held"
        if self.captured:
            return "captured"
        return "lapsed" if self.lapsed else "released"


def named(hold: str) -> str | None:
    """What the shop calls a hold; None for one that it doesn't keep."""
    return hold.removeprefix(OF_SHOP) if hold.startswith(OF_SHOP) else None


def own(unit: Unit, name: str) -> str:
    """The key of the shop's hold of that name; raises `NotFound`, and `NotOwnHold` for the key of another hold."""
    key = f"{OF_SHOP}{name}"
    found = unit.driver.execute("select key from points_hold where key in (%s, %s)", [key, name]).fetchall()
    known = {one for (one,) in found}
    if key in known:
        return key
    if name in known and named(name) is None:
        raise NotOwnHold(name)
    raise NotFound("hold", name)


_LAPSED = "h.lapses_at <= %(now)s"
_KEPT = f"""
    select h.key, h.customer_id, e.name, p.slug, t.at, h.lapses_at, h.reason, d.points,
           case when {_LAPSED} then 0 else d.held end, d.captured,
           d.released + case when {_LAPSED} then d.held else 0 end, d.returned,
           {_LAPSED} and d.held > 0 or exists (select from points_transaction l where l.key = 'lapse:' || h.key)
    from points_hold h
    join points_ledger g on g.id = h.ledger_id join legal_entity e on e.id = g.legal_entity_id
    join points_programme p on p.id = g.programme_id
    join points_transaction t on t.key = 'hold:' || h.key
    cross join lateral (
        select cast(sum(points) as bigint) as points, cast(sum(points - captured - released) as bigint) as held,
               cast(sum(captured) as bigint) as captured, cast(sum(released) as bigint) as released,
               cast(sum(returned) as bigint) as returned
        from points_draw where hold_key = h.key
    ) d"""


def get(unit: Unit, key: str) -> Kept:
    """A hold as it is now; raises `NotFound`."""
    cursor = unit.driver.cursor(row_factory=tuple_row)
    row = cursor.execute(f"{_KEPT} where h.key = %(key)s".encode(), {"key": key, "now": unit.now}).fetchone()
    if row is None:
        raise NotFound("hold", named(key) or key)
    return Kept(*row)


def present(unit: Unit, *, customer_id: int | None, after: tuple[datetime, str] | None, limit: int) -> list[Kept]:
    """What is held now, of one customer or of all, by when it lapses, from after that (instant, key) on."""
    whose = "and h.customer_id = %(customer)s" if customer_id is not None else ""
    further = "and (h.lapses_at, h.key) > (%(lapses_at)s, %(key)s)" if after else ""
    lapses_at, key = after or (None, None)
    about = {"now": unit.now, "customer": customer_id, "lapses_at": lapses_at, "key": key, "limit": limit}
    cursor = unit.driver.cursor(row_factory=tuple_row)
    cursor.execute(
        f"""{_KEPT} where h.open and h.lapses_at > %(now)s {whose} {further}
            order by h.lapses_at, h.key limit %(limit)s""".encode(),
        about,
    )
    return [Kept(*row) for row in cursor.fetchall()]
