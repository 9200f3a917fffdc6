"""Of a promotion that a cart holds too little for it is told how much is missing, and that with it something is given."""

from __future__ import annotations

from typing import Any

import pytest

from regulars.promotions.model.benefits import Lack
from regulars.promotions.model.benefits.base import Selection
from regulars.promotions.model.pricing import Passed
from regulars.promotions.model.rules import Limits, Policy

from .carts import ONE_LANE, Book, cart, one

A_SET: dict[str, Any] = {
    "kind": "bundle", "price": {"USD": 5_000},
    "parts": [{"products": {"skus": ["S"]}, "pieces": 1}, {"products": {"skus": ["T"]}, "pieces": 2}],
}  # fmt: skip
TWO_OF_T: dict[str, Any] = {"kind": "buy_get", "buy": 2, "get": 1, "bought": {"skus": ["T"]}}

CASES: list[tuple[dict[str, Any], str, Lack, str]] = [
    ({"kind": "buy_get", "buy": 2, "get": 1}, "10.00", Lack("pieces", 2), "10.00*3"),
    ({"kind": "buy_get", "buy": 2, "get": 1, "over": "line"}, "10.00*2 9.00", Lack("pieces", 1), "10.00*3 9.00"),
    (TWO_OF_T, "10.00@S 9.00@T", Lack("pieces", 1, Selection(skus=("T",))), "10.00@S 9.00*2@T"),
    (TWO_OF_T, "9.00*2@T", Lack("pieces", 1), "9.00*2@T 10.00@S"),
    ({"kind": "nth_piece", "n": 3, "percent": "50"}, "10.00 5.00", Lack("pieces", 1), "10.00 5.00*2"),
    ({"kind": "each_pieces", "step": 3, "amount": {"USD": 500}}, "4.00*1.5", Lack("pieces", 2), "4.00*3"),
    ({"kind": "each_pieces", "step": 2, "what": "is the price of", "amount": {"USD": 1_000}}, "4.00*2", Lack("price", 201), "5.005*2"),
    ({"kind": "tiers_of_pieces", "tiers": [{"at_least": 2, "percent": "5"}, {"at_least": 5, "percent": "9"}]}, "3.00*0.5", Lack("pieces", 2), "3.00*2.5"),
    ({"kind": "tiers_of_pieces", "over": "line", "tiers": [{"at_least": 4, "percent": "5"}]}, "3.00*2 3.00*3", Lack("pieces", 1), "3.00*2 3.00*4"),
    ({"kind": "tiers_of_amount", "tiers": [{"at_least": 5_000, "percent": "5"}]}, "30.00 7.50", Lack("amount", 1_250), "30.00 20.00"),
    ({"kind": "each_amount", "step": {"USD": 2_500}, "off": {"USD": 300}}, "24.99", Lack("amount", 1), "25.00"),
    ({"kind": "fixed_price", "price": {"USD": 999}}, "9.99 5.00*2", Lack("price", 1), "10.00 5.00*2"),
    (A_SET, "40.00@S", Lack("pieces", 2, Selection(skus=("T",))), "40.00@S 40.00*2@T"),
    (A_SET, "40.00@X", Lack("pieces", 3), "40.00@X 40.00@S 40.00*2@T"),
    (A_SET, "20.00@S 10.00*2@T", Lack("price", 1_001), "30.01@S 10.00*2@T"),
]  # fmt: skip


@pytest.mark.parametrize(("benefit", "written", "lack", "then"), CASES, ids=[f"{a['kind']}: {b}" for a, b, *_ in CASES])
def test_is_told_to_the_last_piece_and_cent(benefit: dict[str, Any], written: str, lack: Lack, then: str) -> None:
    assert one(benefit, cart(written)).passed == {1: Passed("too_little", lack=lack)}
    assert one(benefit, cart(then)).discount_minor > 0


def test_of_shipping_it_is_told_too() -> None:
    at_five: dict[str, Any] = {"kind": "shipping_fixed", "price": {"USD": 500}}

    assert one(at_five, cart("9.00", shipping="4.00")).passed == {1: Passed("too_little", lack=Lack("shipping", 101))}
    assert one(at_five, cart("9.00", shipping="5.01")).shipping_discount_minor == 1


def test_after_others_it_is_told_of_what_is_left() -> None:
    book = Book()
    book.add({"kind": "fixed_on_cart", "amount": {"USD": 1_000}}, priority=1)
    book.add({"kind": "each_amount", "step": {"USD": 2_500}, "off": {"USD": 300}})

    assert book.price(cart("30.00")).passed == {2: Passed("too_little", lack=Lack("amount", 500))}


def test_what_rounds_to_nothing_is_told_without_an_amount() -> None:
    assert one({"kind": "percent", "percent": "1"}, cart("0.10")).passed == {1: Passed("too_little")}


@pytest.mark.parametrize(
    ("policy", "limits"),
    [(Policy(ONE_LANE.lanes, most_percent=0), Limits()), (ONE_LANE, Limits(floor={"USD": 1_000}))],
    ids=["of all", "its own"],
)
def test_where_a_limit_leaves_nothing_that_is_told_instead(policy: Policy, limits: Limits) -> None:
    assert one({"kind": "percent", "percent": "10"}, cart("10.00"), policy=policy, limits=limits).passed == {
        1: Passed("limited")
    }
