"""Checkout in two steps: what is reserved is nobody else's, each step is done once, and what is never confirmed lapses."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rules.shop import VOCABULARY
from tests.thorough import examples

from regulars import kinds
from regulars.books import Books
from regulars.promotions import book, checkouts, coupons, uses
from regulars.promotions.coupons import CodesTaken, Terms
from regulars.promotions.model.benefits import Benefit
from regulars.promotions.model.codes import CodeFormat, Impossible, compared
from regulars.promotions.saying import PromotionSaying
from regulars.promotions.uses import Most, Use, UsedUp
from regulars.rules.scope import Scope

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
BOTH = 64


@pytest.fixture
def now(books: Books) -> list[datetime]:
    """The time of day, as a test says it."""
    told = [NOON]
    books.clock = lambda: told[0]
    return told


def promotion(books: Books, **said: Any) -> int:
    benefit = kinds.read(Benefit, {"kind": "percent", "percent": "10"})
    saying = PromotionSaying(benefit=benefit, **said)
    scope = Scope(VOCABULARY, "cart")
    return books.perform(lambda unit: book.create(unit, saying, name=f"p{said}", scope=scope, kept="published")).id


def reserve(books: Books, key: str, *wanted: Use, most: dict[int, Most] | None = None) -> Any:
    return books.perform(
        lambda unit: checkouts.reserve(
            unit, key, expires_at=unit.now + QUARTER, customer_id=None, named=None, email=None, points=0, wanted=wanted,
            most=most or {}, document="{}",
        )
    )  # fmt: skip


def counters(books: Books, id: int) -> tuple[int, int, int, int]:
    with books.transaction() as unit:
        one = book.get(unit, id)
    return one.used, one.reserved, one.used_minor, one.reserved_minor


def racing(do: Callable[[int], Any]) -> tuple[int, list[Exception]]:
    """How many of 64 clients did it, and why the others didn't."""
    done, refused, begin = [], [], threading.Barrier(BOTH)

    def client(n: int) -> None:
        begin.wait()
        try:
            do(n)
            done.append(n)
        except UsedUp as late:
            refused.append(late)

    clients = [threading.Thread(target=client, args=(n,)) for n in range(BOTH)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    return len(done), refused  # type: ignore[return-value]


def test_of_64_clients_who_race_for_the_last_use_of_a_coupon_one_gets_it(books: Books, now: list[datetime]) -> None:
    id = promotion(books, coupon="code", code="HELLO")
    with books.transaction() as unit:
        coupon = coupons.find(unit, ["hello"])["hello"]
        unit.driver.execute("update coupon set most_uses = 3, used = 2 where id = %s", [coupon.id])

    done, refused = racing(lambda n: reserve(books, f"c{n}", Use(id, 1, coupon.id, 100)))

    assert (done, len(refused)) == (1, BOTH - 1)
    with books.transaction() as unit:
        kept = coupons.get(unit, coupon.id)
    assert (kept.used, kept.reserved) == (2, 1)
    assert counters(books, id) == (0, 1, 0, 100), "who was refused holds nothing"


def test_of_64_clients_as_many_get_a_use_as_there_are(books: Books, now: list[datetime]) -> None:
    id = promotion(books, uses=10)

    done, _ = racing(lambda n: reserve(books, f"c{n}", Use(id, 1, None, 1), most={id: Most(uses=10)}))

    assert done == 10


def test_a_budget_is_never_overspent(books: Books, now: list[datetime]) -> None:
    id = promotion(books)

    done, _ = racing(lambda n: reserve(books, f"c{n}", Use(id, 1, None, 300), most={id: Most(budget_minor=1_000)}))

    assert (done, counters(books, id)) == (3, (0, 3, 0, 900))


def test_one_customer_in_two_windows_uses_it_once(books: Books, now: list[datetime]) -> None:
    id = promotion(books)

    done, refused = racing(
        lambda n: reserve(books, f"c{n}", Use(id, 1, None, 1, customer="c:7"), most={id: Most(by_customer=1)})
    )

    assert (done, len(refused)) == (1, BOTH - 1)


def test_confirming_counts_once_however_often_it_is_asked(books: Books, now: list[datetime]) -> None:
    id = promotion(books)
    reserve(books, "c", Use(id, 1, None, 250, customer="c:7"))

    first = books.perform(lambda unit: checkouts.confirm(unit, "c", "100"))
    again = books.perform(lambda unit: checkouts.confirm(unit, "c", "100"))

    assert first[1] is not None
    assert first[1].kinds == uses.Kinds(promotions=False, customers=True, coupons=False, later=True)
    assert [tuple(one) for one in first[1].uses] == [(id, 250, None, None)]
    assert again[1] is None
    assert counters(books, id) == (1, 0, 250, 0)
    with pytest.raises(checkouts.NotReserved, match="'100'"):
        books.perform(lambda unit: checkouts.confirm(unit, "c", "101"))
    with pytest.raises(checkouts.NotReserved):
        books.perform(lambda unit: checkouts.release(unit, "c"))


def test_what_was_used_before_there_was_a_limit_counts_against_it(books: Books, now: list[datetime]) -> None:
    id = promotion(books)
    for n in range(2):
        reserve(books, f"c{n}", Use(id, 1, None, 100))
        books.perform(lambda unit, n=n: checkouts.confirm(unit, f"c{n}", f"o{n}"))
    limited = PromotionSaying(benefit=kinds.read(Benefit, {"kind": "percent", "percent": "10"}), uses=3)
    books.perform(lambda unit: book.change(unit, id, version=1, scope=Scope(VOCABULARY, "cart"), saying=limited))

    reserve(books, "third", Use(id, 2, None, 100), most={id: Most(uses=3)})

    with pytest.raises(UsedUp):
        reserve(books, "fourth", Use(id, 2, None, 100), most={id: Most(uses=3)})
    assert counters(books, id) == (2, 1, 200, 100)


def test_carts_with_a_promotion_that_has_no_limit_do_not_wait_for_each_other(books: Books, now: list[datetime]) -> None:
    id = promotion(books)
    with books.transaction() as unit:
        checkouts.reserve(
            unit, "one", expires_at=unit.now + QUARTER, customer_id=None, named=None, email=None, points=0,
            wanted=[Use(id, 1, None, 100)], most={}, document="{}",
        )  # fmt: skip
        reserve(books, "two", Use(id, 1, None, 100))
        books.perform(lambda unit: checkouts.confirm(unit, "two", "100"))

    assert counters(books, id) == (1, 1, 100, 100)


def test_what_was_let_go_is_free_again(books: Books, now: list[datetime]) -> None:
    id = promotion(books)
    reserve(books, "c", Use(id, 1, None, 250), most={id: Most(uses=1)})

    books.perform(lambda unit: checkouts.release(unit, "c"))
    books.perform(lambda unit: checkouts.release(unit, "c"))

    assert counters(books, id) == (0, 0, 0, 0)
    reserve(books, "d", Use(id, 1, None, 250), most={id: Most(uses=1)})
    with pytest.raises(checkouts.NotReserved, match="let go"):
        books.perform(lambda unit: checkouts.confirm(unit, "c", "100"))


def test_at_the_instant_its_time_is_up_it_is_free_for_the_next_without_any_sweep(
    books: Books, now: list[datetime]
) -> None:
    id = promotion(books)
    reserve(books, "c", Use(id, 1, None, 250), most={id: Most(uses=1)})
    now[0] += QUARTER - timedelta(microseconds=1)
    with pytest.raises(UsedUp):
        reserve(books, "d", Use(id, 1, None, 250), most={id: Most(uses=1)})

    now[0] += timedelta(microseconds=1)
    with books.transaction() as unit:
        assert checkouts.get(unit, "c").state == "lapsed"
    reserve(books, "d", Use(id, 1, None, 250), most={id: Most(uses=1)})

    with pytest.raises(checkouts.NotReserved, match="its time is up"):
        books.perform(lambda unit: checkouts.confirm(unit, "c", "100"))
    assert counters(books, id) == (0, 1, 0, 250)


def test_a_cancelled_order_gives_back_what_promotions_say_and_takes_it_again(books: Books, now: list[datetime]) -> None:
    back, kept = promotion(books), promotion(books, gives_back=False)
    reserve(books, "c", Use(back, 1, None, 10, customer="c:7"), Use(kept, 1, None, 20, gives_back=False))
    books.perform(lambda unit: checkouts.confirm(unit, "c", "100"))

    for _ in range(2):
        books.perform(lambda unit: checkouts.cancelled(unit, checkouts.of_orders(unit, ["100"])))
    assert (counters(books, back), counters(books, kept)) == ((0, 0, 0, 0), (1, 0, 20, 0))

    for _ in range(2):
        books.perform(lambda unit: checkouts.restored(unit, checkouts.of_orders(unit, ["100"])))
    assert (counters(books, back), counters(books, kept)) == ((1, 0, 10, 0), (1, 0, 20, 0))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["reserve", "confirm", "release", "wait", "cancel", "restore", "sweep"]), st.integers(0, 3)
    ),
    max_size=25,
)


