"""Steps that give a coupon. What comes after in the run, such as a mail, is told of the last one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from regulars.books import Unit
from regulars.campaigns.model.progress import Task
from regulars.campaigns.model.steps import GiveCoupon
from regulars.promotions import giving
from regulars.promotions.giving import Wanted

from .base import Around


def do(unit: Unit, around: Around, tasks: Sequence[Task]) -> None:
    """Give each customer a code of their own, promotion by promotion."""
    by_promotion: dict[int, list[Task]] = defaultdict(list)
    for task in tasks:
        assert isinstance(task.step, GiveCoupon), task.step
        by_promotion[int(task.step.promotion)].append(task)
    for promotion_id, of_it in by_promotion.items():
        made = giving.issue(unit, promotion_id, [_wanted(unit, around, task) for task in of_it])
        for task, coupon in zip(of_it, made, strict=True):
            told = {"code": coupon.shown, "ends_at": coupon.ends_at}
            task.note(coupon=coupon.shown, ends_at=coupon.ends_at)
            task.walk.about = {**task.walk.about, "coupon": told}
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
