"""Benefits are said in each language that there are catalogues of."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest

from regulars import kinds
from regulars.flows.estimates import reasons as of_estimates
from regulars.flows.estimates.answers import WhyNot
from regulars.flows.quotes.reasons import REASONS
from regulars.points.model.spending import Why
from regulars.promotions import speech
from regulars.promotions.model.benefits import Benefit
from regulars.rules.texts import Language, Texts

USD: dict[str, Any] = {"currency": "USD", "places": 2}
ENGLISH = re.compile(r"\b(off|free|for|every|piece|pieces|most|shipping|bought)\b")


def said(document: dict[str, Any], language: Language) -> str:
    return speech.said(kinds.read(Benefit, document), Texts(language), **USD)


@pytest.mark.parametrize("language", ["pl", "ru"])
@pytest.mark.parametrize("kind", kinds.kinds_of(Benefit))
def test_every_benefit_is_said_without_a_word_of_another_language(kind: str, language: Language) -> None:
    example = kinds.kinds_of(Benefit)[kind].example

    told = said({"kind": kind, **example}, language)

    assert told
    assert "{" not in told
    assert not ENGLISH.search(told)


@pytest.mark.parametrize(
    ("document", "polish", "russian"),
    [
        (
            {"kind": "fixed_on_cart", "amount": {"USD": 150_000, "PLN": 600_000}},
            "rabat 1500,00\u00a0$ lub 6000,00\u00a0zł na koszyk",
            "скидка 1\u00a0500,00\u00a0$ или 6\u00a0000,00\u00a0zł на корзину",
        ),
        (
            {"kind": "buy_get", "buy": 2, "get": 1, "percent": "100", "over": "line", "at_most_times": 2},
            "kup 2, dostań 1 więcej za darmo, w jednej pozycji, najwyżej 2 razy",
            "купи 2, получи ещё 1 бесплатно, в одной позиции, не больше 2 раз",
        ),
        (
            {
                "kind": "tiers_of_pieces",
                "tiers": [{"at_least": 1, "percent": "5"}, {"at_least": 5, "off": {"USD": 100}}],
            },
            "5% mniej od 1 sztuki, 1,00\u00a0$ mniej od 5 sztuk",
            "скидка 5\u00a0% от 1 штуки, скидка 1,00\u00a0$ от 5 штук",
        ),
        ({"kind": "shipping_percent", "percent": "100"}, "darmowa dostawa", "бесплатная доставка"),
        ({"kind": "shipping_percent", "percent": "50"}, "rabat 50% na dostawę", "скидка 50\u00a0% на доставку"),
        (
            {"kind": "each_amount", "step": {"USD": 10_000}, "off": {"USD": 500}, "at_most_steps": 5},
            "rabat 5,00\u00a0$ za każde pełne 100,00\u00a0$, najwyżej 5 progów",
            "скидка 5,00\u00a0$ за каждые полные 100,00\u00a0$, не больше 5 шагов",
        ),
    ],
)
def test_benefits_are_said_as_people_say_them(document: dict[str, Any], polish: str, russian: str) -> None:
    assert (said(document, "pl"), said(document, "ru")) == (polish, russian)


def test_in_english_a_benefit_says_what_its_kind_says() -> None:
    assert said({"kind": "percent", "percent": "20"}, "en") == "20% off the price of products"


@pytest.mark.parametrize("catalogues", [REASONS, of_estimates.REASONS, speech.CATALOGUES])
def test_each_language_has_the_same_reasons_with_the_same_facts(catalogues: dict[str, dict[str, str]]) -> None:
    def facts(says: dict[str, str]) -> dict[str, set[str]]:
        whole = {key: text for key, text in says.items() if not key.endswith((".one", ".few", ".many"))}
        return {key: set(re.findall(r"\{(\w+)\}", text)) for key, text in whole.items()}

    first, *others = map(facts, catalogues.values())

    assert all(other == first for other in others)


@pytest.mark.parametrize("says", of_estimates.REASONS.values(), ids=of_estimates.REASONS)
def test_there_are_words_for_every_reason_of_an_estimate(says: dict[str, str]) -> None:
    assert says.keys() >= set(get_args(WhyNot)) | {f"spend.{why}" for why in get_args(Why)}
