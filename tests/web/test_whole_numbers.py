"""No whole number that a caller gives is too much for the books: it is refused where it stands, on every route."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from regulars import kinds
from regulars.points.model.styles import EarnStyle

HUGE = 10**30
USD = {"currency": "USD", "places": 2}
STYLES = list(kinds.kinds_of(EarnStyle).values())


def whole_numbers(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The places of a JSON schema at which a whole number may stand."""
    if "$ref" in schema:
        yield from whole_numbers(schemas[schema["$ref"].rsplit("/", 1)[1]], schemas)
    choices = schema.get("anyOf", ())
    takes_text = any(
        one.get("type") == "string" and "const" not in one for one in choices
    )  # an id, written as it comes
    for one in () if takes_text else choices:
        yield from whole_numbers(one, schemas)
    if schema.get("type") == "integer":
        yield ()
    for name, one in schema.get("properties", {}).items():
        yield from ((name, *rest) for rest in whole_numbers(one, schemas))


def nested(place: tuple[str, ...], value: object) -> Any:
    for step in reversed(place):
        value = {step: value}
    return value


def test_every_route_refuses_a_number_of_thirty_digits_where_it_stands(
    application: FastAPI, owner: TestClient, page: TestClient
) -> None:
    told = application.openapi()
    looked_at = 0

    for path, operations in told["paths"].items():
        for method, operation in operations.items():
            schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            places = set(whole_numbers(schema, told["components"]["schemas"]))
            for place in sorted(one for one in places if one[0] != "draft"):  # a draft is kept with whatever is wrong
                asking = page if "/storefront/" in path else owner
                answer = asking.request(method, path.replace("{", "").replace("}", ""), json=nested(place, HUGE))
                pointers = [error["pointer"] for error in answer.json().get("errors", ())]
                assert (answer.status_code, "/" + "/".join(place) in pointers) == (422, True), (path, place, pointers)
                looked_at += 1

    assert looked_at > 20


@pytest.mark.parametrize("path", ["/v1/campaigns", "/v1/campaigns/check"])
@pytest.mark.parametrize(
    ("draft", "pointer", "within"),
    [
        ({"settings": {"entry": {"period": {"amount": HUGE}}}}, "/draft/settings", "/entry/period/amount"),
        ({"trigger": {"kind": "balance_reached", "points": HUGE}}, "/draft/trigger", "/points"),
        (
            {"nodes": [{"id": "a", "step": {"kind": "first_fit", "branches": [{"n": HUGE}]}}]},
            "/draft/nodes/0/step",
            "/branches/0/n",
        ),
    ],
)
def test_a_draft_with_a_number_that_cannot_be_kept_is_refused(
    owner: TestClient, path: str, draft: dict[str, Any], pointer: str, within: str
) -> None:
    answer = owner.post(path, json={"draft": draft} | ({} if path.endswith("check") else {"name": "huge"}))

    assert answer.status_code == 422, answer.text
    [error] = answer.json()["errors"]
    assert (error["pointer"], error["detail"].partition(":")[0]) == (pointer, within)


@pytest.mark.parametrize("style", STYLES, ids=lambda kind: kind.__name__)
def test_no_argument_of_a_kind_takes_a_number_of_thirty_digits(style: type[kinds.Kind]) -> None:
    told = kinds.described(style)
    too_much = {
        "points": HUGE,
        "integer": HUGE,
        "money": {"amount": str(HUGE), "currency": "USD"},
        "percent": HUGE,
        "factor": HUGE,
        "sku_points": {"MUG": HUGE},
    }

    for name, argument in told["schema"]["properties"].items():
        if argument["format"] in too_much:
            with pytest.raises(kinds.BadKind) as refusal:
                kinds.read(EarnStyle, told["example"] | {name: too_much[argument["format"]]}, context=USD)
            assert any(fault.pointer.startswith(f"/{name}") for fault in refusal.value.errors)


@pytest.mark.parametrize(
    ("exchange", "pointer"),
    [
        ({"points": HUGE}, "/exchange/points"),
        ({"points": 10**12 + 1}, "/exchange/points"),
        ({"least": HUGE}, "/exchange/least"),
        ({"most": HUGE}, "/exchange/most"),
        ({"amount": {"amount": str(HUGE), "currency": "USD"}}, "/exchange/amount"),
        ({"amount": {"amount": "1" * 5_000, "currency": "USD"}}, "/exchange/amount"),
        ({"share": HUGE}, "/exchange/share"),
    ],
)
def test_an_exchange_takes_no_number_that_the_books_cannot_hold(
    owner: TestClient, exchange: dict[str, Any], pointer: str
) -> None:
    usual = {"points": 10, "amount": {"amount": "1.00", "currency": "USD"}}

    answer = owner.post("/v1/spending-rules", json={"name": "x", "exchange": usual | exchange})

    assert (answer.status_code, [one["pointer"] for one in answer.json()["errors"]]) == (422, [pointer])


def test_a_condition_with_a_huge_number_is_never_a_bug(owner: TestClient) -> None:
    for number, digits in enumerate((18, 19, 20, 30, 400)):
        condition = {"value": "order.grand_total", "op": ">=", "to": 10**digits}
        rule = {"name": f"rule {number}", "style": {"kind": "fixed", "points": 1}, "condition": condition}

        checked = owner.post("/v1/conditions/check", json={"condition": condition, "subject": "order"})

        assert checked.status_code == 200
        assert owner.post("/v1/earning-rules", json=rule).status_code in (201, 422)
