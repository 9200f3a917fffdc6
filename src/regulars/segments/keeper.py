"""The keeper: membership, kept exact as entries come in and as time passes.

It knows who is in every live segment. For a moment of the road it asks the
facts about the customers touched, compares, and says who entered and who left;
when a customer's next change comes it asks again. It asks about everybody only
when a definition is new, the facts were made again, or the clock itself is what
a condition goes by.

One worker keeps; everyone else reads what is in the books.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

import pyarrow as pa
from pyroaring import BitMap

from regulars.books import Books, Unit
from regulars.facts import stays
from regulars.facts.changes import Index
from regulars.facts.names import StandingNames
from regulars.facts.store import Facts
from regulars.rules.traits import STAYS

from . import looking, pins, store
from .current import is_current_of
from .dating import Dating, Told
from .halving import answered
from .model import Cause, Change, Definition
from .nightly import Nightly
from .parting import Parting
from .pins import Pins
from .plan import Plan, digest, plan
from .questions import Ground, Who, everyone
from .recording import Reaction, record
from .refreshing import Refreshing

_POSITION, _DEFINITIONS, CHECKED_AT = "segments.position", "segments.definitions", "segments.checked_at"
"""Notes beside the index: the journal position, the definitions and the instant that it is up to date with."""
MOST_LOOKS = 32
"""What is asked about in one step, of instants gone by; those that are left are the next one's."""


