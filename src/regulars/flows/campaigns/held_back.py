"""Mails that a campaign holds back stand in the log; here those go whose run is over, or somewhere else by now.

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


def look_after(unit: Unit) -> int:
    """Say of the next few that they are never sent, or forget them where the run went on without them; how many."""
    [(many,)] = unit.driver.execute(_OVER, {"most": AT_ONCE, "now": unit.now}).fetchall()
    return int(many)
