"""Promotions beside each other: lanes, the first, the best, what stops others, and how much all may take off."""

from __future__ import annotations

from typing import Any

import pytest

from regulars.promotions.model.pricing import Priced
from regulars.promotions.model.rules import Lane, Limits, Policy, Together

from .carts import ONE_LANE, Book, cart, one

TEN: dict[str, Any] = {"kind": "percent", "percent": "10"}
HALF: dict[str, Any] = {"kind": "percent", "percent": "50"}
FREE_SHIPPING: dict[str, Any] = {"kind": "shipping_percent"}
IN_19 = {"value": "product.categories", "op": "has_any", "to": ["19"]}


def five(minor: int = 500) -> dict[str, Any]:
    return {"kind": "fixed_on_cart", "amount": {"USD": minor}}


def lane(together: Together, **more: Any) -> Policy:
    return Policy((Lane(0, "only", together),), **more)


def names(found: Priced) -> list[int]:
    return [one.promotion.id for one in found.applied]


def test_the_second_percentage_is_of_what_is_left() -> None:
    book = Book()
    book.add(TEN)
    book.add(HALF)

    assert book.price(cart("100.00")).discounts == [5500]


def test_or_of_the_price_at_first_when_the_shop_says_so() -> None:
    book = Book(Policy(ONE_LANE.lanes, percent_of="original"))
    book.add(TEN)
    book.add(HALF)

    assert book.price(cart("100.00")).discounts == [6000]


def test_nothing_goes_below_zero_even_of_the_price_at_first() -> None:
    book = Book(Policy(ONE_LANE.lanes, percent_of="original"))
    book.add(HALF)
    book.add({"kind": "percent", "percent": "80"})

    found = book.price(cart("100.00"))

    assert found.left == [0]
    assert [one.minor for one in found.applied] == [5000, 5000]


def test_the_higher_priority_comes_first_then_the_older() -> None:
    book = Book()
    book.add(TEN)
    book.add(five())
    book.add(five(100), priority=1)

    assert names(book.price(cart("100.00"))) == [3, 1, 2]


def test_lanes_come_in_their_order_whatever_the_priority() -> None:
    book = Book(Policy((Lane(2, "early"), Lane(1, "late"))))
    book.add(TEN, lane=1, priority=100)
    book.add(five(), lane=2)

    assert names(book.price(cart("100.00"))) == [2, 1]


def test_only_the_first_of_a_lane_that_gives_something() -> None:
    book = Book(lane("first"))
    book.add(TEN, lines=IN_19)
    book.add(five())
    book.add(HALF)

    found = book.price(cart("100.00/20"))

    assert names(found) == [2]
    assert (found.passed[3].why, found.passed[3].by and found.passed[3].by.id) == ("another", 2)


def test_the_best_for_the_customer_is_found_on_the_total() -> None:
    book = Book(lane("best"))
    book.add(HALF, lines=IN_19)  # 10.00 off one line
    book.add({"kind": "percent", "percent": "6"})  # 12.00 off the whole

    assert names(book.price(cart("20.00/19 180.00/20"))) == [2]
    assert names(book.price(cart("20.00/19 100.00/20"))) == [1]


def test_of_two_that_take_off_the_same_the_first_is_the_best() -> None:
    book = Book(lane("best"))
    book.add(five(1000))
    book.add(TEN)

    assert names(book.price(cart("100.00"))) == [1]


def test_shipping_counts_for_what_is_best() -> None:
    book = Book(lane("best"))
    book.add(five())
    book.add(FREE_SHIPPING)

    assert names(book.price(cart("100.00", shipping="4.99"))) == [1]
    assert names(book.price(cart("100.00", shipping="5.01"))) == [2]


def test_what_is_best_is_what_leaves_least_to_pay_with_the_tax_that_comes_on_top() -> None:
    book = Book(lane("best"))
    book.add({"kind": "percent", "percent": "20"})
    book.add(FREE_SHIPPING)

    # 20 % of 44.66 is 8.93, and with 23 % tax 10.98; shipping is 9.99 and has none
    assert names(book.price(cart("30.00 14.66", tax=230_000, shipping="9.99"))) == [1]
    assert names(book.price(cart("30.00 14.66", tax=230_000, taxed=True, shipping="9.99"))) == [2]


