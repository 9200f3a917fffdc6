"""The values of many mails at once: what the facts and the books know of a set of customers, and what was given.

A template's `uses` say what is asked; nothing else is. An order or a cart is given
by its number, `{"order": {"number": "1001"}}` and `{"cart": {"id": "c1"}}`, a coupon
by its code, and what is known of them is added; what was given with them holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import pyarrow as pa

from regulars.books import Books, Unit
from regulars.books.shop import Shop, name_of, url_of
from regulars.points import referrals

from . import books as asking
from . import questions, shaping
from .shaping import Row


class Asks(Protocol):
    """The facts, or whoever holds them."""

    def ask_all(
        self, questions: Mapping[str, Any], tables: Mapping[str, pa.Table] | None = None
    ) -> dict[str, pa.Table]: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """A mail whose values are wanted: for whom, in which language, what its template looks at, what was given."""

    customer_id: int | None
    language: str
    uses: Collection[str]
    given: Mapping[str, Any] = field(default_factory=dict)
    unsubscribe: str | None = None
    preferences: str | None = None
    subscribed_to: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found, by source and by customer, number or code."""

    shop_name: str
    shop_url: str
    reward: str | None
    customers: Mapping[int, Row]
    wishes: Mapping[int, list[Row]]
    views: Mapping[int, list[Row]]
    orders: Mapping[str, dict[str, Any]]
    carts: Mapping[str, dict[str, Any]]
    balances: Mapping[int, dict[str, Any]]
    endings: Mapping[int, dict[str, Any]]
    kinds: Mapping[int, dict[str, Any]]
    codes: Mapping[int, str]
    coupons: Mapping[str, dict[str, Any]]


