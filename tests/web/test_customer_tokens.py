"""Customer tokens: only what the shop's server signed counts, for whom it names and for an hour at most."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jwt
import orjson
import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from regulars.books import Books
from regulars.books.tables import audit
from regulars.http.scopes import SECRET, Role

from .conftest import NOON, Clock, SignIn, made

HOW_TO = Path(__file__).parents[2] / "docs/how-to/show-points-in-the-shop.md"
POINTS = "/v1/storefront/points"
HISTORY = "/v1/storefront/points/history"
SECRET_PATH = "/v1/customer-tokens/secret"
NOW = int(NOON.timestamp())
HOUR, MINUTE = 3600, 60


def signed(secret: str, claims: dict[str, Any]) -> str:
    """Signed as it stands, also where PyJWT would refuse to write it."""
    return jwt.PyJWS().encode(json.dumps(claims).encode(), secret, algorithm="HS256", headers={"typ": "JWT"})


def asked(page: TestClient, token: str | None, path: str = POINTS) -> tuple[int, str]:
    """The status of an answer, and its code where it is a refusal."""
    answer = page.get(path, headers={} if token is None else {"X-Customer-Token": token})
    return answer.status_code, answer.json().get("code", "")


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "expired": ({"exp": NOW - MINUTE}, "has expired"),
    "lasts too long": ({"exp": NOW + HOUR + MINUTE + 1}, "lasts too long"),
    "never ends": ({"exp": 1e400}, "lasts too long"),
    "ends at no time": ({"exp": float("nan")}, "lasts too long"),
    "ends at a word": ({"exp": "soon"}, "needs as `exp` a number"),
    "ends at a yes": ({"exp": True}, "needs as `exp` a number"),
    "says no end": ({"exp": None}, "lacks `exp`"),
    "says not whose": ({"sub": None}, "lacks `sub`"),
    "is of a number": ({"sub": 1}, "as text"),
    "is of tomorrow": ({"iat": NOW + 86400}, "a time that has not come"),
    "holds from tomorrow": ({"nbf": NOW + 86400}, "a time that has not come"),
    "is for somebody else": ({"aud": "another service"}, "is made for another service"),
}


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(("claims", "said"), WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("path", [POINTS, HISTORY])
def test_a_token_that_does_not_count(
    page: TestClient, secret: str, claims: dict[str, Any], said: str, path: str
) -> None:
    kept = {"sub": "jan", "exp": NOW + 60} | claims
    token = signed(secret, {name: value for name, value in kept.items() if value is not None})

    answer = page.get(path, headers={"X-Customer-Token": token})

    assert (answer.status_code, answer.json()["code"]) == (401, "customer_token")
    assert said in answer.json()["detail"]


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    "claims",
    [{"exp": NOW + HOUR + MINUTE}, {"exp": NOW - MINUTE + 1}, {"iat": NOW + MINUTE}, {"iat": NOW, "exp": NOW + HOUR}],
)
def test_clocks_may_differ_by_a_minute(page: TestClient, secret: str, claims: dict[str, Any]) -> None:
    assert asked(page, made(secret, **claims))[0] == 200


def unsigned(claims: dict[str, Any], signature: str = "") -> str:
    """A token that says itself that it isn't signed."""
    parts = ({"alg": "none", "typ": "JWT"}, claims)
    return ".".join([*(urlsafe_b64encode(orjson.dumps(part)).decode().rstrip("=") for part in parts), signature])


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("path", [POINTS, HISTORY])
def test_only_the_installations_own_signature_counts(page: TestClient, secret: str, path: str) -> None:
    head, body, _ = made(secret).split(".")
    ewas_body = made(secret, sub="ewa").split(".")[1]
    tokens = [
        made("another secret that is as long as ours is"),
        made(secret, "HS512"),
        made(secret, "HS384"),
        unsigned({"sub": "jan", "exp": NOW + 60}),
        unsigned({"sub": "jan", "exp": NOW + 60}, made(secret).rpartition(".")[2]),
        f"{head}.{ewas_body}.{made(secret).rpartition('.')[2]}",
        f"{head}.{body}.",
        "",
        "x",
        "a.b.c",
        "[" * 3000,
        urlsafe_b64encode(b"[" * 3000).decode().rstrip("=") + ".e30.e30",
        secret,
    ]

    assert [asked(page, token, path) for token in tokens] == [(401, "customer_token")] * len(tokens)


