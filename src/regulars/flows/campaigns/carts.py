"""Carts that may be left alone: each cart that changes is looked at again when it has stayed as it is for long enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyarrow as pa

from regulars.books import Unit
from regulars.campaigns.model.triggers import CartAbandoned
from regulars.flows.moment import Moment
from regulars.rules.calendar import Calendar

from .live import Live

if TYPE_CHECKING:
    from .hearing import Heard

OPEN = ("open", "abandoned")


@dataclass(slots=True)
class Timers:
    """What is to be waited about: (campaign, cart, customer, since, due); carts that are no matter any more; and who has
    ordered, when."""

    kept: list[tuple[int, str, int, datetime, datetime]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    ordered: dict[int, datetime] = field(default_factory=dict)


def timers(moment: Moment, live: Sequence[Live], heard: Sequence[Heard], calendar: Calendar) -> Timers:
    """What the carts that were heard of come to, as the facts know them now."""
    found = Timers()
    for entry in heard:
        if entry.type == "order":
            placed_at = datetime.fromisoformat(str(entry.document["placed_at"]))
            found.ordered[entry.customer_id] = max(placed_at, found.ordered.get(entry.customer_id, placed_at))
    keys = sorted({entry.key for entry in moment.batch.entries if entry.type == "cart"})
    if not keys:
        return found
    rows = moment.facts.ask(
        """select c.external_id, c.customer_id, c.status, c.updated_at,
                  exists (select 1 from cart_line l where l.cart_id = c.cart_id) as filled
           from cart c where c.external_id in (select key from heard)""",
        {"heard": pa.table({"key": pa.array(keys, pa.string())})},
    ).to_pylist()
    known = {row["external_id"]: row for row in rows}
    for key in keys:
        row = known.get(key)
        if row is None or row["customer_id"] is None or row["status"] not in OPEN or not row["filled"]:
            found.gone.append(key)
            continue
        since = row["updated_at"].replace(tzinfo=UTC)
        for one in live:
            trigger = one.entered.trigger
            if isinstance(trigger, CartAbandoned) and one.campaign.since is not None:
                due = trigger.after.after(since, calendar)
                if due >= one.campaign.since:
                    found.kept.append((one.id, key, row["customer_id"], since, due))
    return found


def keep(unit: Unit, timers: Timers) -> None:
    """Keep what is waited about, and let go of what was ordered or emptied."""
    if timers.gone:
        unit.driver.execute("delete from campaign_timer where key = any(%s)", [timers.gone])
    if timers.kept:
        unit.driver.execute(
            """insert into campaign_timer as t (campaign_id, key, customer_id, since, due_at)
               select * from unnest(%s::int[], %s::text[], %s::int[], %s::timestamptz[], %s::timestamptz[])
               on conflict (campaign_id, key) do update
               set customer_id = excluded.customer_id, since = excluded.since, due_at = excluded.due_at""",
            [list(column) for column in zip(*timers.kept, strict=True)],
        )
    if timers.ordered:
        unit.driver.execute(
            """delete from campaign_timer t using unnest(%s::int[], %s::timestamptz[]) as o (customer_id, placed_at)
               where t.customer_id = o.customer_id and t.since <= o.placed_at""",
            [list(timers.ordered), list(timers.ordered.values())],
        )
