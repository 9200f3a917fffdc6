"""Members at the instant: what has to be added to sums that went by who was in as a period began.

Most customers never come or go within a period, so the sums go by who was in as
it began. Who came later adds what they bought from then on; who left takes off
what they bought from then on. So nothing has to be put in order, and each change is
looked at once: for changes are differences to what was recorded before.

A late record may have a change come true before one that was recorded earlier. Of
changes that had come true by an instant the last recorded has the last word, so those
customers' changes are put in order, and each order between two of them is put right.

What an order brings is dated when the shop's word of it was received, a moment
after it was completed; the order counts with it all the same, for a customer is
a member from that instant on, that order included.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import ibis
import ibis.expr.types as ir

from regulars.facts.relations import base_tables
from regulars.http.instants import instant, microseconds
from regulars.rules.query.functions import epoch_us

from .by_segment import which

DELIVERY = timedelta(minutes=5)
"""A change within as long after a customer's last order was completed is taken for what that order brought."""
DELIVERY_US = DELIVERY // timedelta(microseconds=1)
NEVER = 2**62
Instants = tuple[datetime, datetime]


def dated(rows: ir.Table, amounts: Sequence[str]) -> ir.Table:
    """What each customer did, with its microsecond `us`; `last` is that of their last order by then, `next` that of the next."""
    known = rows.filter(rows.customer_id.notnull()).mutate(us=epoch_us(rows["at"]))
    bought = (known.orders == 1).ifelse(known.us, None)
    by_then = ibis.range_window(group_by="customer_id", order_by="us", preceding=None, following=0)
    later = ibis.range_window(group_by="customer_id", order_by="us", following=(1, None))
    told = known.mutate(last=bought.max().over(by_then), next=bought.min().over(later))
    told = told.mutate(last=told["last"].fill_null(-NEVER), next=told["next"].fill_null(NEVER))
    return told.select("customer_id", "us", "last", "next", *amounts)


def late(period: Instants) -> ir.Table:
    """Customers and segments (by number) of changes that came true before one that was recorded earlier, though that one
    came true after the beginning of the period, or after its end."""
    since = _since(period)
    before = ibis.window(group_by="segment", order_by="position", preceding=(None, 1))
    narrow = since.select("segment", "position", "at")
    narrow = narrow.mutate(latest=narrow["at"].max().over(before))
    those = narrow.filter(narrow["at"] < narrow.latest).select("position")
    change = base_tables()["segment_change"]
    moved = _moved(change.semi_join(those, "position").mutate(us=ibis.literal(0, "int64")))
    return moved.select("customer_id", "segment").distinct()


def corrected(
    acts: ir.Table, those: ir.Table, recorded: ir.Table, membership: str, words: int, *, amounts: Sequence[str]
) -> list[ir.Table]:
    """What is to be added to the sums by the table of members as the period began: `segment` and the amounts, in tables to
    be united. `acts` are what `dated` says, `those` whom `late` names, of the changes `recorded`."""
    met = [_from_then_on(acts, those, recorded), _between(acts, those, recorded, membership, words)]
    return [
        one.group_by("segment").agg(**{name: (one[name] * one.weight).sum().cast("int64") for name in amounts})
        for one in met
    ]


def _from_then_on(acts: ir.Table, those: ir.Table, change: ir.Table) -> ir.Table:
    """For each change what its customer did from then on; `weight`: 1 who came, -1 who left."""
    moved = _moved(change.filter(change.within)).anti_join(those, ["customer_id", "segment"])
    moved = moved.select("segment", "us", mover="customer_id", weight=moved.came * 2 - 1)
    brought = (acts["last"] >= moved.us - DELIVERY_US) & (moved.us < acts["next"])
    return moved.inner_join(acts, [moved.mover == acts.customer_id, (acts.us >= moved.us) | brought])


def _between(acts: ir.Table, those: ir.Table, change: ir.Table, membership: str, words: int) -> ir.Table:
    """What late customers did while their membership wasn't as the period began; `weight`: 1 in, -1 out."""
    segments = which()
    concerned = segments.semi_join(those, "segment")
    moved = _moved(change.semi_join(concerned, change.segment == concerned.id))
    moved = moved.semi_join(those, ["customer_id", "segment"])
    known = _wrongly_known(_with_what_brought_it(moved, acts), membership, words)
    theirs = acts.rename(whose="customer_id")
    within = (theirs.us >= known.since) & (theirs.us < known.until)
    return known.inner_join(theirs, [known.customer_id == theirs.whose, within])


def recorded(period: Instants) -> ir.Table:
    """The changes that came true by the end of a period, from the first recorded that came true after its beginning on; `us`,
    and whether it is `within` the period."""
    since = _since(period)
    since = since.filter(since["at"] < instant(period[1]))
    us, begins = epoch_us(since["at"]), ibis.literal(microseconds(period[0]), "int64")
    return since.mutate(us=ibis.greatest(us, begins), within=us > begins)


def _since(period: Instants) -> ir.Table:
    change = base_tables()["segment_change"]
    first = change.filter(change["at"] > instant(period[0])).agg(position=ibis._.position.min())
    return change.filter(change.position >= first.as_scalar())


def _moved(changes: ir.Table) -> ir.Table:
    """Who came to and left which segments: `customer_id`, `segment` (by number), `position`, `us` and `came` (1 or 0).

    What came true before the period counts as of its beginning.
    """
    segments = which().select("id", number="segment")
    named = changes.inner_join(segments, changes.segment == segments.id)
    return ibis.union(
        *(
            named.select(
                "position", "us", segment="number", customer_id=named[name].unnest(), came=ibis.literal(n, "int64")
            )
            for n, name in enumerate(("left", "entered"))
        )
    )


def _with_what_brought_it(changes: ir.Table, acts: ir.Table) -> ir.Table:
    """The same, dated back to the customer's last completed order where that was a moment before."""
    changes, orders = changes.view(), acts.filter(acts.orders > 0).view()
    orders = orders.select(buyer="customer_id", completed="us").view()
    beside = changes.asof_join(
        orders, on=changes.us >= orders.completed, predicates=changes.customer_id == orders.buyer
    )
    is_recent = beside.us - beside.completed <= DELIVERY_US
    return beside.select(
        "customer_id", "segment", "position", "came", us=is_recent.fill_null(False).ifelse(beside.completed, beside.us)
    )


def _wrongly_known(changes: ir.Table, membership: str, words: int) -> ir.Table:
    """Spans (`since`, `until`) in which a customer's membership was not as the period began; `weight`: 1 in, -1 out."""
    so_far = ibis.window(group_by=["customer_id", "segment"], order_by=["us", "position"], preceding=None, following=0)
    each = ibis.window(group_by=["customer_id", "segment"], order_by=["us", "position"])
    spans = changes.mutate(
        word_had=(changes.position * 2 + changes.came).max().over(so_far),
        until=changes.us.lead().over(each).fill_null(NEVER),
    )
    members = ibis.table({"customer_id": "int32"} | {f"bits{n}": "int64" for n in range(words)}, name=membership)
    segments = which().select("mask", "word", number="segment")
    spans = spans.inner_join(segments, spans.segment == segments.number)
    members = members.rename(member="customer_id")
    spans = spans.left_join(members, spans.customer_id == members.member)
    was = ibis.cases(*((spans.word == n, (spans[f"bits{n}"] & spans["mask"]) != 0) for n in range(words)), else_=False)
    weight = spans.word_had % 2 - was.fill_null(False).cast("int64")
    known = spans.select("customer_id", "segment", "until", since="us", weight=weight)
    return known.filter((known.weight != 0) & (known.since < known.until))