@pytest.mark.usefixtures("people")
def test_a_token_made_as_the_documentation_says_is_right(
    page: TestClient, secret: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, _, rest = HOW_TO.read_text("utf-8").partition("```python\n")
    monkeypatch.setenv("REGULARS_CUSTOMER_SECRET", secret)
    clock.at = datetime.now(UTC)
    example: dict[str, Any] = {}
    exec(rest.partition("```")[0], example)

    assert asked(page, example["customer_token"]("jan")) == (200, "")


def test_before_there_is_a_secret_no_token_counts(page: TestClient) -> None:
    tokens = [made("None"), made("null"), unsigned({"sub": "jan", "exp": NOW + 60})]

    assert [asked(page, token) for token in tokens] == [(401, "customer_token")] * 3
    assert "no secret has been made" in page.get(POINTS, headers={"X-Customer-Token": tokens[0]}).json()["detail"]


@pytest.mark.usefixtures("people")
def test_a_secret_made_anew_makes_old_tokens_worthless(owner: TestClient, page: TestClient, secret: str) -> None:
    fresh = owner.post(SECRET_PATH).json()["secret"]

    assert fresh != secret
    assert owner.get(SECRET_PATH).json()["secret"] == fresh
    assert (asked(page, made(secret)), asked(page, made(fresh))) == ((401, "customer_token"), (200, ""))


def test_a_call_repeated_with_its_key_makes_one_secret_and_keeps_none(owner: TestClient, books: Books) -> None:
    headers = {"Idempotency-Key": "k1"}

    first, second = (owner.post(SECRET_PATH, headers=headers).json() for _ in range(2))

    with books.transaction() as unit:
        kept = unit.driver.execute("select coalesce(string_agg(answer::text, ''), '') from idempotency_key").fetchone()
    assert first == second
    assert kept is not None
    assert first["secret"] not in kept[0]


def test_the_audit_tells_who_made_it_and_not_what_it_is(owner: TestClient, books: Books) -> None:
    owner.get(SECRET_PATH)
    owner.get(SECRET_PATH)
    secret = owner.post(SECRET_PATH).json()["secret"]

    columns = audit.c
    with books.transaction() as unit:
        rows = unit.connection.execute(
            sa.select(columns.actor, columns.action, columns.details)
            .where(columns.subject == "key:customer-tokens")
            .order_by(columns.id)
        ).all()
    assert [tuple(row) for row in rows] == [
        ("user:1", "key.token_secret_made", {}), ("user:1", "key.token_secret_renewed", {}),
    ]  # fmt: skip
    assert secret not in owner.get("/v1/audit").text


@pytest.mark.parametrize("role", [Role.MARKETER, Role.SUPPORT, Role.READER])
def test_only_an_owner_sees_the_secret(signed_in: SignIn, role: Role) -> None:
    client = signed_in(role)

    assert [client.get(SECRET_PATH).status_code, client.post(SECRET_PATH).status_code] == [403, 403]


def test_a_key_never_sees_the_secret(with_key: SignIn) -> None:
    for client in (with_key(), with_key(*SECRET)):
        assert [client.get(SECRET_PATH).status_code, client.post(SECRET_PATH).status_code] == [403, 403]


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("sub", ["nobody", "1", "Jan", "jan ", "jan@shop.example", "", "x" * 300, "jan\0", "\ud800"])
def test_of_whom_nobody_knows_nothing_is_told(page: TestClient, secret: str, sub: str) -> None:
    token = signed(secret, {"sub": sub, "exp": NOW + 60})

    answers = [page.get(path, headers={"X-Customer-Token": token}) for path in (POINTS, HISTORY)]

    assert [(answer.status_code, answer.json()["detail"]) for answer in answers] == [
        (404, "the customer of this token is not known here")
    ] * 2
    assert set(answers[0].json()) == {"type", "title", "status", "detail", "code"}


@pytest.mark.usefixtures("people")
def test_a_secret_key_or_a_session_is_refused_also_with_a_token(
    with_key: SignIn, owner: TestClient, visitor: TestClient, secret: str
) -> None:
    with_every_scope = with_key(*SECRET)

    said = [asked(client, made(secret)) for client in (with_every_scope, owner, visitor)]

    assert said == [(403, "forbidden"), (403, "forbidden"), (401, "not_signed_in")]
    assert "publishable key" in with_every_scope.get(POINTS).json()["detail"]
