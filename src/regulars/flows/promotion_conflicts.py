"""Conflicts among the promotions of this installation, with products of its catalogue and customers that it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict
from pyroaring import BitMap

from regulars.books import Books, Unit
from regulars.books.jobs import Run
from regulars.core.money import rounded
from regulars.facts.documents import load_products
from regulars.flows.ground import ground_of
from regulars.flows.rule_audiences import audience_ids, tests_with_documents
from regulars.flows.segment_uses import names_now
from regulars.http.house import Asked
from regulars.journal import identity
from regulars.promotions import book, policies, snapshot
from regulars.promotions import saying as saying_of
from regulars.promotions.book import NEW, Promotion
from regulars.promotions.model.basket import Money
from regulars.promotions.model.conflicts import Conflict, Looked, Rule, Searching
from regulars.promotions.model.index import OfCustomer
from regulars.promotions.model.rules import Policy
from regulars.promotions.model.witness import PRICE, Maker, Product, Shelf, Witness, made_up
from regulars.promotions.saying import PromotionSaying
from regulars.rules.fold import fold
from regulars.rules.lines import Compiler
from regulars.rules.scope import Scope
from regulars.rules.tree import Test
from regulars.segments import store

KIND = "promotion_conflicts"
MOST_PRODUCTS = 1_000

_TYPICAL = f"""
    select sku_folded from (
        select sku_folded, row_number() over kind as n, count(*) over (partition by categories_folded, brand_folded) as c
        from product where known and sku_folded is not null
        window kind as (partition by categories_folded, brand_folded order by price nulls last, sku_folded))
    where n = 1 or n = c order by 1 limit {MOST_PRODUCTS}"""
"""The cheapest and the dearest product of each mix of categories and brand."""


class Asking(BaseModel):
    """Among what is published; with one promotion as it would be, if one is given. `least_left`: of what a line costs so
    much should be left, in hundredths of a percent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    least_left: int = 5_000
    name: str = ""
    saying: PromotionSaying | None = None
    lane_id: int = book.FIRST_LANE
    promotion_id: int | None = None


def work(run: Run, facts: Asked) -> dict[str, Any]:
    """The handler of the job; args: an `Asking`. What was broken off begins anew, for nothing is stored."""
    return found_among(run.books, facts, Asking.model_validate(run.args), run.progress)


@dataclass(frozen=True, slots=True)
class _Read:
    """The promotions that are looked at, read. `documents`: the JSON of the tests of their conditions."""

    rules: list[Rule]
    kept: Mapping[int, Promotion]
    audiences: Mapping[Test, str]
    documents: Mapping[Test, Mapping[str, Any]]
    broken: Mapping[int, str]
    policy: Policy


def found_among(
    books: Books, facts: Asked, asking: Asking, progress: Callable[[int, int], None] = lambda done, total: None
) -> dict[str, Any]:
    """What conflicts there are, as JSON, amounts in minor units."""
    shop = books.shop()
    ground = ground_of(books, shop)()
    scope = Scope(ground.vocabulary, "cart", shop.calendar.zone, names_now(books, facts))
    with books.transaction() as unit:
        read, now = _read(unit, asking, scope), unit.now
    counted = Money(shop.currency, shop.places, shop.currency, shop.places)
    shelf = Shelf(_products(facts, read.rules, counted), counted, shop.calendar, now)
    maker = Maker(shelf, Compiler(read.audiences))
    looked = Searching(shelf, maker, read.audiences, read.policy).look(read.rules, asking.least_left, progress)
    with books.transaction() as unit:
        return _Telling(unit, read).told(looked, asking)


def _read(unit: Unit, asking: Asking, scope: Scope) -> _Read:
    """What is published and not over, in the order of ids, with the promotion as it would be."""
    published = book.listed(unit, kept=["published"], limit=book.MOST)
    kept = {one.id: one for one in published if one.state(unit.now) != "ended" and one.id != asking.promotion_id}
    if asking.saying is not None:
        id = asking.promotion_id or NEW
        kept[id] = Promotion(
            id=id, name=asking.name, kept="published", lane_id=asking.lane_id, version=0, created_at=unit.now,
            updated_at=unit.now, saying=asking.saying,
        )  # fmt: skip
    made = snapshot.made_ready(kept, scope, audience_ids, store.broken(unit.connection))
    rules: list[Rule] = []
    documents: dict[Test, Mapping[str, Any]] = {}
    for ready in made.ready:
        said = kept[ready.promotion.id].saying
        told = saying_of.condition_of(said, scope), saying_of.lines_of(said, scope)
        rules.append(Rule(ready, *told))
        for condition, document in zip(told, (said.condition, said.lines), strict=True):
            if condition is not None and document is not None:
                documents |= dict(tests_with_documents(condition, document))
    return _Read(rules, kept, made.audiences, documents, made.broken, policies.get(unit).policy())


