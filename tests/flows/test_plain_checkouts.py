"""Checkouts that are one statement each step leave what the long way leaves, and do nothing where there is more to it."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.thorough import examples

from regulars.books import Books
from regulars.books.once import Key, KeyReused, answered
from regulars.promotions import checkouts, plain, telling
from regulars.promotions.checkouts import Checkout
from regulars.promotions.uses import Most, Use

from .test_checkout import NOON, QUARTER, counters, now, promotion, reserve  # noqa: F401


def plainly(books: Books, key: str, *wanted: Use, call: Key | None = None, **more: Any) -> Checkout | None:
    about: dict[str, Any] = {"customer_id": 7, "named": None, "email": "ann@example.org", "options": None} | more
    return plain.reserve(
        books, key, now=books.clock(), expires_at=books.clock() + QUARTER, wanted=wanted, document='{"a": "ż"}', call=call,
        answer={"checkout": key}, **about,
    )  # fmt: skip


def at_length(books: Books, key: str, *wanted: Use, **more: Any) -> Checkout:
    about: dict[str, Any] = {"customer_id": 7, "named": None, "email": "ann@example.org", "options": None} | more
    return books.perform(
        lambda unit: checkouts.reserve(
            unit, key, expires_at=unit.now + QUARTER, points=0, wanted=wanted, most={}, document='{"a": "ż"}', **about
        )
    )


def confirmed_at_length(books: Books, key: str, order: str) -> None:
    def work(unit: Any) -> None:
        kept, held = checkouts.confirm(unit, key, order)
        assert held is not None
        telling.confirmed(unit, kept, "USD", held)

    books.perform(work)


def left(books: Books, key: str) -> Any:
    """All that a checkout left in the books, but for what is its own."""
    with books.transaction() as unit:
        row = unit.driver.execute(
            """select id, state, reserved_at, expires_at, settled_at, customer_id, named, email, points, points_back, holds,
                      document::text, options from checkout where key = %s""",
            [key],
        ).fetchone()
        assert row is not None
        uses = unit.driver.execute(
            """select promotion_id, version, coupon_id, minor, customer, stay, gives_back, held from checkout_use
               where checkout_id = %s order by 1""",
            [row[0]],
        ).fetchall()
        tallied = unit.driver.execute(
            "select times, only_given_back from promotion_tally where checkout_id = %s", [row[0]]
        ).fetchall()
        entry = unit.driver.execute(
            """select updated_at, received_at, length(digest), live, asks_points, verified, type, customer, email, store,
                      customer_id, deed, body from journal where key = %s""",
            [f"checkout:{key}:confirmed"],
        ).fetchone()
    body = orjson.loads(entry[-1]) | {"checkout": None, "order": None} if entry else None
    return row[1:], uses, tallied, entry and entry[:-1], body


USES = st.lists(st.tuples(st.integers(0, 10**12), st.booleans()), max_size=4)


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=USES, customer=st.none() | st.integers(1, 2**31 - 1), options=st.none() | st.just({"1": {"size": "M"}}))
def test_both_ways_leave_the_same(
    books: Books, told: list[tuple[int, bool]], customer: int | None, options: Any
) -> None:
    books.clock = lambda: NOON
    n = next(_numbers)
    uses = [Use(k + 1, 1, None, minor, gives_back=back) for k, (minor, back) in enumerate(told)]
    more = {"customer_id": customer, "options": options}

    one = plainly(books, f"one{n}", *uses, **more)
    other = at_length(books, f"other{n}", *uses, **more)
    assert one is not None
    assert one._replace(id=0, key="") == other._replace(id=0, key="")
    assert left(books, f"one{n}") == left(books, f"other{n}")

    done = plain.confirm(books, f"one{n}", f"o{n}")
    confirmed_at_length(books, f"other{n}", f"p{n}")
    assert done is not None
    assert (done.state, done.order_key, done.settled_at) == ("confirmed", f"o{n}", NOON)
    assert left(books, f"one{n}") == left(books, f"other{n}")


_numbers = iter(range(10**9))


@pytest.mark.parametrize(
    "use",
    [
        Use(1, 1, None, 1, customer="c:7"),
        Use(1, 1, None, 1, stay="s:7:vip:x"),
        Use(1, 1, 3, 1),
    ],
)
def test_what_is_counted_by_somebody_is_not_plain(use: Use) -> None:
    assert not plain.is_plain([Use(2, 1, None, 1), use], {})


def test_what_is_limited_is_not_plain() -> None:
    use = Use(1, 1, None, 1)
    assert plain.is_plain([use], {1: Most(by_customer=3)})
    assert not plain.is_plain([use], {1: Most(uses=3)})
    assert not plain.is_plain([use], {1: Most(budget_minor=3)})


def test_a_checkout_that_holds_more_is_left_alone(books: Books, now: list[datetime]) -> None:  # noqa: F811
    id = promotion(books)
    reserve(books, "limited", Use(id, 1, None, 10), most={id: Most(uses=5)})
    reserve(books, "whose", Use(id, 1, None, 10, customer="c:7"))
    plainly(books, "guest", Use(id, 1, None, 10), customer_id=None, named="e:ann@example.org")
    plainly(books, "late", Use(id, 1, None, 10))
    plainly(books, "done", Use(id, 1, None, 10))
    assert plain.confirm(books, "done", "100") is not None

    for key in ("limited", "whose", "guest", "unknown"):
        assert plain.confirm(books, key, "101") is None, key
    assert plain.confirm(books, "done", "100") is None
    assert plain.confirm(books, "late", "100") is None, "the order is that of another"
    now[0] += QUARTER
    assert plain.confirm(books, "late", "102") is None

    with books.transaction() as unit:
        states = {key: checkouts.get(unit, key).state for key in ("whose", "guest", "late", "done")}
        entries = unit.driver.execute("select key from journal where type = 'decision.checkout'").fetchall()
    assert states == {"whose": "lapsed", "guest": "lapsed", "late": "lapsed", "done": "confirmed"}
    assert entries == [("checkout:done:confirmed",)]


def test_a_confirmed_use_is_counted_once(books: Books, now: list[datetime]) -> None:  # noqa: F811
    id = promotion(books)
    plainly(books, "c", Use(id, 1, None, 250))
    assert counters(books, id) == (0, 1, 0, 250)

    done: list[Checkout | None] = []
    clients = [threading.Thread(target=lambda: done.append(plain.confirm(books, "c", "100"))) for _ in range(16)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()

    assert sum(1 for one in done if one is not None) == 1
    assert counters(books, id) == (1, 0, 250, 0)


def test_a_call_made_again_reserves_nothing_anew(books: Books, now: list[datetime]) -> None:  # noqa: F811
    id = promotion(books)
    call = Key("key:1", "POST /v1/checkouts", "k", b"1")

    assert plainly(books, "first", Use(id, 1, None, 1), call=call) is not None
    assert plainly(books, "second", Use(id, 1, None, 1), call=call) is None
    assert counters(books, id) == (0, 1, 0, 1)
    with books.transaction() as unit:
        kept = answered(unit, call)
        assert kept is not None
        assert kept.answer == {"checkout": "first"}
        with pytest.raises(KeyReused):
            answered(unit, Key("key:1", "POST /v1/checkouts", "k", b"2"))

    now[0] += timedelta(days=31)
    assert plainly(books, "third", Use(id, 1, None, 1), call=call) is not None, "a key is kept for thirty days"
