"""Carts priced by hand: each benefit at its edges, in cents a line."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from regulars.core import money
from regulars.promotions.model.receipt import receipt

from .carts import cart, one

Case = tuple[str, dict[str, Any], str, list[int]]


def usd(minor: int) -> dict[str, int]:
    return {"USD": minor}


def percent(much: str) -> dict[str, Any]:
    return {"kind": "percent", "percent": much}


def per_piece(minor: int) -> dict[str, Any]:
    return {"kind": "fixed_per_piece", "amount": usd(minor)}


def price_of(minor: int) -> dict[str, Any]:
    return {"kind": "fixed_price", "price": usd(minor)}


def on_cart(minor: int) -> dict[str, Any]:
    return {"kind": "fixed_on_cart", "amount": usd(minor)}


def of_cart(much: str) -> dict[str, Any]:
    return {"kind": "percent_of_cart", "percent": much}


def buy(pieces: int, get: int, much: str = "100", over: str = "cart", **more: Any) -> dict[str, Any]:
    return {"kind": "buy_get", "buy": pieces, "get": get, "percent": much, "over": over, **more}


def nth(n: int, much: str, over: str = "cart", **more: Any) -> dict[str, Any]:
    return {"kind": "nth_piece", "n": n, "percent": much, "over": over, **more}


def each_amount(step: int, off: int, **more: Any) -> dict[str, Any]:
    return {"kind": "each_amount", "step": usd(step), "off": usd(off), **more}


def each_pieces(step: int, what: str, minor: int, **more: Any) -> dict[str, Any]:
    return {"kind": "each_pieces", "step": step, "what": what, "amount": usd(minor), **more}


def tiers(*told: tuple[int, str | int]) -> dict[str, Any]:
    return {"kind": "tiers_of_amount", "tiers": [_tier(*one) for one in told]}


def piece_tiers(*told: tuple[int, str | int], over: str = "cart") -> dict[str, Any]:
    return {"kind": "tiers_of_pieces", "tiers": [_tier(*one) for one in told], "over": over}


def _tier(least: int, much: str | int) -> dict[str, Any]:
    return {"at_least": least} | ({"percent": much} if isinstance(much, str) else {"off": usd(much)})


def bundle(price: int, *parts: tuple[str, int], **more: Any) -> dict[str, Any]:
    told = [
        {"products": {"skus": [name]} if name.isupper() else {"categories": [name]}, "pieces": n} for name, n in parts
    ]
    return {"kind": "bundle", "parts": told, "price": usd(price), **more}


def gift(sku: str, pieces: int = 1) -> dict[str, Any]:
    return {"kind": "gift", "sku": sku, "pieces": pieces}


CASES: list[Case] = [
    # A percentage of each product's price, rounded line by line, half away from zero
    ("A1: 20 % of 40.00 and 2 × 29.00", percent("20"), "40.00 29.00*2", [800, 1160]),
    ("nothing costs less than nothing", percent("100"), "40.00 29.00*2", [4000, 5800]),
    ("half a cent goes up", percent("50"), "0.01", [1]),
    ("half a cent in each of three lines goes up three times", percent("50"), "0.01 0.01 0.01", [1, 1, 1]),
    ("half a cent once in a line of three", percent("50"), "0.01*3", [2]),
    ("less than half a cent goes down", percent("10"), "0.04", [0]),
    ("half a cent of five", percent("10"), "0.05", [1]),
    ("a quarter of a percent", percent("0.25"), "100.00", [25]),
    ("a quarter of a percent, rounded", percent("0.25"), "1.99", [0]),
    ("a third of a hundred", percent("33.33"), "100.00", [3333]),
    ("two thirds of a line of three", percent("66.67"), "9.99*3", [1998]),
    ("what costs nothing stays so", percent("20"), "0.00 5.00", [0, 100]),
    ("a part of a piece", percent("10"), "12.34*0.5", [62]),
    ("kilograms with three decimals", percent("15"), "7.99*1.234", [148]),
    ("seven-digit amounts", percent("12.5"), "99999.99*3", [3_750_000]),
    # An amount off each piece
    ("5.00 off each of two", per_piece(500), "29.00*2", [1000]),
    ("no more than it costs", per_piece(500), "4.99*2", [998]),
    ("as much as it costs", per_piece(499), "4.99*2", [998]),
    ("each line by its pieces", per_piece(100), "2.00*3 5.00", [300, 100]),
    ("half a piece, half the amount", per_piece(500), "20.00*0.5", [250]),
    ("a third of a piece, rounded", per_piece(100), "9.00*0.3333", [33]),
    ("one cent off a thousand", per_piece(1), "0.02*1000", [1000]),
    ("more than one line costs, not taken from another", per_piece(1000), "5.00 50.00", [500, 1000]),
    # A price for each piece
    ("9.99 instead of 29.00", price_of(999), "29.00", [1901]),
    ("9.99 each of three", price_of(999), "29.00*3", [5703]),
    ("what costs less stays", price_of(999), "9.00 12.00", [0, 201]),
    ("what costs the same stays", price_of(999), "9.99", [0]),
    ("half a piece at half the price", price_of(1000), "30.00*0.5", [1000]),
    ("a kilogram price", price_of(500), "7.99*1.5", [449]),
    ("one cent for everything", price_of(1), "10.00*2 3.00", [1998, 299]),
    # An amount off the cart, shared by what lines cost
    ("A2: 100.00 off 250.00", on_cart(10_000), "250.00", [10_000]),
    ("A2: 100.00 off 100.00", on_cart(10_000), "100.00", [10_000]),
    ("no more than there is", on_cart(10_000), "30.00 20.00", [3000, 2000]),
    ("shared one to three", on_cart(1000), "10.00 30.00", [250, 750]),
    ("a third each, the first has the cent", on_cart(100), "1.00 1.00 1.00", [34, 33, 33]),
    ("two cents over go to the first two", on_cart(200), "1.00 1.00 1.00", [67, 67, 66]),
    ("the largest remainder has the cent", on_cart(100), "1.00 2.00", [33, 67]),
    ("what costs nothing gets nothing", on_cart(100), "0.00 5.00", [0, 100]),
    ("one cent among many", on_cart(1), "3.00 2.00 1.00", [1, 0, 0]),
    ("one cent to the greatest", on_cart(1), "1.00 2.00 3.00", [0, 0, 1]),
    ("seven lines of the same", on_cart(1000), "5.00 5.00 5.00 5.00 5.00 5.00 5.00", [143, 143, 143, 143, 143, 143, 142]),
    # A percentage of the whole, rounded once
    ("10 % of 80.00 is 8.00", of_cart("10"), "80.00", [800]),
    ("half a cent once, not in each line", of_cart("50"), "0.01 0.01 0.01", [1, 1, 0]),
    ("rounded once: 15 % of 0.99", of_cart("15"), "0.33 0.33 0.33", [5, 5, 5]),
    ("line by line it would be 6", of_cart("20"), "0.14 0.14", [3, 3]),
    ("everything", of_cart("100"), "1.11 2.22", [111, 222]),
    ("in proportion", of_cart("10"), "10.00 30.00 60.00", [100, 300, 600]),
    ("largest remainder", of_cart("10"), "0.33 0.66 0.99", [3, 7, 10]),
    # Buy some, get some
    ("two bought, the third free", buy(2, 1), "10.00*3", [1000]),
    ("two aren't enough", buy(2, 1), "10.00*2", [0]),
    ("six make two free", buy(2, 1), "10.00*6", [2000]),
    ("eight make two free", buy(2, 1), "10.00*8", [2000]),
    ("the cheapest is free", buy(2, 1), "10.00 20.00 30.00", [1000, 0, 0]),
    ("the two cheapest of six", buy(2, 1), "10.00 20.00*2 30.00*3", [1000, 2000, 0]),
    ("no more than once", buy(2, 1, at_most_times=1), "10.00*6", [1000]),
    ("half price for the second", buy(1, 1, "50"), "10.00 8.00", [0, 400]),
    ("of the same price the last line's", buy(1, 1, "50"), "10.00 10.00", [0, 500]),
    ("each line by itself", buy(2, 1, over="line"), "10.00*3 20.00*2", [1000, 0]),
    ("each line by itself, both", buy(1, 1, over="line"), "10.00*2 20.00*3", [1000, 2000]),
    ("across lines it is the cheapest", buy(1, 1), "10.00*2 20.00*3", [2000, 0]),
    ("three for the price of two across", buy(2, 1), "5.00*2 7.00", [500, 0]),
    ("parts of a piece aren't counted", buy(1, 1), "10.00*1.5 8.00*0.5", [0, 0]),
    ("one whole piece of a line of one and a half", buy(1, 1), "10.00*1.5 8.00", [0, 800]),
    ("buy two, get two", buy(2, 2), "1.00 2.00 3.00 4.00", [100, 200, 0, 0]),
    ("a third of a line's cents", buy(2, 1), "3.3333*3", [333]),
    ("33 % off the third", buy(2, 1, "33"), "9.99*3", [330]),
    ("shorts bought, a tee free", buy(1, 1, bought={"skus": ["SHORT"]}), "40.00@SHORT 29.00@TEE", [0, 2900]),
    ("two shorts, two tees, one for each", buy(1, 1, bought={"skus": ["SHORT"]}), "40.00*2@SHORT 29.00*3@TEE", [0, 5800]),
    ("nothing bought of it", buy(1, 1, bought={"skus": ["SHORT"]}), "29.00@TEE", [0]),
    ("bought by category", buy(2, 1, bought={"categories": ["19"]}), "40.00*2@SHORT/19 29.00@TEE/16", [0, 2900]),
    ("bought and got of the same, the third free", buy(2, 1, bought={"skus": ["T"]}), "9.00*3@T", [900]),
    ("bought and got of the same, no more than are paid for", buy(2, 1, bought={"skus": ["T"]}), "9.00*5@T", [900]),
    ("bought and got of the same, two for four", buy(2, 1, bought={"skus": ["T"]}), "9.00*6@T", [1800]),
    ("bought and got of the same, two got of one bought", buy(1, 2, bought={"skus": ["T"]}), "9.00*5@T", [2700]),
    # Every n-th piece, the dearest first
    ("every second at half price", nth(2, "50"), "10.00*4", [1000]),
    ("the second is the cheaper", nth(2, "50"), "10.00 6.00", [0, 300]),
    ("every second of three", nth(2, "50"), "10.00*3", [500]),
    ("the fourth of four", nth(4, "100"), "4.00 3.00 2.00 1.00", [0, 0, 0, 100]),
    ("every second of different prices", nth(2, "100"), "4.00 3.00 2.00 1.00", [0, 300, 0, 100]),
    ("only once, the dearest", nth(2, "100", at_most_times=1), "4.00 3.00 2.00 1.00", [0, 300, 0, 0]),
    ("one is no second", nth(2, "50"), "10.00", [0]),
    ("each line by itself", nth(2, "50", over="line"), "10.00 6.00*2", [0, 300]),
    ("a third of the third", nth(3, "33.33"), "9.99*3", [333]),
    # So much for each full amount
    ("10 for every 100", each_amount(10_000, 1_000), "250.00", [2000]),
    ("99.99 is no hundred", each_amount(10_000, 1_000), "99.99", [0]),
    ("100.00 is one", each_amount(10_000, 1_000), "100.00", [1000]),
    ("of the sum of lines", each_amount(10_000, 1_000), "60.00 40.00", [600, 400]),
    ("no more than two steps", each_amount(1_000, 100, at_most_steps=2), "50.00", [200]),
    ("shared by what they cost", each_amount(1_000, 100), "7.00 3.00", [70, 30]),
    ("as much as it costs", each_amount(1_000, 1_000), "10.00", [1000]),
    # So much for every so many pieces
    ("5.00 off for every 3", each_pieces(3, "off for", 500), "10.00*3", [500]),
    ("5.00 off for 6", each_pieces(3, "off for", 500), "10.00*6", [1000]),
    ("two are no three", each_pieces(3, "off for", 500), "10.00*2", [0]),
    ("three for 25.00", each_pieces(3, "is the price of", 2500), "10.00*3", [500]),
    ("three for 25.00, the fourth as it is", each_pieces(3, "is the price of", 2500), "10.00*4", [500]),
    ("the dearest make the three", each_pieces(3, "is the price of", 2500), "10.00*3 4.00", [500, 0]),
    ("three that cost less stay as they are", each_pieces(3, "is the price of", 3000), "20.00*3 5.55*3", [3000, 0]),
    ("and change nothing of those before", each_pieces(3, "is the price of", 3000), "20.00*3 0.01*3", [3000, 0]),
    ("the second three cost less", each_pieces(3, "is the price of", 3000), "11.00*3 9.00*3", [300, 0]),
    ("three of different lines", each_pieces(3, "is the price of", 1000), "6.00 5.00 4.00", [200, 167, 133]),
    ("three that cost less stay", each_pieces(3, "is the price of", 2500), "5.00*3", [0]),
    ("once only", each_pieces(2, "off for", 100, at_most_steps=1), "10.00*6", [100]),
    ("no more than it costs", each_pieces(1, "off for", 5000), "10.00", [1000]),
    # Tiers of the amount
    ("below the first", tiers((5_000, "5"), (10_000, "10")), "49.99", [0]),
    ("at the first", tiers((5_000, "5"), (10_000, "10")), "50.00", [250]),
    ("just below the second", tiers((5_000, "5"), (10_000, "10")), "99.99", [500]),
    ("at the second", tiers((5_000, "5"), (10_000, "10")), "100.00", [1000]),
    ("of all lines", tiers((5_000, "10"),), "30.00 20.00", [300, 200]),
    ("an amount instead", tiers((5_000, "5"), (10_000, 1_500)), "100.00 50.00", [1000, 500]),
    ("far above", tiers((5_000, 100), (10_000, 300)), "900.00", [300]),
    # Tiers of pieces
    ("one piece", piece_tiers((2, "5"), (5, "10")), "10.00", [0]),
    ("two pieces", piece_tiers((2, "5"), (5, "10")), "10.00*2", [100]),
    ("five pieces over lines", piece_tiers((2, "5"), (5, "10")), "10.00*2 1.00*3", [200, 30]),
    ("each line by itself", piece_tiers((2, "5"), (5, "10"), over="line"), "10.00*2 1.00*6 3.00", [100, 60, 0]),
    ("an amount off", piece_tiers((3, 600),), "10.00*2 10.00", [400, 200]),
    ("an amount off a line", piece_tiers((2, 600), over="line"), "10.00*2 10.00", [600, 0]),
    ("two and a half aren't three", piece_tiers((3, "10"),), "10.00*2.5", [0]),
    # Sets
    ("a set for 60.00", bundle(6000, ("SHORT", 1), ("TEE", 1)), "40.00@SHORT 29.00@TEE", [522, 378]),
    ("a part is missing", bundle(6000, ("SHORT", 1), ("TEE", 1)), "40.00@SHORT", [0]),
    ("two sets", bundle(6000, ("SHORT", 1), ("TEE", 1)), "40.00*2@SHORT 29.00*2@TEE", [1043, 757]),
    ("one set and a piece over", bundle(6000, ("SHORT", 1), ("TEE", 1)), "40.00*2@SHORT 29.00@TEE", [522, 378]),
    ("one set at most", bundle(6000, ("SHORT", 1), ("TEE", 1), at_most_sets=1), "40.00*2@SHORT 29.00*2@TEE", [522, 378]),
    ("two of one in a set", bundle(9000, ("SHORT", 1), ("TEE", 2)), "40.00@SHORT 29.00*2@TEE", [327, 473]),
    ("by category", bundle(6000, ("19", 1), ("16", 1)), "40.00@A/19 29.00@B/16", [522, 378]),
    ("a piece is counted once", bundle(1000, ("19", 1), ("A", 1)), "40.00@A/19", [0]),
    ("dearer than its parts", bundle(9000, ("SHORT", 1), ("TEE", 1)), "40.00@SHORT 29.00@TEE", [0, 0]),
    ("the second set costs less", bundle(3000, ("19", 1), ("16", 1)), "20.00@A/19 5.00@B/19 20.00@C/16 5.00@D/16", [500, 0, 500, 0]),
    ("other lines stay", bundle(6000, ("SHORT", 1), ("TEE", 1)), "5.00@CAP 40.00@SHORT 29.00@TEE", [0, 522, 378]),
    # Gifts
    ("a gift in the cart is free", gift("MUG"), "40.00 9.00@MUG", [0, 900]),
    ("one of two is free", gift("MUG"), "9.00*2@MUG", [900]),
    ("two of three are free", gift("MUG", 2), "9.00*3@mug", [1800]),
    ("over two lines", gift("MUG", 3), "9.00*2@MUG 8.00*2@MUG", [1800, 800]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "benefit", "lines", "off"), CASES, ids=[f"{one[1]['kind']}: {one[0]}" for one in CASES]
)
def test_a_benefit_takes_off(told: str, benefit: dict[str, Any], lines: str, off: list[int]) -> None:
    assert one(benefit, cart(lines)).discounts == off


@pytest.mark.parametrize("taxed", [False, True], ids=["tax is added", "tax is in prices"])
@pytest.mark.parametrize("case", CASES, ids=[f"{one[1]['kind']}: {one[0]}" for one in CASES])
def test_tax_is_taken_of_each_line_from_what_is_left(case: Case, taxed: bool) -> None:
    _, benefit, lines, off = case
    for rate in (230_000, 80_000, 75_000, 0):
        found = receipt(one(benefit, cart(lines, tax=rate, taxed=taxed)))

        exact = Fraction(rate, 1_000_000)
        for line in found.lines:
            left = line.line.total_minor - line.discount_minor
            of_it = left * exact / (1 + exact) if taxed else left * exact
            assert (line.net_minor, line.tax_minor) == (left, money.rounded(of_it))
        shown = found.subtotal_minor - sum(off)
        assert found.total_minor == shown + (0 if taxed else sum(line.tax_minor for line in found.lines))


SHIPPING: list[tuple[str, dict[str, Any], str, str, int]] = [
    ("free", {"kind": "shipping_percent"}, "10.00", "4.99", 499),
    ("half, half a cent up", {"kind": "shipping_percent", "percent": "50"}, "10.00", "4.99", 250),
    ("nothing of nothing", {"kind": "shipping_percent"}, "10.00", "0.00", 0),
    ("the share of the lines, by pieces", {"kind": "shipping_percent", "which": "lines"}, "10.00*3/19 5.00", "4.00", 300),
    ("the share of no line", {"kind": "shipping_percent", "which": "lines"}, "5.00*2", "4.00", 0),
    ("at a price", {"kind": "shipping_fixed", "price": usd(299)}, "10.00", "4.99", 200),
    ("cheaper already", {"kind": "shipping_fixed", "price": usd(299)}, "10.00", "1.99", 0),
    ("the lines' share at a price", {"kind": "shipping_fixed", "price": usd(100), "which": "lines"}, "1.00/19 1.00", "5.00", 150),
]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "benefit", "lines", "shipping", "off"), SHIPPING, ids=[f"{one[1]['kind']}: {one[0]}" for one in SHIPPING]
)
def test_a_benefit_takes_off_shipping(told: str, benefit: dict[str, Any], lines: str, shipping: str, off: int) -> None:
    only = {"value": "product.categories", "op": "has_any", "to": ["19"]} if benefit.get("which") == "lines" else None

    found = one(benefit, cart(lines, shipping=shipping), lines=only)

    assert (found.shipping_discount_minor, sum(found.discounts)) == (off, 0)


def test_shipping_is_shared_by_weight_where_every_line_has_one() -> None:
    bought = cart("10.00/19 10.00", shipping="4.00", weights=["3", "1"])
    only = {"value": "product.categories", "op": "has_any", "to": ["19"]}

    found = one({"kind": "shipping_percent", "which": "lines"}, bought, lines=only)

    assert found.shipping_discount_minor == 300


def test_what_of_a_gift_is_not_in_the_cart_is_told() -> None:
    [applied] = one(gift("MUG", 2), cart("40.00 9.00@MUG")).applied

    assert applied.missing == (("MUG", 1),)
    assert applied.minor == 900


@pytest.mark.parametrize(
    ("written", "minor"),
    [
        ("10.00@A/19 8.00*2@B/19", [1000, 0]),
        ("10.00*3@A/19", [1000]),
        ("10.00*2@A/19", [0]),
        ("10.00*3@A/19 8.00*3@B/19", [2000, 0]),
        ("8.00*9@B/19", []),
    ],
)
def test_what_is_got_may_be_among_what_is_bought(written: str, minor: list[int]) -> None:
    benefit = {"kind": "buy_get", "buy": 2, "get": 1, "bought": {"categories": ["19"]}}
    found = one(benefit, cart(written), lines={"value": "product.sku", "op": "=", "to": "A"})

    assert [share for applied in found.applied for share in applied.shares] == [share for share in minor if share]
