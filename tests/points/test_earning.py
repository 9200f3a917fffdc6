"""What rules give together for one order: what counts, in which order, and to the last point."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.points.granting import NEW_YEAR

from regulars.points.model.basis import OrderAmounts, ReturnedLine
from regulars.points.model.counting import Counting, Products
from regulars.points.model.earning import LineNow, OrderView, evaluate, line_amounts
from regulars.points.model.rules import Limits, Terms
from regulars.points.model.styles import (
    EarnStyle,
    FixedPoints,
    Multiplier,
    PerAmount,
    PercentOfAmount,
    PerPiece,
    VariantBonus,
)

MUG, TEE = "mug-xl", "tee-1"
FIVE = PerAmount(points=1, amount=500)


def terms(style: EarnStyle, **said: Any) -> Terms:
    return Terms(1, NEW_YEAR, 1, style, None, "complete", None, **said)


def line(id: str, sku: str, pieces: int, price_minor: int, **said: Any) -> LineNow:
    return LineNow(id, sku, pieces * 10_000, pieces * price_minor, 0, 0)._replace(**said)


def order(*lines: LineNow, paid_minor: int = 0, shipping_minor: int = 1500, returned_own: int = 0) -> OrderView:
    """An order of these lines, with shipping."""
    whole = sum(one.gross_minor - one.discount_minor for one in lines if one.returned is None)
    total = sum(one.gross_minor - one.discount_minor + one.tax_minor for one in lines) + shipping_minor - paid_minor
    amounts = OrderAmounts(
        lines=len(lines), whole_minor=whole, gross_minor=sum(one.gross_minor for one in lines), lines_discounted=True,
        subtotal_minor=None, discount_minor=sum(one.discount_minor for one in lines), shipping_minor=shipping_minor,
        tax_minor=sum(one.tax_minor for one in lines), grand_total_minor=total, own_grand_total=total,
        returned_own=returned_own,
    )  # fmt: skip
    products = amounts.products_minor(one.returned for one in lines if one.returned is not None)
    return OrderView(2, products, amounts, paid_minor, 0, lines)


def points(view: OrderView, *rules: Terms, within: tuple[str, ...] | None = None) -> list[int]:
    """What each of these rules gives; `within` are the lines that count for those that don't take all."""
    given = evaluate(
        view,
        list(enumerate(rules)),
        lambda rule, one: within is None or rule.products == Products() or one.id in within,
    )
    return [given[n].points for n in range(len(rules))]


B1 = order(line("1", TEE, 2, 4999), line("2", MUG, 1, 2000))


def test_a_variant_has_its_bonus_for_every_piece() -> None:
    bonus = terms(VariantBonus(bonuses={"MUG-XL": 30}))

    assert points(B1, terms(FIVE), bonus) == [23, 30]
    assert points(order(line("1", MUG, 2, 2000)), terms(FIVE), bonus) == [8, 60]


def test_only_the_lines_in_scope_count() -> None:
    scope = Products(which="categories", categories=("1",))

    assert points(B1, terms(FIVE, products=scope), within=("2",)) == [4]
    assert points(B1, terms(FIVE, products=scope), within=("1",)) == [19]
    assert points(B1, terms(VariantBonus(bonuses={"MUG-XL": 30}), products=scope), within=("1",)) == [0]


def test_what_was_paid_with_points_does_not_earn() -> None:
    """Story E1: of 150.00 to pay 20.00 is paid with points, and 130.00 earns."""
    hello = order(line("1", TEE, 1, 25_000, discount_minor=10_000), paid_minor=2000, shipping_minor=0)
    per_12_50 = PerAmount(points=1, amount=1250)

    assert points(hello, terms(per_12_50)) == [10]
    assert points(hello, terms(per_12_50, counting=Counting(paid_with_points=True))) == [12]


