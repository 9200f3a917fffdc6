"""The desk: where people's questions about conditions are answered, saved or not.

It looks at the facts through whoever holds them and at memberships in the
books; nothing is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple, Protocol, cast

import pyarrow as pa
from pyroaring import BitMap

from regulars.books import Books
from regulars.books.shop import Shop
from regulars.core.errors import NotFound
from regulars.facts.declaring import declared
from regulars.facts.documents import load
from regulars.facts.relations import base_tables
from regulars.journal.naming import find_called
from regulars.rules.calendar import Calendar
from regulars.rules.explain import Explanation, explain
from regulars.rules.fold import fold
from regulars.rules.scope import ANY_NAME, Names
from regulars.rules.sentence import NameOf, Speaker, tidy
from regulars.rules.subject import Subject
from regulars.rules.texts import Language, Texts
from regulars.rules.traits import SEGMENTS, references
from regulars.rules.tree import Condition, Group, Read, Test

from . import asking, past, pins, standing, store
from .actions import Standing
from .breaking import Broken
from .coming import Ahead, Asked, Coming, NotKept, coming, due
from .current import is_current
from .foresight import Foresight
from .model import EVERYONE, Audience, Definition, narrowed
from .pins import Pins
from .plan import Plan, checked, needed, plan, whole
from .questions import Ground, Live, Questions
from .verify import Drift, compare

ROUNDS = 3
"""How often what differs is looked at again, before it is told."""


class Difference(NamedTuple):
    """Who would come into a segment, leave it and stay in it, were it changed; about whoever is `cooling` nothing is done yet.

    `acted` are those whom it has treated as being in so far, which those who wait for an approval or a cool-down are not.
    """

    entering: BitMap
    leaving: BitMap
    staying: BitMap
    cooling: BitMap
    acted: BitMap

    @property
    def due_entering(self) -> BitMap:
        """About whom something is to be done then for having come in, be it that they came before."""
        return (self.entering | self.staying) - self.acted

    @property
    def due_leaving(self) -> BitMap:
        """About whom for having left: of who came without anything being done there is nothing to take back."""
        return self.acted - self.entering - self.staying


class Facts(Protocol):
    """What the desk needs of the facts."""

    def ask(self, question: Any, tables: Any = None, settings: Any = None) -> pa.Table: ...
    def ask_all(self, questions: Any, tables: Any = None) -> dict[str, pa.Table]: ...
    def horizon(self) -> datetime | None: ...
    def position(self) -> int: ...


class Desk:
    """Answers questions about conditions in one installation."""

    def __init__(
        self,
        books: Books,
        facts: Facts,
        shop: Shop,
        *,
        names: Names = ANY_NAME,
        name_of: NameOf | None = None,
        ground: Callable[[], Ground] | None = None,
        language: Language | None = None,
    ) -> None:
        self.books, self.facts, self.shop = books, facts, shop
        self._names, self._name_of, self._ground = names, name_of, ground
        self._language = language or cast(Language, shop.language)

    @property
    def calendar(self) -> Calendar:
        return self.shop.calendar

    @cached_property
    def ground(self) -> Ground:
        """What conditions are compiled against."""
        if self._ground is not None:
            return self._ground()
        with self.books.transaction() as unit:
            return Ground.of(self.shop, declared(unit))

    @cached_property
    def speaker(self) -> Speaker:
        """Says conditions, in the shop's language where no other was asked for."""
        texts = Texts(self._language, self.calendar.zone)
        return Speaker(self.ground.vocabulary, texts, *((self._name_of,) if self._name_of else ()))

    def say(self, condition: Condition) -> str:
        """A condition in words, to stand within a line."""
        return tidy(self.speaker.condition(condition, None))

    def sentence(self, condition: Condition) -> str:
        """A condition in words, to stand alone."""
        said = self.say(condition)
        return said[:1].upper() + said[1:]

    def now(self) -> datetime:
        return self.books.clock()

    def checked(self, document: Any) -> Condition:
        """A condition as JSON, read and found good; raises `InvalidCondition`."""
        return checked(document, self.ground, self._names)

    def whole(self, document: Any, exclude: Any) -> Condition:
        """A condition but for those another holds for, both as JSON; raises `InvalidCondition`."""
        return whole(document, exclude, self.ground, self._names)

    def without_customers(self, stores: Sequence[str]) -> list[str]:
        """Those of some stores that no customer is of."""
        if not stores:
            return []
        asked = {"asked": pa.table({"store": pa.array([fold(name) for name in stores], pa.string())})}
        rows = self.facts.ask(
            "select distinct store_folded from customer semi join asked on store_folded = asked.store", asked
        )
        known = set(rows.column(0).to_pylist())
        return [name for name in stores if fold(name) not in known]

    def preview(
        self, condition: Condition, at: datetime | None = None, *, audience: Audience = EVERYONE
    ) -> asking.Preview:
        """How many of those it is for a condition holds for, with a sample; at an instant or now."""
        now = at or self.now()
        return asking.preview(
            self.facts.ask,
            self._among(audience),
            condition,
            now=now,
            current=is_current(self.facts.horizon(), now),
            members=lambda: self.memberships(at),
        )

    def difference(self, id: str, condition: Condition, *, audience: Audience) -> Difference:
        """What would become of a segment's members, were its condition and audience these."""
        now = self.now()
        narrow = narrowed(condition, audience, self.ground.vocabulary)
        held = BitMap(self._holding(narrow, None, now))
        with self.books.transaction() as unit:
            before = store.members(unit.connection, [id]).get(id, BitMap())
            pinned = pins.load(unit.connection).get(id, Pins())
            cooling = BitMap(standing.cooling_until(unit.connection, id, now))
            acted = standing.load(unit.connection, [id]).get(id, Standing()).acted
        held = (held | pinned.into) - pinned.out
        return Difference(held - before, before - held, held & before, cooling, acted)

    def verify(self, settle: Callable[[], None], *, at: datetime | None = None) -> list[Drift]:
        """Every segment's members beside those computed from nothing, as of now or of when they were kept.

        What differs is looked at again after `settle`: something may have come in, or time have gone by, meanwhile.
        """
        with self.books.transaction() as unit:
            layers = self._plan(store.definitions(unit.connection)).kept
        drifts = self._compared(layers, at, None)
        for _ in range(ROUNDS):
            if not any(drifts):
                break
            settle()
            by_id = {drift.segment: drift for drift in drifts}
            differing = {id for id, drift in by_id.items() if drift}
            customers = BitMap.union(BitMap(), *(by_id[id].customers for id in differing))
            again = self._compared([layer.only(differing) for layer in layers], at, customers)
            drifts = [*(drift for drift in drifts if not drift), *again]
        return sorted(drifts, key=lambda drift: drift.segment)

    def _compared(self, layers: Sequence[Questions], at: datetime | None, customers: BitMap | None) -> list[Drift]:
        now = at or self.now()
        with self.books.transaction() as unit:
            members, pinned = store.members(unit.connection), pins.load(unit.connection)
        who = None if customers is None else {now: customers}
        current = is_current(self.facts.horizon(), now)
        asked = [layer for layer in layers if layer.segments]
        return compare(asked, self.facts.ask, members, pinned, at=now, current=current, who=who)

    def _holding(self, condition: Condition, at: datetime | None, now: datetime) -> list[int]:
        """The dense ids of the customers a condition holds for."""
        return asking.members_of(
            self.facts.ask,
            self.ground,
            condition,
            now=now,
            current=is_current(self.facts.horizon(), now),
            members=lambda: self.memberships(at),
        )

    def members(self, document: Any, at: datetime | None = None) -> list[str]:
        """The external ids (guests: e-mails) of the customers a condition holds for, by dense id."""
        condition, now = self.checked(document), at or self.now()
        return self.names_of(self._holding(condition, at, now))

    def members_of(self, id: str, at: datetime | None = None) -> BitMap:
        """Who is in a segment, or was at an instant; of one before it was made its condition is asked.

        Raises `NotFound`, and `Broken` when nothing is kept and nothing can be asked.
        """
        with self.books.transaction() as unit:
            kept = store.definition(unit.connection, id)
            if kept is None:
                raise NotFound("segment", id)
            if at is not None and at >= kept.created_at:
                return past.members_at(unit.connection, id, at)
            held = store.members(unit.connection, [id]).get(id, BitMap()) if at is None else BitMap()
        if kept.broken_reason is not None and not held:
            raise Broken(id, kept.broken_reason)
        if at is None:
            return held
        return self.memberships(at).get(id, BitMap())

    def names_of(self, ids: Sequence[int]) -> list[str]:
        """The external ids (guests: e-mails) of some customers, by dense id."""
        if not ids:
            return []
        asked = {"asked": pa.table({"customer_id": pa.array(ids, pa.int32())})}
        rows = self.facts.ask(
            "select coalesce(external_id, email) as name from customer semi join asked using (customer_id) order by customer_id",
            asked,
        )
        return [name for name in rows.column("name").to_pylist() if name is not None]

    def memberships(self, at: datetime | None = None, *, among: BitMap | None = None) -> Mapping[str, BitMap]:
        """Who is in each segment now, or was at an instant; `among` are those who matter, if not all do.

        Of an instant before a segment was made nothing is kept: then its condition is asked.
        """
        with self.books.transaction() as unit:
            if at is None:
                return store.members(unit.connection)
            definitions = store.definitions(unit.connection)
            kept = [d.id for d in definitions if d.created_at <= at]
            found = {id: past.members_at(unit.connection, id, at) for id in kept}
        if len(kept) == len(definitions):
            return found
        current = is_current(self.facts.horizon(), at)
        for layer in self._plan(definitions).layers:
            younger = layer.only({segment.id for segment in layer.segments} - found.keys())
            if younger.segments:
                who = None if among is None else {at: among}
                answers = younger.ask(self.facts.ask, who=who, members=found, now=at, current=current)
                found |= answers.members
        return found

    def _plan(self, definitions: Sequence[Definition]) -> Plan:
        """Those of the segments that can be evaluated, in the order in which they are computed."""
        return plan([definition for definition in definitions if definition.broken_by is None], self.ground)

    def coming(self, id: str, days: int) -> Coming:
        """How many will leave a segment and enter it by time alone, on each local day from today on.

        Raises `Broken`, and `NotKept` for one that is archived or yet to be computed.
        """
        now = self.now()
        with self.books.transaction() as unit:
            definitions = store.definitions(unit.connection)
            members, pinned = store.members(unit.connection), pins.load(unit.connection)
        state = next((d.state for d in definitions if d.id == id), "archived")
        there = self._plan(definitions)
        conditions = {segment.id: segment.condition for segment in there.segments}
        broken = next((d.broken_reason for d in definitions if d.id == id), None)
        if broken is not None:
            raise Broken(id, broken)
        if state != "active" or id not in conditions:
            raise NotKept(id, state)
        matter = needed(conditions[id], conditions) | {id}
        layers = [part for layer in there.layers if (part := layer.only(matter)).segments]
        ahead = Ahead.of(now, days, self.calendar)
        asked = Asked(layers, self.facts.ask, self.facts.horizon(), pinned, self.calendar, members)
        found = coming(asked, id, ahead, now=now, due=due(self.facts.ask, ahead), everybody=self._everybody)
        named = [references(conditions[one]) for one in matter]
        return Coming(found, exact=not any(one.stays or one.any_stay for one in named))

    def _everybody(self) -> BitMap:
        return BitMap(self.facts.ask(base_tables()["customer"].select("customer_id")).column(0).to_numpy())

    def explain(self, condition: Condition, customer_id: int, at: datetime | None = None) -> Explanation:
        """Why a condition holds for a customer or not, node by node, and when that changes next. Raises `NotFound`.

        For who registered later nothing holds yet; the answer then says so beside the condition.
        """
        now = at or self.now()
        held: list[str] = []
        matter: list[Live] = []
        if SEGMENTS in references(condition).fields:
            members = self.memberships(at, among=BitMap([customer_id]))
            held = [id for id, there in members.items() if customer_id in there]
            matter = self._mattering(condition, customer_id)
        asked = [condition, *(segment.condition for segment in matter)]
        documents = load(self.facts, [customer_id], asked).get(customer_id)
        if documents is None:
            raise NotFound("customer", str(customer_id))
        ahead = Foresight(documents, self.calendar, matter, frozenset(held) - {segment.id for segment in matter})

        def subject_at(instant: datetime) -> Subject:
            return documents.subject(instant, self.calendar, held)

        def since(instant: datetime) -> Explanation:
            told = explain(condition, subject_at(instant), self.speaker)
            return replace(told, next_change=ahead.next_change(condition, instant, held))

        registered: datetime | None = documents.customer.get("registered_at")
        if registered is None or registered <= now:
            return since(now)
        field = self.ground.vocabulary.fields["customer.registered_at"]
        there = Test(Read(field, field.type), "<=", now)
        then = since(registered)
        told = explain(Group("all", (there, condition)), subject_at(now), self.speaker)
        return replace(told, next_change=registered if then.held else then.next_change)

    def _mattering(self, condition: Condition, customer_id: int) -> list[Live]:
        """The segments whose members a condition asks for, and that time moves a customer into and out of, in the order in
        which they are computed: not those that can't be evaluated, and those that the customer is pinned into or out of."""
        with self.books.transaction() as unit:
            there = self._plan(store.definitions(unit.connection))
            pinned = pins.pinned_of(unit.connection, customer_id)
        segments = [segment for layer in there.layers for segment in layer.segments]
        asked = needed(condition, {segment.id: segment.condition for segment in segments})
        return [segment for segment in segments if segment.id in asked - pinned.keys()]

    def _among(self, audience: Audience) -> Ground:
        """The ground with only those customers on it."""
        if audience == EVERYONE:
            return self.ground
        customer = self.ground.tables["customer"]
        if audience.applies_to != "everyone":
            customer = customer.filter(customer["guest"] == (audience.applies_to == "guests"))
        if audience.stores:
            customer = customer.filter(customer["store_folded"].isin([fold(store) for store in audience.stores]))
        return replace(self.ground, tables={**self.ground.tables, "customer": customer})

    def customer_id(self, name: str) -> int:
        """The dense id of a customer by any name; raises `NotFound` and `SeveralCustomers`."""
        with self.books.transaction() as unit:
            return find_called(unit, name)
