"""What was decided about a customer, from the books of every slice, as one list by time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from regulars.books import Unit
from regulars.points.reading import HISTORY, TOLD, WRITTEN

from .wanted import Wanted

PARTS = {
    "points": f"""
        select t.at, 'points', lpad(cast(t.id as text), 20, '0'), coalesce(t."order", r.name), {WRITTEN}, t.points, t.deed
        from points_transaction t left join earning_rule r on r.id = t.rule_id
        where t.customer_id = any(%(ids)s) and t.deed = any(%(deeds)s) and {TOLD}""",
    "coupon_given": """
        select c.issued_at, 'coupon_given', lpad(cast(c.id as text), 20, '0'), c.shown, p.name, null::bigint, cast(p.id as text)
        from coupon c join promotion p on p.id = c.promotion_id where c.customer_id = any(%(ids)s)""",
    "coupon_withdrawn": """
        select c.withdrawn_at, 'coupon_withdrawn', lpad(cast(c.id as text), 20, '0'), c.shown, p.name, null::bigint, cast(p.id as text)
        from coupon c join promotion p on p.id = c.promotion_id where c.customer_id = any(%(ids)s)""",
    "message": """
        select coalesce(m.sent_at, m.settled_at, m.queued_at), 'message', lpad(cast(m.id as text), 20, '0'), m.subject, m.state,
               null::bigint, cast(m.id as text)
        from message m where m.customer_id = any(%(ids)s)""",
    "campaign_entered": """
        select r.entered_at, 'campaign_entered', lpad(cast(r.id as text), 20, '0'), c.name, null, null::bigint, cast(c.id as text)
        from campaign_run r join campaign c on c.id = r.campaign_id where r.customer_id = any(%(ids)s)""",
    "campaign_ended": """
        select r.ended_at, 'campaign_ended', lpad(cast(r.id as text), 20, '0'), c.name, r.ended_by, null::bigint, cast(c.id as text)
        from campaign_run r join campaign c on c.id = r.campaign_id where r.customer_id = any(%(ids)s)""",
    "note": """
        select n.created_at, 'note', lpad(cast(n.id as text), 20, '0'), n.text, n.created_by, null::bigint, cast(n.id as text)
        from customer_note n where n.customer_id = any(%(ids)s)""",
}  # fmt: skip
"""Each kind's rows: at, kind, key, subject, word, number, id."""

_ALL = """
    select at, kind, key, subject, word, null::bigint, cast(number as text), id
    from ({parts}) as told (at, kind, key, subject, word, number, id)
    where at <= %(until)s {after} order by at desc, kind, key limit %(limit)s"""

_AFTER = """and (at < %(at)s or (at = %(at)s and (kind collate "C", key collate "C") > (%(kind)s, %(key)s)))"""


def rows(unit: Unit, wanted: Wanted, kinds: Iterable[str]) -> Sequence[Any]:
    """So many happenings of these kinds, the latest first, in the columns of `Happening`."""
    named = {
        "ids": _ids(unit, wanted.customer_id),
        "deeds": list(HISTORY),
        "until": wanted.until,
        "limit": wanted.limit,
    }
    if wanted.after is not None:
        named |= dict(zip(("at", "kind", "key"), wanted.after, strict=True))
    query = _ALL.format(parts=" union all ".join(PARTS[kind] for kind in kinds), after=_AFTER if wanted.after else "")
    return unit.driver.execute(query.encode(), named).fetchall()


def segments(unit: Unit, ids: Collection[str]) -> dict[str, str]:
    """What these segments are called."""
    if not ids:
        return {}
    return dict(unit.driver.execute("select id, name from segment where id = any(%s)", [list(ids)]).fetchall())


def _ids(unit: Unit, customer_id: int) -> list[int]:
    """Today's id, and those of all who became it."""
    merged = unit.driver.execute("select customer_id from customer_alias where into_id = %s", [customer_id]).fetchall()
    return [customer_id, *(was for (was,) in merged)]
