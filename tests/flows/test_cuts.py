"""Batches of one and of thousands give the same books: shown on small shops where everything gets in the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import orjson
import sqlalchemy as sa
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.databases import Databases
from tests.thorough import examples

from regulars import app
from regulars.books import Books, shop
from regulars.facts import declaring
from regulars.facts.attributes import Declaration
from regulars.facts.store import Facts
from regulars.flows.ground import ground_of
from regulars.journal import deliver, door_of
from regulars.points import announcing, earning_rules
from regulars.points.model.styles import PerAmount
from regulars.points.saying import Saying
from regulars.points.tables import points_transaction
from regulars.points.verify import verify
from regulars.rules.scope import ANY_NAME, Scope
from regulars.rules.vocabulary import Type
from regulars.segments import service, store
from regulars.segments.tables import segment_change

from .carrying import BIG, IN_BIG, NOON, SETTINGS, moves

Record = tuple[str, dict[str, Any]]

WISHED = {"value": {"count": "wishlist_item", "where": {"value": "product.attributes.recommended", "op": "=", "to": True}}, "op": "=", "to": 1}  # fmt: skip
KEPT = {"value": {"sum": "order.net_total"}, "op": ">=", "to": "100"}
CAME = {"value": {"count": "login"}, "op": ">=", "to": 1}
RETURNED = {"value": {"count": "segment_stay", "where": {"value": "segment_stay.segment", "op": "=", "to": "big"}}, "op": "=", "to": 1}  # fmt: skip
BOTH = {"value": "customer.segments", "op": "has_all", "to": ["big", "wished"]}
NAMES = ("anna", "boris")
SKUS = ("bag", "tee")


def _stamped(n: int, **said: Any) -> dict[str, Any]:
    return {"updated_at": (NOON - timedelta(days=9) + timedelta(minutes=n)).isoformat()} | said


names = st.sampled_from(NAMES)
whose = st.one_of(names.map(lambda name: {"customer": name}), names.map(lambda name: {"email": f"{name}@shop.example"}))
order = st.builds(
    lambda id, owner, total, status: (
        "order",
        {"external_id": id, "placed_at": (NOON - timedelta(days=9)).isoformat(), "status": status, "currency": "USD",
         "subtotal": f"{total}.00", "grand_total": f"{total}.00",
         "lines": [{"id": "1", "sku": "tee", "quantity": "1", "price": f"{total}.00", "row_total": f"{total}.00"}]} | owner,
    ),
    st.sampled_from(["1", "2", "3"]), whose, st.sampled_from([40, 60, 100]), st.sampled_from(["pending", "complete", "cancelled"]),
)  # fmt: skip
refund = st.builds(
    lambda id, of: (
        "refund",
        {"external_id": id, "order": of, "refunded_at": (NOON - timedelta(days=1)).isoformat(), "amount": "40.00",
         "lines": [{"line": "1", "quantity": "1"}]},
    ),
    st.sampled_from(["r1", "r2"]), st.sampled_from(["1", "2", "3"]),
)  # fmt: skip
customer = names.map(lambda name: ("customer", {"external_id": name, "email": f"{name}@shop.example"}))
product = st.builds(
    lambda sku, recommended: ("product", {"external_id": sku, "attributes": {"recommended": recommended}}),
    st.sampled_from(SKUS), st.booleans(),
)  # fmt: skip
wish = st.builds(
    lambda name, sku: ("wishlist_item", {"external_id": f"{name}-{sku}", "customer": name, "sku": sku, "added_at": (NOON - timedelta(days=2)).isoformat()}),
    names, st.sampled_from(SKUS),
)  # fmt: skip
login = st.builds(
    lambda id, owner: ("login", {"external_id": id, "logged_in_at": (NOON - timedelta(days=2)).isoformat()} | owner),
    st.sampled_from(["l1", "l2"]), whose,
)  # fmt: skip
gone = st.builds(
    lambda type, id: (type, {"external_id": id, "deleted": True}),
    st.sampled_from(["order", "refund", "login"]), st.sampled_from(["1", "2", "3", "r1", "l1", "l2"]),
)  # fmt: skip
records = st.lists(st.one_of(order, order, refund, customer, product, wish, login, gone), min_size=2, max_size=14)


@contextmanager
def fresh(databases: Databases, *, heeding: bool = True) -> Iterator[Books]:
    """Books in a database of their own, in which the segments and rules are made; with `heeding` some of them go by
    what was decided about others."""
    with databases.one() as url, databases.opened(url) as books:
        _found(books, heeding=heeding)
        yield books


def _found(books: Books, *, heeding: bool) -> None:
    books.clock = lambda: NOON - timedelta(days=300)
    books.perform(lambda unit: shop.settle(unit, SETTINGS))
    here = books.shop()
    attribute = Declaration("product", "recommended", Type.BOOLEAN, "Recommended")
    with books.transaction() as unit:
        declaring.declare(unit, [attribute], currency=here.currency, calendar=here.calendar)
    ground = ground_of(books, here)()
    with books.transaction() as unit:
        for id, condition in (
            ("big", BIG),
            ("kept", KEPT),
            ("came", CAME),
            ("wished", WISHED),
            ("both", BOTH),
            *((("returned", RETURNED),) if heeding else ()),
        ):
            service.create(unit, ground, ANY_NAME, service.Draft(id, condition, id=id))
        scope = Scope(ground.vocabulary, "order", here.calendar.zone)
        for name, condition in (("each", None), *((("big twice", IN_BIG),) if heeding else ())):
            said = Saying(style=PerAmount(points=1, amount=100), condition=condition)
            earning_rules.create(unit, said, name=name, scope=scope)


def outcome(books: Books, sent: list[Record], limit: int, *, live: bool = True) -> dict[str, Any]:
    """What comes of these records, each its own delivery, when they are carried along in batches of `limit`.

    Those that are not live are history that asks for points.
    """
    door = door_of(books)
    for n, (type, document) in enumerate(sent):
        books.clock = lambda n=n: NOON + timedelta(seconds=n)  # type: ignore[misc]
        with books.transaction() as unit:
            [told] = deliver(unit, door, type, [orjson.dumps(_stamped(n, **document))], live=live, asks_points=not live)
        assert not told.errors, told.errors
    books.clock = lambda: NOON + timedelta(hours=1)
    here = books.shop()
    with Facts(":memory:", calendar=here.calendar, currency=here.currency, threads=1) as facts:
        declaring.put_in(facts, books)
        road = app.road_of(books, facts)
        road.limit = limit
        road.begin()
        road.run_dry()
    with books.transaction() as unit:
        assert verify(unit.connection) == []
        members = {id: sorted(held) for id, held in store.members(unit.connection).items()}
        changes = unit.connection.execute(sa.select(segment_change).order_by(segment_change.c.id)).all()
        posted = unit.connection.execute(sa.select(points_transaction)).all()
    return {
        "members": members,
        "moves": moves(changes),
        "posted": sorted((row.key, row.customer_id, row.points, row.deed) for row in posted),
    }


IN_AND_OUT_BY_THE_CATALOGUE: list[Record] = [
    ("wishlist_item", {"external_id": "w", "customer": "anna", "sku": "bag", "added_at": (NOON - timedelta(days=2)).isoformat()}),
    ("product", {"external_id": "bag", "attributes": {"recommended": True}}),
    ("product", {"external_id": "bag", "attributes": {"recommended": False}}),
]  # fmt: skip


A_GUEST_BECOMES_SOMEBODY_WITH_WISHES: list[Record] = [
    ("product", {"external_id": "bag", "attributes": {"recommended": True}}),
    ("order", {"external_id": "1", "placed_at": (NOON - timedelta(days=9)).isoformat(), "status": "pending",
               "currency": "USD", "grand_total": "60.00", "email": "anna@shop.example"}),
    ("wishlist_item", {"external_id": "a", "customer": "anna", "sku": "tee", "added_at": (NOON - timedelta(days=2)).isoformat()}),
    ("wishlist_item", {"external_id": "b", "customer": "anna", "sku": "bag", "added_at": (NOON - timedelta(days=2)).isoformat()}),
    ("customer", {"external_id": "anna", "email": "anna@shop.example"}),
]  # fmt: skip


def complete(id: str, name: str, total: int = 100) -> Record:
    at = (NOON - timedelta(days=9)).isoformat()
    said = {"external_id": id, "customer": name, "placed_at": at, "status": "complete", "currency": "USD"}
    return "order", said | {"grand_total": f"{total}.00"}


def back(id: str, order: str) -> Record:
    at = (NOON - timedelta(days=1)).isoformat()
    return "refund", {"external_id": id, "order": order, "refunded_at": at, "amount": "40.00"}


def visit(name: str) -> Record:
    said = {"external_id": "l", "customer": name, "logged_in_at": (NOON - timedelta(days=2)).isoformat()}
    return "login", said


AN_ORDER_CHANGES_HANDS: list[Record] = [complete("1", "anna"), complete("1", "boris"), complete("2", "anna")]
AN_OLD_DOCUMENT_SAYS_WHOSE_IT_WAS: list[Record] = [
    complete("1", "anna"),
    ("order", complete("1", "boris")[1] | {"updated_at": (NOON - timedelta(days=20)).isoformat()}),
    complete("1", "clara"),
    complete("2", "anna"),
]
A_REFUND_GOES_TO_ANOTHER_ORDER: list[Record] = [
    complete("1", "anna"), back("r", "1"), complete("2", "boris"), back("r", "2"), back("r", "1"), complete("1", "anna", 99),
]  # fmt: skip
A_REFUND_LEAVES_AN_ORDER_THAT_CHANGED_HANDS: list[Record] = [
    complete("1", "anna"), back("r", "1"), complete("1", "boris"), complete("2", "clara"),
    back("r", "2"), complete("1", "boris", 99),
]  # fmt: skip
A_LOGIN_IS_TAKEN_BACK: list[Record] = [
    visit("anna"), ("login", {"external_id": "l", "deleted": True}), visit("anna"),
]  # fmt: skip


@settings(max_examples=examples(10), deadline=None)
@given(records)
@example(IN_AND_OUT_BY_THE_CATALOGUE)
@example(A_GUEST_BECOMES_SOMEBODY_WITH_WISHES)
@example(AN_ORDER_CHANGES_HANDS)
@example(AN_OLD_DOCUMENT_SAYS_WHOSE_IT_WAS)
@example(A_REFUND_GOES_TO_ANOTHER_ORDER)
@example(A_REFUND_LEAVES_AN_ORDER_THAT_CHANGED_HANDS)
@example(A_LOGIN_IS_TAKEN_BACK)
def test_batches_of_one_and_of_thousands_give_the_same_books(databases: Databases, sent: list[Record]) -> None:
    with fresh(databases) as books:
        one_by_one = outcome(books, sent, 1)
    with fresh(databases) as books:
        together = outcome(books, sent, 5_000)

    assert together == one_by_one


@settings(max_examples=examples(6), deadline=None)
@given(records)
@example(IN_AND_OUT_BY_THE_CATALOGUE)
@example(AN_ORDER_CHANGES_HANDS)
def test_decisions_that_nothing_follows_from_go_along_with_what_comes(databases: Databases, sent: list[Record]) -> None:
    with patch.object(announcing, "FEW", 0):
        with fresh(databases, heeding=False) as books:
            one_by_one = outcome(books, sent, 1)
        with fresh(databases, heeding=False) as books:
            together = outcome(books, sent, 5_000)

    assert together == one_by_one


THE_SECOND_ORDER_COMES_FIRST: list[Record] = [complete("2", "anna"), complete("1", "anna"), complete("3", "anna")]


@settings(max_examples=examples(6), deadline=None)
@given(records)
@example(THE_SECOND_ORDER_COMES_FIRST)
@example(A_GUEST_BECOMES_SOMEBODY_WITH_WISHES)
def test_history_that_asks_for_points_comes_out_the_same_too(databases: Databases, sent: list[Record]) -> None:
    with fresh(databases) as books:
        one_by_one = outcome(books, sent, 1, live=False)
    with fresh(databases) as books:
        together = outcome(books, sent, 5_000, live=False)

    assert together == one_by_one
