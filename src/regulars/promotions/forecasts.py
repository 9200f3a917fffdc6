"""The pace of what is used, read off the checkouts of the last days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from regulars.books import Unit

from .book import Promotion
from .model.forecast import LATELY, Pace, used_up_at

_PACES = """
    select u.promotion_id, min(c.settled_at), count(*), sum(u.minor)::bigint
    from checkout_use u join checkout c on c.id = u.checkout_id
    where u.promotion_id = any(%(ids)s) and c.state = 'confirmed' and c.settled_at > %(since)s
    group by u.promotion_id"""


def used_up(unit: Unit, promotions: Sequence[Promotion]) -> dict[int, datetime]:
    """When those that are on will be used up at the pace of the last two weeks, before they end."""
    now = unit.now
    limited = {
        one.id: one
        for one in promotions
        if one.state(now) == "active" and (one.saying.uses is not None or one.saying.budget is not None)
    }
    if not limited:
        return {}
    rows = unit.driver.execute(_PACES, {"ids": list(limited), "since": now - LATELY}).fetchall()
    found = {}
    for id, *told in rows:
        one = limited[id]
        budget = None if one.saying.budget is None else next(iter(one.saying.budget.values()))
        at = used_up_at(
            now,
            Pace(*told),
            uses_left=None if one.saying.uses is None else one.saying.uses - one.used - one.reserved,
            minor_left=None if budget is None else budget - one.used_minor - one.reserved_minor,
        )
        if at is not None and (one.saying.ends_at is None or at < one.saying.ends_at):
            found[id] = at
    return found
