"""What customers do earns points: the step of the road that rewards reviews, accounts, visits and birthdays.

Only what happens is rewarded, never history that is imported. A rule sees the
customer with all that the moment brought. Birthdays come by time alone, or with
a profile that is told on the day itself: `birthdays.py` says when they are looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import orjson

from regulars.books import Books, Unit
from regulars.facts.documents import load
from regulars.facts.store import Facts
from regulars.journal import Batch, Entry
from regulars.points import behaving
from regulars.points.behaving import Deserved
from regulars.points.model import birthdays
from regulars.points.model.birthdays import Look
from regulars.points.model.rules import Rule, Terms
from regulars.points.model.styles import Behaviour, Birthday
from regulars.points.rule_book import KeptBook, RuleBook
from regulars.points.settling import Granting
from regulars.rules.calendar import Calendar
from regulars.rules.evaluate import compile as compiled
from regulars.rules.traits import references
from regulars.rules.tree import Condition
from regulars.segments import store
from regulars.segments.recording import Reaction

from .birthdays import BirthdayDays, celebrating
from .memberships import NAME
from .moment import Moment, Record
from .seen.memberships import known_since

MOMENT = timedelta(microseconds=1)
CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Did:
    """Something that a customer did, and the rule that may reward it. `until`: of a birthday, before when it counts; it
    does as soon as the rule is there and on. `after`: only if that is after this instant."""

    rule: Rule
    terms: Terms
    customer_id: int
    subject: str
    at: datetime
    until: datetime | None = None
    after: datetime | None = None

    def earned(self, store: str | None) -> Did | None:
        """The same from when on it earns for a customer of a store; None when it never does."""
        if self.until is None:
            return None if self.rule.is_off(self.at, store) else self
        at = self.rule.first_on(self.at, self.until, store)
        return None if at is None or (self.after is not None and at <= self.after) else replace(self, at=at)


class BehavioursRewarded:
    """Grants what rules give for what customers do."""

    def __init__(
        self,
        *,
        calendar: Calendar,
        rules: KeptBook,
        broken_segments: Callable[[Moment], Mapping[str, str]] = lambda _: {},
    ) -> None:
        self._calendar = calendar
        self._rules = rules
        self._broken_segments = broken_segments
        self._birthdays = BirthdayDays(calendar)
        self._books: Books | None = None

    def begin(self, books: Books, facts: Facts) -> None:
        self._books = books
        self._birthdays.begin(books)

    def prepare(self, moment: Moment) -> Record | None:
        looks = self._birthdays.due(moment.now)
        told = [entry for entry in moment.batch.entries if entry.customer_id is not None]
        heard = told if moment.live else []
        profiles = [entry for entry in told if entry.type == CUSTOMER]
        if not heard and not looks and not profiles:
            return None
        with moment.books.looking() as unit:
            book = self._rules.now(unit, partial(self._broken_segments, moment))
        did = [
            *self._heard(book, heard),
            *self._celebrated(book, moment, looks),
            *self._become_known(book, moment, profiles),
        ]
        due = self._that_hold(moment, did)

        def record(unit: Unit) -> None:
            if due:
                behaving.reward(
                    unit, [_deserved(one) for one in due], grants=self._granting(due), calendar=self._calendar
                )
            if looks:
                self._birthdays.keep(unit, moment.now)

        return record if due or looks else None

    def heeds(self, type: str) -> bool:
        return False

    def may_wait(self, batch: Batch, now: datetime) -> bool:
        return not self._birthdays.due(now)

    def recorded(self, moment: Moment) -> None:
        self._birthdays.looked(moment.now)

    def get_ready(self) -> bool:
        return False

    def next_due(self, facts: Facts) -> datetime | None:
        return self._birthdays.next()

    def notice(self, unit: Unit) -> int:
        """The sweep that notices when a rule on birthdays comes into force."""
        return self._birthdays.notice(unit)

    # What happened

    def _heard(self, book: RuleBook, entries: Iterable[Entry]) -> Iterator[Did]:
        """What entries tell that rules reward."""
        heeding: dict[str, list[tuple[Rule, Terms, Behaviour]]] = defaultdict(list)
        for rule, terms, style in _behaviours(book):
            heeding[style.heeds].append((rule, terms, style))
        heard = [entry for entry in entries if entry.type in heeding]
        since = self._known_since(heard)
        for entry in heard:
            document = orjson.loads(entry.body)
            if document.get("by_page"):
                continue  # whoever reads a page could have points by it
            at = _when(entry, document, since)
            day = self._calendar.local_date(at).isoformat()
            for rule, terms, style in heeding[entry.type]:
                subject = None if document.get("deleted") else style.subject(entry.key, document, day)
                if subject is not None and _in_force(rule, terms, at):
                    assert entry.customer_id is not None
                    yield Did(rule, terms, entry.customer_id, subject, at)

    def _known_since(self, heard: Iterable[Entry]) -> Mapping[int, datetime]:
        """When those were first mentioned whose records are among the entries: an account is not created by an edit."""
        ids = {entry.customer_id for entry in heard if entry.type == "customer" and entry.customer_id is not None}
        if not ids:
            return {}
        assert self._books is not None
        with self._books.looking() as unit:
            return known_since(unit, ids)

    def _celebrated(self, book: RuleBook, moment: Moment, looks: Iterable[Look]) -> Iterator[Did]:
        """The birthdays on these days, by the rules whose period they fall into."""
        rules = _on_birthdays(book)
        if not rules:
            return
        for day, again in looks:
            begins, over = self._calendar.day_start(day), self._calendar.day_start(day + timedelta(days=1))
            customers = celebrating(self._calendar, moment.facts, day)
            for rule, terms in rules:
                at = max(begins, terms.starts_at or begins)
                until = min(over, terms.ends_at or over, moment.now + MOMENT)
                if at < until:
                    subject, after = birthdays.subject(day), begins if again else None
                    yield from (Did(rule, terms, id, subject, at, until, after) for id in customers)

    def _become_known(self, book: RuleBook, moment: Moment, profiles: Iterable[Entry]) -> Iterator[Did]:
        """Who has a birthday on the local day on which we were told of them, which nobody could see as it began. However
        the profile came: it is today's birthday that earns."""
        rules = _on_birthdays(book)
        if not rules:
            return
        told = ((entry.customer_id, entry.received_at) for entry in profiles if entry.customer_id is not None)
        for day, of_day in birthdays.told_on(self._calendar, told).items():
            for id in celebrating(self._calendar, moment.facts, day, of_day.keys()):
                at = of_day[id]
                yield from (
                    Did(rule, terms, id, birthdays.subject(day), at)
                    for rule, terms in rules
                    if _in_force(rule, terms, at)
                )

    # Whether it is rewarded

    def _that_hold(self, moment: Moment, did: list[Did]) -> list[Did]:
        """Those for which the rule's condition holds of the customer now; guests have no account that earns."""
        if not did:
            return []
        asked = {one.customer_id for one in did}
        if not any(one.terms.condition for one in did):
            registered = _registered(moment.facts, asked)
            among = (one for one in did if one.customer_id in registered)
            return [due for one in among if (due := one.earned(registered[one.customer_id])) is not None]
        documents = load(moment.facts, asked)
        conditions = {one.terms.condition for one in did if one.terms.condition is not None}
        segments = segments_of(moment, conditions, asked)
        found = []
        for one in did:
            known = documents.get(one.customer_id)
            if known is None or known.customer["guest"]:
                continue
            earned = one.earned(known.customer["store"])
            if earned is None:
                continue
            subject = known.subject(moment.now, self._calendar, segments[one.customer_id])
            if one.terms.condition is None or compiled(one.terms.condition)(subject):
                found.append(earned)
        return found

    def _granting(self, due: Iterable[Did]) -> Callable[[int, int], Granting]:
        kept = {(one.rule.id, one.terms.version): Granting.by(one.terms, self._calendar) for one in due}
        return lambda rule_id, version: kept[rule_id, version]


