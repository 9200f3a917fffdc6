"""The basis: what of an order earns, to the cent, however it is given back."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from regulars.points.model.basis import OrderAmounts, ReturnedLine, share
from regulars.points.model.styles import MOST_POINTS, Basis, PerAmount

B1 = OrderAmounts(
    lines=2, whole_minor=11998, gross_minor=11998, lines_discounted=False, subtotal_minor=11998, discount_minor=0,
    shipping_minor=1500, tax_minor=0, grand_total_minor=13498, own_grand_total=13498, returned_own=0,
)  # fmt: skip


def returned(pieces: int) -> ReturnedLine:
    return ReturnedLine(9998, quantity=2, returned_quantity=pieces, returned_own=0, own_net=9998)


def test_shipping_does_not_count() -> None:
    assert B1.products_minor() == 11998


def test_a_piece_given_back_no_longer_counts() -> None:
    rest = replace(B1, whole_minor=2000)

    assert rest.products_minor([returned(1)]) == 6999
    assert rest.products_minor([returned(2)]) == 2000


def test_a_discount_that_no_line_carries_is_spread() -> None:
    assert replace(B1, discount_minor=1998).products_minor() == 10000


def test_a_discount_that_lines_carry_is_not_taken_twice() -> None:
    assert replace(B1, whole_minor=10000, lines_discounted=True, discount_minor=1998).products_minor() == 10000


def test_a_refund_without_lines_takes_its_share_of_the_products() -> None:
    assert replace(B1, returned_own=13498).products_minor() == 0
    assert replace(B1, returned_own=6749).products_minor() == 5999


def test_refunds_that_name_pieces_and_refunds_that_name_none_add_up() -> None:
    """Lines of 99.99 in three pieces and of 50.00, and nothing else."""
    order = replace(
        B1, whole_minor=5000, gross_minor=14999, shipping_minor=0, grand_total_minor=14999, own_grand_total=14999
    )
    line = ReturnedLine(9999, quantity=3, returned_quantity=1, returned_own=0, own_net=9999)

    assert order.products_minor([line]) == 11666
    assert replace(order, returned_own=2000).products_minor([line]) == 9666
    assert replace(order, returned_own=11666).products_minor([line]) == 0
    assert replace(order, returned_own=5000).products_minor([line._replace(returned_quantity=3)]) == 0


@given(st.integers(0, 100_000), st.integers(0, 100_000), st.integers(1, 9), st.integers(0, 3_000), st.data())
def test_whatever_is_left_over_is_nothing_once_all_was_given_back(
    first: int, second: int, pieces: int, shipping: int, data: st.DataObject
) -> None:
    total = first + second + shipping
    order = OrderAmounts(
        lines=2, whole_minor=second, gross_minor=first + second, lines_discounted=False, subtotal_minor=first + second,
        discount_minor=0, shipping_minor=shipping, tax_minor=0, grand_total_minor=total, own_grand_total=total, returned_own=0,
    )  # fmt: skip
    back = data.draw(st.integers(0, pieces))
    line = ReturnedLine(first, pieces, back, returned_own=0, own_net=first)
    rest = total - share(first, back, pieces)

    left = [replace(order, returned_own=own).products_minor([line]) for own in (0, rest // 3, rest // 2, rest)]

    assert left == sorted(left, reverse=True)
    assert left[-1] == 0 or rest == 0


def test_an_order_without_lines_counts_its_subtotal() -> None:
    bare = replace(B1, lines=0, whole_minor=0, gross_minor=0)

    assert replace(bare, discount_minor=1000).products_minor() == 10998
    assert replace(bare, subtotal_minor=None).products_minor() == 11998


def test_money_given_back_for_a_line_counts_where_no_pieces_are_named() -> None:
    assert ReturnedLine(9998, 2, 0, returned_own=4999, own_net=9998).left_minor() == 4999


@given(st.integers(0, 10**9), st.integers(1, 10**8), st.data())
def test_shares_grow_from_nothing_to_everything(amount: int, whole: int, data: st.DataObject) -> None:
    parts = sorted(data.draw(st.lists(st.integers(0, whole), max_size=5)))

    shares = [share(amount, part, whole) for part in (0, *parts, whole)]

    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, amount)


@given(st.integers(-(10**9), 10**9), st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_is_within_half_a_cent(amount: int, part: int, whole: int) -> None:
    part = min(part, whole)

    assert abs(2 * whole * share(amount, part, whole) - 2 * amount * part) <= whole
    assert share(-amount, part, whole) == -share(amount, part, whole)


@given(st.integers(0, 10**7), st.integers(1, 50), st.data())
def test_what_is_left_never_grows_and_ends_at_nothing(net: int, pieces: int, data: st.DataObject) -> None:
    given_back = sorted(data.draw(st.lists(st.integers(0, pieces), max_size=6)))

    left = [ReturnedLine(net, pieces, n, 0, net).left_minor() for n in (0, *given_back, pieces)]

    assert left == sorted(left, reverse=True)
    assert (left[0], left[-1]) == (net, 0)


def test_an_absurd_rule_and_order_give_no_more_than_books_can_hold() -> None:
    style = PerAmount(points=1_000_000, amount=1)

    assert style.granted(Basis(10**15)) == MOST_POINTS
    assert style.granted(Basis(2)) == 2_000_000
