"""Hearing: the step of the road that notices what lets customers enter campaigns, what ends their runs, and what they wait for.

Everything is written in the transaction of the moment, so each entry of the
journal is heard once. History that is imported triggers nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson
import pyarrow as pa

from regulars.books import Books, Unit
from regulars.campaigns import ending, entering
from regulars.campaigns.entering import Entrant
from regulars.campaigns.model.steps import WaitForCondition, WaitForEvent, WaitForOrder
from regulars.campaigns.model.triggers import (
    BalanceReached,
    CartAbandoned,
    EventHappens,
    OrderReaches,
)
from regulars.facts.documents import load
from regulars.facts.store import Facts
from regulars.flows.behaviours import segments_of
from regulars.flows.memberships import NAME, ROWS_OF_DECISIONS
from regulars.flows.moment import Moment, OfEntries, Record
from regulars.flows.seen.memberships import known_since
from regulars.journal.decisions import POINTS, POINTS_POSTED
from regulars.points import standing_then
from regulars.rules.check import InvalidCondition, Scope, check
from regulars.rules.evaluate import compile as compiled
from regulars.rules.fold import fold
from regulars.rules.subject import Subject
from regulars.rules.traits import references
from regulars.segments.recording import Reaction

from . import carts, stays, waiting
from .asking import Asking
from .live import Live, LiveCampaigns, Place, places


@dataclass(frozen=True, slots=True)
class Heard:
    """An entry of the journal, or one of the postings that share one."""

    type: str
    key: str
    customer_id: int
    document: Mapping[str, Any]
    at: datetime


@dataclass(slots=True)
class _Found:
    """What a moment brings campaigns."""

    entrants: dict[int, list[Entrant]] = field(default_factory=lambda: defaultdict(list))
    balances: dict[int, list[tuple[Entrant, str]]] = field(default_factory=lambda: defaultdict(list))
    ended: list[tuple[set[int], dict[int, datetime], Any]] = field(default_factory=list)
    happened: list[waiting.Happened] = field(default_factory=list)
    timers: carts.Timers = field(default_factory=carts.Timers)


class CampaignsHear(OfEntries):
    """Lets customers enter by what comes in and by who they are, ends runs, and takes those further that wait for it."""

    def __init__(self, asking: Asking, campaigns: LiveCampaigns) -> None:
        self._asking = asking
        self._campaigns = campaigns
        self._heeds_points = False
        self._rows: set[str] = set()

    def begin(self, books: Books, facts: Facts) -> None:
        self._heed(books)

    def _heed(self, books: Books) -> dict[int, Live]:
        with books.looking() as unit:
            live = self._campaigns.now(unit)
        self._heeds_points = any(one.entered.trigger.heeds == POINTS for one in live.values())
        self._rows = {rows for place in places(live, WaitForCondition) for rows in self._rows_of(place)}
        return live

    def heeds(self, type: str) -> bool:
        """Points where a campaign begins with them, and whatever brings rows that somebody waits for."""
        brings = self._rows & ROWS_OF_DECISIONS.get(type, set())
        return bool(brings) or (self._heeds_points and type in (POINTS, POINTS_POSTED))

    def _rows_of(self, place: Place) -> frozenset[str]:
        assert isinstance(place.node.step, WaitForCondition), place.node
        try:
            return references(self._asking.read(place.node.step.condition)).rows
        except InvalidCondition:
            return frozenset()

    def prepare(self, moment: Moment) -> Record | None:
        live = self._heed(moment.books)
        merges = [(merge.from_id, merge.into_id) for merge in moment.batch.merges]
        if not live and not merges:
            return None
        found, heard = _Found(), list[Heard]()
        if live and moment.live:
            heard = list(self._heard(moment, live))
            self._triggered(moment, live, heard, found)
            self._ending(live, heard, found)
            found.happened = waiting.happened(
                places(live, WaitForEvent, WaitForOrder), heard, self._reached(moment, live, heard)
            )
            if any(isinstance(one.entered.trigger, CartAbandoned) for one in live.values()):
                found.timers = carts.timers(moment, list(live.values()), heard, self._asking.calendar)
        watching = list(places(live, WaitForCondition)) if live and moment.live else []

        def record(unit: Unit) -> None:
            if merges:
                waiting.become_one(unit, merges)
            self._record(unit, live, found, heard)
            if moment.live:
                self._members_changed(unit, moment, live)
                self._look_again(unit, moment, watching)
            stays.let_through(unit, moment, live)

        return record

    # What is heard

    def _heard(self, moment: Moment, live: Mapping[int, Live]) -> Iterator[Heard]:
        types = {one.entered.trigger.heeds for one in live.values()} | {"order", "event", "cart"}
        if POINTS in types:
            types.add(POINTS_POSTED)
        entries = [entry for entry in moment.batch.entries if entry.type in types]
        since = self._since(moment, entries)
        for entry in entries:
            document = orjson.loads(entry.body)
            if entry.type == POINTS_POSTED:
                for said in document["postings"]:
                    yield Heard(POINTS, said["key"], said["customer_id"], said, _instant(said["posted_at"]))
            elif entry.customer_id is not None and not document.get("deleted"):
                at = since.get(entry.customer_id) if entry.type == "customer" else None
                at = _when(entry.type, document) or at or entry.updated_at
                yield Heard(entry.type, entry.key, entry.customer_id, document, at)

    def _since(self, moment: Moment, entries: Iterable[Any]) -> Mapping[int, datetime]:
        """When those were first mentioned whose records are among the entries."""
        ids = {entry.customer_id for entry in entries if entry.type == "customer" and entry.customer_id is not None}
        if not ids:
            return {}
        with moment.books.looking() as unit:
            return known_since(unit, ids)

    def _triggered(self, moment: Moment, live: Mapping[int, Live], heard: Sequence[Heard], found: _Found) -> None:
        causes = self._causes(moment, heard)
        reached = self._reached(moment, live, heard)
        for one in live.values():
            trigger, since = one.entered.trigger, one.campaign.since
            assert since is not None
            mine = [entry for entry in heard if entry.type == trigger.heeds and one.entered.believes(entry.document)]
            if isinstance(trigger, EventHappens) and trigger.condition is not None:
                mine = self._that_hold(
                    moment, trigger, [e for e in mine if fold(str(e.document.get("name"))) == fold(trigger.name)]
                )
            for entry in mine:
                at: datetime | None = entry.at
                if isinstance(trigger, OrderReaches):
                    at = waiting.first(reached.get(entry.key, {}), trigger.statuses)
                    occasion = (
                        None
                        if at is None
                        else trigger.occasion(entry.key, {**entry.document, "status": trigger.statuses[0]}, at)
                    )
                else:
                    occasion = trigger.occasion(entry.key, entry.document, entry.at)
                if occasion is None or at is None or at < since:
                    continue
                entrant = Entrant(entry.customer_id, occasion.key, occasion.about, causes.get(entry.customer_id, ()))
                if isinstance(trigger, BalanceReached):
                    found.balances[one.id].append((entrant, entry.key))
                else:
                    found.entrants[one.id].append(entrant)

    def _that_hold(self, moment: Moment, trigger: EventHappens, heard: Sequence[Heard]) -> list[Heard]:
        """The events for which the trigger's condition holds."""
        calendar = self._asking.calendar
        try:
            condition = check(trigger.condition, Scope(self._asking.vocabulary, "event", calendar.zone))
        except InvalidCondition:
            return []
        ids = {entry.customer_id for entry in heard}
        documents, segments = load(moment.facts, ids), segments_of(moment, [condition], ids)
        holds, kept = compiled(condition), []
        for entry in heard:
            if (known := documents.get(entry.customer_id)) is None:
                continue
            subject = known.subject(moment.now, calendar, segments[entry.customer_id])
            event = next((row for row in subject.rows["event"] if row["_key"] == entry.key), {})
            if holds(Subject(subject.now, calendar, {**subject.values, "event": event}, subject.rows)):
                kept.append(entry)
        return kept

    def _reached(self, moment: Moment, live: Mapping[int, Live], heard: Sequence[Heard]) -> waiting.Reached:
        """When the orders that were heard of first reached each status."""
        orders = {entry.key for entry in heard if entry.type == "order"}
        asked = any(isinstance(one.entered.trigger, OrderReaches) for one in live.values())
        if not orders or not (asked or any(True for _ in places(dict(live), WaitForOrder))):
            return {}
        found = moment.facts.ask(
            """select o.external_id, s.status, min(s."at") from "order" o join order_status s using (order_id)
               where o.external_id in (select key from heard) group by 1, 2""",
            {"heard": pa.table({"key": pa.array(sorted(orders), pa.string())})},
        )
        reached: dict[str, dict[str, datetime]] = defaultdict(dict)
        for key, status, at in zip(*(column.to_pylist() for column in found.columns), strict=True):
            reached[key][status] = at.replace(tzinfo=UTC)
        return reached

    def _causes(self, moment: Moment, heard: Sequence[Heard]) -> Mapping[int, Sequence[int]]:
        """The campaigns by which what a customer's entries tell came about: entries of runs are known by their keys."""
        runs: dict[int, int] = {}
        for entry in heard:
            if entry.key.startswith("run:"):
                runs[int(entry.key.split(":")[1])] = entry.customer_id
        for told in moment.batch.entries:
            if told.key.startswith("run:") and told.customer_id is not None:
                runs[int(told.key.split(":")[1])] = told.customer_id
        if not runs:
            return {}
        with moment.books.looking() as unit:
            return waiting.causes(unit, runs)

    def _ending(self, live: Mapping[int, Live], heard: Sequence[Heard], found: _Found) -> None:
        """What ends runs: an order that was placed after somebody entered, and events."""
        ordered = _latest((e.customer_id, _instant(e.document["placed_at"])) for e in heard if e.type == "order")
        by_order = {one.id for one in live.values() if any(d.settings.ends_on.order for d in one.versions.values())}
        found.ended.append((by_order, ordered, "order"))
        named: dict[str, set[int]] = defaultdict(set)
        for one in live.values():
            for name in one.entered.settings.ends_on.events:
                named[fold(name)].add(one.id)
        for name, campaigns in named.items():
            events = (e for e in heard if e.type == "event" and fold(str(e.document.get("name"))) == name)
            found.ended.append((campaigns, _latest((e.customer_id, e.at) for e in events), "event"))

    # What is written

    def _record(self, unit: Unit, live: Mapping[int, Live], found: _Found, heard: Sequence[Heard]) -> None:
        for campaigns, did, by in found.ended:
            ending.of_customers(unit, campaigns, did, by)
        waiting.take_further(unit, found.happened)
        carts.keep(unit, found.timers)
        for id, entrants in found.entrants.items():
            self._enter(unit, live[id], entrants)
        for id, gained in found.balances.items():
            trigger = live[id].entered.trigger
            assert isinstance(trigger, BalanceReached), trigger
            self._enter(unit, live[id], _that_reach(unit, trigger, gained))

    def _enter(self, unit: Unit, one: Live, entrants: Sequence[Entrant]) -> None:
        entering.enter(unit, one.id, one.version, one.entered, entrants, calendar=self._asking.calendar)

    def _members_changed(self, unit: Unit, moment: Moment, live: Mapping[int, Live]) -> None:
        """Who entered and left segments by what happened and by time, not by another definition; whom a segment holds back
        is not let in yet."""
        reaction = moment.decided.get(NAME)
        changes = reaction.changes if isinstance(reaction, Reaction) else []
        holding = stays.holding(moment)
        for change in changes:
            if change.cause == "definition":
                continue
            if change.segment_id not in holding:
                stays.begin(unit, live, change.segment_id, change.at, entered=change.entered, left=change.left)
            left = {one.id for one in live.values() if _ends_on_leaving(one, change.segment_id)}
            if left and change.left:
                ending.of_customers(unit, left, dict.fromkeys(change.left, unit.now), "left")

    def _look_again(self, unit: Unit, moment: Moment, watching: Sequence[Place]) -> None:
        """Those who wait for a condition are looked at again when anything of theirs has changed."""
        reaction = moment.decided.get(NAME)
        changes = reaction.changes if isinstance(reaction, Reaction) else []
        touched = {*moment.touched, *(id for change in changes for id in change.entered | change.left)}
        waiting.look_again(unit, watching, touched)


