"""What holds of every price: sums, bounds, the order of lines, and giving back piece by piece."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from regulars.kinds import kinds_of
from regulars.promotions.model.basket import ONE_PIECE, Basket
from regulars.promotions.model.benefits import Benefit
from regulars.promotions.model.quoting import Question, not_applied, priced
from regulars.promotions.model.receipt import piece_shares, receipt
from regulars.promotions.model.rules import Lane, Limits, Policy
from regulars.rules.subject import Row

from .carts import Book, cart, counted, seen

SKUS, CATEGORIES = ("A", "B", "C", "D"), ("16", "19", "20")

money = st.integers(1, 20_000)
pieces = st.integers(1, 6)
parts = st.sampled_from(["0.01", "5", "10", "33.33", "50", "99.99", "100"])
amounts = st.builds(lambda minor: {"USD": minor}, money)
selections = st.one_of(
    st.builds(lambda sku: {"skus": [sku]}, st.sampled_from(SKUS)),
    st.builds(lambda id: {"categories": [id]}, st.sampled_from(CATEGORIES)),
)
over = st.sampled_from(["line", "cart"])
most = st.none() | pieces


def _tiers(unit: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    tier = st.tuples(st.integers(1, 9), parts | money)
    return st.lists(tier, min_size=1, max_size=3, unique_by=lambda one: one[0]).map(
        lambda told: [
            {"at_least": least * unit} | ({"percent": much} if isinstance(much, str) else {"off": {"USD": much}})
            for least, much in sorted(told, key=lambda one: one[0])
        ]
    )


ARGUMENTS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "percent": st.fixed_dictionaries({"percent": parts}),
    "fixed_per_piece": st.fixed_dictionaries({"amount": amounts}),
    "fixed_price": st.fixed_dictionaries({"price": amounts}),
    "fixed_on_cart": st.fixed_dictionaries({"amount": amounts}),
    "percent_of_cart": st.fixed_dictionaries({"percent": parts}),
    "each_amount": st.builds(
        lambda step, off, times: {"step": {"USD": max(step, off)}, "off": {"USD": min(step, off)}, "at_most_steps": times},
        money, money, most,
    ),
    "tiers_of_amount": st.fixed_dictionaries({"tiers": _tiers(2_000)}),
    "buy_get": st.fixed_dictionaries(
        {"buy": pieces, "get": pieces, "percent": parts, "over": over, "bought": st.none() | selections, "at_most_times": most}
    ),
    "nth_piece": st.fixed_dictionaries({"n": st.integers(2, 5), "percent": parts, "over": over, "at_most_times": most}),
    "each_pieces": st.fixed_dictionaries(
        {"step": pieces, "what": st.sampled_from(["off for", "is the price of"]), "amount": amounts, "at_most_steps": most}
    ),
    "tiers_of_pieces": st.fixed_dictionaries({"tiers": _tiers(1), "over": over}),
    "bundle": st.fixed_dictionaries(
        {
            "parts": st.lists(st.fixed_dictionaries({"products": selections, "pieces": pieces}), min_size=1, max_size=3),
            "price": amounts,
            "at_most_sets": most,
        }
    ),
    "gift": st.fixed_dictionaries({"sku": st.sampled_from(SKUS), "pieces": pieces}),
    "shipping_percent": st.fixed_dictionaries({"percent": parts, "which": st.sampled_from(["order", "lines"])}),
    "shipping_fixed": st.fixed_dictionaries({"price": amounts, "which": st.sampled_from(["order", "lines"])}),
}  # fmt: skip
"""Arguments of each benefit; a new one has to be told of here."""

benefits = st.sampled_from(sorted(ARGUMENTS)).flatmap(
    lambda kind: ARGUMENTS[kind].map(lambda told: {"kind": kind, **told})
)
limits = st.builds(Limits, pieces=st.none() | pieces, amount=st.none() | amounts, floor=st.none() | amounts)
promotions = st.fixed_dictionaries(
    {
        "benefit": benefits,
        "lane": st.integers(0, 1),
        "priority": st.integers(0, 2),
        "stop": st.sampled_from(["none", "none", "line", "cart"]),
        "limits": st.just(Limits()) | limits,
        "lines": st.none()
        | st.sampled_from(CATEGORIES).map(lambda id: {"value": "product.categories", "op": "has_any", "to": [id]}),
    }
)
policies = st.builds(
    lambda first, second, percent_of, cap: Policy((Lane(0, "a", first), Lane(1, "b", second)), percent_of, cap),
    st.sampled_from(["all", "first", "best"]),
    st.sampled_from(["all", "first", "best"]),
    st.sampled_from(["left", "original"]),
    st.none() | st.integers(0, 10_000),
)
_line = st.tuples(
    st.integers(0, 9_999), st.sampled_from(["1", "2", "3", "5", "0.5", "1.25"]), st.sampled_from(SKUS), st.sampled_from(CATEGORIES)
).map(lambda told: f"{told[0] / 100:.2f}*{told[1]}@{told[2]}/{told[3]}")  # fmt: skip
carts = st.builds(
    lambda lines, taxed, tax, shipping: cart(" ".join(lines), taxed=taxed, tax=tax, shipping=f"{shipping / 100:.2f}"),
    st.lists(_line, min_size=1, max_size=5),
    st.booleans(),
    st.sampled_from([0, 50_000, 230_000]),
    st.integers(0, 2_000),
)


def _book(policy: Policy, told: list[dict[str, Any]]) -> Book:
    book = Book(policy)
    for one in told:
        book.add(**one)
    return book


def test_every_benefit_is_among_them() -> None:
    assert kinds_of(Benefit).keys() == ARGUMENTS.keys()


@given(policies, st.lists(promotions, min_size=1, max_size=5), carts)
def test_shares_add_up_and_none_is_more_than_there_is(
    policy: Policy, told: list[dict[str, Any]], bought: tuple[Basket, list[Row]]
) -> None:
    found = _book(policy, told).price(bought)

    by_line = [0] * len(bought[0].lines)
    for applied in found.applied:
        assert applied.shipping_minor >= 0
        for n, share in zip(applied.lines, applied.shares, strict=False):
            assert share >= 0
            by_line[n] += share
    assert by_line == found.discounts
    assert all(0 <= left <= line.total_minor for left, line in zip(found.left, bought[0].lines, strict=True))
    assert 0 <= found.shipping_left <= bought[0].shipping_minor
    if policy.most_percent is not None:
        assert found.discount_minor <= bought[0].subtotal_minor * policy.most_percent // 10_000
    total = receipt(found)
    shown = sum(line.net_minor for line in total.lines) + total.shipping_minor - total.shipping_discount_minor
    assert total.total_minor == shown + (0 if bought[0].taxed else total.tax_minor)


@given(policies, st.lists(promotions, min_size=1, max_size=4), carts, st.randoms(use_true_random=False))
def test_the_order_in_which_promotions_were_told_doesnt_matter(
    policy: Policy, told: list[dict[str, Any]], bought: tuple[Basket, list[Row]], luck: random.Random
) -> None:
    book = _book(policy, told)
    before = book.price(bought)

    luck.shuffle(book.ready)

    assert book.price(bought).left == before.left


@given(policies, st.lists(promotions, min_size=1, max_size=5), carts)
def test_pricing_twice_finds_the_same_and_each_promotion_is_told_of_once(
    policy: Policy, told: list[dict[str, Any]], bought: tuple[Basket, list[Row]]
) -> None:
    snapshot = _book(policy, told).snapshot()
    asked = Question(bought[0], seen(*bought), {}, {})

    first, second = priced(snapshot, asked), priced(snapshot, asked)

    assert [(one.promotion.id, list(one.shares)) for one in first.applied] == [
        (one.promotion.id, list(one.shares)) for one in second.applied
    ]
    told_of = [one.promotion.id for one in first.applied] + [
        one.promotion.id for one in not_applied(snapshot, asked, first)
    ]
    assert sorted(told_of) == list(range(1, len(told) + 1))


@given(st.lists(promotions, min_size=1, max_size=4), carts)
def test_a_lane_of_the_best_leaves_as_little_to_pay_as_any_of_it_alone(
    told: list[dict[str, Any]], bought: tuple[Basket, list[Row]]
) -> None:
    best = Policy((Lane(0, "best", "best"),))
    told = [one | {"lane": 0} for one in told]

    found = _book(best, told).price(bought)
    alone = [_book(best, [one]).price(bought) for one in told]

    assert receipt(found).total_minor == min(receipt(one).total_minor for one in alone)


@given(st.lists(promotions, min_size=1, max_size=4), carts)
def test_giving_back_all_pieces_one_by_one_gives_back_what_was_paid(
    told: list[dict[str, Any]], bought: tuple[Basket, list[Row]]
) -> None:
    total = receipt(_book(Policy((Lane(0, "a"), Lane(1, "b"))), told).price(bought))

    for line in total.lines:
        whole = line.line.total_minor
        shares = piece_shares(line.line.pieces, whole, line.discount_minor, line.tax_minor)
        assert sum(one.pieces * (one.part or ONE_PIECE) for one in shares) == line.line.pieces
        sums = [sum(one.pieces * one.minor[n] for one in shares) for n in range(3)]
        assert sums == [whole, line.discount_minor, line.tax_minor]
        assert whole - line.discount_minor == line.net_minor
        assert all(0 <= one.minor[1] <= one.minor[0] and one.minor[2] >= 0 for one in shares)
        alike = [one.minor for one in shares if not one.part]
        assert all(max(of) - min(of) <= 1 for of in zip(*alike, strict=True))


@given(st.lists(promotions, min_size=1, max_size=4), carts, st.sampled_from(["0.25", "4", "0.0091", "1.1"]))
def test_another_currency_is_priced_by_the_same_rules(
    told: list[dict[str, Any]], bought: tuple[Basket, list[Row]], rate: str
) -> None:
    basket = replace(bought[0], money=counted("JPY" if rate == "0.0091" else "EUR", rate=rate))

    found = _book(Policy((Lane(0, "a"), Lane(1, "b"))), told).price((basket, bought[1]))

    assert all(0 <= left <= line.total_minor for left, line in zip(found.left, basket.lines, strict=True))