def test_tax_shipping_and_discounts_count_when_a_rule_says_so() -> None:
    view = order(line("1", TEE, 1, 10_000, discount_minor=1_000, tax_minor=2_070))
    unit = PerAmount(points=1, amount=100)

    def counted(**said: bool) -> int:
        return points(view, terms(unit, counting=Counting(**said)))[0]

    assert counted() == 90
    assert counted(tax=True) == 110
    assert counted(shipping=True) == 105
    assert counted(discounted=False) == 100


def test_multipliers_multiply_what_counts_and_no_bonus() -> None:
    rules = [terms(FixedPoints(points=7)), terms(Multiplier(factor=Decimal("2.5"))), terms(FIVE)]

    assert points(B1, *rules) == [7, 34, 23]


def test_a_rule_that_stops_lets_no_rule_after_it_give() -> None:
    first = terms(PerPiece(points=2), priority=5, stop=True)

    assert points(B1, terms(FIVE), first, terms(FixedPoints(points=7))) == [0, 6, 0]


def test_a_rule_that_gives_nothing_does_not_stop() -> None:
    first = terms(VariantBonus(bonuses={"OTHER": 5}), priority=9, stop=True)

    assert points(B1, first, terms(FixedPoints(points=7))) == [0, 7]


def test_a_percentage_gives_full_points_only() -> None:
    assert points(B1, terms(PercentOfAmount(percent=Decimal(5)))) == [5]
    assert points(B1, terms(PercentOfAmount(percent=Decimal("2.5")))) == [2]


def test_an_order_gets_no_more_than_its_limit() -> None:
    assert points(B1, terms(FIVE, limits=Limits(per_order=10)), terms(Multiplier(factor=Decimal(2)))) == [10, 10]


def test_a_fixed_number_may_ask_for_an_amount() -> None:
    assert points(B1, terms(FixedPoints(points=7, at_least=11_998))) == [7]
    assert points(B1, terms(FixedPoints(points=7, at_least=11_999))) == [0]


def test_pieces_given_back_no_longer_count() -> None:
    back = ReturnedLine(9998, quantity=20_000, returned_quantity=10_000, returned_own=0, own_net=9998)
    view = order(line("1", TEE, 2, 4999, returned=back), line("2", MUG, 1, 2000))

    assert points(view, terms(PerPiece(points=2)), terms(FIVE)) == [4, 13]


prices = st.integers(0, 5_000)
lines = st.lists(
    st.builds(
        lambda n, price, off, tax: line("x", TEE, n, price, discount_minor=n * price * off // 100, tax_minor=tax),
        st.integers(1, 5), prices, st.integers(0, 100), prices,
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@given(lines, st.integers(0, 3_000))
def test_the_amounts_of_lines_sum_to_the_products(some: list[LineNow], given_back: int) -> None:
    view = order(*some)
    view = order(*some, returned_own=min(given_back, view.amounts.own_grand_total))

    assert sum(line_amounts(view, Counting())) == view.products_minor
    assert all(amount >= 0 for amount in line_amounts(view, Counting()))


def test_an_order_of_nothing_earns_no_fixed_points() -> None:
    assert points(order(shipping_minor=0), terms(FixedPoints(points=100))) == [0]
    assert points(order(line("1", TEE, 1, 0)), terms(FixedPoints(points=100))) == [0]
    assert points(order(line("1", TEE, 1, 1)), terms(FixedPoints(points=100))) == [100]


def test_what_is_paid_with_points_alone_still_earns_fixed_points() -> None:
    view = order(line("1", TEE, 1, 5000), paid_minor=5000, shipping_minor=0)

    assert points(view, terms(FIVE), terms(FixedPoints(points=100))) == [0, 100]


def test_what_limits_leave_of_a_rule_is_what_is_multiplied() -> None:
    view = order(line("1", TEE, 2, 4000))
    rules = [(1, terms(PerAmount(points=1, amount=100))), (2, terms(Multiplier(factor=Decimal(2))))]

    given = evaluate(view, rules, lambda *_: True, {1: 40})

    assert (given[1].points, given[1].limited, given[2].points) == (40, True, 40)