@pytest.mark.parametrize("limits", [Most(uses=2, by_customer=1, budget_minor=500), Most(by_customer=1)])
@settings(max_examples=examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_counters_are_what_the_checkouts_hold(
    books: Books, now: list[datetime], limits: Most, steps: list[tuple[str, int]]
) -> None:
    with books.transaction() as unit:
        unit.driver.execute(
            "truncate promotion_tally, checkout_use, checkout, coupon, coupon_batch, promotion_use, promotion_use_by, promotion_version, promotion cascade"
        )
    id = promotion(books)
    most, made = {id: limits}, 0
    for step, n in steps:
        key = f"c{n % max(made, 1)}"
        try:
            match step:
                case "reserve":
                    reserve(books, f"c{made}", Use(id, 1, None, 100 * n, customer=f"c:{n}"), most=most)
                    made += 1
                case "confirm" if made:
                    books.perform(lambda unit, key=key: checkouts.confirm(unit, key, f"o-{key}"))
                case "release" if made:
                    books.perform(lambda unit, key=key: checkouts.release(unit, key))
                case "wait":
                    now[0] += QUARTER / 2
                case "cancel":
                    books.perform(
                        lambda unit, key=key: checkouts.cancelled(unit, checkouts.of_orders(unit, [f"o-{key}"]))
                    )
                case "restore":
                    books.perform(
                        lambda unit, key=key: checkouts.restored(unit, checkouts.of_orders(unit, [f"o-{key}"]))
                    )
                case "sweep":
                    books.perform(checkouts.lapse_due)
                    books.perform(uses.fold)
        except (UsedUp, checkouts.NotReserved):
            pass
    with books.transaction() as unit:
        held = unit.driver.execute(
            """select count(*) filter (where state = 'confirmed'), count(*) filter (where state = 'reserved'),
                      coalesce(sum(minor) filter (where state = 'confirmed'), 0)::int,
                      coalesce(sum(minor) filter (where state = 'reserved'), 0)::int
               from checkout c join checkout_use u on u.checkout_id = c.id"""
        ).fetchone()
        by = uses.counted_by(unit, ["c:0", "c:1", "c:2", "c:3"])
    assert counters(books, id) == held
    while books.perform(uses.fold):
        pass
    assert counters(books, id) == held
    assert sum(by.values()) == held[0] + held[1]  # type: ignore[index]


# Codes


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("hello", "HELLO"), ("HE LLO", "hello"), ("he-l1o", "HELLO"), ("O0-Il1", "00111"), (" Ünder ", "ünder")],
)
def test_a_code_is_found_however_it_is_typed(typed: str, meant: str) -> None:
    assert compared(typed) == compared(meant)


