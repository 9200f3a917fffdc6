"""Rules that differ are told apart by their sentences."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from regulars.kinds import Lifetime
from regulars.points.model.awaiting import Awaits
from regulars.points.model.counting import Counting, Products
from regulars.points.model.lifetime import Delay
from regulars.points.model.lots import NotEnoughPoints
from regulars.points.model.rules import Limits
from regulars.points.model.styles import EarnStyle, FixedPoints, Happening, Referral
from regulars.points.model.styles.behaviours import ReviewApproved
from regulars.points.saying import Saying
from regulars.points.wording import clauses

WARSAW = ZoneInfo("Europe/Warsaw")
ONE = FixedPoints(points=1)


@pytest.mark.parametrize(
    ("style", "sentence"),
    [
        (FixedPoints(points=20), "20 points for the order"),
        (FixedPoints(points=20, at_least=5_000), "20 points for an order of at least 50.00 PLN"),
        (Happening(points=4, event="quiz", once="a day"), "4 points for the event quiz, once a day"),
        (Happening(points=40, event="quiz", once="ever"), "40 points for the event quiz, once ever"),
        (ReviewApproved(points=5, once_per_product=True), "5 points for a review, once it is approved, once a product"),
        (Referral(points=5, whose="referrer"), "5 points for the referrer, with the first order"),
    ],
)
def test_a_way_of_earning_says_what_it_asks_for(style: EarnStyle, sentence: str) -> None:
    assert style.say(currency="PLN", places=2) == sentence


@pytest.mark.parametrize(
    ("said", "clause"),
    [
        ({"stores": ("pa",)}, "in pa"),
        ({"stores": ("a", "b", "c", "d", "e")}, "in a, b, c or 2 more"),
        ({"groups": ("VIP", "Gold")}, "for the customer groups VIP or Gold"),
        ({"starts_at": datetime(2026, 5, 31, 22, tzinfo=UTC)}, "from 2026-06-01 on"),
        ({"ends_at": datetime(2026, 6, 1, 10, tzinfo=UTC)}, "before 2026-06-01 12:00"),
        ({"grant_status": "processing"}, "once the order is processing"),
        ({"limits": Limits(per_order=5, per_day=1_000)}, "at most 5 for an order and 1,000 a day"),
        ({"delay": Delay(amount=14, unit="days")}, "available after 14 days"),
        ({"awaits": Awaits(action="event", name="quiz")}, "available once the event quiz comes"),
        ({"lifetime": Lifetime(amount=1, unit="months")}, "lasting 1 month"),
        ({"lifetime": Lifetime(amount=1, unit="years", counted="end_of")}, "lasting to the end of the year"),
        (
            {"lifetime": Lifetime(amount=3, unit="months", counted="inactivity")},
            "lasting until 3 months without activity",
        ),
        ({"products": Products(which="marked", attribute="promo")}, "for products that promo marks"),
        ({"counting": Counting(tax=True)}, "with tax"),
        ({"priority": 3}, "priority 3"),
        ({"stop": True}, "no rule after it gives points"),
    ],
)
def test_what_makes_a_rule_differ_is_said(said: dict[str, Any], clause: str) -> None:
    assert clauses(Saying(style=ONE, **said), WARSAW) == [clause]


def test_a_usual_rule_says_no_more_than_what_it_gives() -> None:
    assert clauses(Saying(style=ONE), WARSAW) == []
    assert clauses(Saying(style=ONE), WARSAW, owed_by="Another Ltd") == ["owed by Another Ltd"]


@pytest.mark.parametrize(
    ("needed", "available", "said"),
    [
        (1, 0, "1 point is needed and 0 are available; take no more than there are"),
        (2, 1, "2 points are needed and 1 is available; take no more than there are"),
        (1_000, 20, "1,000 points are needed and 20 are available; take no more than there are"),
    ],
)
def test_what_is_short_is_counted_as_people_count(needed: int, available: int, said: str) -> None:
    assert NotEnoughPoints(needed=needed, available=available).message == said
