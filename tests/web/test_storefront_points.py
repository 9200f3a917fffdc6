"""Pages of the shop show their customer's points by a token that the shop's server made, and nobody else's by any."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import orjson
import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from regulars.books import Books
from regulars.books.tables import audit
from regulars.http.scopes import SECRET, Role, Scope
from regulars.points import programme, service
from regulars.points.model.taking import Shortage
from regulars.points.programme import PointsName, StoreProgramme

from .conftest import NOON, Clock, Send, SignIn

HOW_TO = Path(__file__).parents[2] / "docs/how-to/show-points-in-the-shop.md"
SHOP = "https://shop.example"
POINTS = "/v1/storefront/points"
HISTORY = "/v1/storefront/points/history"
SECRET_PATH = "/v1/customer-tokens/secret"
NOW = int(NOON.timestamp())
HOUR, MINUTE = 3600, 60

Open = Callable[..., Any]


@pytest.fixture
def owner(signed_in: SignIn) -> TestClient:
    return signed_in()


@pytest.fixture
def secret(owner: TestClient) -> str:
    """What the shop's server signs with."""
    told: str = owner.get(SECRET_PATH).json()["secret"]
    return told


@pytest.fixture
def page(with_key: SignIn) -> TestClient:
    """A page of the shop, with the publishable key."""
    return with_key()


@pytest.fixture
def shown(page: TestClient, secret: str) -> Open:
    """What a page gets that was opened by a customer with a token."""

    def get(customer: str = "jan", path: str = POINTS, **asked: Any) -> Any:
        return page.get(path, params=asked, headers={"X-Customer-Token": made(secret, sub=customer)}).json()

    return get


@pytest.fixture
def people(send: Send) -> None:
    """Jan of one store and Ewa of another: customers 1 and 2."""
    send("customer", *(known(id, store) for id, store in (("jan", "Lublin"), ("ewa", "Łódź"))))


def known(id: str, store: str) -> dict[str, Any]:
    return {"external_id": id, "updated_at": "2026-03-01T12:00:00Z", "store": store}


def made(secret: str, algorithm: str = "HS256", **claims: Any) -> str:
    """A token as the shop's server makes it, for ten minutes unless it says otherwise."""
    return jwt.encode({"sub": "jan", "exp": NOW + 10 * MINUTE} | claims, secret, algorithm=algorithm)


def signed(secret: str, claims: dict[str, Any]) -> str:
    """Signed as it stands, also where PyJWT would refuse to write it."""
    return jwt.PyJWS().encode(json.dumps(claims).encode(), secret, algorithm="HS256", headers={"typ": "JWT"})


def asked(page: TestClient, token: str | None, path: str = POINTS) -> tuple[int, str]:
    """The status of an answer, and its code where it is a refusal."""
    answer = page.get(path, headers={} if token is None else {"X-Customer-Token": token})
    return answer.status_code, answer.json().get("code", "")


def give(books: Books, customer_id: int, points: int, key: str, **more: Any) -> None:
    with books.transaction("user:1") as unit:
        service.adjust(unit, customer_id, points, key=key, reason=f"because of {key}", **more)


@pytest.mark.usefixtures("people")
def test_a_customer_sees_what_there_is_and_what_ends_next(shown: Open, books: Books, clock: Clock) -> None:
    spring, summer = NOON + timedelta(days=30), NOON + timedelta(days=90)
    give(books, 1, 50, "a", ends_at=summer)
    give(books, 1, 20, "b", ends_at=spring)
    give(books, 1, 10, "c", ends_at=spring)
    give(books, 1, 5, "d")
    give(books, 1, 40, "e", starts_at=NOON + timedelta(days=14), ends_at=summer)
    with books.transaction() as unit:
        service.hold(unit, 1, 12, key="checkout:1", lapses_at=NOON + timedelta(minutes=15), reason="a checkout")

    told = shown()

    lot = {"state": "open", "starts_at": "2026-03-01T12:00:00Z"}
    assert told == {
        "active": True, "unit": {"singular": "point", "plural": "points", "few": None},
        "available": 73, "pending": 40, "held": 12, "debt": 0,
        "next_end": {"points": 18, "ends_at": "2026-03-31T12:00:00Z"},
        "lots": [
            lot | {"points": 8, "ends_at": "2026-03-31T12:00:00Z"},
            lot | {"points": 10, "ends_at": "2026-03-31T12:00:00Z"},
            lot | {"points": 50, "ends_at": "2026-05-30T12:00:00Z"},
            lot | {"points": 5, "ends_at": None},
            {"state": "pending", "points": 40, "starts_at": "2026-03-15T12:00:00Z", "ends_at": "2026-05-30T12:00:00Z"},
        ],
    }  # fmt: skip


