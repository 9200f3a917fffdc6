"""Newsletters on their way: begun when their time has come, queued a part at a time, over when nothing of them is left.

Each goes on by its own time: one that waits, for its next batch or for what is queued, holds up none of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from regulars.books import Unit
from regulars.core.errors import Refusal

from . import queue
from .model.newsletters import Saying, leaves_at, side
from .newsletters import Newsletter, get, list_of, update, values_of
from .queue import NewMessage

CHUNK = 2_000
_OVER = """
    select id from newsletter n where state = 'sending' and place >= cardinality(audience)
        and not exists (select from message where source = 'newsletter' and source_id = n.id::text
            and state in ('queued', 'deferred', 'handed_over') and test_address is null)
    order by id for update skip locked"""


def go_on(unit: Unit, audience_of: Callable[[Unit, Saying], Sequence[int]], known: datetime) -> int:
    """Do the next part of whatever is due; returns 0 when nothing is. What came in up to `known` is known.

    Who waits longest for a part comes first, so that a large newsletter leaves room for small ones.
    """
    due = unit.driver.execute(
        """select id from newsletter where (state = 'scheduled' and send_at <= %s)
               or (state = 'sending' and place < cardinality(audience))
           order by updated_at, id limit 1 for update skip locked""",
        [min(unit.now, known)],
    ).fetchone()
    if due is None:
        _end(unit)
        return 0
    one = get(unit, int(due[0]))
    return _begin(unit, one, audience_of) if one.state == "scheduled" else _queue_part(unit, one)


def _end(unit: Unit) -> None:
    """Note which are over: those of which nothing is yet to be done."""
    for (id,) in unit.driver.execute(_OVER).fetchall():
        update(unit, get(unit, int(id)), state="sent", ended_at=unit.now)


def _begin(unit: Unit, one: Newsletter, audience_of: Callable[[Unit, Saying], Sequence[int]]) -> int:
    try:
        audience = list(audience_of(unit, one.saying))
    except Refusal as refusal:  # a segment is gone, or the facts are
        update(unit, one, state="paused", problem=refusal.message)
        return 1
    update(unit, one, state="sending", begun_at=unit.now, batches_from=unit.now, audience=audience, place=0)
    return 1


def _queue_part(unit: Unit, one: Newsletter) -> int:
    found = unit.driver.execute(
        "select audience[%s:%s] from newsletter where id = %s", [one.place + 1, one.place + CHUNK, one.id]
    ).fetchone()
    assert found is not None
    assert one.batches_from is not None
    assert one.template_version is not None
    saying, list_, messages = one.saying, list_of(unit, one.saying), []
    for place, customer_id in enumerate(found[0], one.place):
        name = side(one.id, customer_id, subjects=len(saying.subjects), hold_out_percent=saying.hold_out_percent)
        if name is None:
            continue
        subject = saying.subjects["ABCD".index(name)] if saying.subjects else None
        messages.append(
            NewMessage(
                f"newsletter:{one.id}:{customer_id}", "newsletter", str(one.id), saying.template, one.template_version,
                customer_id, node=name, cause={"newsletter": one.name}, sends_to=saying.sends_to, list=list_, values=values_of(saying, subject),
                not_before=leaves_at(one.batches_from, place, saying.batches),
            )
        )  # fmt: skip
    queue.enqueue(unit, messages)
    unit.driver.execute(
        "update newsletter set place = %s, updated_at = %s where id = %s", [one.place + len(found[0]), unit.now, one.id]
    )
    return 1
