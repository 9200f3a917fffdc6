"""Kinds: registered by being defined, drawn from what they say about themselves."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

import pytest
from pydantic import Field

from regulars import kinds
from regulars.kinds import BadKind, BrokenContribution, Kind, MoneyMinor, Points, base, contributed

PLN = {"currency": "PLN", "places": 2}


class Treat(Kind):
    """Something nice for a customer."""

    family: ClassVar[str] = "treat"


class PerAmount(Treat):
    """Points for every full amount.

    "Full" is of the sum.
    """

    kind: Literal["per_amount"] = "per_amount"
    sentence: ClassVar[str] = "{points:point|points} for every full {amount}"
    group: ClassVar[str] = "Orders"
    example: ClassVar[dict[str, Any]] = {"points": 1, "amount": 500}

    points: Points
    amount: Annotated[MoneyMinor, Field(gt=0)]
    """How much has to be spent."""
    once: bool = False
    mood: Literal["warm", "cool"] = "warm"


@pytest.fixture
def families() -> Iterator[None]:
    """Families and kinds defined in a test are forgotten after it."""
    before, of_each = dict(base._families), {name: dict(found) for name, found in base._kinds.items()}
    yield
    base._families.clear()
    base._families.update(before)
    base._kinds.clear()
    base._kinds.update(of_each)


def test_a_kind_is_registered_by_being_defined() -> None:
    assert kinds.kinds_of(Treat) == {"per_amount": PerAmount}
    assert kinds.families()["treat"] is Treat


def test_a_document_is_read_as_the_kind_that_it_names() -> None:
    style = kinds.read(Treat, {"kind": "per_amount", "points": 1, "amount": 500})

    assert style == PerAmount(points=1, amount=500)
    assert style.model_dump(mode="json") == {
        "kind": "per_amount", "points": 1, "amount": 500, "once": False, "mood": "warm",
    }  # fmt: skip


def test_amounts_are_money_where_the_context_names_the_currency() -> None:
    document = {"kind": "per_amount", "points": 1, "amount": {"amount": "5.00", "currency": "PLN"}}

    style = kinds.read(Treat, document, context=PLN)

    assert style == PerAmount(points=1, amount=500)
    assert style.model_dump(mode="json", context=PLN)["amount"] == {"amount": "5.00", "currency": "PLN"}


@pytest.mark.parametrize(
    ("document", "pointers"),
    [
        ({}, ["/kind"]),
        ([], ["/kind"]),
        ({"kind": "per_moon"}, ["/kind"]),
        ({"kind": ["per_amount"]}, ["/kind"]),
        ({"kind": "per_amount"}, ["/points", "/amount"]),
        ({"kind": "per_amount", "points": "1", "amount": 5, "x": 1}, ["/points", "/amount", "/x"]),
        ({"kind": "per_amount", "points": True, "amount": -5}, ["/points", "/amount"]),
        ({"kind": "per_amount", "points": 1, "amount": {"amount": "5", "currency": "USD"}}, ["/amount"]),
        ({"kind": "per_amount", "points": 1, "amount": {"amount": "5.001", "currency": "PLN"}}, ["/amount"]),
        ({"kind": "per_amount", "points": 1, "amount": {"amount": "5"}}, ["/amount"]),
    ],
)
def test_what_is_wrong_is_said_with_its_pointer(document: Any, pointers: list[str]) -> None:
    with pytest.raises(BadKind) as bad:
        kinds.read(Treat, document, context=PLN)

    assert [fault.pointer for fault in bad.value.errors] == pointers


def test_a_kind_says_its_sentence_with_its_arguments() -> None:
    assert PerAmount(points=1000, amount=123_450).say(currency="USD", places=2) == (
        "1,000 points for every full $1,234.50"
    )
    assert PerAmount(points=1, amount=500).say(currency="JPY", places=0) == "1 point for every full ¥500"


def test_a_kind_describes_itself_for_forms_and_reference() -> None:
    (described,) = kinds.exported()["treat"]

    assert described["label"] == "Per amount"
    assert described["description"] == 'Points for every full amount.\n\n"Full" is of the sum.'
    assert described["sentence"] == "{points} points for every full {amount}"
    assert described["group"] == "Orders"
    assert described["example"] == {"kind": "per_amount", "points": 1, "amount": 500}
    properties = described["schema"]["properties"]
    assert {name: argument["format"] for name, argument in properties.items()} == {
        "kind": "choice", "points": "points", "amount": "money", "once": "boolean", "mood": "choice",
    }  # fmt: skip
    assert properties["amount"]["description"] == "How much has to be spent."
    assert properties["amount"]["exclusiveMinimum"] == 0


@pytest.mark.usefixtures("families")
def test_a_kind_that_says_too_little_about_itself_is_not_taken() -> None:
    def define(**members: Any) -> None:
        whole: dict[str, Any] = {
            "__module__": __name__,
            "__doc__": "A lucky one.",
            "__annotations__": {"kind": Literal["lucky"], **members.pop("arguments", {})},
            "kind": "lucky",
            "sentence": "lucky",
            "group": "Luck",
            "example": {},
        }
        type(Kind)("Lucky", (Treat,), {name: value for name, value in (whole | members).items() if value is not None})

    define()
    assert "lucky" in kinds.kinds_of(Treat)
    for lacking in ("__doc__", "sentence", "group", "example"):
        with pytest.raises(AssertionError):
            define(**{lacking: None})
    with pytest.raises(AssertionError, match="speaks of"):
        define(sentence="{luck} of luck")
    with pytest.raises(AssertionError, match="without an input"):
        define(arguments={"weights": Annotated[list[int], "odd"]}, example={"weights": []})


def test_contributions_are_loaded_and_a_broken_one_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "good_treats.py").write_text("LOADED = True\n")
    (tmp_path / "bad_treats.py").write_text("1 / 0\n")
    monkeypatch.syspath_prepend(tmp_path)
    entries = [EntryPoint("good", "good_treats", kinds.ENTRY_POINTS)]
    monkeypatch.setattr(contributed, "entry_points", lambda group: entries)

    assert kinds.load_contributed() == ["good"]
    assert "good_treats" in sys.modules
    entries.append(EntryPoint("bad", "bad_treats", kinds.ENTRY_POINTS))
    with pytest.raises(BrokenContribution) as broken:
        kinds.load_contributed()
    assert broken.value.details() == {
        "name": "bad", "module": "bad_treats", "reason": "ZeroDivisionError: division by zero",
    }  # fmt: skip
