"""The built pages are served beside the API, and the installation says whether it lives and is ready."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.facts.said import Journal

from regulars import app as rooms
from regulars.books import Books
from regulars.facts.flight import RemoteFacts, socket_path
from regulars.facts.store import Facts
from regulars.http.house import House
from regulars.settings import Settings
from regulars.web import application, health, records

from .conftest import SignIn


@pytest.fixture
def pages(house: House, tmp_path: Path) -> TestClient:
    """The application with a page and a script built into it."""
    (tmp_path / "static" / "assets").mkdir(parents=True)
    (tmp_path / "static" / "index.html").write_text("<title>Regulars</title>")
    (tmp_path / "static" / "assets" / "app-1.js").write_text("start()" * 1000)
    built = application.build(house, [health.router, records.router], static=tmp_path / "static")
    return TestClient(built, raise_server_exceptions=False)


@pytest.mark.parametrize("path", ["/", "/segments/vip", "/customers?search=anna"])
def test_every_address_of_the_pages_is_the_one_page(pages: TestClient, path: str) -> None:
    answer = pages.get(path, headers={"Accept": "text/html"})

    assert (answer.status_code, answer.text) == (200, "<title>Regulars</title>")
    assert answer.headers["cache-control"] == "no-cache"


def test_built_files_are_kept_by_browsers_and_sent_small(pages: TestClient) -> None:
    answer = pages.get("/assets/app-1.js", headers={"Accept-Encoding": "gzip"})

    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "gzip"


def test_a_built_file_that_is_not_there_is_no_page_and_is_not_kept(pages: TestClient) -> None:
    answer = pages.get("/assets/app-0.js", headers={"Accept": "*/*"})

    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/../settings.py", "/assets/../../secret", "/%2e%2e/settings.py"])
def test_nothing_outside_of_the_pages_is_served(pages: TestClient, tmp_path: Path, path: str) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "settings.py").write_text("secret")

    assert "secret" not in pages.get(path, headers={"Accept": "text/html"}).text


@pytest.mark.parametrize(
    ("path", "status", "allow"),
    [("/v1/records/order", 405, "POST"), ("/v1/records/nonsense", 404, None), ("/v1/records/order/1", 404, None)],
)
def test_a_path_that_takes_other_methods_says_which(
    pages: TestClient, path: str, status: int, allow: str | None
) -> None:
    answer = pages.get(path)

    assert (answer.status_code, answer.headers.get("allow")) == (status, allow)
    assert path in answer.json()["detail"]


def test_who_lives_says_so(visitor: TestClient) -> None:
    assert visitor.get("/healthz").json() == {"status": "ok"}
    assert visitor.get("/readyz").json() == {"status": "ok"}


def test_entries_that_could_not_be_applied_are_told(visitor: TestClient, facts: Facts) -> None:
    journal = Journal()
    journal.say("order", "1", currency="NONE")
    facts.apply(*journal.batches())

    answer = visitor.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"status": "ok; entries set aside, of which the worker's log tells: 1"}


def test_while_the_worker_is_away_it_is_not_ready_and_says_what_every_call_says(
    books: Books, settings: Settings, signed_in: SignIn
) -> None:
    nobody = socket_path(settings.data_dir)
    waits, at_once = RemoteFacts(nobody, patience_seconds=0.3), RemoteFacts(nobody, patience_seconds=0)
    built = rooms.build_web(rooms.house_of(books, waits, settings, at_once=at_once))
    client = TestClient(built, cookies=signed_in().cookies)

    answer, call = client.get("/readyz"), client.get("/v1/customers")

    assert (call.status_code, call.json()["detail"]) == (503, answer.json()["detail"])
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert "regulars serve" in answer.json()["detail"]
    assert answer.headers["retry-after"] == "5"
