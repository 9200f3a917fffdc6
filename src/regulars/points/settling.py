"""Settling many orders at once: what rules give for them now, less what was posted before.

The differences are found first, then the pages of the customers concerned are
locked in the order of their ids, and what had been posted is read again under
the lock: whoever settled the same orders in between is seen, and the key of
each posting stands behind that.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from regulars.books import Unit
from regulars.rules.calendar import Calendar

from . import activity, announcing, bulk, limiting, rows, store, tables
from .announcing import Posting
from .model.lifetime import Spans
from .model.rules import NO_LIMITS, Limits, Terms
from .model.settlement import Earned, Settled, Settler
from .model.styles import EarnStyle
from .model.taking import Shortage

FEW = 100
"""More first grants than these are written as one set."""

Place = tuple[int, str]
"""A rule's id and an order's number at the shop."""

Barred = tuple[str, str]
"""An order's number at the shop, and the kind of points that it never earns, `EVERY_KIND` of all."""

EVERY_KIND = ""

Pin = tuple[int, int, str]
"""A rule's id and version, and an order's number."""

NOBODY = 0
"""Whose answers an order has that is nobody's."""


class Pinned(NamedTuple):
    """What was found true of the customer of an order, and who that is today; None: it isn't known who that was."""

    answers: str
    customer_id: int | None


@dataclass(frozen=True, slots=True)
class Granting:
    """How one version of a rule grants: how long its lots last, and the most that it gives."""

    lasting: Spans
    limits: Limits = NO_LIMITS
    style: EarnStyle | None = None

    @classmethod
    def by(cls, terms: Terms, calendar: Calendar) -> Granting:
        """How a rule grants that says this."""
        return cls(terms.lasting(calendar), terms.limits, terms.style)


class Grants(Protocol):
    """For a rule and its version, how it grants."""

    def __call__(self, rule_id: int, version: int, /) -> Granting: ...


def settled(unit: Unit, orders: Collection[str]) -> dict[Place, Settled]:
    """What has been posted for these orders, by rule and order."""
    found = unit.driver.execute(
        f"""select rule_id, "order", rule_version, ledger_id, customer_id, points, forgiven, times, settled_at, granted_at
            from points_settlement where "order" = any({rows.TEXTS})""",
        [rows.texts(orders)],
    )
    return {(row[0], row[1]): Settled(*row) for row in found.fetchall()}


def orders_of(unit: Unit, customer_ids: Collection[int]) -> list[str]:
    """The orders that anything was ever posted for to these customers."""
    if not customer_ids:
        return []
    found = unit.driver.execute(
        """select distinct "order" from points_settlement where customer_id = any(%s) order by 1""",
        [list(customer_ids)],
    )
    return [order for (order,) in found.fetchall()]


def barred(unit: Unit, orders: Collection[str]) -> set[Barred]:
    """What these orders were barred from earning."""
    found = unit.driver.execute(
        f"""select "order", points_kind from points_barred where "order" = any({rows.TEXTS})""", [rows.texts(orders)]
    )
    return set(found.fetchall())


def bar(unit: Unit, bars: Collection[Barred]) -> None:
    """Keep orders from earning, whenever they come again, unless they come as history that asks for points."""
    if bars:
        unit.driver.execute(
            f"""insert into points_barred ("order", points_kind)
                select distinct * from unnest({rows.TEXTS}, {rows.TEXTS}) order by 1, 2 on conflict do nothing""",
            [rows.texts(order for order, _ in bars), rows.texts(kind for _, kind in bars)],
        )


def pinned(unit: Unit, orders: Collection[str]) -> dict[Pin, Pinned]:
    """What was found true of their customers when these orders were first seen."""
    found = unit.driver.execute(
        f"""select p.rule_id, p.rule_version, p."order", p.answers, coalesce(a.into_id, p.customer_id)
            from points_pinned p left join customer_alias a on a.customer_id = p.customer_id
            where p."order" = any({rows.TEXTS})""",
        [rows.texts(orders)],
    )
    return {(rule_id, version, order): Pinned(*told) for rule_id, version, order, *told in found.fetchall()}


def pin(unit: Unit, pins: Mapping[Pin, Pinned]) -> None:
    """Keep such answers; those that are there already stay, unless the order is of somebody else now."""
    if pins:
        unit.driver.execute(
            f"""insert into points_pinned as p ("order", rule_id, rule_version, answers, customer_id)
                select * from unnest({rows.TEXTS}, {rows.INTS}, {rows.INTS}, {rows.TEXTS}, {rows.INTS}) order by 1, 2, 3
                on conflict ("order", rule_id, rule_version) do update
                    set answers = excluded.answers, customer_id = excluded.customer_id
                    where p.customer_id <> excluded.customer_id""",
            [
                rows.texts(order for _, _, order in pins),
                rows.ints(rule_id for rule_id, _, _ in pins),
                rows.ints(version for _, version, _ in pins),
                rows.texts(one.answers for one in pins.values()),
                rows.ints(one.customer_id for one in pins.values()),
            ],
        )