def _products(facts: Asked, rules: Sequence[Rule], counted: Money) -> list[Product]:
    """Typical products of the catalogue, those that promotions name, and made-up ones for what it doesn't have."""
    conditions = [one for rule in rules for one in (rule.condition, rule.lines) if one is not None]
    selections = [one for rule in rules for one, _ in rule.promotion.benefit.asks_for]
    invented = made_up(conditions, selections, counted)
    typical = facts.ask_all({"typical": _TYPICAL}, {})["typical"].column(0).to_pylist()
    rows = load_products(facts, {*typical, *(fold(one.sku) for one in invented)})
    scale = 10 ** (4 - counted.places) if counted.places <= 4 else 1
    there = [
        Product(row["sku"], rounded(row["price"] / scale) if row["price"] else PRICE * 10**counted.places, row)
        for _, row in sorted(rows.items())
    ]
    return there + [one for one in invented if fold(one.sku) not in rows]


class _Telling:
    """Says what was found, with customers to whom it can happen."""

    def __init__(self, unit: Unit, read: _Read) -> None:
        self._unit = unit
        self._read = read
        self._documents = {audience: read.documents.get(test) for test, audience in read.audiences.items()}
        self._members = store.members(unit.connection, list(self._documents), hidden=True)

    def told(self, looked: Looked, asking: Asking) -> dict[str, Any]:
        broken = [
            {"what": "broken", "promotion": self._named(id), "reason": why} for id, why in self._read.broken.items()
        ]
        found = [self._conflict(one) for one in looked.conflicts]
        there = {one["promotion"]["id"] for one in (*broken, *found) if one["what"] != "too_deep"}
        nobodys = [
            {"what": "nobody", "promotion": self._named(rule.promotion.id)}
            for rule in self._read.rules
            if rule.promotion.id not in there and self._is_nobodys(rule)
        ]
        return {
            "promotions": len(self._read.kept),
            "pairs": looked.pairs,
            "all_pairs": looked.all_pairs,
            "least_left": asking.least_left,
            "conflicts": [*broken, *nobodys, *found],
        }

    def _conflict(self, one: Conflict) -> dict[str, Any]:
        told: dict[str, Any] = {"what": one.what, "promotion": self._named(one.promotion.id)}
        if one.by is not None:
            told["by"] = self._named(one.by.id)
        if one.tests is not None:
            told["tests"] = [self._read.documents[test] for test in dict.fromkeys(one.tests)]
        if one.witness is not None:
            told["cart"] = self._cart(one.witness)
        if one.what == "too_deep":
            told |= {"line": one.line, "left_minor": one.left_minor, "whole_minor": one.whole_minor}
        return told

    def _named(self, id: int) -> dict[str, Any]:
        return {"id": None if id == NEW else id, "name": self._read.kept[id].name}

    def _cart(self, cart: Witness) -> dict[str, Any]:
        """The cart as it could be asked about, whose it is, and what has to be true of whoever it is."""
        customer = self._customer(cart)
        needs = [document for audience in sorted(cart.true) if (document := self._documents[audience]) is not None]
        return {
            "at": cart.at.isoformat(),
            "store": cart.store,
            "customer": None if customer is None else identity.external_ids(self._unit, [customer])[customer],
            "nobody": bool(cart.true) and customer is None and cart.true <= self._members.keys(),
            "needs": needs,
            "points": dict(cart.points),
            "shipping_minor": cart.shipping_minor,
            "lines": [
                {
                    "sku": one.product.sku, "pieces": one.pieces, "price_minor": one.price_minor,
                    "made_up": one.product.made_up,
                }
                for one in cart.lines
            ],
            "texts": {name: value for name, value in cart.values.items() if isinstance(value, str)},
            "codes": [code for id in cart.codes if (code := self._read.kept[id].saying.code) is not None],
            "coupons_of": [self._named(id) for id in cart.codes if self._read.kept[id].saying.code is None],
        }  # fmt: skip

    def _customer(self, cart: Witness) -> int | None:
        """Somebody who is in all audiences that the cart needs, and in none that it mustn't be in."""
        if not cart.true or not cart.true <= self._members.keys():
            return None
        there = BitMap.intersection(*(self._members[audience] for audience in cart.true))
        there = there.difference(*(self._members.get(audience, BitMap()) for audience in cart.false))
        return there.min() if there else None

    def _is_nobodys(self, rule: Rule) -> bool:
        """Whether it asks for something that is true of no customer today."""
        asked = {audience for audience in self._needed(rule) if audience in self._members}
        return bool(asked) and not BitMap.intersection(*(self._members[audience] for audience in asked))

    def _needed(self, rule: Rule) -> set[str]:
        return {key.audience for key in rule.ready.keys if isinstance(key, OfCustomer)}
