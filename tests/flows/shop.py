"""A small shop that is driven along the road: records in, points out, with the time told by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from regulars.books import Books
from regulars.books import shop as kept
from regulars.core.errors import Fault
from regulars.facts.fields import FIELDS, ROWS
from regulars.facts.store import Facts
from regulars.flows.awaited_actions import ActionsAwaited
from regulars.flows.behaviours import BehavioursRewarded
from regulars.flows.ground import ground_of
from regulars.flows.moment import Step, Sweep
from regulars.flows.order_settled import OrdersSettled
from regulars.flows.referring import ReferralsNoted
from regulars.flows.road import Road
from regulars.flows.seen.as_placed import AsPlaced
from regulars.journal import Door, deliver
from regulars.points import earning_rules, programme, reading
from regulars.points.earning_rules import EarningRule
from regulars.points.model.styles import EarnStyle, PerAmount
from regulars.points.rule_book import KeptBook
from regulars.points.saying import Saying
from regulars.points.verify import verify
from regulars.rules.calendar import Calendar
from regulars.rules.scope import Scope
from regulars.rules.vocabulary import Vocabulary

NEW_YEAR = datetime(2026, 1, 1, 10, tzinfo=UTC)
CALENDAR = Calendar(ZoneInfo("Europe/Warsaw"))
SCOPE = Scope(Vocabulary.of(FIELDS, ROWS, currency="PLN"), subject="order", zone=CALENDAR.zone)
FIVE = PerAmount(points=1, amount=500)
B1 = [(2, "49.99"), (1, "20.00")]
"""The lines of story B1."""


class Shop:
    """Stories B: Europe/Warsaw, PLN, one point for each full 5.00 unless said otherwise."""

    def __init__(self, books: Books, *, limit: int = 5_000, rewards: bool = False) -> None:
        """`rewards`: whether what customers do and whom they bring is looked at, with a look at each local midnight."""
        self.now = NEW_YEAR
        self.books = books
        books.clock = lambda: self.now
        self.door = Door(CALENDAR, "PLN")
        self.facts = Facts(":memory:", calendar=CALENDAR, currency="PLN", threads=1)
        books.perform(lambda unit: kept.change(unit, {"currency": "PLN", "time_zone": "Europe/Warsaw"}))
        self.rewards = rewards
        self.road = self.worker(limit)

    def worker(self, limit: int = 5_000) -> Road:
        """A worker that has just been started."""
        ground = ground_of(self.books, self.books.shop())
        rules = KeptBook(lambda: SCOPE)
        settled = OrdersSettled(
            calendar=CALENDAR,
            rules=rules,
            conditions=lambda moment: AsPlaced(moment.books, moment.facts, ground()),
        )
        steps: list[Step] = [settled]
        sweeps: list[Sweep] = []
        if self.rewards:
            rewarded = BehavioursRewarded(calendar=CALENDAR, rules=rules)
            steps = [ReferralsNoted(), settled, rewarded, ActionsAwaited()]
            sweeps = [Sweep("rules on birthdays", 0, rewarded.notice)]
        road = Road(self.books, self.facts, steps, sweeps, limit=limit)
        road.begin()
        return road

    def rule(
        self, style: EarnStyle = FIVE, *, name: str = "points", legal_entity_name: str = "Shop", **said: Any
    ) -> EarningRule:
        with self.books.transaction() as unit:
            return earning_rules.create(
                unit, Saying(style=style, **said), name=name, scope=SCOPE, legal_entity_name=legal_entity_name
            )

    def change(self, rule: EarningRule, **changes: Any) -> EarningRule:
        self.now += timedelta(minutes=1)
        with self.books.transaction() as unit:
            return earning_rules.change(unit, rule.id, version=rule.version, scope=SCOPE, **changes)

    def switch(self, *, on: bool) -> None:
        """The programme on or off."""
        self.now += timedelta(minutes=1)
        with self.books.transaction() as unit:
            programme.change(unit, version=programme.get(unit).version, active=on)

    def send(
        self, type: str, *documents: dict[str, Any], live: bool = True, asks_points: bool = False, go: bool = True
    ) -> None:
        """Deliver records, a minute after what was before, and let the road come to its end."""
        self.now += timedelta(minutes=1)
        for document in documents:
            if type != "event":
                document.setdefault("updated_at", self.now.isoformat())
        with self.books.transaction() as unit:
            raw = [orjson.dumps(document) for document in documents]
            outcomes = deliver(unit, self.door, type, raw, live=live, asks_points=asks_points)
        faults: Sequence[Fault] = [fault for outcome in outcomes for fault in outcome.errors]
        assert not faults, faults
        if go:
            self.road.run_dry()

    def order(self, key: str = "o1", *, status: str = "complete", lines: Any = (), **said: Any) -> dict[str, Any]:
        """An order; `lines` are (quantity, price) and numbered from 1."""
        rows = [{"quantity": str(n), "price": price, "row_total": times(n, price)} for n, price in lines]
        total = sum(float(row["row_total"]) for row in rows)
        return {
            "external_id": key,
            "customer": "jan",
            "placed_at": NEW_YEAR.isoformat(),
            "status": status,
            "currency": "PLN",
            "subtotal": f"{total:.2f}",
            "shipping": "15.00",
            "grand_total": f"{total + 15:.2f}",
            "lines": rows,
        } | said

    def refund(self, key: str, order: str, amount: str, pieces: dict[str, int]) -> dict[str, Any]:
        lines = [{"line": line, "quantity": str(n)} for line, n in pieces.items()]
        return {
            "external_id": key,
            "order": order,
            "refunded_at": self.now.isoformat(),
            "amount": amount,
            "lines": lines,
        }

    def postings(self, customer: int = 1) -> list[int]:
        """What was posted for a customer, the first first."""
        self.check()
        with self.books.transaction() as unit:
            posted = reading.history(unit.connection, customer, before=None, limit=1_000)
        return [posting.points for posting in sorted(posted, key=lambda posting: posting.id)]

    def balance(self, customer: int = 1) -> int:
        self.check()
        with self.books.transaction() as unit:
            return sum(standing.balance for standing in reading.standings(unit, customer, at=self.now))

    def standing(self, customer: int = 1) -> reading.Standing:
        """What a customer has in the first ledger."""
        with self.books.transaction() as unit:
            return reading.standings(unit, customer, at=self.now)[0]

    def check(self) -> None:
        with self.books.transaction() as unit:
            assert verify(unit.connection) == []


def times(n: int, price: str) -> str:
    return f"{n * float(price):.2f}"


def completed(at: datetime) -> list[dict[str, str]]:
    """A status history of one step."""
    return [{"at": at.isoformat(), "status": "complete"}]
