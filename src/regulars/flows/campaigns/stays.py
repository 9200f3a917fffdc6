"""Stays in segments as triggers: who came and who went, at once or when a segment lets it through.

Membership is exact and never waits, but a segment that holds back what it does,
for somebody's word or until a cool-down is over, holds back triggers too. What
it does then says who is let through: whoever has come and gone meanwhile isn't
among them. The occasion is the entry itself, under the key that it has had all
the time.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import datetime, timedelta

from pyroaring import BitMap

from regulars.books import Unit
from regulars.campaigns import arrivals
from regulars.campaigns.model.triggers import SegmentEntered, SegmentLeft, keys
from regulars.flows.moment import Moment
from regulars.flows.segment_actions import ACTED, LetThrough
from regulars.rules.fold import fold
from regulars.segments import store
from regulars.segments.packing import EVERYBODY, unpacked
from regulars.segments.standing import ARCHIVED, Deed

from .live import Live

LOOKS_BACK = timedelta(days=92)
"""So far back it is looked when somebody came or went whom a segment lets through now; longer nobody waits for approval."""


def begin(
    unit: Unit, live: Mapping[int, Live], segment_id: str, at: datetime, *, entered: BitMap, left: BitMap
) -> None:
    """Have those enter the campaigns that go by who came to a segment at an instant, and by who went."""
    about = {"segment": segment_id, "at": at.isoformat()}
    key = keys.of_stay(segment_id, at)
    for one in live.values():
        match one.entered.trigger:
            case SegmentEntered(segment=segment) if fold(segment) == segment_id:
                arrivals.add(unit, one.id, entered, key=key, at=at, about=about)
            case SegmentLeft(segment=segment) if fold(segment) == segment_id:
                arrivals.add(unit, one.id, left, key=key, at=at, about=about)


def holding(moment: Moment) -> Set[str]:
    """The segments that hold back what follows from coming and going, of those that have changed in a moment."""
    acted = moment.decided.get(ACTED)
    return acted.holding if isinstance(acted, LetThrough) else frozenset()


def let_through(unit: Unit, moment: Moment, live: Mapping[int, Live]) -> None:
    """Have those enter whom segments that hold back have let through in this moment."""
    acted = moment.decided.get(ACTED)
    if not isinstance(acted, LetThrough):
        return
    named = {
        fold(t.segment)
        for t in (one.entered.trigger for one in live.values())
        if isinstance(t, SegmentEntered | SegmentLeft)
    }
    for deed in acted.deeds:
        if deed.segment in acted.holding & named and deed.done != ARCHIVED:
            _let_through(unit, live, deed)


def _let_through(unit: Unit, live: Mapping[int, Live], deed: Deed) -> None:
    """Each by when they came or went at last; who did by another definition, and before a campaign began, isn't let in."""
    waiting = deed.customers.copy()
    for row in store.changes(unit.connection, deed.segment, since=deed.at - LOOKS_BACK):
        if not waiting or row.entered == EVERYBODY:
            return
        came = waiting & unpacked(row.entered if deed.kind == "entered" else row.left)
        waiting -= came
        if not came or row.cause == "definition":
            continue
        meant = {id: one for id, one in live.items() if one.campaign.since is not None and one.campaign.since <= row.at}
        nobody = BitMap()
        entered, left = (came, nobody) if deed.kind == "entered" else (nobody, came)
        begin(unit, meant, deed.segment, row.at, entered=entered, left=left)
