"""What orders would earn if files of history came in that ask for points; nothing is stored.

The files are applied to facts of their own, in memory, and the rules are asked
as the road asks them, against what the books have posted before. A rule that
goes by the order alone gives what the import will give. One that asks about the
customer sees of their rows only what is in the files, so then it is about that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from regulars.books import Books
from regulars.facts.declaring import put_in
from regulars.facts.store import Facts
from regulars.journal import Batch, Entry
from regulars.journal.door import Draft
from regulars.journal.identity import ids_of
from regulars.points.model.rules import Arrival
from regulars.points.rule_book import KeptBook
from regulars.points.settling import settled
from regulars.rules.about import reads_customer
from regulars.rules.fold import fold
from regulars.rules.scope import Scope

from . import order_settled
from .ground import ground_of
from .moment import Moment
from .order_settled import Touched
from .seen.as_placed import AsPlaced
from .segment_uses import broken_segments, names_now

ASKS = Arrival(live=False, asks_points=True)
AT_ONCE = 5_000
NEW_FROM = 1_000_000_000
"""Ids of customers whom the books don't know yet."""


@dataclass(frozen=True, slots=True)
class Earned:
    """What the orders of one file would earn, and how many of them anything."""

    points: int = 0
    orders: int = 0


class PointsPreview:
    """Takes the documents of files, one after the other, and says at the end what each would earn."""

    def __init__(self, books: Books) -> None:
        self._books, self._shop = books, books.shop()
        self._facts = Facts(":memory:", calendar=self._shop.calendar, currency=self._shop.currency)
        put_in(self._facts, books)
        self._ground = ground_of(books, self._shop)()
        self._rules = KeptBook(self._scope)
        self._files: list[dict[str, None]] = []
        self._customers: dict[tuple[str, str], int] = {}
        self._owners: dict[str, int | None] = {}

    def begin_file(self) -> None:
        """What is taken from now on is another file's."""
        self._files.append({})

    def take(self, drafts: Sequence[Draft]) -> None:
        """Documents that would come in."""
        self._meet(drafts)
        after = self._facts.position()
        entries = [self._entry(position, draft) for position, draft in enumerate(drafts, after + 1)]
        self._facts.apply(Batch(after, after + len(entries), entries))
        known = {key for orders in self._files for key in orders}
        self._files[-1] |= {draft.key: None for draft in drafts if draft.type == "order" and draft.key not in known}

    def orders(self) -> list[int]:
        """How many orders each file has that would come in."""
        return [len(orders) for orders in self._files]

    def earned(self) -> list[Earned]:
        """What the orders of each file would earn."""
        return [self._of_orders(orders) for orders in self._files]

    def is_exact(self) -> bool:
        """Whether no rule asks about more than the order."""
        with self._books.transaction() as unit:
            book = self._rules.now(unit)
        conditions = [terms.condition for rule in book.rules for terms in rule.versions]
        return not any(condition is not None and reads_customer(condition) for condition in conditions)

    def close(self) -> None:
        self._facts.close()

    def _scope(self) -> Scope:
        names = names_now(self._books, self._facts)
        return Scope(self._ground.vocabulary, "order", self._shop.calendar.zone, names)

    def _of_orders(self, orders: Iterable[str]) -> Earned:
        points, earning = 0, set[str]()
        now = self._books.clock()
        moment = Moment(self._books, self._facts, Batch(0, 0, []), (), now)
        shop = order_settled.Shop(
            self._facts,
            AsPlaced(self._books, self._facts, self._ground),
            self._rules,
            self._shop.calendar,
            self._shop.places,
            partial(broken_segments, moment),
        )
        keys = list(orders)
        for start in range(0, len(keys), AT_ONCE):
            part = keys[start : start + AT_ONCE]
            asked = order_settled.ask(self._books, shop, Touched(dict.fromkeys(part, ASKS), set(), []), now=now)
            with self._books.transaction() as unit:
                before = settled(unit, part)
            for earned in asked.history:
                known = before.get((earned.rule_id, earned.order))
                points += earned.points - (known.points if known else 0)
                earning.add(earned.order)
        return Earned(points, len(earning))

    # Who the documents are about

    def _meet(self, drafts: Sequence[Draft]) -> None:
        """Give everybody who is named an id: the books' own, or a new one."""
        named = dict.fromkeys(name for draft in drafts if (name := _name(draft)) is not None)
        unmet = [name for name in named if name not in self._customers]
        with self._books.transaction() as unit:
            registered, guests = ids_of(
                unit,
                [who for kind, who in unmet if kind == "customer"],
                [who for kind, who in unmet if kind == "email"],
            )
        for kind, who in unmet:
            known = (registered if kind == "customer" else guests).get(who)
            self._customers[kind, who] = NEW_FROM + len(self._customers) if known is None else known

    def _entry(self, position: int, draft: Draft) -> Entry:
        name = _name(draft)
        whose = self._owners.get(draft.owner_key or "") if name is None else self._customers[name]
        if draft.type == "order":
            self._owners[draft.key] = whose
        return Entry(
            position, draft.type, draft.key, whose, draft.updated_at, draft.updated_at, False, True, draft.body, None
        )


def _name(draft: Draft) -> tuple[str, str] | None:
    """How a document names its customer."""
    if draft.customer is not None:
        return "customer", draft.customer
    return None if draft.email is None else ("email", fold(draft.email.strip()))
