"""A generated shop's facts: taken through the door and applied in batches, as the journal would."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

import ibis.expr.types as ir
import pyarrow as pa
from pyroaring import BitMap

from regulars.facts.relations import tables, to_sql
from regulars.facts.store import Facts
from regulars.journal.door import Door, Draft
from regulars.journal.read import Batch
from regulars.journal.read import Entry as Stamped
from regulars.messaging import telling as told_of_messages
from regulars.points import announcing
from regulars.points.model.entries import Deed
from regulars.promotions import telling
from regulars.promotions.coupons import Coupon as Kept
from regulars.rules.query import BITS, Compiler, Question
from regulars.rules.tree import Condition
from regulars.segments import recording
from regulars.segments.model import Change

from .asking import World
from .reference import Coupon, Entry, Message, Shop, Told
from .reference.language import folded
from .reference.shop import mentioned
from .subjects import DECLARATIONS


def stocked(world: World, cut: int = 1000) -> Facts:
    """The facts of a world's shop, applied so many entries at a time."""
    facts = Facts(":memory:", calendar=world.calendar, currency=world.scene.currency, threads=1)
    for declaration in DECLARATIONS:
        facts.declare_attribute(declaration)
    door = Door(world.calendar, world.scene.currency)
    entries = [stamped(world.shop, door, position, entry) for position, entry in enumerate(world.shop.entries, 1)]
    entries += [draft_at(position, draft) for position, draft in enumerate(decided(world.shop), len(entries) + 1)]
    for start in range(0, len(entries), cut):
        part = entries[start : start + cut]
        facts.apply(Batch(start, start + len(part), part))
    return facts


def stamped(shop: Shop, door: Door, position: int, entry: Entry) -> Stamped:
    """A delivery in its canonical form, with the number of whose it is."""
    draft = door.read(entry.type, json.dumps(entry.document))
    known = mentioned(entry)
    customer = None if known is None else shop.numbers()[known]
    return Stamped(
        position, draft.type, draft.key, customer, draft.updated_at, draft.updated_at, True, False, draft.body, None
    )


def decided(shop: Shop) -> Iterator[Draft]:
    """What the books tell the journal of segments, of coupons, and of points: one by one, or many at once."""
    for n, (at, came, stay) in enumerate(shop.moves()):
        entered, left = (BitMap([stay.customer] if came == way else []) for way in (True, False))
        change = Change(folded(stay.segment), at, "entries", entered, left)
        yield recording._decision(n, change).draft()
    kinds = dict(enumerate(sorted({one.points_kind for one in shop.postings if one.points_kind}), start=2))
    ledger_of = {None: 1} | {kind: ledger for ledger, kind in kinds.items()}
    told = [
        announcing.Posting(
            one.key,
            Deed(one.kind),
            one.at,
            one.customer,
            ledger_of[one.points_kind],
            one.points,
            1,
            one.order,
            one.reason,
        )
        for one in shop.postings
    ]
    for one in shop.promotions:
        yield telling.decision_on_promotion(
            one.id, 1, name=f"P{one.id}", ends_at=one.ends_at, ended=one.ended, at=one.at
        ).draft()
    yield from (drafted(coupon, one) for coupon in shop.coupons for one in coupon.told)
    for message in shop.messages:
        yield from told_of(message)
    for start in range(0, len(told), 3):
        first, *others = told[start : start + 3]
        yield announcing.decision(first, kinds).draft()
        if others:
            yield announcing._decision_on_many(others, kinds).draft()


def told_of(message: Message) -> Iterator[Draft]:
    """A message, and what became of it, as the books tell the journal."""
    said = told_of_messages.Told(
        message.id, message.customer, message.source, message.source_id, None, 3, message.list, message.marketing,
        message.sent_at,
    )  # fmt: skip
    yield told_of_messages.decision("sent", said, at=message.sent_at).draft()
    for what, at in message.told:
        yield told_of_messages.decision(what, said, at=at).draft()  # type: ignore[arg-type]


def drafted(coupon: Coupon, told: Told) -> Draft:
    """What became of a coupon as the books tell the journal."""
    if told.customer is None:
        return telling.decision_on_code(told.what, coupon.id, coupon.promotion, at=told.at).draft()  # type: ignore[arg-type]
    cause = {"kind": "reward"} if coupon.source == "reward" else None
    kept = Kept(
        coupon.id, coupon.promotion, 1 if coupon.source == "batch" else None, "", coupon.code, coupon.owner, None,
        coupon.ends_at, coupon.most_uses, None, 0, 0, coupon.told[0].at, None, cause,
    )  # fmt: skip
    use = telling.Using(told.checkout, None, "") if told.checkout else None
    return telling.decision(told.what, kept, told.customer, at=told.at, use=use).draft()  # type: ignore[arg-type]


def draft_at(position: int, draft: Draft) -> Stamped:
    return Stamped(
        position, draft.type, draft.key, draft.customer_id, draft.updated_at, draft.updated_at, True, False, draft.body,
        None,
    )  # fmt: skip


def columns(facts: Facts) -> Mapping[str, ir.Table]:
    """The tables of the facts, with what is declared."""
    declared: dict[str, dict[str, str]] = {}
    for declaration in facts.attributes:
        declared.setdefault(declaration.subject, {}).update(declaration.columns)
    return tables(declared)


def compiler(facts: Facts, world: World, *, current: bool = False) -> Compiler:
    """The query compiler over these facts; `current` when all that is dated lies before the instants asked about."""
    return Compiler(columns(facts), world.calendar, to_sql, current)


def memberships(shop: Shop, question: Question, now: datetime) -> dict[str, pa.Table]:
    """The small tables that a question wants beside the facts."""
    customers = sorted(shop.customers())
    segments = {
        customer: sorted(
            {folded(stay.segment) for stay in shop.stays if stay.customer == customer and stay.covers(now)}
        )
        for customer in customers
    }
    found: dict[str, pa.Array] = {"member_id": pa.array(customers, pa.int32())}
    for segment in question.segments:
        found[f"segment:{segment}"] = pa.array([segment in segments[one] for one in customers], pa.bool_())
    if question.segment_lists:
        found["segments"] = pa.array([segments[one] or None for one in customers], pa.list_(pa.string()))
    return {"membership": pa.table(found)}


def answers(
    facts: Facts, world: World, question: Question, conditions: Sequence[Condition], now: datetime
) -> dict[int, tuple[list[bool], datetime | None]]:
    """What a compiled question answers for each candidate: every condition, and the next change."""
    found = facts.ask(question.sql, memberships(world.shop, question, now), question.settings(now))
    rows = found.to_pylist()
    return {
        row["customer_id"]: (
            [bool(row[f"bits{n // BITS}"] >> n % BITS & 1) for n in range(len(conditions))],
            None if row.get("next_change") is None else row["next_change"].replace(tzinfo=UTC),
        )
        for row in rows
    }
