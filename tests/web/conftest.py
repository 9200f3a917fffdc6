"""A web application over real rooms, and people signed in to it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jwt
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from regulars import app as rooms
from regulars.books import Books, shop
from regulars.facts.store import Facts
from regulars.flows.road import Road
from regulars.http import access, storefront
from regulars.http.house import House
from regulars.http.scopes import Role, Scope
from regulars.settings import Settings
from regulars.web import session

PASSWORD = "three green apples"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

SignIn = Callable[..., TestClient]


_built: list[FastAPI] = []


def furnished(house: House) -> FastAPI:
    """The application over a house; its routes are built once for all tests, for that takes a second."""
    if not _built:
        _built.append(rooms.build_web(house))
    _built[0].state.house = house
    return _built[0]


class Clock:
    """The time of day as a test says it."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, currency="USD", time_zone="Europe/Kyiv")


@pytest.fixture
def facts(books: Books, clock: Clock, settings: Settings) -> Iterator[Facts]:
    books.clock = clock
    kept = books.perform(lambda unit: shop.settle(unit, settings))
    with Facts(":memory:", calendar=kept.calendar, currency=kept.currency) as facts:
        yield facts


@pytest.fixture
def road(books: Books, facts: Facts) -> Road:
    road = rooms.road_of(books, facts)
    road.begin()
    return road


@pytest.fixture
def house(books: Books, facts: Facts, settings: Settings) -> House:
    return rooms.house_of(books, facts, settings)


@pytest.fixture
def application(house: House) -> FastAPI:
    for tries in (session.attempts, storefront.of_tokens, storefront.of_addresses):
        tries.forget()
    return furnished(house)


@pytest.fixture
def visitor(application: FastAPI) -> TestClient:
    """Nobody in particular."""
    return TestClient(application, raise_server_exceptions=False)


@pytest.fixture
def signed_in(application: FastAPI, house: House) -> SignIn:
    """A client of a person with a role, signed in."""

    def sign_in(role: Role = Role.OWNER) -> TestClient:
        email = f"{role}@shop.example"
        with house.books.transaction() as unit:
            access.create_user(unit, email=email, name=role.title(), role=role, password=PASSWORD)
        client = TestClient(application, raise_server_exceptions=False, headers={"X-Regulars": "1"})
        assert client.post("/v1/session", json={"email": email, "password": PASSWORD}).status_code == 200
        return client

    return sign_in


@pytest.fixture
def with_key(application: FastAPI, house: House) -> SignIn:
    """A client that sends an API key with these scopes; without any, a publishable one."""
    numbers = itertools.count()

    def make(*scopes: Scope) -> TestClient:
        with house.books.transaction("user:1") as unit:
            name = f"key {next(numbers)}"
            _, key = access.create_key(unit, name=name, publishable=not scopes, scopes=frozenset(scopes))
        sent = {"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"}  # as programs ask
        return TestClient(application, raise_server_exceptions=False, headers=sent)

    return make


class Send:
    """Sends records of a type and lets the worker take them along."""

    def __init__(self, client: TestClient, road: Road) -> None:
        self._client, self._road = client, road
        self._holds = False

    def __call__(self, type: str, *documents: dict[str, Any], **options: Any) -> dict[str, Any]:
        path = "/v1/events" if type == "event" else f"/v1/records/{type}"
        answer = self._client.post(path, json={"data": list(documents), **options})
        assert answer.status_code == 200, answer.text
        if not self._holds:
            self._road.run_dry()
        told: dict[str, Any] = answer.json()
        return told

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What is sent meanwhile the worker takes along together, when the block is left."""
        self._holds = True
        yield
        self._holds = False
        self._road.run_dry()


@pytest.fixture
def send(with_key: SignIn, road: Road) -> Send:
    return Send(with_key(Scope.RECORDS_WRITE), road)


@pytest.fixture
def owner(signed_in: SignIn) -> TestClient:
    return signed_in()


@pytest.fixture
def secret(owner: TestClient) -> str:
    """What the shop's server signs with."""
    told: str = owner.get("/v1/customer-tokens/secret").json()["secret"]
    return told


@pytest.fixture
def page(with_key: SignIn) -> TestClient:
    """A page of the shop, with the publishable key."""
    return with_key()


@pytest.fixture
def people(send: Send) -> None:
    """Jan of one store and Ewa of another: customers 1 and 2."""
    send("customer", *(known(id, store) for id, store in (("jan", "Lublin"), ("ewa", "Łódź"))))


def known(id: str, store: str) -> dict[str, Any]:
    return {"external_id": id, "updated_at": "2026-03-01T12:00:00Z", "store": store}


def made(secret: str, algorithm: str = "HS256", **claims: Any) -> str:
    """A token as the shop's server makes it, for ten minutes unless it says otherwise."""
    return jwt.encode({"sub": "jan", "exp": int(NOON.timestamp()) + 600} | claims, secret, algorithm=algorithm)
