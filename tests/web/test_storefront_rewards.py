"""Pages of the shop show their customer's rewards and coupons and exchange points for one; nobody else's, and none is
given for nothing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from regulars.books import Books
from regulars.flows import reward_exchange
from regulars.http import storefront
from regulars.http.scopes import Scope
from regulars.points import programme, service
from regulars.points.model.taking import Shortage
from regulars.points.programme import StoreProgramme
from regulars.promotions import coupons
from regulars.promotions.coupons import Terms

from .conftest import NOON, Clock, SignIn, made

SHOP = "https://shop.example"
REWARDS, COUPONS, POINTS = (f"/v1/storefront/{name}" for name in ("rewards", "coupons", "points"))
Open = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def shown(page: TestClient, secret: str) -> Open:
    """What a page gets that was opened by a customer with a token."""

    def get(path: str = REWARDS, customer: str = "jan", **asked: Any) -> Any:
        return page.get(path, params=asked, headers={"X-Customer-Token": made(secret, sub=customer)}).json()

    return get


@pytest.fixture
def take(page: TestClient, secret: str) -> Open:
    """A click of a customer on a reward; each has a key of its own."""

    def post(reward: str, key: str = "click", customer: str = "jan", **claims: Any) -> Any:
        headers = {"X-Customer-Token": made(secret, sub=customer, **claims), "Idempotency-Key": key}
        return page.post(REWARDS, json={"reward": reward}, headers=headers)

    return post


@pytest.fixture
def promotion(owner: TestClient) -> str:
    benefit = {"kind": "fixed_on_cart", "amount": {"amount": "30.00", "currency": "USD"}}
    return created(
        owner, "promotions", name="Thirty off", benefit=benefit, coupon="codes", state="published",
        labels={"en": "30 off", "pl": "30 mniej"},
    )  # fmt: skip


@pytest.fixture
def reward(owner: TestClient, promotion: str) -> str:
    """A coupon for 200 points that lasts a month."""
    lifetime = {"amount": 1, "unit": "months"}
    labels = {"en": "30 off for 200 points", "pl": "30 mniej za 200 punktów"}
    return created(owner, "rewards", name="Thirty", promotion=promotion, points=200, lifetime=lifetime, labels=labels)


def created(owner: TestClient, kind: str, **said: Any) -> str:
    answer = owner.post(f"/v1/{kind}", json=said)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def give(books: Books, customer_id: int, points: int) -> None:
    with books.transaction("user:1") as unit:
        service.adjust(unit, customer_id, points, key=f"gift {customer_id} {points}", reason="a gift")


def issue(books: Books, promotion: str, customer_id: int, **terms: Any) -> coupons.Coupon:
    with books.transaction("user:1") as unit:
        return coupons.issue(unit, int(promotion), customer_id, terms=Terms(**terms), cause={"kind": "test"})


def change(owner: TestClient, path: str, **said: Any) -> None:
    version = owner.get(f"/v1/{path}").json()["version"]
    assert owner.patch(f"/v1/{path}", json=said | {"version": version}).status_code == 200


# Rewards


def test_a_customer_sees_what_is_within_reach_and_how_many_points_are_to_go(
    shown: Open, reward: str, books: Books
) -> None:
    give(books, 1, 150)
    give(books, 2, 230)

    one = {
        "reward": reward,
        "label": "30 off for 200 points",
        "points": 200,
        "points_kind": "points",
        "uses": 1,
        "ends_at": "2026-04-01T21:00:00Z",
    }
    assert shown() == [one | {"reachable": False, "to_go": 50, "reason": "points"}]
    assert shown(customer="ewa") == [one | {"reachable": True, "to_go": 0, "reason": None}]


@pytest.mark.parametrize(("language", "label"), [("pl-PL", "30 mniej za 200 punktów"), ("fr", "30 off for 200 points")])
@pytest.mark.usefixtures("reward")
def test_a_reward_is_named_in_the_language_asked_for(shown: Open, language: str, label: str) -> None:
    assert [one["label"] for one in shown(language=language)] == [label]


def test_the_coupon_ends_with_its_promotion_at_the_latest(
    shown: Open, owner: TestClient, promotion: str, reward: str
) -> None:
    change(owner, f"promotions/{promotion}", ends_at="2026-03-08T22:00:00Z")

    assert [one["ends_at"] for one in shown()] == ["2026-03-08T22:00:00Z"]


def test_what_is_for_others_off_or_broken_is_not_shown(
    shown: Open, owner: TestClient, promotion: str, reward: str
) -> None:
    of_store = {"value": "customer.store", "op": "=", "to": "Łódź"}
    other = created(owner, "rewards", name="For Łódź", promotion=promotion, points=1, condition=of_store)
    created(owner, "rewards", name="Off", promotion=promotion, points=1, active=False)

    assert [one["reward"] for one in shown()] == [reward]
    assert [one["reward"] for one in shown(customer="ewa")] == [reward, other]
    change(owner, f"promotions/{promotion}", state="paused")
    assert shown(customer="ewa") == []


def test_where_the_programme_is_off_nothing_can_be_taken(shown: Open, take: Open, reward: str, books: Books) -> None:
    give(books, 1, 200)
    give(books, 2, 200)
    with books.transaction() as unit:
        programme.change(unit, version=1, stores=[StoreProgramme(store="łódź", active=False)])

    reasons = [shown(customer=who)[0]["reason"] for who in ("jan", "ewa")]
    refused = take(reward, customer="ewa")

    assert reasons == [None, "programme"]
    assert (refused.status_code, refused.json()["why"]) == (409, "programme")


# The exchange


def test_points_are_exchanged_for_a_coupon_of_this_customer(shown: Open, take: Open, reward: str, books: Books) -> None:
    give(books, 1, 230)

    taken = take(reward)

    assert taken.status_code == 201, taken.text
    told = taken.json()
    assert {name: told[name] for name in ("points", "ends_at", "available")} == {
        "points": 200, "ends_at": "2026-04-01T21:00:00Z", "available": 30,
    }  # fmt: skip
    assert shown(POINTS)["available"] == 30
    assert shown(COUPONS)["data"] == [
        {"code": told["code"], "label": "30 off", "state": "usable", "starts_at": None,
         "ends_at": "2026-04-01T21:00:00Z", "uses_left": 1}
    ]  # fmt: skip


def test_the_history_names_the_reward_as_the_customer_knows_it(
    shown: Open, take: Open, owner: TestClient, reward: str, books: Books
) -> None:
    give(books, 1, 230)
    take(reward)
    change(owner, f"rewards/{reward}", name="Autumn push")

    spent = shown(f"{POINTS}/history", language="pl")["data"][0]

    assert (spent["kind"], spent["points"], spent["is_exchange"]) == ("spent", -200, True)
    assert spent["reason"] == "30 mniej za 200 punktów"


@pytest.mark.parametrize(("name", "told"), [("Thirty", "30 mniej za 200 punktów"), ("Autumn push", None)])
def test_an_exchange_of_before_rewards_were_told_by_id_is_named_while_its_reward_is_known(
    shown: Open, reward: str, books: Books, owner: TestClient, name: str, told: str | None
) -> None:
    give(books, 1, 230)
    with books.transaction() as unit:
        service.spend(unit, 1, 200, key=f"{reward_exchange.EXCHANGE}click", reason="Thirty")
    change(owner, f"rewards/{reward}", name=name)

    spent = shown(f"{POINTS}/history", language="pl")["data"][0]

    assert (spent["kind"], spent["is_exchange"], spent["reason"]) == ("spent", True, told)


def test_a_second_click_is_told_the_same(shown: Open, take: Open, reward: str, books: Books) -> None:
    give(books, 1, 430)

    first, second, with_another_token = take(reward), take(reward), take(reward, exp=int(NOON.timestamp()) + 900)

    assert first.json() == second.json() == with_another_token.json()
    assert shown(POINTS)["available"] == 230


def test_clicks_at_the_same_instant_are_one_exchange(shown: Open, take: Open, reward: str, books: Books) -> None:
    give(books, 1, 430)

    with ThreadPoolExecutor(8) as clicks:
        answers = [click.result() for click in [clicks.submit(take, reward) for _ in range(8)]]

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["code"] for answer in answers}) == 1
    assert shown(POINTS)["available"] == 230


def test_the_key_of_one_customer_opens_no_answer_of_another(take: Open, reward: str, books: Books) -> None:
    give(books, 1, 200)
    give(books, 2, 200)

    jans, ewas = take(reward, customer="jan"), take(reward, customer="ewa")

    assert (jans.status_code, ewas.status_code) == (201, 201)
    assert jans.json()["code"] != ewas.json()["code"]


def test_without_a_key_nothing_is_done(page: TestClient, shown: Open, secret: str, reward: str, books: Books) -> None:
    give(books, 1, 200)

    answer = page.post(REWARDS, json={"reward": reward}, headers={"X-Customer-Token": made(secret)})

    assert (answer.status_code, "idempotency-key" in answer.text.lower()) == (422, True), answer.text
    assert shown(POINTS)["available"] == 200


def test_a_reward_out_of_reach_is_refused_and_takes_nothing(shown: Open, take: Open, reward: str, books: Books) -> None:
    give(books, 1, 150)

    refused = take(reward)

    assert (refused.status_code, refused.json()["code"], refused.json()["why"]) == (
        409,
        "reward.out_of_reach",
        "points",
    )
    assert "50 to go" in refused.json()["detail"]
    assert shown(POINTS)["available"] == 150
    give(books, 1, 50)
    assert take(reward).status_code == 201, "what was refused doesn't use up the key"


def test_who_owes_points_has_as_many_more_to_go(shown: Open, take: Open, reward: str, books: Books) -> None:
    with books.transaction("user:1") as unit:
        service.adjust(unit, 1, -49, key="owed", reason="a refund", shortage=Shortage.OWE)

    [owing] = shown()
    refused = take(reward).json()
    give(books, 1, 249)
    [paid_off] = shown()

    assert (owing["to_go"], owing["reason"]) == (249, "points")
    assert refused["detail"] == "200 points are needed and 0 are available: 249 to go"
    assert (paid_off["to_go"], paid_off["reachable"]) == (0, True)


@pytest.mark.parametrize("reward", ["77", "none", "-1"])
def test_a_reward_that_is_not_there(take: Open, reward: str) -> None:
    assert take(reward).status_code == 404


def test_a_customer_cannot_say_who_they_are_or_how_much_it_costs(
    page: TestClient, secret: str, reward: str, books: Books
) -> None:
    give(books, 2, 500)
    headers = {"X-Customer-Token": made(secret), "Idempotency-Key": "one"}

    answers = [
        page.post(REWARDS, json={"reward": reward} | said, headers=headers)
        for said in ({"customer": "ewa"}, {"points": -200}, {"points": 0})
    ]

    answers.append(page.post(REWARDS, params={"customer": "ewa"}, json={"reward": reward}, headers=headers))

    assert [answer.status_code for answer in answers] == [422] * 4
    assert page.post(REWARDS, json={"reward": reward}, headers=headers).status_code == 409, "only Ewa has enough"


# Coupons


def test_nobody_sees_the_coupons_of_another(shown: Open, promotion: str, books: Books) -> None:
    jans, ewas = (issue(books, promotion, id).shown for id in (1, 2))

    assert [one["code"] for one in shown(COUPONS)["data"]] == [jans]
    assert [one["code"] for one in shown(COUPONS, "ewa")["data"]] == [ewas]


def test_a_cursor_of_one_customer_opens_nothing_of_another(shown: Open, promotion: str, books: Books) -> None:
    ewas = issue(books, promotion, 2).shown
    jans = [issue(books, promotion, 1).shown for _ in range(2)]

    first = shown(COUPONS, limit=1)
    rest = shown(COUPONS, cursor=first["next_cursor"])
    others = shown(COUPONS, "ewa", cursor=first["next_cursor"])

    assert [one["code"] for one in first["data"] + rest["data"]] == jans[::-1]
    assert [one["code"] for one in others["data"]] == [ewas]


def test_a_coupon_says_what_it_is_good_for_now(
    shown: Open, owner: TestClient, promotion: str, books: Books, clock: Clock
) -> None:
    def states() -> list[Any]:
        return [(one["state"], one["uses_left"]) for one in shown(COUPONS)["data"]][::-1]

    issue(books, promotion, 1, most_uses=None)
    issue(books, promotion, 1, starts_at=NOON + timedelta(hours=1))
    issue(books, promotion, 1, ends_at=NOON + timedelta(minutes=1), most_uses=3)
    used = issue(books, promotion, 1, most_uses=2)
    gone = issue(books, promotion, 1)
    with books.transaction("user:1") as unit:
        unit.driver.execute("update coupon set used = 1, reserved = 1 where id = %s", [used.id])
        coupons.withdraw(unit, gone.id)

    assert states() == [("usable", None), ("not_yet", 1), ("usable", 3), ("used_up", 0), ("withdrawn", 1)]
    clock.at += timedelta(minutes=1)
    assert [state for state, _ in states()] == ["usable", "not_yet", "over", "used_up", "withdrawn"]
    change(owner, f"promotions/{promotion}", state="paused")
    assert [state for state, _ in states()] == ["paused", "paused", "over", "used_up", "withdrawn"]
    change(owner, f"promotions/{promotion}", state="ended")
    assert [state for state, _ in states()] == ["over", "over", "over", "used_up", "withdrawn"]


def test_a_use_that_a_checkout_held_comes_back_when_its_time_is_up(
    shown: Open, owner: TestClient, promotion: str, books: Books, clock: Clock
) -> None:
    code = issue(books, promotion, 1).shown
    cart = {"currency": "USD", "codes": [code], "lines": [{"price": "100.00", "quantity": "1"}]}
    owner.post("/v1/checkouts", json={"customer": "jan", "cart": cart, "lasts_seconds": 300}).raise_for_status()

    held = shown(COUPONS)["data"][0]["uses_left"]
    clock.at += timedelta(minutes=5)

    assert (held, shown(COUPONS)["data"][0]["uses_left"]) == (0, 1)


# Who may


@pytest.mark.parametrize("path", [REWARDS, COUPONS])
def test_only_a_token_that_counts_opens_them(page: TestClient, secret: str, path: str) -> None:
    def status(token: str | None) -> tuple[int, str]:
        answer = page.get(path, headers={} if token is None else {"X-Customer-Token": token})
        return answer.status_code, answer.json()["code"]

    assert status(None) == (401, "customer_token")
    assert status(made(secret, exp=int(NOON.timestamp()) - 61)) == (401, "customer_token")
    assert status(made("x" * 43)) == (401, "customer_token")
    assert status(made(secret, sub="nobody")) == (404, "not_found")


def test_an_expired_or_strange_token_takes_nothing(
    take: Open, page: TestClient, shown: Open, reward: str, books: Books
) -> None:
    give(books, 1, 200)

    expired = take(reward, exp=int(NOON.timestamp()) - 61)
    strange = page.post(
        REWARDS, json={"reward": reward}, headers={"X-Customer-Token": made("x" * 43), "Idempotency-Key": "one"}
    )

    assert [(one.status_code, one.json()["code"]) for one in (expired, strange)] == [(401, "customer_token")] * 2
    assert shown(POINTS)["available"] == 200


def test_a_secret_key_is_no_key_for_pages(with_key: SignIn, secret: str, reward: str) -> None:
    client = with_key(Scope.POINTS_WRITE, Scope.PROMOTIONS_WRITE)
    headers = {"X-Customer-Token": made(secret), "Idempotency-Key": "one"}

    answers = client.get(COUPONS, headers=headers), client.post(REWARDS, json={"reward": reward}, headers=headers)

    assert [answer.status_code for answer in answers] == [403, 403]


@pytest.mark.parametrize(("path", "methods"), [(REWARDS, {"GET", "POST"}), (COUPONS, {"GET"})])
def test_a_browser_may_ask_from_any_shop(visitor: TestClient, path: str, methods: set[str]) -> None:
    headers = "authorization,x-customer-token" + (",content-type,idempotency-key" if "POST" in methods else "")
    for method in ("GET", "POST", "DELETE"):
        asked = {"Origin": SHOP, "Access-Control-Request-Method": method, "Access-Control-Request-Headers": headers}
        told = visitor.options(path, headers=asked)

        assert (told.status_code == 200) == (method in methods), method
        assert "access-control-allow-credentials" not in told.headers


# How often


@pytest.mark.parametrize("path", [POINTS, REWARDS, COUPONS])
def test_a_token_asks_so_often_and_no_more_for_five_minutes(
    page: TestClient, secret: str, clock: Clock, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storefront, "CALLS_OF_TOKEN", 2)
    token, another = made(secret), made(secret, exp=int(NOON.timestamp()) + 900)

    def asked(token: str) -> Any:
        return page.get(path, headers={"X-Customer-Token": token, "Origin": SHOP})

    assert [asked(token).status_code for _ in range(3)] == [200, 200, 429]
    refused = asked(token)
    assert (refused.json()["code"], refused.headers["retry-after"]) == ("too_many_attempts", "300")
    assert "Retry-After" in refused.headers["access-control-expose-headers"]
    assert asked(another).status_code == 200
    clock.at += timedelta(minutes=5)
    assert asked(token).status_code == 200


def test_an_address_asks_so_often_whatever_tokens_it_sends(
    page: TestClient, take: Open, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storefront, "CALLS_OF_ADDRESS", 3)

    guesses = [page.get(COUPONS, headers={"X-Customer-Token": f"guess {n}"}).status_code for n in range(3)]

    assert guesses == [401] * 3
    assert take("1").status_code == 429
    assert page.get(REWARDS, headers={"X-Customer-Token": made(secret)}).status_code == 429


def test_rewards_are_found_by_their_names(owner: TestClient) -> None:
    said = {
        "name": "Five off",
        "benefit": {"kind": "percent", "percent": "10"},
        "coupon": "codes",
        "state": "published",
    }
    promotion = owner.post("/v1/promotions", json=said).json()["id"]
    for key, name in (("1", "Piątka"), ("2", "Dycha")):
        given = {"name": name, "promotion": promotion, "points": 50}
        owner.post("/v1/rewards", json=given, headers={"Idempotency-Key": key}).raise_for_status()

    found = owner.get("/v1/rewards", params={"search": "piąt"}).json()["data"]

    assert [one["name"] for one in found] == ["Piątka"]