def _behaviours(book: RuleBook) -> Iterator[tuple[Rule, Terms, Behaviour]]:
    """The rules that reward what customers do, by what they say today, but for those that are broken."""
    for rule in book.rules:
        terms = rule.versions[-1]
        if isinstance(terms.style, Behaviour) and (rule.id, terms.version) not in book.broken:
            yield rule, terms, terms.style


def _on_birthdays(book: RuleBook) -> list[tuple[Rule, Terms]]:
    return [(rule, terms) for rule, terms, style in _behaviours(book) if isinstance(style, Birthday)]


def _in_force(rule: Rule, terms: Terms, at: datetime) -> bool:
    return at >= rule.created_at and terms.are_for(at) and not rule.is_off(at)


def _when(entry: Entry, document: Mapping[str, object], since: Mapping[int, datetime]) -> datetime:
    """When it happened: an event and an account say so, another record came to be so when it was changed."""
    at = document.get("occurred_at") or document.get("registered_at")
    if at:
        return datetime.fromisoformat(str(at))
    if entry.type == "customer" and entry.customer_id is not None and entry.customer_id in since:
        return since[entry.customer_id]
    return entry.updated_at


def _deserved(one: Did) -> Deserved:
    style = one.terms.style
    assert isinstance(style, Behaviour)
    return Deserved(
        one.rule.id, one.terms.version, one.terms.ledger_id, one.customer_id, one.subject, style.points, one.at
    )


def _registered(facts: Facts, ids: set[int]) -> dict[int, str | None]:
    """Those who have an account, each with their store."""
    told = ", ".join(map(str, sorted(ids)))
    found = facts.ask(f"select customer_id, store from customer where not guest and customer_id in ({told})")
    return dict(zip(found.column(0).to_pylist(), found.column(1).to_pylist(), strict=True))


def segments_of(moment: Moment, conditions: Iterable[Condition], ids: set[int]) -> dict[int, set[str]]:
    """The segments that these customers are in, as far as the conditions name them, this moment included."""
    named: set[str] = set()
    every = False
    for condition in conditions:
        reads = references(condition)
        named |= reads.segments
        every |= reads.any_segment
    found: dict[int, set[str]] = {id: set() for id in ids}
    if not named and not every:
        return found
    with moment.books.transaction() as unit:
        members = dict(store.members(unit.connection, None if every else sorted(named)))
    reaction = moment.decided.get(NAME)
    if isinstance(reaction, Reaction):
        members |= {id: held for id, held in reaction.members.items() if every or id in named}
    for segment, held in members.items():
        for id in ids:
            if id in held:
                found[id].add(segment)
    return found
