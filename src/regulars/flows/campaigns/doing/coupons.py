"""Steps that give a coupon. What comes after in the run, such as a mail, is told of the last one."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence

from regulars.books import Unit
from regulars.campaigns.model.progress import Task
from regulars.campaigns.model.steps import GiveCoupon
from regulars.promotions import book, giving
from regulars.promotions.giving import Wanted

from .base import Around

log = logging.getLogger(__name__)


def do(unit: Unit, around: Around, tasks: Sequence[Task]) -> None:
    """Give each customer a code of their own, promotion by promotion."""
    by_promotion: dict[int, list[Task]] = defaultdict(list)
    for task in tasks:
        assert isinstance(task.step, GiveCoupon), task.step
        by_promotion[int(task.step.promotion)].append(task)
    for promotion_id, of_it in by_promotion.items():
        if _is_over(unit, promotion_id):
            log.warning("promotion %d has ended: %d runs get no coupon of it", promotion_id, len(of_it))
            for task in of_it:
                _pass_over(task)
            continue
        made = giving.issue(unit, promotion_id, [_wanted(unit, around, task) for task in of_it])
        for task, coupon in zip(of_it, made, strict=True):
            told = {"code": coupon.shown, "ends_at": coupon.ends_at}
            task.note(coupon=coupon.shown, ends_at=coupon.ends_at)
            task.walk.about = {**task.walk.about, "coupon": told}
            task.walk.told_more = True


def _is_over(unit: Unit, promotion_id: int) -> bool:
    """Whether a coupon would be worth nothing, now and later."""
    [promotion] = book.listed(unit, ids=[promotion_id])
    return promotion.state(unit.now) == "ended"


def _pass_over(task: Task) -> None:
    """Give nothing; a coupon of an earlier step is none that what comes after may tell of in its place."""
    task.note(passed_over="promotion_ended")
    task.walk.about = {name: told for name, told in task.walk.about.items() if name != "coupon"}
    task.walk.told_more = True


def _wanted(unit: Unit, around: Around, task: Task) -> Wanted:
    assert isinstance(task.step, GiveCoupon), task.step
    lifetime = task.step.lifetime
    ends_at = None if lifetime is None else lifetime.end_from(unit.now, around.calendar)
    walk = task.walk
    return Wanted(
        walk.customer_id,
        ends_at,
        {"kind": "campaign", "campaign": walk.campaign_id, "run": walk.run_id, "key": task.key},
    )
