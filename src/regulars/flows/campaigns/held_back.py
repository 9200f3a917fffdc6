"""Mails that a campaign holds back stand in the log; here those go whose run is over, or somewhere else by now, and those
whose campaign is paused say so. When it goes on they are looked at again at once, and say anew what they wait for.

Runs end in many ways, by the thousand, and know nothing of messages: so this is looked after now and then.
"""

from __future__ import annotations

from regulars.books import Unit

AT_ONCE = 5_000

_OVER = """
    with over as (
        select m.id, r.id is null or r.ended_at is not null as ended
        from message m left join campaign_run r on r.id = m.run_id
        where m.held_until is not null and (r.id is null or r.ended_at is not null or r.node <> m.node)
        order by m.id limit %(most)s for update of m skip locked),
    gone as (delete from message m using over where m.id = over.id and not over.ended returning 1),
    told as (
        update message m set state = 'blocked', reason = 'run_ended', held_until = null, waits_for = null, settled_at = %(now)s
        from over where m.id = over.id and over.ended returning 1)
    select (select count(*) from gone) + (select count(*) from told)"""
_PAUSED = """
    with held as (
        select m.id from message m join campaign_run r on r.id = m.run_id join campaign c on c.id = r.campaign_id
        where m.held_until is not null and m.waits_for <> 'paused' and c.state = 'paused'
        order by m.id limit %(most)s for update of m skip locked)
    update message m set waits_for = 'paused' from held where m.id = held.id"""
_RESUMED = """
    with held as (
        select m.id, m.run_id from message m join campaign_run r on r.id = m.run_id join campaign c on c.id = r.campaign_id
        where m.held_until is not null and m.waits_for = 'paused' and c.state <> 'paused'
        order by m.id limit %(most)s for update of m skip locked),
    again as (update campaign_run r set due_at = %(now)s from held where r.id = held.run_id and r.due_at > %(now)s)
    update message m set waits_for = 'quiet_hours' from held where m.id = held.id"""


def look_after(unit: Unit) -> int:
    """Say of the next few that they are never sent, or wait for their campaign, have them looked at again, or forget them where
    the run went on without them; how many."""
    few = {"most": AT_ONCE, "now": unit.now}
    [(many,)] = unit.driver.execute(_OVER, few).fetchall()
    return int(many) + sum(unit.driver.execute(one, few).rowcount for one in (_PAUSED, _RESUMED))