class ValueLoader:
    """Loads the values of mails; `makes_codes`: whether customers are given a referral code when a mail shows it."""

    def __init__(self, books: Books, facts: Asks, shop: Shop, *, makes_codes: bool = True) -> None:
        self._books, self._facts, self._shop = books, facts, shop
        self._makes_codes = makes_codes

    def load(self, wanted: Sequence[Wanted]) -> list[dict[str, Any]]:
        """The values of each, in their order. No transaction may be open."""
        found = self._find(wanted)
        return [self._values(one, found) for one in wanted]

    def _find(self, wanted: Sequence[Wanted]) -> _Found:
        def of(source: str) -> set[int]:
            return {one.customer_id for one in wanted if one.customer_id is not None and source in one.uses}

        def named(source: str, name: str) -> set[str]:
            given = (one.given.get(source) for one in wanted if source in one.uses)
            return {str(it[name]) for it in given if isinstance(it, Mapping) and it.get(name)}

        told = self._ask(
            {
                "customers": (questions.customers, of("customer") | of("store")),
                "wishes": (questions.wishes, of("wishlist")),
                "views": (questions.views, of("viewed")),
            },
            {"order": named("order", "number"), "cart": named("cart", "id")},
        )
        currency = self._shop.currency

        def work(unit: Unit) -> _Found:
            return _Found(
                shop_name=name_of(unit),
                shop_url=url_of(unit),
                reward=asking.who_is_rewarded(unit) if of("referral") else None,
                customers={row["customer_id"]: row for row in told["customers"]},
                wishes=_grouped(told["wishes"], "customer_id"),
                views=_grouped(told["views"], "customer_id"),
                orders=_whole(told["orders"], told["order_lines"], shaping.order),
                carts=_whole(told["carts"], told["cart_lines"], lambda row, lines: shaping.cart(row, lines, currency)),
                balances=asking.balances(unit, of("balance")),
                endings=asking.endings(unit, of("ending"), self._shop.calendar.zone),
                kinds=asking.kinds(unit, of("kinds"), self._shop.calendar.zone),
                codes=asking.referral_codes(unit, of("referral"), make=self._makes_codes),
                coupons=asking.coupons_by_code(unit, named("coupon", "code")),
            )

        return self._books.perform(work) if of("referral") and self._makes_codes else self._looking(work)

    def _looking(self, work: Any) -> _Found:
        with self._books.transaction() as unit:
            found: _Found = work(unit)
        return found

    def _ask(
        self, of_customers: Mapping[str, tuple[Any, set[int]]], named: Mapping[str, set[str]]
    ) -> dict[str, list[Row]]:
        """Whatever there is somebody to ask about, in one state of the facts."""
        asked: dict[str, str] = {}
        ids: set[int] = set()
        for name, (question, customer_ids) in of_customers.items():
            if customer_ids:
                asked[name] = question()
                ids |= customer_ids
        tables = {questions.CUSTOMERS: pa.table({"customer_id": pa.array(sorted(ids), pa.int32())})} if ids else {}
        if named["order"]:
            asked |= {"orders": questions.orders(), "order_lines": questions.order_lines()}
            tables[questions.ORDERS] = _texts(named["order"])
        if named["cart"]:
            asked |= {"carts": questions.carts(), "cart_lines": questions.cart_lines()}
            tables[questions.CARTS] = _texts(named["cart"])
        told: dict[str, list[Row]] = {
            name: [] for name in (*of_customers, "orders", "order_lines", "carts", "cart_lines")
        }
        if asked:
            told |= {name: table.to_pylist() for name, table in self._facts.ask_all(asked, tables).items()}
        return told

    def _values(self, one: Wanted, found: _Found) -> dict[str, Any]:
        currency, id = self._shop.currency, one.customer_id or 0
        row = found.customers.get(id)
        values: dict[str, Any] = {
            "store": {
                "name": found.shop_name, "url": found.shop_url or None, "currency": currency,
                "code": None if row is None else row["store"],
            },
            "links": {"unsubscribe": one.unsubscribe, "preferences": one.preferences},
            "audience": {"list": one.subscribed_to},
        }  # fmt: skip
        if row is not None:
            values["customer"] = shaping.customer(row)
        if id in found.balances:
            values["balance"] = found.balances[id]
        if id in found.endings:
            values["ending"] = found.endings[id]
        if id in found.kinds:
            values["kinds"] = found.kinds[id]
        if "wishlist" in one.uses:
            wishes = found.wishes.get(id, ())
            chosen = [wish for wish in wishes if wish["recommended"]]
            shown = self._products(wishes)
            same = len(chosen) == len(wishes)
            values["wishlist"] = {"products": shown, "recommended": shown if same else self._products(chosen)}
        if "viewed" in one.uses:
            values["viewed"] = {"products": self._products(found.views.get(id, ()))}
        if id in found.codes:
            code = found.codes[id]
            values["referral"] = {"code": code, "url": referrals.link(code, found.shop_url), "reward": found.reward}
        return values | self._given(one, found)

    def _given(self, one: Wanted, found: _Found) -> dict[str, Any]:
        given = shaping.given(one.given, self._shop.currency)
        coupon = _in_language(found.coupons.get(_named(given, "coupon", "code")), one.language)
        if coupon is not None:  # a campaign says from when on it can't be used, a mail until when it can
            given["coupon"] = {**given["coupon"], **coupon}
        known = {
            "order": found.orders.get(_named(given, "order", "number")),
            "cart": found.carts.get(_named(given, "cart", "id")),
        }
        if "names" in given.get("reward", ()):
            names = given["reward"].pop("names")
            given["reward"]["name"] = _called(names, one.language, given["reward"].get("name"))
        for source, more in known.items():
            if more is not None:
                given[source] = more | {name: value for name, value in given[source].items() if value is not None}
        return given

    def _products(self, rows: Iterable[Row]) -> list[dict[str, Any]]:
        return [shaping.product(row, self._shop.currency) for row in list(rows)[: questions.MOST_SHOWN]]


def _named(given: Mapping[str, Any], source: str, name: str) -> str:
    said = given.get(source)
    return str(said.get(name) or "") if isinstance(said, Mapping) else ""


def _in_language(coupon: dict[str, Any] | None, language: str) -> dict[str, Any] | None:
    """A coupon as it is called in a language."""
    if coupon is None:
        return None
    own = _called(coupon["names"], language, coupon["name"])
    return {"code": coupon["code"], "ends_at": coupon["ends_at"], "name": own}


def _called(names: Mapping[str, str], language: str, otherwise: str | None) -> str | None:
    return names.get(language) or names.get(language.partition("-")[0]) or otherwise


def _texts(names: Collection[str]) -> pa.Table:
    return pa.table({"external_id": pa.array(sorted(names), pa.string())})


def _grouped(rows: Iterable[Row], key: str) -> dict[Any, list[Row]]:
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def _whole(rows: Iterable[Row], lines: Iterable[Row], shape: Any) -> dict[str, dict[str, Any]]:
    """Orders or carts with their lines, by the shop's names."""
    own = _grouped(lines, "external_id")
    return {row["external_id"]: shape(row, own.get(row["external_id"], ())) for row in rows}
