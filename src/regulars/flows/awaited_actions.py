"""What points wait for has been done: the step of the road that makes them available.

An entry of the journal only says whom to look at: the customer's own, and a
posting, for what a new lot waits for may have been done already. Whether and
when it was done is asked of the facts, and of who is who for a confirmed
e-mail. So it comes to the same however the journal is cut.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

import ibis
import orjson
import pyarrow as pa

from regulars.books import Books, Unit
from regulars.facts.columns import instant_of
from regulars.facts.relations import base_tables, to_sql
from regulars.facts.store import Facts
from regulars.journal import Batch, identity
from regulars.journal.decisions import POINTS, POINTS_POSTED
from regulars.points import awaiting
from regulars.points.awaiting import WaitingLot
from regulars.rules.fold import fold

from .moment import Moment, OfEntries, Record

TELLING = frozenset({"customer", "subscription", "event", POINTS})
"""The types of entries that one customer is to be looked at for."""
ASKED = "points_awaited"


class ActionsAwaited(OfEntries):
    """Starts the lots of customers who have done what the lots wait for."""

    def begin(self, books: Books, facts: Facts) -> None:
        """Nothing is to be remembered: what waits is in the books."""

    def prepare(self, moment: Moment) -> Record | None:
        customers = told_of(moment.batch)
        if not customers:
            return None
        with moment.books.transaction() as unit:
            lots = awaiting.waiting(unit, customers)
            confirmed = identity.confirmed(unit, {one.customer_id for one in lots if _is_email(one)})
        done = {
            one.lot_id: max(confirmed[one.customer_id], one.awaited.since)
            for one in lots
            if _is_email(one) and one.customer_id in confirmed
        }
        done |= _in_facts(moment.facts, [one for one in lots if one.awaited.name is not None])
        if not done:
            return None

        def record(unit: Unit) -> None:
            awaiting.begin(unit, done)

        return record


def told_of(batch: Batch) -> set[int]:
    """The customers of a batch who may have done something that points wait for, or have been given points that wait."""
    found = {entry.customer_id for entry in batch.entries if entry.type in TELLING and entry.customer_id is not None}
    for entry in batch.entries:
        if entry.type == POINTS_POSTED:
            found |= {posting["customer_id"] for posting in orjson.loads(entry.body)["postings"]}
    return found


def _is_email(one: WaitingLot) -> bool:
    return one.awaited.action == "email_confirmed"


def _in_facts(facts: Facts, lots: Sequence[WaitingLot]) -> Mapping[int, datetime]:
    """When what these lots wait for was done, of those for which it was: subscriptions and events."""
    if not lots:
        return {}
    names = [str(one.awaited.name) for one in lots]
    since = pa.array([one.awaited.since for one in lots], pa.timestamp("us", "UTC"))
    asked = pa.table(
        {
            "lot_id": pa.array([one.lot_id for one in lots], pa.int64()),
            "customer_id": pa.array([one.customer_id for one in lots], pa.int32()),
            "action": [one.awaited.action for one in lots],
            "called": [fold(name) for name in names],
            "since": since.cast(pa.timestamp("us")),
        }
    )
    found = facts.ask(_question(), {ASKED: asked})
    instants = found.column("done_at").cast(pa.int64()).to_pylist()
    return dict(zip(found.column("lot_id").to_pylist(), map(instant_of, instants), strict=True))


@cache
def _question() -> str:
    """By lot: when its list was confirmed, or its event first happened since the grant."""
    asked = ibis.table(
        {
            "lot_id": "int64",
            "customer_id": "int32",
            "action": "string",
            "called": "string",
            "since": "timestamp(6)",
        },
        name=ASKED,
    )
    subscriptions, events = base_tables()["subscription"], base_tables()["event"]
    confirmed = subscriptions.filter(subscriptions.status == "confirmed").select(
        action=ibis.literal("subscription_confirmed"),
        whose=subscriptions.customer_id,
        what=subscriptions["list_folded"],
        at=subscriptions.changed_at,
    )
    happened = events.filter(events.by_page.isnull()).select(  # whoever reads a page could have points by what it says
        action=ibis.literal("event"), whose=events.customer_id, what=events["name_folded"], at=events.occurred_at
    )
    every = ibis.union(confirmed, happened).rename(does="action")
    joined = asked.inner_join(
        every, [asked.action == every.does, asked.customer_id == every.whose, asked.called == every.what]
    )
    counts = joined.filter((joined.action != "event") | (joined["at"] >= joined.since))
    counts = counts.mutate(at=ibis.greatest(counts["at"], counts.since))
    return to_sql(counts.group_by("lot_id").agg(done_at=counts["at"].min()))