def _ends_on_leaving(one: Live, segment: str) -> bool:
    named = (definition.settings.ends_on.left_segment for definition in one.versions.values())
    return any(name is not None and fold(name) == segment for name in named)


def _that_reach(unit: Unit, trigger: BalanceReached, came: Sequence[tuple[Entrant, str]]) -> list[Entrant]:
    """Those whose balance came to so many points by the posting of this key, whatever was posted since."""
    then = standing_then.around(unit, [key for _, key in came], kind=trigger.points_kind)
    return [
        entrant._replace(about={**entrant.about, "award": {"points": one.after - one.before}})
        for entrant, key in came
        if (one := then.get(key)) is not None and one.before < trigger.points <= one.after
    ]


def _latest(did: Iterable[tuple[int, datetime]]) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    for customer_id, at in did:
        found[customer_id] = max(at, found.get(customer_id, at))
    return found


_TIMES = ("occurred_at", "registered_at", "logged_in_at", "added_at", "changed_at", "posted_at")


def _when(type: str, document: Mapping[str, Any]) -> datetime | None:
    """When it happened, as the document says."""
    at = next((document[name] for name in _TIMES if document.get(name)), None)
    return None if at is None else _instant(at)


def _instant(text: Any) -> datetime:
    return datetime.fromisoformat(str(text))
