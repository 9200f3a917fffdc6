"""What came of each subject of a newsletter, and who of its audience got which, or none for comparison."""

from __future__ import annotations

from dataclasses import dataclass

from regulars.books import Unit

from .model.newsletters import Batches
from .newsletters import get


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one subject."""

    name: str
    queued: int
    sent: int
    blocked: int
    bounced: int
    opened: int
    clicked: int
    left: int
    complained: int


def results(unit: Unit, id: int) -> list[Result]:
    """What came of each subject so far."""
    found = unit.driver.execute(
        """select node, count(*), count(*) filter (where state in ('accepted', 'unknown') or (state = 'bounced' and sent_at is not null)),
               count(*) filter (where state = 'blocked'), count(*) filter (where state = 'bounced'), count(opened_at),
               count(clicked_at), count(left_at), count(complained_at)
           from message where source = 'newsletter' and source_id = %s and test_address is null group by 1 order by 1""",
        [str(id)],
    )
    return [Result(*row) for row in found.fetchall()]


def fell(unit: Unit, id: int) -> list[tuple[int, str, int]]:
    """Who of those who had their turn got which subject, "" being none at all, and in which microsecond that was."""
    one = get(unit, id)
    batches = one.saying.batches or Batches(max(one.place, 1), 0)
    return unit.driver.execute(
        """select had.customer_id, coalesce(message.node, ''),
               (extract(epoch from %(begun)s + make_interval(mins => %(minutes)s) * ((had.place - 1) / %(size)s)) * 1000000)::bigint
           from newsletter cross join lateral unnest(audience[1:newsletter.place]) with ordinality as had (customer_id, place)
           left join message on message.source = 'newsletter' and message.source_id = %(source_id)s
               and message.customer_id = had.customer_id and message.test_address is null
           where newsletter.id = %(id)s""",
        {"id": id, "source_id": str(id), "begun": one.begun_at, "minutes": batches.minutes, "size": batches.size},
    ).fetchall()
