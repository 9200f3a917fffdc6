"""The shop of the stories, driven through its REST API, with the time told by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import furnished

from regulars import app as rooms
from regulars.books import Books, shop
from regulars.facts.store import Facts
from regulars.http import access
from regulars.http.scopes import Scope
from regulars.settings import Settings

SCOPES = frozenset(Scope) - {Scope.STOREFRONT, Scope.KEYS_WRITE, Scope.USERS_WRITE}
MORNING = datetime(2026, 3, 1, 8, tzinfo=UTC)
Json = dict[str, Any]


class Story:
    """One shop's day: what its server and its people do over HTTP, and the worker between."""

    def __init__(self, books: Books, facts: Facts, settings: Settings, now: datetime) -> None:
        self.now = now
        self._holds = False
        self.books, self.facts = books, facts
        self.start_worker()
        self.house = rooms.house_of(books, facts, settings)
        with books.transaction("user:1") as unit:
            _, key = access.create_key(unit, name="the shop", publishable=False, scopes=SCOPES)
        headers = {"Authorization": f"Bearer {key}"}
        self.client = TestClient(furnished(self.house), headers=headers)

    # Time

    def pass_time(self, to: datetime) -> None:
        """Let time pass up to an instant, and the worker with it."""
        assert to >= self.now
        self.now = to
        self.road.run_dry()

    def start_worker(self) -> None:
        """Let another worker take over."""
        self.road = rooms.road_of(self.books, self.facts)
        self.road.begin()

    def be_down(self, until: datetime) -> None:
        """Let time pass without any worker; one starts at an instant."""
        assert until >= self.now
        self.now = until
        self.start_worker()
        self.road.run_dry()

    # Over HTTP

    def get(self, path: str, **params: Any) -> Any:
        return self._told(self.client.get(f"/v1{path}", params=params))

    def post(self, path: str, body: Json) -> Any:
        answer = self._told(self.client.post(f"/v1{path}", json=body))
        if not self._holds:
            self.road.run_dry()
        return answer

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What is sent meanwhile the worker takes along together, when the block is left."""
        self._holds = True
        yield
        self._holds = False
        self.road.run_dry()

    def send(self, type: str, *documents: Json) -> Json:
        """Send records of a type, as known now."""
        self.now += timedelta(seconds=1)
        known = [{"updated_at": self.now.isoformat()} | document for document in documents]
        answer: Json = self.post(f"/records/{type}", {"data": known})
        assert not [item for item in answer["data"] if item["status"] == "refused"], answer
        return answer

    def customer(self, external_id: str, **said: Any) -> None:
        self.send("customer", {"external_id": external_id, "registered_at": "2026-01-01T00:00:00Z"} | said)

    def id_of(self, external_id: str) -> str:
        """The id that the API knows a customer by."""
        found = [row for row in self.get("/customers", search=external_id)["data"] if row["external_id"] == external_id]
        return str(found[0]["id"])

    def segment(self, id: str, condition: Json, **said: Any) -> Json:
        """Make a segment; the worker computes it."""
        made: Json = self.post("/segments", {"id": id, "name": id, "condition": condition} | said)
        return made

    def members(self, segment: str, at: datetime | None = None) -> set[str]:
        """Who is in a segment, or was at an instant."""
        asked = {} if at is None else {"at": at.isoformat()}
        return {row["external_id"] for row in self.get(f"/segments/{segment}/members", **asked)["data"]}

    def previewed(self, condition: Json, **said: Any) -> set[str]:
        """Whom a condition finds before it is saved."""
        found = self.post("/segments/preview", {"condition": condition} | said)
        assert found["count"] == len(found["sample"])
        return {row["external_id"] for row in found["sample"]}

    def why(self, segment: str, external_id: str) -> Json:
        """Why a customer is in a segment, or not."""
        found: Json = self.get(f"/segments/{segment}/explain/{self.id_of(external_id)}")
        return found

    def group(self, external_id: str) -> str | None:
        """The group that a customer is in."""
        found: str | None = self.get(f"/customers/{self.id_of(external_id)}")["group"]
        return found

    def points(self, external_id: str) -> Json:
        found: Json = self.get(f"/customers/{self.id_of(external_id)}/points")
        return found

    def _told(self, answer: Any) -> Any:
        assert answer.status_code < 300, answer.text
        return answer.json()


Begin = Callable[..., Story]


@pytest.fixture
def begin(books: Books, tmp_path: Path) -> Iterator[Begin]:
    """Opens a shop: its time zone, its currency, and the instant at which the story begins."""
    opened: list[Facts] = []

    def open_shop(*, time_zone: str, currency: str, now: datetime = MORNING, **more: Any) -> Story:
        settings = Settings(data_dir=tmp_path, currency=currency, time_zone=time_zone, **more)
        story: list[Story] = []
        books.clock = lambda: story[0].now if story else now
        kept = books.perform(lambda unit: shop.settle(unit, settings))
        opened.append(Facts(":memory:", calendar=kept.calendar, currency=kept.currency))
        story.append(Story(books, opened[0], settings, now))
        return story[0]

    yield open_shop
    for facts in opened:
        facts.close()
