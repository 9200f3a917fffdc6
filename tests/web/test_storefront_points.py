"""Pages of the shop show their customer's points by a token that the shop's server made, and nobody else's by any."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from regulars.books import Books
from regulars.http.scopes import Scope
from regulars.kinds import kinds_of
from regulars.points import ledgers, programme, reading, service
from regulars.points.model.entries import CALLED
from regulars.points.model.styles import Behaviour, EarnStyle
from regulars.points.model.taking import Shortage
from regulars.points.programme import PointsName, StoreProgramme

from .conftest import NOON, Clock, Send, SignIn, known, made

SHOP = "https://shop.example"
POINTS = "/v1/storefront/points"
HISTORY = "/v1/storefront/points/history"
SECRET_PATH = "/v1/customer-tokens/secret"

Open = Callable[..., Any]


@pytest.fixture
def shown(page: TestClient, secret: str) -> Open:
    """What a page gets that was opened by a customer with a token."""

    def get(customer: str = "jan", path: str = POINTS, **asked: Any) -> Any:
        return page.get(path, params=asked, headers={"X-Customer-Token": made(secret, sub=customer)}).json()

    return get


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
        "active": True, "spending": True, "unit": {"singular": "point", "plural": "points", "few": None},
        "available": 73, "pending": 40, "held": 12, "debt": 0, "points_kind": "points", "spendable": True,
        "kinds": [
            {
                "points_kind": "points", "unit": {"singular": "point", "plural": "points", "few": None},
                "spendable": True, "active": True, "available": 73, "pending": 40, "held": 12, "debt": 0,
            }
        ],
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
def test_what_is_available_is_the_same_number_wherever_it_is_asked(
    shown: Open, owner: TestClient, books: Books
) -> None:
    with books.transaction() as unit:
        retail, old = (ledgers.at_first_mention(unit, entity) for entity in ("Retail Ltd", "Old Ltd"))
    give(books, 1, 137, "a")
    give(books, 1, 5, "b", ledger_id=retail)
    give(books, 1, -3, "c", ledger_id=old, shortage=Shortage.OWE)
    point = {"points": 1, "amount": {"amount": "1.00", "currency": "USD"}}
    rule = {"name": "of one", "exchange": point, "legal_entity": "Retail Ltd"}
    owner.post("/v1/spending-rules", json=rule).raise_for_status()
    asked = {"customer": "jan", "cart": {"currency": "USD", "lines": [{"quantity": "1", "row_total": "9.00"}]}}

    def available() -> set[int]:
        page = owner.get("/v1/customers/1/points").json()
        estimate = owner.post("/v1/points/estimate", json=asked).json()
        return {
            shown()["available"],
            page["available"],
            estimate["available"],
            owner.get("/v1/customers/1").json()["points"],
        }

    on = available()
    with books.transaction() as unit:
        programme.change(unit, version=1, active=False)

    assert (on, available(), shown()["debt"]) == ({142}, {142}, 3)


@pytest.mark.usefixtures("people")
def test_the_history_goes_on_by_its_cursor(shown: Open, books: Books, clock: Clock) -> None:
    for points in (10, 20, 30):
        give(books, 1, points, f"k{points}")
        clock.at += timedelta(seconds=1)

    first = shown(path=HISTORY, limit=2)
    rest = shown(path=HISTORY, limit=2, cursor=first["next_cursor"])

    assert [one["points"] for one in first["data"] + rest["data"]] == [30, 20, 10]
    assert rest["data"] == [
        {
            "at": "2026-03-01T12:00:00Z", "kind": "adjusted", "points": 10, "reason": "because of k10", "order": None,
            "earned_by": None, "is_exchange": False, "is_pending": False, "starts_at": None,
        }
    ]  # fmt: skip
    assert rest["next_cursor"] is None


@pytest.mark.usefixtures("people")
def test_the_history_says_what_cannot_be_used_yet(shown: Open, owner: TestClient, books: Books, clock: Clock) -> None:
    give(books, 1, 40, "later", starts_at=NOON + timedelta(minutes=5))
    give(books, 1, 5, "now")

    def pending() -> list[tuple[int, bool, str | None]]:
        return [(one["points"], one["is_pending"], one["starts_at"]) for one in shown(path=HISTORY)["data"]]

    before = pending()
    clock.at += timedelta(minutes=5)  # the worker has not posted that they can be used

    assert before == [(5, False, None), (40, True, "2026-03-01T12:05:00Z")]
    assert pending() == [(5, False, None), (40, False, None)]


def test_what_a_rule_gave_is_told_by_what_the_customer_did(shown: Open, owner: TestClient, send: Send) -> None:
    style = {"kind": "review_approved", "points": 15}
    owner.post("/v1/earning-rules", json={"name": "Q3 reviews", "style": style}).raise_for_status()
    send("customer", known("jan", "Lublin"))
    review = {"external_id": "r1", "customer": "jan", "sku": "TEE-1", "status": "approved"}
    send("review", review | dict.fromkeys(("updated_at", "written_at"), "2026-03-01T12:00:00Z"))

    [told] = shown(path=HISTORY)["data"]

    assert (told["earned_by"], told["points"], told["reason"]) == ("review_approved", 15, None)
    assert "Q3" not in str(told)
    [rule] = owner.get("/v1/earning-rules").json()["data"]
    labels = {"en": "Your word counts", "pl": "Twoje zdanie się liczy"}
    changed = owner.patch(f"/v1/earning-rules/{rule['id']}", json={"version": rule["version"], "labels": labels})
    assert (changed.status_code, changed.json()["labels"]) == (200, labels)
    assert [shown(path=HISTORY, language=one)["data"][0]["reason"] for one in ("pl-PL", "ru")] == [
        "Twoje zdanie się liczy", "Your word counts",
    ]  # fmt: skip


def test_the_panel_has_words_for_every_kind_of_posting_and_deed() -> None:
    said = (Path(__file__).parents[2] / "panel/src/texts.ts").read_text()
    behaviours = [kind for kind, one in kinds_of(EarnStyle).items() if issubclass(one, Behaviour)]

    for key in [f"kind_{CALLED[deed]}" for deed in reading.HISTORY] + [f"for_{kind}" for kind in behaviours]:
        assert f"\n  {key}: " in said, key


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


@pytest.mark.usefixtures("people")
def test_a_page_that_sends_no_token_is_told_what_is_missing(page: TestClient, secret: str) -> None:
    answer = page.get(POINTS, headers={"Origin": SHOP})

    assert (answer.status_code, answer.json()["code"]) == (401, "customer_token")
    assert answer.json()["detail"].startswith("X-Customer-Token is missing")
    assert answer.headers["access-control-allow-origin"] == "*"


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
