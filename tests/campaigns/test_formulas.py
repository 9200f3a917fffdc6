"""Formulas reckon exactly, say themselves, and tell where they are wrong."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.campaigns.model.amounts import Counted
from regulars.campaigns.model.formulas import InvalidFormula, read

KNOWN: dict[Any, Fraction | None] = {"a": Fraction(10), "b": Fraction(4), "none": None}


def number(text: str | int) -> dict[str, Any]:
    return {"number": text}


def value(document: Any) -> Fraction | None:
    return read(document).value(lambda one: KNOWN[one.of])


@pytest.mark.parametrize(
    ("document", "comes_to"),
    [
        ("a", 10),
        (number("0.25"), Fraction(1, 4)),
        ({"add": ["a", "b", number(1)]}, 15),
        ({"subtract": ["a", "b", number(1)]}, 5),
        ({"multiply": [{"subtract": ["a", "b"]}, number("0.05")]}, Fraction(3, 10)),
        ({"divide": ["a", number(3)]}, Fraction(10, 3)),
        ({"least": ["a", "b"]}, 4),
        ({"greatest": ["a", "b"]}, 10),
        ({"round": [number("2.5")]}, 3),
        ({"round": [number("-2.5")]}, -3),
        ({"floor": [number("2.9")]}, 2),
        ({"ceiling": [number("2.1")]}, 3),
    ],
)
def test_a_formula_comes_to(document: Any, comes_to: Fraction | int) -> None:
    assert value(document) == comes_to


@pytest.mark.parametrize(
    "document",
    ["none", {"add": ["a", "none"]}, {"round": ["none"]}, {"divide": ["a", number(0)]}, {"least": ["none", "none"]}],
)
def test_what_is_reckoned_with_something_missing_is_missing(document: Any) -> None:
    assert value(document) is None


def test_the_least_and_the_greatest_pass_over_what_is_missing() -> None:
    assert (value({"greatest": ["none", "b"]}), value({"least": ["a", "none"]})) == (4, 10)


@pytest.mark.parametrize(
    ("document", "pointer", "code"),
    [
        ("", "", "missing"),
        (None, "", "missing"),
        ({"add": "a"}, "/add", "parts"),
        ({"round": ["a", "b"]}, "/round", "parts"),
        ({"add": ["a", "b"], "times": 2}, "", "unknown_key"),
        ({"add": ["a", number("")]}, "/add/1/number", "number"),
        ({"add": ["a", number("0.00001")]}, "/add/1/number", "number"),
        ({"add": ["a", {"number": 1.5}]}, "/add/1/number", "number"),
        ({"add": ["a", number("NaN")]}, "/add/1/number", "number"),
        ({"add": ["a", number("1e999999")]}, "/add/1/number", "number"),
    ],
)
def test_what_can_not_be_reckoned_says_where(document: Any, pointer: str, code: str) -> None:
    with pytest.raises(InvalidFormula) as refused:
        read(document)

    assert [(one.pointer, one.code) for one in refused.value.errors] == [(pointer, code)]


def test_a_formula_of_any_depth_is_refused_once() -> None:
    deep: Any = "a"
    for _ in range(60):
        deep = {"round": [deep]}

    with pytest.raises(InvalidFormula) as refused:
        read(deep)

    assert [one.code for one in refused.value.errors] == ["too_large"]


@pytest.mark.parametrize(
    ("counted", "says"),
    [
        ({"of": "order.grand_total", "times": "0.1"}, "0.1 × the order's grand total"),
        (
            {
                "of": {"multiply": [{"subtract": ["order.grand_total", "order.shipping"]}, number("0.05")]},
                "at_most": 500,
            },
            "(the order's grand total − the order's shipping) × 0.05, at most 500,",
        ),
        ({"of": {"greatest": ["balance", number(10)]}}, "the greatest of the balance, 10"),
        (
            {"of": {"add": [{"floor": ["balance"]}, "event.properties.score"]}},
            "(the balance rounded down) + the event's score",
        ),
        ({"of": {"add": [{"multiply": ["balance", number("0.1")]}, number(5)]}}, "the balance × 0.1 + 5"),
        ({"of": {"subtract": ["balance", {"add": ["balance", number(5)]}]}}, "the balance − (the balance + 5)"),
        ({"of": {"add": ["balance", ""]}}, "…"),
    ],
)
def test_a_formula_says_itself(counted: Any, says: str) -> None:
    assert Counted.model_validate(counted).said(lambda format, value: str(value)) == says


@given(st.lists(st.integers(-(10**6), 10**6), min_size=2, max_size=8))
def test_sums_are_exact(numbers: list[int]) -> None:
    assert value({"add": [number(f"{one / 10000:.4f}") for one in numbers]}) == Fraction(sum(numbers), 10000)
