"""What the server words is told in the language that is asked for, refusals and what stands in answers."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

POLISH, RUSSIAN = {"Accept-Language": "pl-PL,pl;q=0.9"}, {"Accept-Language": "ru"}
CAMPAIGN: dict[str, Any] = {
    "name": "Carts",
    "draft": {
        "trigger": {"kind": "cart_abandoned", "after": {"amount": 3, "unit": "hours"}},
        "first": "wait",
        "nodes": [
            {"id": "wait", "step": {"kind": "wait", "length": {"amount": 1, "unit": "days"}}, "next": {"next": "in"}},
            {"id": "in", "step": {"kind": "select", "segment": "nope"}, "next": {"yes": "wait", "no": "wait"}},
        ],
    },
}


def detail(answer: Any) -> str:
    told: str = answer.json()["detail"]
    return told


def test_who_asks_for_no_language_reads_english(owner: TestClient) -> None:
    assert detail(owner.get("/v1/segments/nope")) == "there is no segment 'nope'"
    assert detail(owner.get("/v1/segments/nope", headers={"Accept-Language": "de"})) == "there is no segment 'nope'"


def test_a_refusal_is_told_in_the_language_asked_for(owner: TestClient) -> None:
    refused = owner.get("/v1/segments/nope", headers=POLISH)

    assert refused.json() | {"instance": None} == {
        "type": "urn:regulars:problem:not_found", "title": "Not Found", "status": 404, "code": "not_found",
        "kind": "segment", "id": "nope", "detail": "nie znaleziono: segment „nope”", "instance": None,
    }  # fmt: skip
    assert detail(owner.get("/v1/segments/nope", headers=RUSSIAN)) == "не найдено: сегмент «nope»"


def test_faults_keep_their_places_and_codes(owner: TestClient) -> None:
    body = {"name": "", "condition": {"value": "customer.country", "op": "=", "to": "UA"}, "colour": "red"}

    english, polish = (owner.post("/v1/segments", json=body, headers=how) for how in ({}, POLISH))

    told = {fault["pointer"]: fault["detail"] for fault in polish.json()["errors"]}
    places = [[(fault["pointer"], fault["code"]) for fault in each.json()["errors"]] for each in (english, polish)]
    assert places[0] == places[1]
    assert told["/colour"] == "nie ma takiego pola"


@pytest.mark.parametrize(
    ("condition", "polish"),
    [
        ({"value": "customer.countri", "op": "=", "to": "UA"}, "nie ma pola „customer.countri”; czy chodzi o „customer.country”?"),
        ({"value": "customer.segments", "op": "has_any", "to": ["x"]}, "nie znaleziono: segment „x”, albo jest w archiwum: najpierw go przywróć"),
        ({"value": {"sum": "order.net_total"}, "op": ">=", "to": "1.234567"}, "tu najwyżej 2 miejsca po przecinku"),
    ],
)  # fmt: skip
def test_faults_of_conditions_too(owner: TestClient, condition: Any, polish: str) -> None:
    refused = owner.post("/v1/segments", json={"name": "A", "condition": condition}, headers=POLISH)

    assert [fault["detail"] for fault in refused.json()["errors"]] == [polish]


def test_a_campaign_says_itself_and_what_is_wrong_with_it(owner: TestClient) -> None:
    reading = owner.post("/v1/campaigns/check", json={"draft": CAMPAIGN["draft"]}, headers=POLISH).json()

    assert reading["trigger_sentence"] == "gdy koszyk stoi nietknięty przez 3 godziny"
    assert reading["sentences"]["wait"] == "czekaj 1 dzień"
    assert [one["detail"] for one in reading["errors"]] == ["nie ma segmentu „nope” albo jest w archiwum; wybierz inny"]


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({}, "on the day of “date of birth” at 09:00"),
        (POLISH, "w dniu: „data urodzenia”, o 09:00"),
        (RUSSIAN, "в день: «дата рождения», в 09:00"),
    ],
)
def test_names_in_a_campaign_s_sentence_stand_in_the_quotes_of_the_language(
    owner: TestClient, how: dict[str, str], said: str
) -> None:
    draft = CAMPAIGN["draft"] | {"trigger": {"kind": "date", "field": "customer.born_on", "at": "09:00"}}

    reading = owner.post("/v1/campaigns/check", json={"draft": draft}, headers=how).json()

    assert reading["trigger_sentence"] == said


def test_what_was_stored_is_told_in_the_language_of_whoever_reads_it(owner: TestClient) -> None:
    file = {"file": ("orders.csv", b"id\n", "text/csv")}
    mapping = 'type = "order"\n[fields]\nexternal_id = "id"\n'
    made = owner.post("/v1/imports", files=file, data={"mapping": mapping, "dry_run": "true"})
    assert made.status_code < 300, made.text

    titles = [owner.get("/v1/jobs", headers=how).json()["data"][0]["title"] for how in ({}, POLISH, RUSSIAN)]

    assert titles == ["Trial import of orders.csv", "Próbny import: orders.csv", "Пробный импорт: orders.csv"]
