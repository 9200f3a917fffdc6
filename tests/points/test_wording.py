"""Rules that differ are told apart by their sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from regulars import kinds
from regulars.kinds import Lifetime
from regulars.points.model.awaiting import Awaits
from regulars.points.model.counting import Counting, Products
from regulars.points.model.lifetime import Delay
from regulars.points.model.lots import NotEnoughPoints
from regulars.points.model.rules import Limits
from regulars.points.model.spending import Exchange
from regulars.points.model.styles import EarnStyle, FixedPoints, Happening, Referral
from regulars.points.model.styles.behaviours import ReviewApproved
from regulars.points.programme import USUAL, PointsName
from regulars.points.saying import Saying
from regulars.points.speech import CATALOGUES
from regulars.points.wording import Wording
from regulars.rules.texts import Language, Texts

WARSAW = ZoneInfo("Europe/Warsaw")
ONE = FixedPoints(points=1)
STARS = PointsName(singular="gwiazdka", few="gwiazdki", plural="gwiazdek")
ENGLISH = re.compile(r"\b(points?|for|every|order|once|the|of|at|most|least|with|lasting|available|takes?)\b")


def wording(language: Language = "en", called: PointsName | None = None) -> Wording:
    return Wording(Texts(language, WARSAW), called or USUAL[language], "PLN", 2, lambda format, id: None)


@pytest.mark.parametrize(
    ("style", "sentence"),
    [
        (FixedPoints(points=20), "20 points for the order"),
        (FixedPoints(points=20, at_least=5_000), "20 points for an order of at least zł\u00a050.00"),
        (Happening(points=4, event="quiz", once="a day"), "4 points for the event quiz, once a day"),
        (Happening(points=40, event="quiz", once="ever"), "40 points for the event quiz, once ever"),
        (ReviewApproved(points=5, once_per_product=True), "5 points for a review, once it is approved, once a product"),
        (Referral(points=5, whose="referrer"), "5 points for the referrer, with the first order"),
    ],
)
def test_a_way_of_earning_says_what_it_asks_for(style: EarnStyle, sentence: str) -> None:
    assert wording().style(style) == sentence


@pytest.mark.parametrize(
    ("said", "clause"),
    [
        ({"stores": ("pa",)}, "in pa"),
        ({"stores": ("a", "b", "c", "d", "e")}, "in a, b, c, d or e"),
        ({"groups": ("VIP", "Gold")}, "for the customer groups VIP or Gold"),
        ({"starts_at": datetime(2026, 5, 31, 22, tzinfo=UTC)}, "from 1 June 2026 on"),
        ({"ends_at": datetime(2026, 6, 1, 10, tzinfo=UTC)}, "before 1 June 2026, 12:00"),
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
    assert wording().clauses(Saying(style=ONE, **said)) == [clause]


def test_a_usual_rule_says_no_more_than_what_it_gives() -> None:
    assert wording().clauses(Saying(style=ONE)) == []
    assert wording().clauses(Saying(style=ONE), owed_by="Another Ltd") == ["owed by Another Ltd"]


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


@pytest.mark.parametrize("language", ["pl", "ru"])
@pytest.mark.parametrize("kind", kinds.kinds_of(EarnStyle))
def test_every_way_of_earning_is_said_without_a_word_of_another_language(kind: str, language: Language) -> None:
    style = kinds.read(EarnStyle, {"kind": kind, **kinds.kinds_of(EarnStyle)[kind].example})

    said = wording(language).style(style)

    assert said
    assert "{" not in said
    assert not ENGLISH.search(said)


@pytest.mark.parametrize(
    ("points", "polish", "russian"),
    [
        (1, "1 punkt za zamówienie", "1 балл за заказ"),
        (2, "2 punkty za zamówienie", "2 балла за заказ"),
        (5, "5 punktów za zamówienie", "5 баллов за заказ"),
        (21, "21 punktów za zamówienie", "21 балл за заказ"),
    ],
)
def test_points_are_counted_as_people_count_them(points: int, polish: str, russian: str) -> None:
    style = FixedPoints(points=points)

    assert (wording("pl").style(style), wording("ru").style(style)) == (polish, russian)


def test_a_rule_names_its_kind_of_points() -> None:
    bonus = kinds.read(EarnStyle, {"kind": "variant_bonus", "bonuses": {"MUG-XL": 30}})

    assert wording("en", PointsName(singular="star", plural="stars")).style(ONE) == "1 star for the order"
    assert wording("pl", STARS).style(FixedPoints(points=3)) == "3 gwiazdki za zamówienie"
    assert (
        wording("en", PointsName(singular="star", plural="stars")).style(bonus)
        == "stars for every piece: 30 for MUG-XL"
    )
    assert wording("pl", STARS).clauses(Saying(style=ONE, stop=True)) == ["żadna reguła po niej nie daje gwiazdek"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            ["1 point takes zł\u00a01.50 off", "at least 2 points", "at most 5 points", "at most 12.5% of the cart"],
        ),
        (
            "pl",
            ["1 punkt odejmuje 1,50\u00a0zł", "co najmniej 2 punkty", "najwyżej 5 punktów", "najwyżej 12,5% koszyka"],
        ),
        (
            "ru",
            ["1 балл снимает 1,50\u00a0zł", "минимум 2 балла", "максимум 5 баллов", "не больше 12,5\u00a0% корзины"],
        ),
    ],
)
def test_what_points_are_worth_is_said_in_each_language(language: Language, said: list[str]) -> None:
    exchange = Exchange.model_validate({"points": 1, "amount": 150, "least": 2, "most": 5, "share": "12.5"})

    assert wording(language).exchange(exchange) == said


def test_what_makes_a_rule_differ_is_said_in_polish() -> None:
    saying = Saying(
        style=ONE, grant_status="shipped", delay=Delay(amount=1, unit="days"), limits=Limits(per_order=5, per_day=1_000),
        lifetime=Lifetime(amount=2, unit="years"), awaits=Awaits(action="release", deadline=Delay(amount=5, unit="hours")),
    )  # fmt: skip

    assert wording("pl").clauses(saying) == [
        "gdy zamówienie ma status „wysłane”",
        "najwyżej 5 za zamówienie i 1000 dziennie",
        "do wydania za 1 dzień",
        "do wydania, gdy ktoś je zwolni, najpóźniej za 5 godzin",
        "ważne 2 lata",
    ]


def test_each_language_has_the_same_words_with_the_same_facts() -> None:
    def facts(says: Mapping[str, str]) -> dict[str, set[str]]:
        whole = {key: text for key, text in says.items() if not key.endswith((".one", ".few", ".many"))}
        named = ("style.", "no_shipping", "whose")
        return {key: set(re.findall(r"\{(\w+)\}", text)) for key, text in whole.items() if not key.startswith(named)}

    first, *others = map(facts, CATALOGUES.values())

    assert all(other == first for other in others)
