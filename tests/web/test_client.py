"""The client speaks as the server does, tries again where that does no harm, and tells refusals as such."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import httpx
import pytest
from tests.web.conftest import SignIn

from regulars import app
from regulars.flows.road import Road
from regulars.http.scopes import Scope

CLIENT = Path(__file__).parents[2] / "client"
sys.path.insert(0, str(CLIENT / "src"))  # a package of its own, which this one doesn't install

import regulars_client  # noqa: E402
from regulars_client import Refused, Regulars, Unanswered, _transport  # noqa: E402

SPENT = {"value": {"sum": "order.net_total"}, "op": ">=", "to": "100"}


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("client_generate", CLIENT / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def regulars(with_key: SignIn) -> Regulars:
    scopes = (Scope.RECORDS_WRITE, Scope.CUSTOMERS_READ, Scope.SEGMENTS_READ, Scope.SEGMENTS_WRITE, Scope.OVERVIEW_READ)
    return Regulars(http=cast(httpx.Client, with_key(*scopes)))


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    made: list[float] = []
    monkeypatch.setattr(_transport.time, "sleep", made.append)
    return made


def answering(*answers: httpx.Response | Exception) -> tuple[Regulars, list[httpx.Request]]:
    """A client of a server that answers so, one after the other, and what it was sent."""
    sent: list[httpx.Request] = []
    left = iter(answers)

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        next_ = next(left)
        if isinstance(next_, Exception):
            raise next_
        return next_

    http = httpx.Client(base_url="https://shop.example", transport=httpx.MockTransport(answer))
    return Regulars(http=http, key="rk_abc"), sent


def test_it_is_written_from_the_api_as_it_is() -> None:
    texts = _generator().written(app.build_web(cast(Any, None)).openapi())

    kept = {name: (CLIENT / "src" / "regulars_client" / name).read_text() for name in texts}
    assert texts == kept, "the API has changed: run `make client`"
    files = {path.name for path in (CLIENT / "src" / "regulars_client" / "api").glob("*.py")}
    assert files == {Path(name).name for name in texts if name.startswith("api/")}


def test_what_is_sent_can_be_asked_for(regulars: Regulars, road: Road) -> None:
    answer = regulars.send_customer({"data": [{"external_id": "anna", "updated_at": "2026-03-01T08:00:00Z"}]})
    assert [item["status"] for item in answer["data"]] == ["accepted"]
    road.run_dry()

    found = regulars.list_customers(limit=1)

    assert [customer["external_id"] for customer in found["data"]] == ["anna"]


def test_every_goes_through_all_pages(regulars: Regulars) -> None:
    for n in range(5):
        regulars.create_segment({"name": f"Segment {n}", "condition": SPENT})

    found = [segment["name"] for segment in regulars.every(regulars.list_segments, limit=2)]

    assert sorted(found) == [f"Segment {n}" for n in range(5)]


def test_a_refusal_tells_what_and_where(regulars: Regulars) -> None:
    with pytest.raises(Refused) as refusal:
        regulars.create_segment({"name": "Wrong", "condition": {"value": "customer.shoe_size", "op": "=", "to": 1}})

    assert refusal.value.status == 422
    assert [error["pointer"] for error in refusal.value.errors] == ["/condition/value"]


def test_a_repeated_try_has_the_same_key(pauses: list[float]) -> None:
    regulars, sent = answering(
        httpx.ConnectError("no way there"), httpx.Response(503), httpx.Response(429, headers={"Retry-After": "7"}),
        httpx.Response(200, json={"data": []}),
    )  # fmt: skip

    assert regulars.send_customer({"data": []}) == {"data": []}

    assert len({request.headers["Idempotency-Key"] for request in sent}) == 1
    assert len(sent) == 4
    assert pauses[2] == 7
    assert {request.headers["Authorization"] for request in sent} == {"Bearer rk_abc"}


def test_what_would_be_done_twice_is_not_tried_again() -> None:
    regulars, sent = answering(httpx.ReadTimeout("no word"))

    with pytest.raises(Unanswered):
        regulars.sign_in({"email": "olga@shop.example", "password": "three green apples"})

    assert len(sent) == 1


def test_a_server_that_never_answers_is_told_so() -> None:
    regulars, sent = answering(*[httpx.ConnectError("no way there")] * 4)

    with pytest.raises(Unanswered):
        regulars.list_segments()

    assert len(sent) == 4


def test_ids_are_safe_in_addresses() -> None:
    regulars, sent = answering(httpx.Response(404, json={"code": "not_found", "title": "Not found"}))

    with pytest.raises(Refused, match="not_found"):
        regulars.get_segment("a/b?c")

    assert sent[0].url.raw_path == b"/v1/segments/a%2Fb%3Fc"


def test_the_example_of_its_readme_is_python_that_names_what_there_is() -> None:
    text = (CLIENT / "README.md").read_text()
    example = text.split("```python\n")[1].split("```")[0]
    compile(example, "README.md", "exec")

    for name in {part.split("(")[0] for part in example.replace("regulars.example", "").split("regulars.")[1:]}:
        assert hasattr(Regulars, name.split(",")[0].split(")")[0]), name
    assert regulars_client.__all__


def test_the_example_of_its_page_can_be_followed(with_key: SignIn, capsys: pytest.CaptureFixture[str]) -> None:
    page = (CLIENT / "README.md").read_text("utf-8")
    example = page.split("```python\n", 1)[1].split("```", 1)[0].replace("EUR", "USD")
    scopes = (Scope.RECORDS_WRITE, Scope.SEGMENTS_READ, Scope.QUOTES_ASK)
    asked = Regulars(http=cast(httpx.Client, with_key(*scopes)))
    line = next(line for line in example.splitlines() if line.startswith("with "))
    followed = example.replace(line, "if regulars:").replace("from regulars_client import Regulars\n", "")

    exec(followed, {"regulars": asked})

    assert capsys.readouterr().out == "{'amount': '58.00', 'currency': 'USD'}\n"