def test_one_that_stops_leaves_no_other_in_its_lane_or_after() -> None:
    book = Book(Policy((Lane(0, "first"), Lane(1, "second"))))
    book.add(TEN, stop="cart")
    book.add(HALF)
    book.add(five(), lane=1)

    found = book.price(cart("100.00"))

    assert names(found) == [1]
    assert {id: (passed.why, passed.by and passed.by.id) for id, passed in found.passed.items()} == {
        2: ("stopped", 1),
        3: ("stopped", 1),
    }


def test_one_that_gives_nothing_stops_nothing() -> None:
    book = Book()
    book.add(TEN, stop="cart", lines=IN_19)
    book.add(HALF)

    assert names(book.price(cart("100.00/20"))) == [2]


def test_one_that_stops_for_its_lines_leaves_the_others() -> None:
    book = Book()
    book.add(TEN, stop="line", lines=IN_19)
    book.add(HALF)

    assert book.price(cart("10.00/19 10.00/20")).discounts == [100, 500]


def test_all_together_take_off_no_more_than_a_part_of_the_cart() -> None:
    book = Book(Policy(ONE_LANE.lanes, most_percent=3_000))
    book.add({"kind": "percent", "percent": "20"})
    book.add({"kind": "percent", "percent": "20"})

    found = book.price(cart("100.00"))

    assert [one.minor for one in found.applied] == [2000, 1000]


def test_or_no_more_than_an_amount_and_shipping_is_not_part_of_it() -> None:
    book = Book(Policy(ONE_LANE.lanes, most={"USD": 700}))
    book.add(five())
    book.add(five())
    book.add(FREE_SHIPPING)

    found = book.price(cart("100.00", shipping="5.00"))

    assert [one.minor for one in found.applied] == [500, 200, 500]


@pytest.mark.parametrize(
    ("limits", "lines", "off"),
    [
        (Limits(pieces=2), "10.00*3", [1000]),
        (Limits(pieces=2), "10.00*2 30.00", [500, 1500]),
        (Limits(pieces=5), "10.00*3", [1500]),
        (Limits(pieces=1), "10.00*0.5", [0]),
        (Limits(pieces=1), "9.99*2", [500]),
        (Limits(amount={"USD": 700}), "10.00 10.00", [350, 350]),
        (Limits(amount={"USD": 10_000}), "10.00 10.00", [500, 500]),
        (Limits(amount={"USD": 1}), "10.00 10.00", [1, 0]),
        (Limits(floor={"USD": 700}), "10.00*2 6.00", [600, 0]),
        (Limits(floor={"USD": 700}, amount={"USD": 200}), "10.00*2 6.00", [200, 0]),
    ],
)
def test_a_promotion_keeps_to_its_limits(limits: Limits, lines: str, off: list[int]) -> None:
    assert one(HALF, cart(lines), limits=limits).discounts == off


def test_an_amount_limits_shipping_too() -> None:
    found = one(FREE_SHIPPING, cart("10.00", shipping="9.00"), limits=Limits(amount={"USD": 500}))

    assert found.shipping_left == 400


def test_no_piece_costs_less_than_the_shop_says_of_its_product() -> None:
    basket, rows = cart("10.00*2@A 10.00@B")
    rows = [{**row, "_product": {"cost": cost}} for row, cost in zip(rows, (80_000, None), strict=True)]

    assert one(HALF, (basket, rows), policy=Policy(ONE_LANE.lanes, floor="cost")).discounts == [400, 500]


def test_a_coupon_is_asked_for() -> None:
    book = Book()
    book.add(TEN, needs="code")

    assert book.price(cart("100.00")).discounts == [0]
    assert book.price(cart("100.00"), codes={1: "HELLO"}).discounts == [1000]


def test_what_is_used_up_is_passed_over() -> None:
    book = Book()
    book.add(TEN)

    assert book.price(cart("100.00"), blocked={1: "used_up"}).discounts == [0]
