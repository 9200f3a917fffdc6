"""Members at the instant: what facts are asked for it, and what is put right where changes came late.

Who was in at the instant of each act is found by `model/stays.py`, from who was in
as the period began and from the changes since: for changes are differences to what was
recorded before.

A late record may have a change come true before one that was recorded earlier. Of
changes that had come true by an instant the last recorded has the last word, so those
customers' changes are put in order here, and each order between two of them is put right.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regulars.facts.relations import base_tables
from regulars.http.instants import instant, microseconds
from regulars.rules.query.functions import epoch_us

from .held import held_in, ids_of, which
from .model.stays import DELIVERY_US, Acts, Bits, Changes, Us, bits_at

NEVER = 2**62
Instants = tuple[datetime, datetime]


def bits_of(acts: pa.Table, moved: pa.Table, late: pa.Table, began: pa.Table) -> list[Bits]:
    """The memberships of each act's customer at its instant, a word at a time.

    `acts`: whose (`customer_id`), `at` and whether it is one of `orders`; `moved` and `late` as asked here; `began`: the table of
    bits as the period began. Who is `late` in a segment stays there as they were then.
    """
    changes = _read(moved)
    for segment in set(late["segment"].to_pylist()):
        mine = late.filter(pc.equal(late["segment"], segment))
        changes = changes.without(segment, mine["customer_id"].to_numpy())
    done = Acts(ids_of(acts), _us(acts["at"]), acts["orders"].to_numpy() > 0)
    return bits_at(done, changes, held_in(began))


def _us(column: pa.ChunkedArray) -> Us:
    us: Us = column.cast(pa.timestamp("us")).to_numpy().astype("datetime64[us]").astype(np.int64)
    return us


def _read(moved: pa.Table) -> Changes:
    ids = moved["customers"].combine_chunks()
    if isinstance(ids, pa.ChunkedArray):
        ids = pa.concat_arrays(ids.chunks)
    counts = pc.list_value_length(ids).fill_null(0).to_numpy(zero_copy_only=False)
    return Changes(
        moved["segment"].to_numpy().astype(np.int64),
        moved["us"].to_numpy(),
        np.concatenate([[0], np.cumsum(counts)]),
        ids.flatten().to_numpy(zero_copy_only=False).astype(np.int32, copy=False),
    )


def moved(changes: ir.Table) -> ir.Table:
    """Of the changes `recorded` those of the period, in the order of time: `segment` (by number), `us`, and the `customers` who
    came or left."""
    segments = which().select("id", number="segment")
    named = changes.filter(changes.within).inner_join(segments, changes.segment == segments.id)
    nobody = ibis.literal([], "array<int32>")
    both = ibis.coalesce(named.entered, nobody).concat(ibis.coalesce(named.left, nobody))
    return named.select("us", segment="number", customers=both).order_by("us")


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
) -> ir.Table:
    """What is to be added to sums in which whom `late` names was in as the period began: `segment` and the amounts. `acts`:
    `customer_id`, `us` and the amounts; `membership`: the table of bits as the period began."""
    one = _between(acts, those, recorded, membership, words)
    return one.group_by("segment").agg(**{name: (one[name] * one.weight).sum().cast("int64") for name in amounts})


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
