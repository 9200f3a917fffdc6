"""Members at the instant: what has to be added to sums that went by who was in as a period began.

Most customers never come or go within a period, so the sums go by who was in as
it began. For those who did, each order between two changes is put right: added
where its customer had come, taken off where they had left.

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
from regulars.http.instants import instant
from regulars.rules.query.functions import epoch_us

DELIVERY = timedelta(minutes=5)
"""A change within as long after a customer's last order was completed is taken for what that order brought."""
_US = timedelta(microseconds=1)


def in_segments(customers: ir.Table, membership: str, word: int) -> ir.Table:
    """Rows of customers, once for each segment of a word that they are in by the table of that name."""
    bits = f"bits{word}"
    members = ibis.table({"customer_id": "int32", bits: "int64"}, name=membership)
    inside = customers.inner_join(members.filter(members[bits] != 0), "customer_id")
    which = _which()
    each = inside.cross_join(which.filter(which.word == word).select("segment", "mask"))
    return each.filter((each[bits] & each["mask"]) != 0)


def corrected(
    rows: ir.Table, membership: str, words: int, period: tuple[datetime, datetime], amounts: Sequence[str]
) -> ir.Table:
    """For each segment what is to be added to the sums of `rows` by the table of members as the period began."""
    known = _wrongly_known(_changes(rows, period), membership, words)
    theirs = rows.mutate(us=epoch_us(rows["at"])).rename(whose="customer_id")
    within = (theirs.us >= known.since) & (theirs.us < known.until)
    met = known.inner_join(theirs, [known.customer_id == theirs.whose, within])
    return met.group_by("segment").agg(**{name: (met[name] * met.weight).sum().cast("int64") for name in amounts})


def _which() -> ir.Table:
    return ibis.table({"segment": "int32", "id": "string", "word": "int32", "mask": "int64"}, name="which")


def _changes(rows: ir.Table, period: tuple[datetime, datetime]) -> ir.Table:
    """Who of those in `rows` came to and left which segments within the period: `us`, its instant in microseconds.

    What was recorded since the first of these changes and came true before the period counts as of its beginning.
    """
    change = base_tables()["segment_change"]
    until = change.filter(change["at"] < instant(period[1]))
    first = until.filter(until["at"] > instant(period[0])).agg(position=ibis._.position.min())
    recorded = until.filter(until.position >= first.as_scalar())
    both = ibis.union(
        *(
            recorded.select(
                "segment", "at", "position", customer_id=recorded[name].unnest(), came=ibis.literal(n, "int64")
            )
            for n, name in enumerate(("left", "entered"))
        )
    )
    moved = both.semi_join(rows, "customer_id")
    which = _which().select("id", number="segment")
    named = moved.inner_join(which, moved.segment == which.id)
    begins = instant(period[0])
    told = named.select(
        "customer_id", "position", "came", segment="number",
        us=ibis.greatest(epoch_us(named["at"]), epoch_us(begins)),
    )  # fmt: skip
    return _with_what_brought_it(told, rows)


def _with_what_brought_it(changes: ir.Table, rows: ir.Table) -> ir.Table:
    """The same, dated back to the customer's last completed order where that was a moment before."""
    changes, orders = changes.view(), rows.filter(rows.orders == 1).view()
    orders = orders.select(buyer=orders.customer_id, completed=epoch_us(orders["at"])).view()
    beside = changes.asof_join(
        orders, on=changes.us >= orders.completed, predicates=changes.customer_id == orders.buyer
    )
    is_recent = beside.us - beside.completed <= DELIVERY // _US
    return beside.select(
        "customer_id", "segment", "position", "came", us=is_recent.fill_null(False).ifelse(beside.completed, beside.us)
    )


def _wrongly_known(changes: ir.Table, membership: str, words: int) -> ir.Table:
    """Spans (`since`, `until`) in which a customer's membership was not as the period began; `weight`: 1 in, -1 out.

    Of changes that had come true by an instant the last recorded has the last word, as in the segment's history.
    """
    so_far = ibis.window(group_by=["customer_id", "segment"], order_by=["us", "position"], preceding=None, following=0)
    each = ibis.window(group_by=["customer_id", "segment"], order_by=["us", "position"])
    spans = changes.mutate(
        last=(changes.position * 2 + changes.came).max().over(so_far),
        until=changes.us.lead().over(each).fill_null(2**62),
    )
    members = ibis.table({"customer_id": "int32"} | {f"bits{n}": "int64" for n in range(words)}, name=membership)
    which = _which()
    spans = spans.inner_join(which.select("segment", "word", "mask"), "segment")
    members = members.rename(member="customer_id")
    spans = spans.left_join(members, spans.customer_id == members.member)
    was = ibis.cases(*((spans.word == n, (spans[f"bits{n}"] & spans["mask"]) != 0) for n in range(words)), else_=False)
    weight = spans["last"] % 2 - was.fill_null(False).cast("int64")
    known = spans.select("customer_id", "segment", "until", since="us", weight=weight)
    return known.filter((known.weight != 0) & (known.since < known.until))
