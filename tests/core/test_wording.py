"""What pydantic finds is told in words that say what to write."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from typing import Annotated, Any, Literal, get_args

import orjson
import pytest
from pydantic import AfterValidator, AwareDatetime, BaseModel, Field, StringConstraints, ValidationError
from pydantic_core import core_schema

from regulars.core.wording import pointer, pointer_in, said, unparsed


class Thing(BaseModel):
    at: AwareDatetime | None = None
    count: Annotated[int, Field(gt=0, le=9)] = 1
    names: dict[Annotated[str, StringConstraints(min_length=1)], Any] = {}
    parts: Annotated[list[int], Field(max_length=1000)] = []
    kind: Literal["a", "b"] = "a"
    note: Annotated[str, AfterValidator(str.strip), Field(min_length=1, max_length=2000)] = "x"


@pytest.mark.parametrize(
    ("document", "place", "sentence"),
    [
        ([], "", "write a JSON object: {…}"),
        ({"at": "2026-02-30T10:00:00Z"}, "/at", "there is no such day"),
        ({"at": "2026-02-28T10:00:00"}, "/at", "an instant says its offset: 2026-03-01T10:00:00Z"),
        ({"count": 0}, "/count", "this has to be more than 0"),
        ({"count": "x"}, "/count", "write a whole number"),
        ({"names": {"": 1}}, "/names/", "its name: this can't be empty"),
        ({"parts": [1] * 1001}, "/parts", "there may be at most 1,000 entries"),
        ({"kind": "c"}, "/kind", "write 'a' or 'b'"),
        ({"note": " "}, "/note", "this can't be empty"),
        ({"note": "x" * 2001}, "/note", "there may be at most 2,000 characters"),
    ],
)
def test_a_fault_says_what_to_write(document: Any, place: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        Thing.model_validate_json(json.dumps(document))

    [error] = refusal.value.errors()
    assert (pointer(error["loc"]), said(error)) == (place, sentence)


class OfSegment(BaseModel, extra="forbid"):
    kind: Literal["segment"]
    segment: Annotated[str, Field(max_length=3)]


class OfCustomers(BaseModel, extra="forbid"):
    kind: Literal["customers"]
    customers: Annotated[list[Annotated[str, Field(max_length=3)]], Field(min_length=1)]


class Asked(BaseModel):
    whom: Annotated[OfSegment | OfCustomers, Field(discriminator="kind")] | None = None
    points: Annotated[int, Field(ge=0)] | Literal["all"] | None = None


@pytest.mark.parametrize(
    ("document", "places"),
    [
        ({"points": -1}, {"/points"}),
        ({"points": {}}, {"/points"}),
        ({"whom": {"kind": "nobody"}}, {"/whom"}),
        ({"whom": {"kind": "segment"}}, {"/whom/segment"}),
        ({"whom": {"kind": "segment", "segment": "vips", "x": 1}}, {"/whom/segment", "/whom/x"}),
        ({"whom": {"kind": "customers", "customers": []}}, {"/whom/customers"}),
        ({"whom": {"kind": "customers", "customers": ["jan", "anna"]}}, {"/whom/customers/1"}),
        ({"whom": {"kind": "customers", "customers": "jan"}}, {"/whom/customers"}),
    ],
)
def test_a_pointer_names_a_place_in_the_document_and_not_what_it_was_read_as(document: Any, places: set[str]) -> None:
    with pytest.raises(ValidationError) as refusal:
        Asked.model_validate(document)

    found = refusal.value.errors()
    assert {pointer_in(document, one["loc"], lacking=one["type"] == "missing") for one in found} == places


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[" * 100_000, "has lists and objects that are nested too deep"),
        ('{"a":\n1 2}', "is not JSON: a comma is missing at character 9 (line 2, column 3)"),
        ("1" * 5000, "has a number that is too long"),
    ],
)
def test_what_is_no_json_says_why(text: str, why: str) -> None:
    with pytest.raises((ValueError, RecursionError)) as found:
        json.loads(text)

    assert unparsed(found.value) == why


@pytest.mark.parametrize("read", [json.loads, orjson.loads])
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"a" 1}', "a colon is missing"),
        ("{a: 1}", "a name in double quotes is missing"),
        ("[nope]", "a value is missing"),
        ("[1] x", "something follows after its end"),
        ('["\\q"]', "can't follow it"),
        ('["a\nb"]', "a line break or another control character"),
    ],
)
def test_no_reader_of_json_speaks_for_itself(read: Callable[[str], Any], text: str, why: str) -> None:
    with pytest.raises(ValueError, match="line 1") as found:
        read(text)

    assert why in unparsed(found.value)


def test_every_error_of_pydantic_has_words_of_ours() -> None:
    """But for those that carry a sentence of ours already."""
    theirs = set(get_args(core_schema.ErrorType)) - {"value_error", "assertion_error"}
    facts = defaultdict(lambda: "x", {"min_length": 2, "max_length": 2})

    told = {kind: said({"type": kind, "ctx": facts, "loc": ("a",), "msg": "Input should be raw"}) for kind in theirs}

    assert [kind for kind, words in told.items() if "raw" in words] == []
