"""What somebody who comes to a wait has done already: after they entered, or after they left the wait before it.

Whatever happens while a run is on its way to where it waits, or in the same moment in which its customer entered, is heard
when nobody waits there yet. So a wait that begins looks back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pyarrow as pa

from regulars.books import Books, Unit
from regulars.campaigns.model.definition import Definition
from regulars.campaigns.model.progress import Walk
from regulars.campaigns.model.steps import (
    Wait,
    WaitForCondition,
    WaitForEvent,
    WaitForOrder,
    WaitUntilDate,
    WaitUntilTime,
)
from regulars.http.house import Asked
from regulars.rules.fold import fold

LOOKS_BACK = timedelta(hours=1)
"""So far before a customer entered at most: what let them enter may have happened long ago, as a back-fill has it."""
_WAITS = (Wait, WaitForCondition, WaitForEvent, WaitForOrder, WaitUntilDate, WaitUntilTime)
_LEFT = """
    select run_id, max(at) from campaign_run_step
    where run_id = any(%s) and (node = any(%s) or branch = 'moved') group by 1"""
_EVENTS = """
    select a.run from asked a join event e on e.customer_id = a.customer and e.occurred_at > a.since and e.occurred_at <= a.now
    where e.name_folded = (select what from named) and not (coalesce(e.by_page, false) and (select gives from named))
    group by 1"""
_ORDERS = """
    select a.run from asked a join "order" o on o.customer_id = a.customer join order_status s using (order_id)
    where s.status in (select what from named)
    group by a.run, o.order_id having min(s."at") > any_value(a.since) and min(s."at") <= any_value(a.now)"""


def happened(
    books: Books, facts: Asked, step: WaitForEvent | WaitForOrder, definition: Definition, here: Sequence[Walk]
) -> set[int]:
    """The runs, of those that come to a wait now, for which it has happened."""
    since = _since(books, definition, here)
    asked = pa.table(
        {
            "run": pa.array([walk.run_id for walk in here], pa.int64()),
            "customer": pa.array([walk.customer_id for walk in here], pa.int32()),
            "since": _instants(since[walk.run_id] for walk in here),
            "now": _instants(walk.now for walk in here),
        }
    )
    match step:
        case WaitForEvent(name=name):
            named = pa.table({"what": [fold(name)], "gives": [definition.gives]})
            found = facts.ask(_EVENTS, {"asked": asked, "named": named})
        case WaitForOrder(statuses=statuses):
            found = facts.ask(_ORDERS, {"asked": asked, "named": pa.table({"what": list(statuses)})})
    return set(found.column(0).to_pylist())


def _since(books: Books, definition: Definition, here: Sequence[Walk]) -> dict[int, datetime]:
    with books.looking() as unit:
        since = counts_from(unit, definition, {walk.run_id: (walk.occasion_at, walk.entered_at) for walk in here})
    waits = _waits(definition)
    return since | {walk.run_id: walk.now for walk in here if any(passing.node in waits for passing in walk.passed)}


def counts_from(
    unit: Unit, definition: Definition, runs: Mapping[int, tuple[datetime, datetime]]
) -> dict[int, datetime]:
    """After which instant what is waited for counts: since the wait before was left, or the customer entered. `runs`: when
    what let each enter happened, and when they did."""
    left = dict(unit.driver.execute(_LEFT, [list(runs), _waits(definition)]).fetchall())
    return {
        run: left.get(run) or max(occasion_at, entered_at - LOOKS_BACK)
        for run, (occasion_at, entered_at) in runs.items()
    }


def _waits(definition: Definition) -> list[str]:
    return [id for id, node in definition.nodes.items() if isinstance(node.step, _WAITS)]


def _instants(given: Iterable[datetime]) -> pa.Array:
    return pa.array([at.astimezone(UTC).replace(tzinfo=None) for at in given], pa.timestamp("us"))