class Keeper:
    """Keeps the memberships of one installation."""

    def __init__(self, books: Books, facts: Facts, ground: Callable[[], Ground]) -> None:
        self._books, self._facts, self._ground = books, facts, ground
        self._calendar = ground().calendar  # asked for once: the ground is read from the books each time
        self._revision = -1
        self._plan: Plan = Plan([], [])
        self._members: dict[str, BitMap] = {}
        self._fresh: dict[str, datetime] = {}
        self._pins: dict[str, Pins] = {}
        self._recheck: dict[str, BitMap] = {}
        self._refreshing = Refreshing()
        self._parting, self._alarms = Parting(), looking.Alarms()
        self._nightly = Nightly(books)
        self._digests: dict[str, str] = {}
        self._noted = ""
        self._missed = BitMap()
        self._checked_at: datetime | None = None
        self._pending: tuple[Reaction, datetime] | None = None
        self._dating = Dating(self._told_since)

    def begin(self) -> None:
        """Take up what books and facts hold; called when the worker starts or the facts were made again."""
        self._revision = -1
        self._fresh, self._missed, self._noted = {}, BitMap(), ""
        self._pending = None
        self._checked_at = None
        self._parting = Parting()
        self._dating = Dating(self._told_since)

    def react(
        self,
        touched: Sequence[int],
        now: datetime,
        *,
        received: Mapping[datetime, BitMap] | None = None,
        rows: set[str] | None = None,
        names: bool = False,
        merged: bool = False,
    ) -> Reaction:
        """What follows from the entries of a batch, for the customers that they touched.

        `received`: when what is about them was received, by instant, which is when a change is dated that it brings.
        `rows`: all that has changed of them, if that is known. `names`: whether anything that conditions name may have
        come or gone; `merged`: whether any became one with another. Others whose instant has come are looked at with them, for asking costs more than whom it is
        asked about. An alarm that went since the last waking is left to the next, and so is a new definition.
        """
        reaction = Reaction(now)
        self._keep_up(reaction, names=names)
        if merged:
            self._take_pins()
        only = None if rows is None or self._missed else self._plan.reading(rows)
        asked, self._missed = BitMap(touched) | self._missed, BitMap()
        if asked and only != set():
            who, dates = {now: asked}, self._dating.dated(received or {}, asked, now)
            due = {} if only is not None or self._asks_everybody(now) else self._due(now)
            who = looking.each_once([*who.items(), *due.items()])
            told_at = looking.each_once([*dates.items(), *due.items()])
            self._ask(reaction, who, now, "entries", only=only, brought=asked, told_at=told_at)
        return self._prepared(reaction, checked_at=self._checked_at or now)

    def wake(self, now: datetime) -> Reaction:
        """What follows from time having passed up to `now`, each change at the instant it came true.

        Alarms, customers' own instants and definitions are looked at in one sequence, and so is what an answer says
        will change before `now` again: whoever looks at an earlier instant last would take back what came after it.
        What is too much for one step is left to the next, which is due at once.
        """
        reaction = Reaction(now)
        self._keep_up(reaction)
        self._parting.leave(reaction, known_until=self._checked_at)
        if self._checked_at is None:  # everybody was asked just now, about everything
            return self._prepared(reaction, checked_at=now)
        calendar, segments = self._calendar, self._plan.in_every_moment
        alarms, due = looking.alarms(segments, calendar, self._checked_at, now), self._due(now)
        refreshes = dict(self._refreshing.due(now, calendar, but=self._fresh))
        if self._missed:
            due[now] = due.get(now, BitMap()) | self._missed
        reached, ringing = self._checked_at, next(alarms, None)
        for _ in range(MOST_LOOKS):
            known = len(reaction.index)
            everybody = [*self._fresh.values(), *(max(one.at, reached) for one in refreshes.values())]
            everybody_at = min([*everybody, *([ringing[0]] if ringing else [])], default=None)
            who = looking.taken_before(due, everybody_at)
            reached = max(who) if who else everybody_at or now
            if who:
                self._missed -= who.get(now, BitMap())
                self._ask(reaction, who, reached, "time")
            elif ringing and ringing[0] == reached:
                self._ask(reaction, None, reached, "time", only=self._plan.depending_on(ringing[1]))
                ringing = next(alarms, None)
            elif fresh := {id for id, at in self._fresh.items() if at == reached}:
                self._define(reaction, fresh, reached)
            elif refreshes:
                id = min(refreshes, key=lambda id: (refreshes[id].at, id))
                self._renew(reaction, id, reached, refreshes.pop(id).cause)
            else:
                break
            for index in reaction.index[known:]:
                for customer, again in looking.changing(index, now):
                    due.setdefault(again, BitMap()).add(customer)
        if self._recheck and not due and not self._fresh and not refreshes and ringing is None:
            self._look_again(reaction, now)
            reached = now
        return self._prepared(reaction, checked_at=max(self._checked_at, reached))

    def may_wait(self, about: Collection[int], now: datetime) -> bool:
        """Whether what time has brought up to `now` is found by reacting to a batch that is about these customers.

        Not when it concerns one of them: the batch may be about something that was before.
        """
        if self._checked_at is None or self._missed or self._recheck or self._is_news() or self._asks_everybody(now):
            return False
        return all(customers.isdisjoint(BitMap(about)) for customers in self._due(now).values())

    def record(self, unit: Unit, reaction: Reaction, position: int, *, live: bool = True) -> None:
        """Write a reaction in the transaction of its moment; not `live` is what follows from history."""
        day = self._calendar.local_date(reaction.now)
        record(unit, reaction, position=position, day=day, live=live)

    def recorded(self, position: int) -> None:
        """The reaction prepared last is in the books, with the journal up to `position`: remember it, and index
        the next changes. What is lost here is asked about again when the worker begins anew."""
        pending, self._pending = self._pending, None
        if pending is None:
            return
        reaction, self._checked_at = pending
        self._dating.tell([(change.at, change.entered | change.left) for change in reaction.changes], reaction.now)
        self._members |= reaction.members
        self._refreshing.done(reaction.refreshed)
        notes = {_POSITION: str(position), CHECKED_AT: self._checked_at.isoformat()}
        covered = {id: digest for id, digest in self._digests.items() if id not in self._fresh}
        if (definitions := json.dumps(covered)) != self._noted:
            self._noted = notes[_DEFINITIONS] = definitions
        self._facts.keep_changes(reaction.index, notes)

    def next_due(self) -> datetime | None:
        """The next instant at which time alone may change a membership; at once when definitions are new."""
        if self._checked_at is None or self._missed or self._recheck or self._parting or self._is_news():
            return self._books.clock()
        instants = [*self._alarms_after(self._checked_at), *self._fresh.values()]
        refresh = self._refreshing.next(self._checked_at, self._calendar)
        instants += [at for at in (self._facts.next_change(), refresh) if at is not None]
        return min(instants, default=None)

    def get_ready(self) -> bool:
        """Compile one question that is yet to be asked, which takes as long as several batches; False when none is left."""
        compiled = any(layer.compile_next() for layer in self._plan.kept)
        return compiled or self._score_anew() or self._verify_next()

    def _score_anew(self) -> bool:
        """Set the scores of today, which an alarm does where segments go by them, so that they change as the day begins;
        and once more if nobody could have one, for then a shop's first import has just come in."""
        now = self._books.clock()
        if not self._plan.daily and self._facts.score(now):
            return True
        if again := self._facts.score(now, again=True):
            self._fresh |= dict.fromkeys(self._plan.daily, now)
        return again

    def _verify_next(self) -> bool:
        """Compare a few segments with a computation from nothing, once a night; False when nothing is left of it."""
        if self._checked_at is None or self._pending is not None:
            return False
        compared = self._nightly.verify_next(
            self._plan, self._calendar, self._facts, self._members, self._pins, at=self._checked_at
        )
        if compared:
            self._take_pins()
        return compared

    # Definitions

    def _is_news(self) -> bool:
        with self._books.looking() as unit:
            return store.revision(unit.connection) != self._revision

    def _keep_up(self, reaction: Reaction, *, names: bool = False) -> None:
        """Read the definitions if any is new or names other things than are there; those that are new or no longer
        broken are computed by the next waking."""
        first = self._checked_at is None
        anew = first or (names and self._plan.names_differ(self._facts))
        with self._books.transaction() as unit:
            revision = store.revision(unit.connection)
            if revision == self._revision and not anew:
                return
            definitions = store.definitions(unit.connection, hidden=True)
            parting = store.parting(unit.connection)
            if first:
                self._members = store.members(unit.connection, archived=True, hidden=True)
        self._take_pins()
        there = {definition.id for definition in definitions}
        self._plan = plan(definitions, self._ground(), StandingNames(self._facts, there.__contains__))
        self._revision = revision
        reaction.broken.extend(self._plan.broken)
        live = {segment.id for segment in self._plan.segments}
        self._refreshing.take(definitions, live)
        kept = self._plan.automatic
        self._digests = {definition.id: digest(definition) for definition in definitions if definition.id in kept}
        self._members = self._parting.stay(self._members, there, parting)  # broken ones keep their last
        fresh = {d.id: d for d in definitions if (d.computed_version != d.version or d.broken_by) and d.id in live}
        if first:
            self._resume(reaction, set(fresh))
        if self._checked_at is not None:
            self._fresh |= {id: self._made_at(definition, reaction.now) for id, definition in fresh.items()}

    def _take_pins(self) -> None:
        """Read who is pinned, and whom to look at because of it."""
        with self._books.looking() as unit:
            self._pins, self._recheck = pins.load(unit.connection), pins.to_recheck(unit.connection)

    def _look_again(self, reaction: Reaction, now: datetime) -> None:
        """Ask about those of whom something kept by hand has changed; of a segment that is no longer kept nothing follows."""
        again, self._recheck = self._recheck, {}
        reaction.rechecked.update(again)
        if ids := again.keys() & {segment.id for segment in self._plan.segments}:
            who = {now: BitMap.union(BitMap(), *(again[id] for id in ids))}
            self._ask(reaction, who, now, "hand", only=self._plan.depending_on(ids), also=ids)

    def _resume(self, reaction: Reaction, fresh: set[str]) -> None:
        """Go on from where the index was left; when there is none, ask about everybody.

        Of a segment that it doesn't know, though it was computed, the index was lost: it is asked about again.
        """
        notes = self._facts.notes()
        if _DEFINITIONS not in notes:
            self._parting.leave(reaction, known_until=None)
            self._ask(reaction, None, reaction.now, "time", fresh=fresh)
            return
        self._noted = notes[_DEFINITIONS]
        known = json.loads(self._noted)
        self._checked_at = datetime.fromisoformat(notes[CHECKED_AT])
        lost = {id for id, digest in self._digests.items() if known.get(id) != digest}
        self._fresh = dict.fromkeys(lost - fresh, reaction.now)
        span = int(notes[_POSITION]), self._facts.position()
        self._missed = BitMap([*self._facts.touched(*span), *self.whose_stays(*span)])

    def _made_at(self, definition: Definition, now: datetime) -> datetime:
        """When a definition came into force, if that is after all that has been looked at; else it does so now."""
        at = definition.updated_at
        known = self._checked_at is None or at < self._checked_at
        return now if known or definition.broken_by else min(at, now)

    def _define(self, reaction: Reaction, ids: set[str], at: datetime) -> None:
        """Compute segments, and those that name them, for everybody; when these are all, the index is made anew."""
        self._fresh = {id: then for id, then in self._fresh.items() if id not in ids}
        concerned = self._plan.depending_on(ids)
        everything = not self._fresh and len(concerned) == len(self._plan.segments)
        self._ask(reaction, None, at, "definition", fresh=ids, only=None if everything else concerned)

    def _renew(self, reaction: Reaction, id: str, at: datetime, cause: Cause) -> None:
        """Compute a segment that is not kept in every moment, and those that name it, for everybody."""
        self._ask(reaction, None, at, cause, only=self._plan.depending_on({id}), also={id})
        reaction.refreshed.append((id, at))

    # Asking

    def asks_about(self, rows: set[str]) -> bool:
        """Whether any condition is about such rows; as long as none was read, it may be."""
        return self._revision < 0 or bool(self._plan.reading(rows))

    def whose_stays(self, after: int, until: int) -> list[int]:
        """The customers whose stays some entries have changed, if any condition goes by stays."""
        return stays.moved(self._facts, after, until) if after < until and self.asks_about({STAYS}) else []

    def _ask(
        self,
        reaction: Reaction,
        who: Who,
        now: datetime,
        cause: Cause,
        *,
        fresh: set[str] | frozenset[str] = frozenset(),
        only: set[str] | None = None,
        also: set[str] | frozenset[str] = frozenset(),
        brought: BitMap | None = None,
        told_at: Who = None,
    ) -> None:
        """Ask about some customers or all, layer by layer, and add what changed to the reaction.

        `cause` is of what is found at `now`, and of those who are `brought`; of others it is time at any other instant.
        `told_at`: the instants that changes are dated, where these are others than those at which is asked. A layer that names
        segments sees what the layers before it found; whoever changed there is asked about too, as they were touched
        themselves. Segments that are yet to be computed are left out: what time has brought until then is not for them;
        and so are those that are not kept in every moment, but for `fresh` ones and those named in `also`.
        """
        if self._plan.reads_daily:
            self._facts.score(now)
        customers = everyone(who)
        if customers is None:
            self._dating.looked_at_everybody(now)
        current = is_current_of(self._facts, who, now)
        members = self._members | reaction.members
        found_changes: list[pa.Table] = []
        for layer in self._plan.asked(fresh | also):
            questions = layer if only is None else layer.only(only)
            if self._fresh:
                questions = questions.only({segment.id for segment in questions.segments} - self._fresh.keys())
            if not questions.segments:
                continue
            there = len(reaction.broken)
            asked = {"who": who, "members": members, "now": now, "current": current}
            found = answered(self._facts.ask, questions, reaction.broken, **asked)
            for broken in reaction.broken[there:]:
                self._plan = self._plan.without(broken.id)
            found_changes += [one.changes for one in found]
            for id, held in pins.applied(self._pins, found):
                before = members.get(id, BitMap())
                asked_before = before if customers is None else before & customers
                change = Change.between(id, asked_before, held, at=now, cause="definition" if id in fresh else cause)
                if change is not None:
                    members[id] = (before - change.left) | change.entered
                    reaction.changes.extend(looking.by_instant(change, told_at or who, brought))
                if change is not None or id in fresh:
                    reaction.members[id] = members.get(id, before)
                if id in fresh:
                    reaction.computed.append((id, self._plan.version(id)))
                    reaction.refreshed.append((id, now))
        if found_changes or (customers is not None and only is None):
            reaction.index.append(
                Index(looking.earliest(found_changes), looking.asked(customers), earlier=only is not None)
            )

    def _told_since(self, since: datetime) -> list[Told]:
        with self._books.looking() as unit:
            return store.told_since(unit.connection, since)

    # Time

    def _alarms_after(self, checked_at: datetime) -> list[datetime]:
        """Of segments that go by the clock itself: when everybody must be asked again."""
        return self._alarms.after(self._plan.in_every_moment, self._calendar, checked_at)

    def _asks_everybody(self, now: datetime) -> bool:
        """Whether something is left, up to an instant, that everybody is asked about."""
        alarms = [] if self._checked_at is None else self._alarms_after(self._checked_at)
        if self._refreshing.due(now, self._calendar, but=self._fresh):
            return True
        return any(instant <= now for instant in (*alarms, *self._fresh.values()))

    def _due(self, now: datetime) -> dict[datetime, BitMap]:
        """Customers whose next change has come, by instant, the earliest first."""
        return looking.at_instants(self._facts.due(now))

    def _prepared(self, reaction: Reaction, *, checked_at: datetime) -> Reaction:
        self._pending = reaction, checked_at
        return reaction