def test_a_batch_has_as_many_different_codes_as_were_asked_for(books: Books, now: list[datetime]) -> None:
    id = promotion(books, coupon="codes")
    form = CodeFormat(length=10, prefix="SPRING-", dash=5)

    made = books.perform(lambda unit: coupons.make(unit, id, name="spring", format=form, count=6_000, terms=Terms()))

    with books.transaction() as unit:
        kept = coupons.listed(unit, batch_id=made.id, limit=10_000)
    assert len({one.code for one in kept}) == made.size == 6_000
    assert all(one.shown.startswith("SPRING-") and one.shown[12] == "-" for one in kept)


@pytest.mark.parametrize(
    ("form", "count", "told"),
    [
        (CodeFormat(length=2), 1_000, "too few"),
        (CodeFormat(length=5, alphabet="digits"), 60_000, "too few"),
        (CodeFormat(length=4), 100, "one guess in"),
        (CodeFormat(length=6, alphabet="digits"), 1, "one guess in"),
    ],
)
def test_impossible_batches_are_refused_with_what_to_do(form: CodeFormat, count: int, told: str) -> None:
    with pytest.raises(Impossible, match=told) as refused:
        form.refuse(count)

    assert "do" in refused.value.errors[0].detail


@given(st.sampled_from(["letters and digits", "letters", "digits"]), st.integers(1, 100_000))
def test_the_length_that_is_told_does(alphabet: Any, count: int) -> None:
    enough = CodeFormat(length=1, alphabet=alphabet)._enough(count)

    assert not refuses(CodeFormat(length=enough, alphabet=alphabet), count)
    assert enough == 1 or refuses(CodeFormat(length=enough - 1, alphabet=alphabet), count)


def refuses(form: CodeFormat, count: int) -> bool:
    try:
        form.refuse(count)
    except Impossible:
        return True
    return False


def test_codes_are_brought_in_all_or_none(books: Books, now: list[datetime]) -> None:
    id = promotion(books, coupon="codes")
    books.perform(lambda unit: coupons.bring_in(unit, id, name="old", codes=["A-1", "B-2"], terms=Terms()))

    with pytest.raises(CodesTaken, match="b2"):
        books.perform(lambda unit: coupons.bring_in(unit, id, name="new", codes=["C-3", "b2"], terms=Terms()))

    with books.transaction() as unit:
        assert coupons.find(unit, ["c3", "a1"]).keys() == {"a1"}


def test_the_code_of_a_promotion_follows_what_it_says(books: Books, now: list[datetime]) -> None:
    id = promotion(books, coupon="code", code="HELLO")
    benefit = kinds.read(Benefit, {"kind": "percent", "percent": "10"})

    def say(version: int, code: str) -> None:
        said = PromotionSaying(benefit=benefit, coupon="code", code=code)
        books.perform(lambda unit: book.change(unit, id, version=version, scope=Scope(VOCABULARY, "cart"), saying=said))

    say(1, "WELCOME")
    with books.transaction() as unit:
        found = coupons.find(unit, ["hello", "welcome"])
    assert (found["hello"].why_not(NOON, None), found["welcome"].why_not(NOON, None)) == ("withdrawn", None)

    say(2, "Hello")
    with books.transaction() as unit:
        assert coupons.find(unit, ["hello"])["hello"].why_not(NOON, None) is None
