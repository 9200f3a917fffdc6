"""What promotions, codes and carts can't say is refused where it stands, in words that say what to do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import Clock

from regulars.books import Books

Json = dict[str, Any]
TEN: Json = {"kind": "percent", "percent": "10"}
LINES = [{"id": "1", "sku": "S", "price": "10.00", "quantity": "1"}]


def made(owner: TestClient, name: str, **said: Any) -> Json:
    answer = owner.post("/v1/promotions", json={"name": name, "benefit": TEN} | said)
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


def changed(owner: TestClient, one: Json, **said: Any) -> Any:
    version = owner.get(f"/v1/promotions/{one['id']}").json()["version"]
    return owner.patch(f"/v1/promotions/{one['id']}", json={"version": version} | said)


@pytest.mark.parametrize(
    ("path", "said", "pointer", "words"),
    [
        ("promotions", {"labels": {"xx-yyyyy": "a"}}, "/labels/xx-yyyyy", "a language is its code"),
        ("promotions", {"budget": {"amount": "0", "currency": "USD"}}, "/budget", "above zero"),
        ("promotions", {"limits": {"floor": {"amount": "0", "currency": "USD"}}}, "/limits/floor", "above zero"),
        ("promotions", {"benefit": {"kind": "fixed_on_cart", "amount": {"amount": "-1", "currency": "USD"}}}, "/benefit/amount", "above zero"),
        ("promotions", {"benefit": {"kind": "fixed_on_cart", "amount": {"amount": "9" * 40, "currency": "USD"}}}, "/benefit/amount", "at most"),
        ("promotions", {"starts_at": "2026-04-02T00:00:00Z", "ends_at": "2026-04-01T00:00:00Z"}, "/ends_at", "ends before it starts"),
        ("promotions", {"coupon": "code", "code": "=1+1"}, "/code", "letters and digits"),
        ("quotes", {"cart": {"currency": "USD", "rate": "2", "lines": LINES}}, "/cart/rate", "leave the rate out"),
        ("quotes", {"email": "not-an-email", "cart": {"currency": "USD", "lines": LINES}}, "/email", "anna@shop.example"),
        ("quotes", {"points": 10**30, "cart": {"currency": "USD", "lines": LINES}}, "/points", "at most"),
        ("checkouts", {"cart": {"currency": "USD", "lines": []}}, "/cart/lines", "nothing in the cart"),
        ("quotes", {"customer": "", "cart": {"currency": "USD", "lines": LINES}}, "/customer", "1 to 255"),
        ("quotes", {"cart": {"currency": "USD", "lines": [LINES[0] | {"price": "9999999999.99", "quantity": "1000000000"}]}}, "/cart/lines/0", "more than"),
        ("promotions", {"per_stay": {"segment": "nope"}}, "/per_stay/segment", "no segment 'nope'"),
    ],
)  # fmt: skip
def test_is_refused_where_it_stands(owner: TestClient, path: str, said: Json, pointer: str, words: str) -> None:
    usual = {"name": "one", "benefit": TEN} if path == "promotions" else {}

    answer = owner.post(f"/v1/{path}", json=usual | said)

    assert answer.status_code == 422, answer.text
    (fault,) = [one for one in answer.json()["errors"] if one["pointer"] == pointer]
    assert words in fault["detail"]


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"codes": ["FINE", "=1+1"]}, "/codes/1"),
        ({"codes": ['"q"']}, "/codes/0"),
        ({"count": 10, "ends_at": "2020-01-01T00:00:00Z"}, "/ends_at"),
        ({"count": 10, "format": {"prefix": "A,B"}}, "/format/prefix"),
    ],
)
def test_codes_that_could_not_be_used_are_not_made(owner: TestClient, said: Json, pointer: str) -> None:
    one = made(owner, "codes", coupon="codes")

    answer = owner.post(f"/v1/promotions/{one['id']}/coupon-batches", json={"name": "b"} | said)

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    assert owner.get(f"/v1/promotions/{one['id']}/coupon-batches").json() == []


def test_no_codes_are_made_for_a_promotion_that_has_ended(owner: TestClient) -> None:
    one = made(owner, "codes", coupon="codes")
    changed(owner, one, state="ended")

    answer = owner.post(f"/v1/promotions/{one['id']}/coupon-batches", json={"name": "b", "count": 10})

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "ended")


def test_an_order_without_an_id_confirms_nothing(owner: TestClient) -> None:
    held = owner.post("/v1/checkouts", json={"cart": {"currency": "USD", "lines": LINES}}).json()

    assert owner.post(f"/v1/checkouts/{held['id']}/confirm", json={"order": ""}).status_code == 422
    assert owner.get(f"/v1/checkouts/{held['id']}").json()["state"] == "reserved"


def test_a_key_that_was_used_for_another_checkout_is_refused_as_that(owner: TestClient) -> None:
    made(owner, "once", state="published", uses=1)
    key, asked = {"Idempotency-Key": "cart-1"}, {"cart": {"currency": "USD", "lines": LINES}}
    assert owner.post("/v1/checkouts", json=asked | {"to_pay": "9.00"}, headers=key).status_code == 201

    again = owner.post("/v1/checkouts", json=asked | {"to_pay": "9.01"}, headers=key)

    assert (again.status_code, again.json()["code"]) == (422, "idempotency.key_reused")


def test_a_code_counted_by_customer_says_so_to_a_cart_of_nobody(owner: TestClient) -> None:
    one = made(owner, "once each", coupon="codes", state="published")
    said = {"name": "b", "codes": ["WELCOME"], "uses_per_customer": 1}
    assert owner.post(f"/v1/promotions/{one['id']}/coupon-batches", json=said).status_code == 201

    answer = owner.post("/v1/quotes", json={"cart": {"currency": "USD", "lines": LINES, "codes": ["WELCOME"]}}).json()

    assert answer["codes"][0]["reason"] == "anonymous"


def test_what_the_cart_holds_too_little_for_is_told_apart_from_what_is_left_over(owner: TestClient) -> None:
    made(owner, "two and one", state="published", benefit={"kind": "buy_get", "buy": 2, "get": 1})

    answer = owner.post("/v1/quotes", json={"explain": True, "cart": {"currency": "USD", "lines": LINES}}).json()

    (told,) = answer["not_applied"]
    assert (told["reason"], told["short"]) == ("too_little", "2 pieces")
    assert told["missing"] == {"what": "pieces", "pieces": 2, "amount": None}
    assert told["told"] == "the cart holds too few pieces for it: 2 pieces more needed"


def test_how_much_money_a_cart_lacks_is_told_in_its_own_currency(owner: TestClient) -> None:
    step = {
        "kind": "each_amount",
        "step": {"amount": "25", "currency": "USD"},
        "off": {"amount": "3", "currency": "USD"},
    }
    made(owner, "three off each 25", state="published", benefit=step)
    cart: Json = {"currency": "JPY", "rate": "0.01", "lines": [{"id": "1", "price": "1000", "quantity": "1"}]}

    (told,) = owner.post("/v1/quotes", json={"explain": True, "cart": cart}).json()["not_applied"]

    assert (told["reason"], told["short"]) == ("too_little", "1500 JPY")
    assert told["missing"] == {"what": "amount", "pieces": None, "amount": {"amount": "1500", "currency": "JPY"}}
    assert told["told"] == "what it is for costs too little together: ¥1,500 more needed"


def test_instants_come_back_in_utc(owner: TestClient) -> None:
    assert made(owner, "one", starts_at="2026-12-24T00:00:00+01:00")["starts_at"] == "2026-12-23T23:00:00Z"


def test_the_name_of_one_that_has_ended_can_be_given_again(owner: TestClient) -> None:
    last_year = made(owner, "Summer")
    assert owner.post("/v1/promotions", json={"name": "summer", "benefit": TEN}).status_code == 422
    assert changed(owner, last_year, state="ended").status_code == 200

    made(owner, "Summer")

    again = changed(owner, last_year, state="published")
    assert (again.status_code, again.json()["errors"][0]["pointer"]) == (422, "/name")
    assert changed(owner, last_year, name="Summer before", state="published").status_code == 200


def test_a_promotion_can_be_named_by_a_condition_as_soon_as_it_is_made(owner: TestClient) -> None:
    one = made(owner, "Thirty", coupon="codes")
    of_it = {"value": "coupon.promotion", "op": "=", "to": one["id"]}
    condition = {"value": {"count": "coupon", "where": of_it}, "op": ">=", "to": 1}

    assert owner.post("/v1/segments/preview", json={"condition": condition}).status_code == 200
    nobodys = {"value": {"count": "coupon", "where": of_it | {"to": "99"}}, "op": ">=", "to": 1}
    assert owner.post("/v1/segments/preview", json={"condition": nobodys}).status_code == 422


def test_coupons_of_a_customer_whom_nobody_knows_are_not_found(owner: TestClient) -> None:
    assert owner.get("/v1/coupons?customer=21").status_code == 404


def test_a_line_of_no_pieces_has_no_shares(owner: TestClient) -> None:
    none_of = {"amount": "0.00", "currency": "USD"}
    none = {"id": "0", "sku": "S", "row_total": "0", "quantity": "0"}
    answer = owner.post("/v1/quotes", json={"cart": {"currency": "USD", "lines": [*LINES, none]}}).json()

    assert [line["pieces"] for line in answer["lines"]] == [[{"pieces": 1, "part": None, "discount": none_of, "net": none_of | {"amount": "10.00"}, "tax": none_of}], []]  # fmt: skip


def one_code(owner: TestClient, **terms: Any) -> tuple[Json, str]:
    """A code of a published promotion, and its address."""
    one = made(owner, "codes", coupon="codes", state="published")
    assert owner.post(f"/v1/promotions/{one['id']}/coupon-batches", json={"name": "b", "codes": ["ONCE"]} | terms).status_code == 201  # fmt: skip
    (code,) = owner.get("/v1/coupons").json()["data"]
    return code, f"/v1/coupons/{code['id']}/withdraw"


def test_a_code_that_is_used_up_can_not_be_withdrawn_and_says_why(owner: TestClient) -> None:
    _, withdraw = one_code(owner)
    held = owner.post("/v1/checkouts", json={"cart": {"currency": "USD", "lines": LINES, "codes": ["ONCE"]}}).json()
    assert owner.post(f"/v1/checkouts/{held['id']}/confirm", json={"order": "1"}).status_code == 200

    answer = owner.post(withdraw)

    assert (answer.status_code, answer.json()["code"]) == (409, "coupon.spent")
    assert answer.json()["detail"] == (
        "the code 'ONCE' can't be withdrawn: it was used as often as it can be, so nothing is left of it to take back"
    )
    assert owner.get("/v1/coupons").json()["data"][0]["withdrawn_at"] is None


def test_a_code_that_one_customer_has_used_is_told_to_be_used_by_them_and_works_for_another(owner: TestClient) -> None:
    one_code(owner, uses=2, uses_per_customer=1)
    asked = {"cart": {"currency": "USD", "lines": LINES, "codes": ["ONCE"]}}
    eve, adam = {"email": "eve@example.com"}, {"email": "adam@example.com"}
    held = owner.post("/v1/checkouts", json=asked | eve).json()
    assert owner.post(f"/v1/checkouts/{held['id']}/confirm", json={"order": "1"}).status_code == 200

    (to_her,) = owner.post("/v1/quotes", json=asked | eve).json()["codes"]
    (to_him,) = owner.post("/v1/quotes", json=asked | adam).json()["codes"]

    assert (to_her["reason"], to_her["told"]) == (
        "used_by_customer", "this customer has used the code as often as a customer can",
    )  # fmt: skip
    assert to_him["applied"]


def test_a_code_is_not_called_usable_while_what_it_is_for_is_not_on(owner: TestClient) -> None:
    code, _ = one_code(owner)
    assert code["state"] == "usable"
    promotion = f"/v1/promotions/{code['promotion']}"

    def after(state: str) -> str:
        version = owner.get(promotion).json()["version"]
        assert owner.patch(promotion, json={"version": version, "state": state}).status_code == 200
        (told,) = owner.get("/v1/coupons").json()["data"]
        return str(told["state"])

    assert [after(state) for state in ("paused", "published", "ended")] == ["paused", "usable", "over"]


def test_a_code_that_a_checkout_holds_can_be_withdrawn(owner: TestClient) -> None:
    _, withdraw = one_code(owner)
    assert owner.post("/v1/checkouts", json={"cart": {"currency": "USD", "lines": LINES, "codes": ["ONCE"]}}).is_success

    assert owner.post(withdraw).json()["state"] == "withdrawn"


def test_a_code_whose_period_is_over_can_not_be_withdrawn(owner: TestClient, clock: Clock) -> None:
    _, withdraw = one_code(owner, ends_at="2026-03-01T13:00:00Z")
    clock.at += timedelta(hours=1)

    assert owner.post(withdraw).json()["state"] == "over"


FIVE: Json = {"kind": "fixed_on_cart", "amount": {"amount": "5.00", "currency": "USD"}}
TIERS: Json = {
    "kind": "tiers_of_pieces",
    "tiers": [
        {"at_least": 2, "off": {"amount": "5.00", "currency": "USD"}},
        {"at_least": 5, "off": {"amount": "9.00", "currency": "USD"}},
    ],
}


@pytest.mark.parametrize(
    ("benefit", "budget", "more", "status"),
    [
        (FIVE, "4.99", {}, 422),
        (FIVE, "5.00", {}, 201),
        (FIVE, "4.99", {"limits": {"amount": {"amount": "4.00", "currency": "USD"}}}, 201),
        (TIERS, "4.99", {}, 422),
        (TIERS, "5.00", {}, 201),
        (TEN, "0.01", {}, 201),
    ],
)
def test_a_budget_of_less_than_is_taken_off_any_cart_is_refused(
    owner: TestClient, benefit: Json, budget: str, more: Json, status: int
) -> None:
    said = {"name": "five", "benefit": benefit, "budget": {"amount": budget, "currency": "USD"}}

    answer = owner.post("/v1/promotions", json=said | more)

    assert answer.status_code == status, answer.text
    if status == 422:
        assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [("/budget", "too_small")]
        assert "give at least so much" in answer.json()["errors"][0]["detail"]


def test_a_promotion_that_has_ended_lets_go_of_its_name_and_its_code(owner: TestClient) -> None:
    old = made(owner, "spring", coupon="code", code="SPRING", state="published")
    taken = owner.post("/v1/promotions", json={"name": "other", "benefit": TEN, "coupon": "code", "code": "spring"})
    assert taken.status_code == 422
    assert changed(owner, old, state="ended").status_code == 200

    new = made(owner, "spring", coupon="code", code="SPRING", state="published")

    cart = {"currency": "USD", "lines": LINES, "codes": ["SPRING"]}
    [code] = owner.post("/v1/quotes", json={"cart": cart}).json()["codes"]
    assert (code["promotion"], code["applied"]) == (new["id"], True)
    again = changed(owner, old, name="spring again", state="published")
    assert (again.status_code, again.json()["errors"][0]["pointer"]) == (422, "/code")
    assert changed(owner, old, name="spring again", state="published", code="AUTUMN").status_code == 200


def test_one_that_has_ended_takes_its_code_up_again_where_nobody_has_it(owner: TestClient) -> None:
    old = made(owner, "spring", coupon="code", code="SPRING", state="published")
    changed(owner, old, state="ended")
    new = made(owner, "summer", coupon="code", code="SPRING", state="published")
    changed(owner, new, state="ended")

    assert changed(owner, old, state="published").status_code == 200

    cart = {"currency": "USD", "lines": LINES, "codes": ["SPRING"]}
    [code] = owner.post("/v1/quotes", json={"cart": cart}).json()["codes"]
    assert (code["promotion"], code["applied"]) == (old["id"], True)


EACH_THREE: Json = {
    "kind": "each_pieces",
    "step": 3,
    "what": "off for",
    "amount": {"amount": "1.00", "currency": "USD"},
}
FROM_FIVE: Json = {"kind": "tiers_of_pieces", "tiers": [{"at_least": 5, "percent": "10"}]}


@pytest.mark.parametrize(
    ("benefit", "fewest"), [(EACH_THREE, 3), (FROM_FIVE, 5), ({"kind": "buy_get", "buy": 2, "get": 1}, 99)]
)
def test_a_limit_of_pieces_by_which_it_would_never_give_is_refused(
    owner: TestClient, benefit: Json, fewest: int
) -> None:
    said = {"name": "Limited", "benefit": benefit, "limits": {"pieces": min(fewest - 1, 9)}}

    refused = owner.post("/v1/promotions", json=said)

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/limits/pieces"), refused.text
    if fewest < 99:
        assert owner.post("/v1/promotions", json=said | {"limits": {"pieces": fewest}}).status_code == 201


def test_what_was_kept_before_a_limit_was_refused_is_read_still(owner: TestClient, books: Books) -> None:
    one = made(owner, "older", benefit={"kind": "buy_get", "buy": 2, "get": 1}, state="published")
    with books.transaction() as unit:
        unit.driver.execute(
            """update promotion_version set document = jsonb_set(document::jsonb, '{limits,pieces}', '1')""", []
        )

    assert owner.get(f"/v1/promotions/{one['id']}").json()["limits"]["pieces"] == 1
    cart = {"currency": "USD", "lines": LINES}
    assert owner.post("/v1/quotes", json={"cart": cart}).status_code == 200
