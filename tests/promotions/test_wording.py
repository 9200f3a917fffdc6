"""Benefits in words."""

from __future__ import annotations

import re
from typing import Any

import pytest

from regulars import kinds
from regulars.promotions.model.benefits import Benefit

SHORTS = {"skus": ["SHORT-1"], "categories": ["16", "17"]}


@pytest.mark.parametrize(
    ("benefit", "words"),
    [
        ({"kind": "percent", "percent": "12.5"}, "12.5% off the price of products"),
        ({"kind": "fixed_on_cart", "amount": {"JPY": 900, "USD": 123_450}}, "$1,234.50 or ¥900 off the cart"),
        ({"kind": "each_amount", "step": {"USD": 2_500}, "off": {"USD": 300}}, "$3.00 off for every full $25.00"),
        (
            {"kind": "each_amount", "step": {"USD": 2_500}, "off": {"USD": 300}, "at_most_steps": 1},
            "$3.00 off for every full $25.00, at most 1 step",
        ),
        (
            {"kind": "tiers_of_amount", "tiers": [{"at_least": 5_000, "percent": "5"}, {"at_least": 9_000, "off": {"USD": 1_500}}]},
            "5% off from $50.00 on, $15.00 off from $90.00 on",
        ),
        (
            {"kind": "tiers_of_pieces", "over": "line", "tiers": [{"at_least": 1, "percent": "5"}, {"at_least": 5, "percent": "7"}]},
            "5% off from 1 piece on, 7% off from 5 pieces on, in one line",
        ),
        ({"kind": "buy_get", "buy": 2, "get": 1}, "1 piece for free for every 2 bought"),
        (
            {"kind": "buy_get", "buy": 1, "get": 2, "percent": "50", "bought": SHORTS, "at_most_times": 3},
            "50% off 2 pieces for every 1 piece bought of SHORT-1 or products of the categories 16, 17, at most 3 times",
        ),
        ({"kind": "nth_piece", "n": 2, "percent": "50", "over": "line"}, "50% off every piece number 2, in one line"),
        ({"kind": "each_pieces", "step": 3, "amount": {"USD": 500}}, "$5.00 off for every 3 pieces"),
        (
            {"kind": "each_pieces", "step": 3, "amount": {"USD": 500}, "what": "is the price of", "at_most_steps": 2},
            "every 3 pieces for $5.00, at most 2 steps",
        ),
        (
            {"kind": "bundle", "price": {"USD": 1_000}, "parts": [{"products": {"skus": ["H1"]}}, {"products": {"categories": ["16"]}, "pieces": 2}]},
            "a set of 1 × H1 and 2 × products of the category 16 for $10.00",
        ),
        ({"kind": "gift", "sku": "24-MB03", "pieces": 2}, "2 × 24-MB03 for free"),
        ({"kind": "shipping_percent"}, "free shipping"),
        ({"kind": "shipping_percent", "percent": "50", "which": "lines"}, "50% off shipping, for the share of these lines"),
        ({"kind": "shipping_fixed", "price": {"USD": 499}}, "shipping for $4.99"),
    ],
)  # fmt: skip
def test_a_benefit_says_what_it_gives(benefit: dict[str, Any], words: str) -> None:
    assert kinds.read(Benefit, benefit).say(currency="USD", places=2) == words


@pytest.mark.parametrize("kind", kinds.kinds_of(Benefit).values(), ids=lambda kind: kind.__name__)
def test_each_is_said_with_nothing_but_what_it_needs_and_with_all(kind: type[Benefit]) -> None:
    needed = {name for name, argument in kind.model_fields.items() if argument.is_required()}
    for given in (kind.example, {name: kind.example[name] for name in needed}):
        told = kind(**given).say(currency="USD", places=2)
        assert told
        assert not re.search(r"[{}\[\]]|None|Decimal|=", told)