def settle(
    unit: Unit,
    earned: Sequence[Earned],
    *,
    shortage: Shortage,
    grants: Grants,
    calendar: Calendar,
    live: bool = True,
    shortages: Mapping[int, Shortage] | None = None,
) -> list[Posting]:
    """Post the differences for these orders, at most one `Earned` a rule and order; returns what was posted.

    `shortages` by ledger goes before `shortage`. Settling the same again posts nothing. What is not `live` is not to be reacted to.
    """
    before = settled(unit, {one.order for one in earned})
    while True:
        due = [one for one in earned if differs(one, before.get((one.rule_id, one.order)))]
        if not due:
            return []
        opened = _open(unit, due, before)
        known, before = before, settled(unit, {one.order for one in earned})
        if known == before:
            break
    due = limiting.limited(unit, due, before, grants, calendar)
    due = [one for one in due if differs(one, before.get((one.rule_id, one.order)))]
    settler = Settler(unit.now, shortage, lambda *rule: grants(*rule).lasting, opened.lot_ids, shortages or {})
    first = _first(due, before, opened)
    posted = bulk.grant_first(unit, sorted(first, key=_chronological), settler) if first else []
    named = {(one.rule_id, one.order) for one in first}
    posted += _post(unit, opened, [one for one in due if (one.rule_id, one.order) not in named], before, settler)
    posted += activity.prolonged_by(unit, posted, calendar)
    announcing.announce(unit, posted, live=live)
    return posted


def _open(unit: Unit, due: Sequence[Earned], before: Mapping[Place, Settled]) -> store.Opened:
    """The pages of all customers concerned, with lots where something is to be taken back."""
    lessened = [one for one in due if _takes_back(one, before.get((one.rule_id, one.order)))] if before else []
    return store.read(
        unit,
        {key for one in due for key in _pages(one, before.get((one.rule_id, one.order)))},
        with_lots={key for one in lessened for key in _pages(one, before[one.rule_id, one.order])},
        of_orders={one.order for one in lessened},
        at_once=min(len(due), 1_000),
    )


def _first(due: Sequence[Earned], before: Mapping[Place, Settled], opened: store.Opened) -> list[Earned]:
    """Where there are many: those that never earned, of customers of whom nothing else is looked at."""
    if len(due) <= FEW:
        return []
    plain = {key for key, page in opened.pages.items() if not page.debt}
    plain.difference_update(
        key for one in due if (known := before.get((one.rule_id, one.order))) for key in _pages(one, known)
    )
    return [one for one in due if (one.rule_id, one.order) not in before and (one.customer_id, one.ledger_id) in plain]


def _post(
    unit: Unit, opened: store.Opened, due: Sequence[Earned], before: Mapping[Place, Settled], settler: Settler
) -> list[Posting]:
    """Settle one by one on the pages, and write them as sets."""
    if not due:
        return []
    for page in opened.pages.values():
        page.bring_up_to(unit.now)
    new: list[Settled] = []
    changed: list[Settled] = []
    for one in sorted(due, key=_chronological):
        known = before.get((one.rule_id, one.order))
        after = settler.settle(opened.pages, one, known)
        assert after is not None
        (new if known is None else changed).append(after)
    written = store.write(unit, opened)
    _keep(unit, new, changed)
    return list(map(announcing.posting, written))


def differs(one: Earned, before: Settled | None) -> bool:
    """Whether there is something to post, or to note, for this order."""
    wanted = one.points if one.customer_id is not None and one.granted_at is not None else 0
    if before is None:
        return wanted > 0
    return wanted != before.points or (wanted > 0 and one.customer_id != before.customer_id)


def _takes_back(one: Earned, before: Settled | None) -> bool:
    return before is not None and (
        one.customer_id != before.customer_id or one.granted_at is None or one.points < before.points
    )


def _pages(one: Earned, before: Settled | None) -> list[store.Key]:
    keys = [(before.customer_id, before.ledger_id)] if before else []
    if one.customer_id is not None:
        keys.append((one.customer_id, before.ledger_id if before else one.ledger_id))
    return keys


def _chronological(one: Earned) -> tuple[bool, datetime | None, str, int]:
    """By the instant of granting, so that the numbers of lots go by their age."""
    return (one.granted_at is None, one.granted_at, one.order, one.rule_id)


def _keep(unit: Unit, new: Sequence[Settled], changed: Sequence[Settled]) -> None:
    rows.copy_rows(
        unit,
        tables.points_settlement,
        [
            (
                s.order,
                s.rule_id,
                s.rule_version,
                s.ledger_id,
                s.customer_id,
                s.points,
                s.forgiven,
                s.times,
                s.settled_at,
                s.granted_at or s.settled_at,
            )
            for s in new
        ],
    )
    if changed:
        columns = [
            [s.order for s in changed],
            [s.rule_id for s in changed],
            [s.customer_id for s in changed],
            [s.points for s in changed],
            [s.forgiven for s in changed],
            [s.times for s in changed],
            [s.settled_at for s in changed],
            [s.granted_at or s.settled_at for s in changed],
        ]
        unit.driver.execute(
            """update points_settlement s
               set customer_id = c.customer_id, points = c.points, forgiven = c.forgiven, times = c.times,
                   settled_at = c.settled_at, granted_at = c.granted_at
               from unnest(%s::text[], %s::int[], %s::int[], %s::bigint[], %s::bigint[], %s::int[], %s::timestamptz[],
                           %s::timestamptz[])
                   as c ("order", rule_id, customer_id, points, forgiven, times, settled_at, granted_at)
               where s."order" = c."order" and s.rule_id = c.rule_id""",
            columns,
        )
