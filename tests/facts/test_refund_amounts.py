"""A refund is in the currency of its order, and has no more decimals than that."""

from __future__ import annotations

import pytest
from tests.facts.said import APRIL, MARCH, Journal, row


@pytest.mark.parametrize("cuts", [[], [1]], ids=["at once", "one by one"])
@pytest.mark.parametrize(
    ("currency", "amount", "own"),
    [
        ("USD", "1.005", 101),
        ("JPY", "10.5", 11),
        ("JPY", "10.4999", 10),
        ("KWD", "1.0005", 1001),
        ("KWD", "1.005", 1005),
    ],
)
def test_what_is_finer_is_rounded_half_away_from_zero(currency: str, amount: str, own: int, cuts: list[int]) -> None:
    journal = Journal()
    journal.say("refund", "r", order="1", refunded_at=APRIL, amount=amount)
    said = {"placed_at": MARCH, "status": "complete", "currency": currency, "grand_total": "100"}
    journal.say("order", "1", **said, **({} if currency == "USD" else {"rate": "1"}))

    assert row(journal.facts(cuts), "select own_amount from refund") == {"own_amount": own}