@pytest.mark.usefixtures("people")
def test_points_that_do_not_end_have_no_next_end(shown: Open, books: Books) -> None:
    give(books, 1, 5, "d")

    assert shown()["next_end"] is None


@pytest.mark.usefixtures("people")
def test_what_is_owed_is_told_apart_and_nothing_is_available(shown: Open, books: Books) -> None:
    give(books, 1, -30, "a", shortage=Shortage.OWE)

    told = shown()

    assert (told["available"], told["debt"], told["lots"]) == (0, 30, [])


@pytest.mark.usefixtures("people")
def test_the_history_goes_on_by_its_cursor(shown: Open, books: Books, clock: Clock) -> None:
    for points in (10, 20, 30):
        give(books, 1, points, f"k{points}")
        clock.at += timedelta(seconds=1)

    first = shown(path=HISTORY, limit=2)
    rest = shown(path=HISTORY, limit=2, cursor=first["next_cursor"])

    assert [one["points"] for one in first["data"] + rest["data"]] == [30, 20, 10]
    assert rest["data"] == [
        {"at": "2026-03-01T12:00:00Z", "kind": "adjusted", "points": 10, "reason": "because of k10", "order": None}
    ]
    assert rest["next_cursor"] is None


@pytest.mark.usefixtures("people")
def test_nobody_sees_what_another_has(shown: Open, books: Books) -> None:
    give(books, 1, 10, "jans")
    give(books, 2, 700, "ewas")

    jans, ewas = (shown(who, HISTORY, limit=1)["data"] for who in ("jan", "ewa"))

    assert (shown("jan")["available"], shown("ewa")["available"]) == (10, 700)
    assert ([one["reason"] for one in jans], [one["reason"] for one in ewas]) == (
        ["because of jans"], ["because of ewas"],
    )  # fmt: skip


@pytest.mark.usefixtures("people")
def test_a_cursor_of_one_customer_opens_nothing_of_another(shown: Open, books: Books, clock: Clock) -> None:
    give(books, 2, 700, "ewas")
    clock.at += timedelta(seconds=1)
    for n in range(2):
        give(books, 1, 10, f"jans {n}")
    cursor = shown("jan", HISTORY, limit=1)["next_cursor"]

    found = shown("ewa", HISTORY, cursor=cursor)["data"]

    assert [one["points"] for one in found] == [700]


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "expired": ({"exp": NOW - MINUTE}, "has expired"),
    "lasts too long": ({"exp": NOW + HOUR + MINUTE + 1}, "lasts too long"),
    "never ends": ({"exp": 1e400}, "lasts too long"),
    "ends at no time": ({"exp": float("nan")}, "lasts too long"),
    "ends at a word": ({"exp": "soon"}, "needs as `exp` a number"),
    "ends at a yes": ({"exp": True}, "needs as `exp` a number"),
    "says no end": ({"exp": None}, "can't be read"),
    "says not whose": ({"sub": None}, "can't be read"),
    "is of a number": ({"sub": 1}, "as text"),
    "is of tomorrow": ({"iat": NOW + 86400}, "a time that has not come"),
    "holds from tomorrow": ({"nbf": NOW + 86400}, "a time that has not come"),
    "is for somebody else": ({"aud": "another service"}, "can't be read"),
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


