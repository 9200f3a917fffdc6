"""Forgetting: what was sent to somebody who is erased, and mails of the mailbox that are old.

The rows stay, for they are counted; what says to whom they went, and what of, goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from regulars.books import Unit

from .transports.mailbox import Mailbox

KEPT_IN_THE_MAILBOX = timedelta(days=90)
AT_ONCE = 1_000

_THEIRS = "select unnest(%(ids)s::int[]) union select customer_id from customer_alias where into_id = any(%(ids)s)"


def erase(unit: Unit, customer_ids: Sequence[int], data_dir: Path | None) -> None:
    """Leave nothing of these customers but that something was sent, and send nothing that waits."""
    named = {"ids": list(customer_ids), "now": unit.now}
    found = unit.driver.execute(
        f"""update message set address = null, test_address = null, subject = null, answer = null, "values" = '{{}}', cause = '{{}}',
               waits_for = null, held_until = null,
               due_at = case when state = 'handed_over' then due_at end,
               state = case when state not in ('queued', 'deferred') then state when maybe_sent_at is null then 'blocked' else 'unknown' end,
               sent_at = case when state in ('queued', 'deferred') then maybe_sent_at else sent_at end,
               reason = case when state in ('queued', 'deferred') then 'erased' else reason end
           where customer_id in ({_THEIRS}) returning id""".encode(),
        named,
    ).fetchall()
    unit.driver.execute(f"delete from mail_consent where customer_id in ({_THEIRS})".encode(), named)
    unit.driver.execute(f"delete from mail_preference where customer_id in ({_THEIRS})".encode(), named)
    if data_dir is not None:
        Mailbox(data_dir).forget([id for (id,) in found])


def old_mails(unit: Unit, data_dir: Path | None) -> int:
    """Remove mails of the mailbox that have been there long enough; their rows say that something was sent. Returns how many."""
    if data_dir is None:
        return 0
    found = unit.driver.execute(
        """select id from message where state = 'accepted' and settled_at < %s and answer = %s order by id limit %s for update""",
        [unit.now - KEPT_IN_THE_MAILBOX, Mailbox.TAKEN, AT_ONCE],
    ).fetchall()
    ids = [id for (id,) in found]
    Mailbox(data_dir).forget(ids)
    unit.driver.execute("update message set answer = null where id = any(%s)", [ids])
    return len(ids)
