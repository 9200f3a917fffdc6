"""How many points a cart takes, what they take off, and why not more."""

from __future__ import annotations

from decimal import Decimal

import pytest

from regulars.points.model.spending import Exchange, Payable, Spend, spend

CENT = Exchange(amount=1)
TENS = Exchange(points=10, amount=50)


@pytest.mark.parametrize(
    ("exchange", "available", "wanted", "taken"),
    [
        (CENT, 300, None, Spend(300, 300)),
        (CENT, 5_000, None, Spend(1_500, 1_500)),
        (CENT, 5_000, 2_000, Spend(1_500, 1_500, "covered")),
        (CENT, 300, 400, Spend(300, 300, "not_enough", 100)),
        (CENT, 0, None, Spend(0, 0, "no_points")),
        (CENT, 300, 0, Spend(0, 0, "not_asked")),
        (TENS, 127, None, Spend(120, 600)),
        (TENS, 127, 125, Spend(120, 600, "steps")),
        (TENS, 7, None, Spend(0, 0, "too_few", 3)),
        (TENS, 127, 7, Spend(0, 0, "asked_few", 3)),
        (Exchange(amount=1, share=Decimal(50)), 5_000, None, Spend(750, 750, "share")),
        (Exchange(amount=1, share=Decimal(50)), 5_000, 800, Spend(750, 750, "share")),
        (Exchange(amount=1, share=Decimal(50)), 700, None, Spend(700, 700)),
        (Exchange(amount=1, most=150), 500, None, Spend(150, 150, "most")),
        (Exchange(amount=1, most=150), 500, 200, Spend(150, 150, "most")),
        (Exchange(amount=1, most=150), 150, None, Spend(150, 150)),
        (Exchange(amount=1, least=400), 300, None, Spend(0, 0, "least", 100)),
        (Exchange(points=100, percent=Decimal(10)), 250, None, Spend(200, 300)),
        (Exchange(amount=1, shipping=False), 5_000, None, Spend(1_000, 1_000)),
    ],
)
def test_a_cart_of_fifteen_takes_so_many(exchange: Exchange, available: int, wanted: int | None, taken: Spend) -> None:
    """10.00 of products and 5.00 of shipping; None: as many as make sense, which is less by a rule's share or most alone."""
    assert spend(exchange, Payable(1_000, 500), available=available, wanted=wanted) == taken
