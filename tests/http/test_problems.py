"""What goes wrong is told once, in one form, and tells nobody what it should not."""

import logging
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel

from regulars.core.errors import Fault, Invalid, NotFound
from regulars.http import problems


class Thing(BaseModel):
    name: str
    parts: list[int] = []


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()
    problems.install(app)

    @app.get("/missing")
    def missing() -> None:
        raise NotFound("segment", "vip")

    @app.get("/invalid")
    def invalid() -> None:
        raise Invalid("the condition can't be saved", [Fault("/all/0/op", "operator", "write one of = !=")])

    @app.get("/broken")
    def broken() -> None:
        raise ValueError("the secret is 12345")

    @app.post("/things")
    def things(thing: Thing, limit: int = 1) -> Thing:
        return thing

    return TestClient(app, raise_server_exceptions=False)


def told(client: TestClient, method: str, path: str, **kwargs: Any) -> dict[str, Any]:
    response = client.request(method, path, **kwargs)
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem["status"] == response.status_code
    return problem


def test_a_refusal_keeps_its_code_its_sentence_and_its_facts(client: TestClient) -> None:
    assert told(client, "GET", "/missing") == {
        "type": "urn:regulars:problem:not_found",
        "title": "Not Found",
        "status": 404,
        "detail": "there is no segment 'vip'",
        "code": "not_found",
        "kind": "segment",
        "id": "vip",
    }


def test_every_fault_of_a_document_is_named_with_its_place(client: TestClient) -> None:
    problem = told(client, "GET", "/invalid")

    assert problem["errors"] == [{"pointer": "/all/0/op", "code": "operator", "detail": "write one of = !="}]


def test_a_body_of_the_wrong_shape_names_each_place(client: TestClient) -> None:
    problem = told(client, "POST", "/things", json={"parts": [1, "x"]})

    assert problem["code"] == "invalid"
    assert [error["pointer"] for error in problem["errors"]] == ["/name", "/parts/1"]


def test_a_wrong_parameter_is_named(client: TestClient) -> None:
    problem = told(client, "POST", "/things?limit=x", json={"name": "a"})

    assert problem["errors"][0]["pointer"] == "/limit"
    assert problem["errors"][0]["detail"].startswith("query parameter limit: ")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"name":\n "a" 1}', "is not JSON: a comma is missing at character 15 (line 2, column 6)"),
        (b"[" * 100_000, "has lists and objects that are nested too deep"),
        (b'{"name": "\xe9"}', "is not in UTF-8"),
        (b'{"name": ' + b"1" * 5000 + b"}", "has a number that is too long"),
    ],
)
def test_a_body_that_is_not_json_is_told_where_and_why(client: TestClient, body: bytes, said: str) -> None:
    problem = told(client, "POST", "/things", content=body, headers={"content-type": "application/json"})

    assert (problem["status"], problem["code"]) == (400, "malformed")
    assert problem["detail"] == f"the body {said}"
    assert problem["errors"] == [{"pointer": "", "code": "json_invalid", "detail": f"the body {said}"}]


def test_a_list_for_an_object_is_told_in_words(client: TestClient) -> None:
    problem = told(client, "POST", "/things", json=[])

    assert problem["errors"][0]["detail"] == "write a JSON object: {…}"


@pytest.mark.parametrize("kind", [None, "application/x-www-form-urlencoded"])
def test_json_that_does_not_say_so_is_told_the_header_to_send(client: TestClient, kind: str | None) -> None:
    headers = {} if kind is None else {"content-type": kind}

    problem = told(client, "POST", "/things", content=b'{"name": "a"}', headers=headers)

    assert (problem["status"], problem["code"]) == (415, "content_type")
    assert "send it with Content-Type: application/json" in problem["detail"]


def test_a_bug_tells_only_where_the_log_has_it(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        problem = told(client, "GET", "/broken")

    assert "12345" not in str(problem)
    assert problem["incident"] in caplog.text
    assert "12345" in caplog.text


def test_an_unknown_path_and_a_wrong_method_are_problems_too(client: TestClient) -> None:
    assert told(client, "GET", "/nowhere")["code"] == "not_found"
    assert told(client, "PUT", "/missing")["code"] == "method_not_allowed"
