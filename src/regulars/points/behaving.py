"""Granting points for what customers do, once for each subject: a review, an account, a birthday.

What was granted is not taken back when it is withdrawn. `points_granted` is the
guard: whoever puts the row there grants the points.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from regulars.books import Unit
from regulars.rules.calendar import Calendar

from . import activity, announcing, limiting, rows, store
from .announcing import Posting
from .model.entries import Cause
from .model.granting import grant
from .model.lots import Source
from .model.settlement import Earned
from .settling import Grants


class Deserved(NamedTuple):
    """What a customer did, once, and what a rule gives for it."""

    rule_id: int
    rule_version: int
    ledger_id: int
    customer_id: int
    subject: str
    points: int
    at: datetime

    @property
    def key(self) -> str:
        return f"earn:{self.rule_id}:{self.customer_id}:{self.subject}"


def granted(unit: Unit, deserved: Sequence[Deserved]) -> set[tuple[int, int, str]]:
    """Of these what was granted before, as (rule, customer, subject)."""
    found = unit.driver.execute(
        f"""select g.rule_id, g.customer_id, g.subject
            from unnest({rows.INTS}, {rows.INTS}, {rows.TEXTS}) as k (rule_id, customer_id, subject)
            join points_granted g using (rule_id, customer_id, subject)""",
        [
            rows.ints(one.rule_id for one in deserved),
            rows.ints(one.customer_id for one in deserved),
            rows.texts(one.subject for one in deserved),
        ],
    )
    return {(rule, customer, subject) for rule, customer, subject in found.fetchall()}


def reward(
    unit: Unit, deserved: Sequence[Deserved], *, grants: Grants, calendar: Calendar, live: bool = True
) -> list[Posting]:
    """Grant what wasn't granted before, as far as limits leave room; returns what was posted."""
    once = {(one.rule_id, one.customer_id, one.subject): one for one in reversed(deserved)}
    if not once:
        return []
    opened = store.read(unit, {(one.customer_id, one.ledger_id) for one in once.values()}, with_lots=())
    for place in granted(unit, list(once.values())):
        once.pop(place, None)
    due = _within_limits(unit, list(once.values()), grants, calendar)
    for one in due:
        page = opened.pages[one.customer_id, one.ledger_id]
        page.bring_up_to(unit.now)
        at = min(one.at, unit.now)
        grant(
            page,
            one.points,
            key=one.key,
            lot_id=next(opened.lot_ids),
            at=at,
            now=unit.now,
            span=grants(one.rule_id, one.rule_version).lasting.span(at),
            source=Source("behaviour", one.rule_id),
            cause=Cause(one.rule_id),
        )
    _keep(unit, due)
    posted = list(map(announcing.posting, store.write(unit, opened)))
    posted += activity.prolonged_by(unit, posted, calendar)
    announcing.announce(unit, posted, live=live)
    return posted


def _within_limits(unit: Unit, due: list[Deserved], grants: Grants, calendar: Calendar) -> list[Deserved]:
    """What limits of a deed, a day, a period and ever leave; what they leave nothing of may be asked for again."""
    by_place = {(one.rule_id, one.customer_id, one.subject): one for one in due}
    asked = []
    for one in due:
        most = grants(one.rule_id, one.rule_version).limits.per_order
        points = one.points if most is None else min(one.points, most)
        asked.append(Earned(one.rule_id, one.subject, one.rule_version, one.ledger_id, one.customer_id, points, one.at))
    left = limiting.limited(unit, asked, {}, grants, calendar)
    return [
        by_place[one.rule_id, one.customer_id, one.order]._replace(points=one.points)
        for one in left
        if one.points and one.customer_id is not None
    ]


def _keep(unit: Unit, due: Sequence[Deserved]) -> None:
    if due:
        unit.driver.execute(
            f"""insert into points_granted (rule_id, customer_id, subject, points, at)
                select * from unnest({rows.INTS}, {rows.INTS}, {rows.TEXTS}, %s::bigint[], %s::timestamptz[])""",
            [
                rows.ints(one.rule_id for one in due),
                rows.ints(one.customer_id for one in due),
                rows.texts(one.subject for one in due),
                [one.points for one in due],
                [one.at for one in due],
            ],
        )