@pytest.mark.usefixtures("people")
def test_a_page_that_sends_no_token_is_told_what_is_missing(page: TestClient, secret: str) -> None:
    answer = page.get(POINTS, headers={"Origin": SHOP})

    assert (answer.status_code, answer.json()["code"]) == (401, "customer_token")
    assert answer.json()["detail"].startswith("X-Customer-Token is missing")
    assert answer.headers["access-control-allow-origin"] == "*"


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
            sa.select(columns.actor, columns.action, columns.details).where(columns.subject == "key:customer-tokens")
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


NAMES = {
    "pl": PointsName(singular="punkt", plural="punktów", few="punkty"),
    "de": PointsName(singular="Punkt", plural="Punkte"),
}
STORES = [
    StoreProgramme(store="łódź", active=False, names={"de": PointsName(singular="Stern", plural="Sterne")}),
    StoreProgramme(store="Kraków", names={"pl": PointsName(singular="gwiazdka", plural="gwiazdek")}),
]


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("customer", "language", "plural"),
    [
        ("jan", None, "points"),
        ("jan", "pl", "punktów"),
        ("jan", "pl-PL", "punktów"),
        ("jan", "PL_pl", "punktów"),
        ("jan", "fr", "points"),
        ("jan", "de", "Punkte"),
        ("ewa", "de", "Sterne"),
        ("ewa", "pl", "punktów"),
        ("ewa", "fr", "points"),
    ],
)
def test_points_are_named_in_the_language_asked_for(
    shown: Open, books: Books, customer: str, language: str | None, plural: str
) -> None:
    with books.transaction() as unit:
        programme.change(unit, version=1, names=NAMES, stores=STORES)

    told = shown(customer, **({} if language is None else {"language": language}))

    assert told["unit"]["plural"] == plural


def test_a_language_that_is_none_is_told_at_its_place(shown: Open) -> None:
    assert [fault["pointer"] for fault in shown(language="polish, please")["errors"]] == ["/language"]


@pytest.mark.usefixtures("people")
def test_where_the_programme_is_off_it_is_said_and_the_balance_shown(shown: Open, books: Books) -> None:
    give(books, 1, 10, "jans")
    give(books, 2, 20, "ewas")
    with books.transaction() as unit:
        programme.change(unit, version=1, stores=STORES)
    in_one_store = {who: (told["active"], told["available"]) for who in ("jan", "ewa") for told in [shown(who)]}
    with books.transaction() as unit:
        programme.change(unit, version=2, active=False)
    everywhere = {who: (told["active"], told["available"]) for who in ("jan", "ewa") for told in [shown(who)]}

    assert in_one_store == {"jan": (True, 10), "ewa": (False, 20)}
    assert everywhere == {"jan": (False, 10), "ewa": (False, 20)}


def preflight(
    client: TestClient, path: str, method: str = "GET", headers: str = "authorization,x-customer-token"
) -> Any:
    return client.options(
        path,
        headers={"Origin": SHOP, "Access-Control-Request-Method": method, "Access-Control-Request-Headers": headers},
    )


@pytest.mark.parametrize("path", [POINTS, HISTORY])
def test_a_browser_may_ask_with_key_and_token(visitor: TestClient, path: str) -> None:
    told = preflight(visitor, path)

    assert (told.status_code, told.headers["access-control-allow-origin"]) == (200, "*")
    assert {"Authorization", "X-Customer-Token"} <= set(told.headers["access-control-allow-headers"].split(", "))
    assert told.headers["access-control-allow-methods"] == "GET"
    assert "access-control-allow-credentials" not in told.headers
    assert preflight(visitor, path, method="POST").status_code == 400


@pytest.mark.parametrize("path", [POINTS, HISTORY])
@pytest.mark.usefixtures("people")
def test_the_page_can_read_the_answer(page: TestClient, secret: str, path: str) -> None:
    answer = page.get(path, headers={"Origin": SHOP, "X-Customer-Token": made(secret)})

    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, "*")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path", [f"{POINTS}/", f"{HISTORY}/", SECRET_PATH, "/v1/customers/1/points", "/v1/points/history"]
)
def test_nothing_beside_them_is_open_to_other_pages(with_key: SignIn, path: str) -> None:
    client = with_key(Scope.POINTS_READ)

    assert preflight(client, path).status_code != 200
    assert "access-control-allow-origin" not in client.get(path, headers={"Origin": SHOP}).headers
