"""Steps that give points and take them. Guests have no account, and a programme that is off gives nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from regulars.books import Unit
from regulars.campaigns.model.amounts import Counted
from regulars.campaigns.model.progress import Task
from regulars.campaigns.model.steps import AwardPoints, DeductPoints
from regulars.journal import identity
from regulars.kinds.points import FIRST
from regulars.points import handing, ledgers, programme, service
from regulars.points.earning_rules import SHOP
from regulars.points.handing import Gift
from regulars.points.model.lifetime import Lasting
from regulars.points.model.taking import Shortage
from regulars.rules.calendar import TICK

from .base import Around


def do(unit: Unit, around: Around, tasks: Sequence[Task]) -> None:
    """Post what the steps say, each once under its key."""
    active = {one.slug: one.active for one in programme.every(unit)}
    accounts = identity.registered(unit, {task.walk.customer_id for task in tasks})
    ledger_of: dict[tuple[str | None, str], int] = {(None, FIRST): service.LEDGER}
    lasting: dict[int, Lasting] = {}
    gifts: dict[str, Gift] = {}
    for task in tasks:
        step = task.step
        assert isinstance(step, AwardPoints | DeductPoints), step
        customer_id, points = accounts.get(task.walk.customer_id), step.amount(task.value)
        if not active.get(step.points_kind):
            task.note(passed_over="programme_off")
            continue
        if customer_id is None or points == 0:
            task.note(passed_over="guest" if customer_id is None else "no_amount")
            continue
        owed_as = step.legal_entity, step.points_kind
        if owed_as not in ledger_of:
            ledger_of[owed_as] = ledgers.at_first_mention(unit, step.legal_entity or SHOP, step.points_kind)
        ledger_id, reason = ledger_of[owed_as], step.reason or around.name(task)
        match step:
            case AwardPoints(lifetime=lifetime):
                lasts = lasting.setdefault(id(step), Lasting(lifetime, around.calendar))
                gifts[task.key] = Gift(
                    task.key, customer_id, ledger_id, points, reason, ends_at=lasts.ends_at(unit.now),
                    inactivity=lifetime.inactivity if lifetime else None,
                )  # fmt: skip
            case DeductPoints(shortage=shortage):
                gifts[task.key] = Gift(task.key, customer_id, ledger_id, -points, reason, shortage=Shortage(shortage))
    posted = handing.hand(unit, list(gifts.values()))
    for task in tasks:
        if (gift := gifts.get(task.key)) is not None:
            ends = {} if gift.ends_at is None else {"ends_at": gift.ends_at}
            task.note(points=posted.get(task.key, 0), **ends)
            if _is_limited(task):
                task.note(limited=True)
            if gift.points > 0:
                ends_on = {} if gift.ends_at is None else {"ends_on": _last_day(around, gift.ends_at)}
                task.walk.about = {**task.walk.about, "award": {"points": gift.points, **ends_on}}
                task.walk.told_more = True


def _is_limited(task: Task) -> bool:
    """Whether what points are counted by comes to more than may be given at once."""
    assert isinstance(task.step, AwardPoints | DeductPoints), task.step
    return isinstance(task.step.points, Counted) and task.step.points.is_limited(task.value)


def _last_day(around: Around, ends_at: datetime) -> str:
    """The last local day of what ends at an instant, which is a midnight."""
    return around.calendar.local_date(ends_at - TICK).isoformat()
