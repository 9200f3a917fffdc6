"""What customers do earns points: the step of the road that rewards reviews, accounts, visits and birthdays.

Only what happens is rewarded, never history that is imported. A rule sees the
customer with all that the moment brought. Birthdays come by time alone: each
local day is looked at once, those missed while the worker was down too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import orjson

from regulars.books import Books, Unit
from regulars.facts.documents import load
from regulars.facts.store import Facts
from regulars.journal import Batch, Entry
from regulars.points import behaving, earning_rules
from regulars.points.behaving import Deserved
from regulars.points.earning_rules import RuleBook
from regulars.points.model.rules import Rule, Terms
from regulars.points.model.styles import Behaviour, Birthday
from regulars.points.settling import Granting
from regulars.rules.calendar import Calendar
from regulars.rules.evaluate import compile as compiled
from regulars.rules.scope import Scope
from regulars.rules.traits import references
from regulars.rules.tree import Condition
from regulars.segments import store
from regulars.segments.recording import Reaction

from .memberships import NAME
from .moment import Moment, Record
from .seen.memberships import known_since

DAY = "points.birthdays"
"""The setting that says up to which local day birthdays have been looked at."""
MOST_DAYS = 31
"""After a longer stop birthdays further back are let be."""


@dataclass(frozen=True, slots=True)
class Did:
    """Something that a customer did, and the rule that may reward it."""

    rule: Rule
    terms: Terms
    customer_id: int
    subject: str
    at: datetime


class BehavioursRewarded:
    """Grants what rules give for what customers do. `scope` says what conditions may read now."""

    def __init__(
        self,
        *,
        calendar: Calendar,
        scope: Callable[[], Scope],
        broken_segments: Callable[[Moment], Mapping[str, str]] = lambda _: {},
    ) -> None:
        self._calendar = calendar
        self._scope = scope
        self._broken_segments = broken_segments
        self._day: date | None = None
        self._books: Books | None = None

    def begin(self, books: Books, facts: Facts) -> None:
        """Find out up to which day birthdays were looked at; today's are let be when none were."""
        self._books = books
        with books.transaction() as unit:
            kept = unit.setting(DAY)
            self._day = date.fromisoformat(kept) if kept else self._calendar.local_date(unit.now)
            if not kept:
                unit.set_setting(DAY, self._day.isoformat())

    def prepare(self, moment: Moment) -> Record | None:
        today = self._calendar.local_date(moment.now)
        days = self._days(today)
        heard = [entry for entry in moment.batch.entries if entry.customer_id is not None] if moment.live else []
        if not heard and not days:
            return None
        with moment.books.looking() as unit:
            book = earning_rules.book(unit, self._scope(), self._broken_segments(moment))
        did = [*self._heard(book, heard), *self._birthdays(book, moment, days)]
        due = self._that_hold(moment, did)

        def record(unit: Unit) -> None:
            if due:
                behaving.reward(
                    unit, [_deserved(one) for one in due], grants=self._granting(due), calendar=self._calendar
                )
            if days:
                unit.set_setting(DAY, today.isoformat())

        return record if due or days else None

    def heeds(self, type: str) -> bool:
        return False

    def may_wait(self, batch: Batch, now: datetime) -> bool:
        return not self._days(self._calendar.local_date(now))

    def recorded(self, moment: Moment) -> None:
        assert self._day is not None
        self._day = max(self._day, self._calendar.local_date(moment.now))

    def get_ready(self) -> bool:
        return False

    def next_due(self, facts: Facts) -> datetime | None:
        return None if self._day is None else self._calendar.day_start(self._day + timedelta(days=1))

    # What happened

    def _days(self, today: date) -> list[date]:
        """The local days that have begun since birthdays were last looked at."""
        assert self._day is not None
        first = max(self._day + timedelta(days=1), today - timedelta(days=MOST_DAYS - 1))
        return [first + timedelta(days=n) for n in range((today - first).days + 1)]

    def _heard(self, book: RuleBook, entries: Iterable[Entry]) -> Iterator[Did]:
        """What entries tell that rules reward."""
        heeding: dict[str, list[tuple[Rule, Terms, Behaviour]]] = defaultdict(list)
        for rule, terms, style in _behaviours(book):
            heeding[style.heeds].append((rule, terms, style))
        heard = [entry for entry in entries if entry.type in heeding]
        since = self._known_since(heard)
        for entry in heard:
            document = orjson.loads(entry.body)
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

    def _birthdays(self, book: RuleBook, moment: Moment, days: Collection[date]) -> Iterator[Did]:
        """The registered customers whose birthday was on one of these days."""
        rules = [(rule, terms) for rule, terms, style in _behaviours(book) if isinstance(style, Birthday)]
        if not rules:
            return
        for day in days:
            at = self._calendar.day_start(day)
            born = _born_on(self._calendar, day)
            told = ", ".join(f"({month}, {of_month})" for month, of_month in sorted(born))
            found = moment.facts.ask(
                f"""select customer_id from customer where not guest and (month(born_on), day(born_on)) in ({told})
                    order by 1"""
            )
            for rule, terms in rules:
                if _in_force(rule, terms, at):
                    for customer_id in found.column(0).to_pylist():
                        yield Did(rule, terms, customer_id, f"birthday:{day.year}", at)

    # Whether it is rewarded

    def _that_hold(self, moment: Moment, did: list[Did]) -> list[Did]:
        """Those for which the rule's condition holds of the customer now; guests have no account that earns."""
        if not did:
            return []
        asked = {one.customer_id for one in did}
        if not any(one.terms.condition for one in did):
            registered = _registered(moment.facts, asked)
            return [
                one
                for one in did
                if one.customer_id in registered and not one.rule.is_off(one.at, registered[one.customer_id])
            ]
        documents = load(moment.facts, asked)
        conditions = {one.terms.condition for one in did if one.terms.condition is not None}
        segments = _segments(moment, conditions, asked)
        found = []
        for one in did:
            known = documents.get(one.customer_id)
            if known is None or known.customer["guest"] or one.rule.is_off(one.at, known.customer["store"]):
                continue
            subject = known.subject(moment.now, self._calendar, segments[one.customer_id])
            if one.terms.condition is None or compiled(one.terms.condition)(subject):
                found.append(one)
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


def _born_on(calendar: Calendar, day: date) -> set[tuple[int, int]]:
    """The months and days of birth that have their anniversary on a day."""
    leap = date(2000, 2, 29)
    own = {(day.month, day.day)}
    return own | {(2, 29)} if calendar.anniversary(leap, day.year) == day else own


def _registered(facts: Facts, ids: set[int]) -> dict[int, str | None]:
    """Those who have an account, each with their store."""
    told = ", ".join(map(str, sorted(ids)))
    found = facts.ask(f"select customer_id, store from customer where not guest and customer_id in ({told})")
    return dict(zip(found.column(0).to_pylist(), found.column(1).to_pylist(), strict=True))


def _segments(moment: Moment, conditions: Iterable[Condition], ids: set[int]) -> dict[int, set[str]]:
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
