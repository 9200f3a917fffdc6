"""Signing in and letting in, over HTTP."""

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from regulars.books import Books
from regulars.books.tables import idempotency_key
from regulars.http import access
from regulars.http.scopes import WORDS, Role, Scope

from .conftest import PASSWORD, Clock, SignIn


def test_who_signs_in_is_told_who_they_are_and_where(signed_in: SignIn) -> None:
    answer = signed_in(Role.SUPPORT).get("/v1/session").json()

    assert answer["user"]["email"] == "support@shop.example"
    assert "points:write" in answer["user"]["scopes"]
    assert "segments:write" not in answer["user"]["scopes"]
    assert answer["shop"]["currency"] == "USD"
    assert answer["shop"]["currency_places"] == 2
    assert answer["shop"]["time_zone"] == "Europe/Kyiv"


def test_whether_the_shop_was_named_is_told(owner: TestClient) -> None:
    assert owner.get("/v1/session").json()["shop"]["named"] is False
    said = {name: owner.get("/v1/shop").json()[name] for name in ("currency", "time_zone", "language")}
    assert owner.put("/v1/shop", json=said | {"name": "Cups"}).is_success

    shop = owner.get("/v1/session").json()["shop"]

    assert (shop["name"], shop["named"]) == ("Cups", True)


def test_the_cookie_can_be_read_by_no_script_and_is_sent_by_no_other_site(
    signed_in: SignIn, visitor: TestClient
) -> None:
    signed_in()

    answer = visitor.post("/v1/session", json={"email": "owner@shop.example", "password": PASSWORD})

    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_nobody_sees_anything_without_signing_in(visitor: TestClient) -> None:
    answer = visitor.get("/v1/users")

    assert answer.status_code == 401
    assert answer.json()["code"] == "not_signed_in"
    assert answer.headers["www-authenticate"] == "Bearer"


def test_after_signing_out_the_cookie_counts_no_more(signed_in: SignIn) -> None:
    client = signed_in()
    kept = dict(client.cookies)

    assert client.delete("/v1/session").status_code == 204

    assert (
        client.get("/v1/session", headers={"Cookie": f"regulars_session={kept['regulars_session']}"}).status_code == 401
    )


def test_a_session_ends_by_itself(signed_in: SignIn, clock: Clock) -> None:
    client = signed_in()

    clock.at += access.SESSION_LASTS

    assert client.get("/v1/session").status_code == 401


def test_a_change_with_a_cookie_alone_is_refused(signed_in: SignIn) -> None:
    client = signed_in()

    answer = client.post("/v1/api-keys", json={"name": "x", "publishable": True}, headers={"X-Regulars": ""})

    assert (answer.status_code, answer.json()["code"]) == (403, "missing_header")


def test_passwords_are_tried_ten_times_and_then_waited_for(
    signed_in: SignIn, visitor: TestClient, clock: Clock
) -> None:
    signed_in()
    wrong = {"email": "owner@shop.example", "password": "wrong wrong wrong"}

    told = [visitor.post("/v1/session", json=wrong).status_code for _ in range(11)]
    right = visitor.post("/v1/session", json=wrong | {"password": PASSWORD})
    clock.at += timedelta(minutes=5)
    later = visitor.post("/v1/session", json=wrong | {"password": PASSWORD})

    assert told == [401] * 10 + [429]
    assert right.status_code == 429
    assert int(right.headers["retry-after"]) == 300
    assert later.status_code == 200


@pytest.mark.parametrize("role", [Role.MARKETER, Role.SUPPORT, Role.READER])
def test_only_an_owner_lets_people_and_programs_in(signed_in: SignIn, role: Role) -> None:
    client = signed_in(role)

    told = [
        client.get("/v1/users"),
        client.post("/v1/users", json={"email": "a@b.example", "name": "A", "role": "owner", "password": PASSWORD}),
        client.post("/v1/api-keys", json={"name": "x", "publishable": True}),
        client.get("/v1/audit"),
    ]

    assert [answer.status_code for answer in told] == [403] * 4
    assert told[0].json()["scope"] == "users:read"


def test_an_owner_adds_a_person_who_then_signs_in(signed_in: SignIn, visitor: TestClient) -> None:
    new = {"email": "boris@shop.example", "name": "Boris", "role": "marketer", "password": "seven blue plums"}

    made = signed_in().post("/v1/users", json=new)

    assert made.status_code == 201
    assert made.json()["role"] == "marketer"
    assert visitor.post("/v1/session", json=new).status_code == 200


def test_a_password_that_is_too_short_is_refused_at_its_field(signed_in: SignIn) -> None:
    new = {"email": "boris@shop.example", "name": "Boris", "role": "marketer", "password": "short"}

    answer = signed_in().post("/v1/users", json=new)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/password"


def test_the_same_call_with_the_same_key_is_done_once(signed_in: SignIn) -> None:
    client = signed_in()
    new = {"email": "boris@shop.example", "name": "Boris", "role": "marketer", "password": "seven blue plums"}

    first = client.post("/v1/users", json=new, headers={"Idempotency-Key": "k1"})
    again = client.post("/v1/users", json=new, headers={"Idempotency-Key": "k1"})
    other = client.post("/v1/users", json=new | {"name": "B"}, headers={"Idempotency-Key": "k1"})
    written = json.dumps(dict(reversed(new.items())), indent=2)
    anew = client.post(
        "/v1/users", content=written, headers={"Idempotency-Key": "k1", "Content-Type": "application/json"}
    )

    assert first.json() == again.json() == anew.json()
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.key_reused")


def test_the_secret_of_a_key_is_shown_once_and_works_until_revoked(signed_in: SignIn, visitor: TestClient) -> None:
    client = signed_in()

    made = client.post("/v1/api-keys", json={"name": "shop", "scopes": ["users:read"]}).json()
    listed = client.get("/v1/api-keys").json()["data"]
    before = visitor.get("/v1/users", headers={"Authorization": f"Bearer {made['secret']}"})
    client.delete(f"/v1/api-keys/{made['id']}")
    after = visitor.get("/v1/users", headers={"Authorization": f"Bearer {made['secret']}"})

    assert made["secret"].startswith("rk_")
    assert "secret" not in listed[0]
    assert listed[0]["hint"] == made["secret"][-4:]
    assert (before.status_code, after.status_code) == (200, 401)


def test_the_audit_says_who_it_was_by_name(signed_in: SignIn) -> None:
    client = signed_in()
    made = client.post("/v1/api-keys", json={"name": "the till", "scopes": ["segments:write"]}).json()
    condition = {"value": "customer.country", "op": "=", "to": "PL"}
    by_key = {"Authorization": f"Bearer {made['secret']}"}
    client.post("/v1/segments", json={"name": "Poles", "condition": condition}, headers=by_key)

    by_till, by_owner = client.get("/v1/audit").json()["data"][:2]

    assert (by_till["actor_name"], by_till["subject_name"]) == ("the till", "Poles")
    assert (by_owner["actor_name"], by_owner["subject_name"]) == ("Owner", "the till")
    assert by_owner["actor"].startswith("user:")


def test_the_audit_says_what_a_rule_and_an_import_are_called_now(signed_in: SignIn) -> None:
    client = signed_in()
    style = {"kind": "per_amount", "points": 1, "amount": {"amount": "5.00", "currency": "USD"}}
    rule = client.post("/v1/earning-rules", json={"name": "Points", "style": style}).json()
    client.patch(f"/v1/earning-rules/{rule['id']}", json={"version": rule["version"], "name": "More points"})
    client.post("/v1/imports", files={"file": ("people.jsonl", b"{}\n")}, data={"dry_run": "true"})

    names = {entry["action"]: entry["subject_name"] for entry in client.get("/v1/audit").json()["data"]}

    assert names["earning_rule.created"] == names["earning_rule.changed"] == "More points"
    assert names["import.asked"] == "people.jsonl"


def test_a_key_is_made_once_and_its_secret_kept_nowhere(signed_in: SignIn, books: Books) -> None:
    client, new = signed_in(), {"name": "shop", "scopes": ["users:read"]}

    made = client.post("/v1/api-keys", json=new, headers={"Idempotency-Key": "k1"}).json()
    again = client.post("/v1/api-keys", json=new, headers={"Idempotency-Key": "k1"})

    assert (again.status_code, again.json()["code"], again.json()["id"]) == (409, "key.made", made["id"])
    assert len(client.get("/v1/api-keys").json()["data"]) == 1
    with books.transaction() as unit:
        assert made["secret"] not in str(unit.connection.execute(sa.select(idempotency_key)).all())


def test_a_key_does_what_its_scopes_say_and_nothing_else(with_key: SignIn) -> None:
    client = with_key(Scope.USERS_READ)

    assert client.get("/v1/users").status_code == 200
    assert client.get("/v1/audit").status_code == 403


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", 'this needs the right "Change the programme", which you don\'t have; ask an owner'),
        ("pl", "do tego potrzeba uprawnienia „Zmieniać program”, którego nie masz; poproś właściciela"),
        ("ru", "для этого нужно право «Менять программу», которого у вас нет; попросите владельца"),
    ],
)
def test_who_may_not_is_told_in_words_what_it_takes(signed_in: SignIn, language: str, told: str) -> None:
    answer = signed_in(Role.SUPPORT).post("/v1/points/kinds", json={}, headers={"Accept-Language": language})

    assert (answer.status_code, answer.json()["detail"]) == (403, told)
    assert answer.json()["scope"] == "programme:write"


def test_who_has_a_key_that_may_not_is_told_the_scope_to_ask_for(with_key: SignIn) -> None:
    refused = with_key(Scope.USERS_READ).get("/v1/audit").json()["detail"]

    assert refused.startswith('this needs the right "Read the audit" (audit:read), which this key doesn\'t have')


def test_whatever_can_be_allowed_is_told_in_words(signed_in: SignIn) -> None:
    offered = signed_in(Role.OWNER).get("/v1/api-keys/scopes", headers={"Accept-Language": "pl"}).json()["data"]

    assert {"scope": "segments:read", "words": "Czytać segmenty"} in offered
    assert WORDS.keys() == set(Scope) - {Scope.STOREFRONT}


def test_every_scope_that_is_offered_for_a_key_can_be_given_to_one_and_no_other(signed_in: SignIn) -> None:
    client = signed_in(Role.OWNER)
    offered = [one["scope"] for one in client.get("/v1/api-keys/scopes").json()["data"]]

    made = client.post("/v1/api-keys", json={"name": "all", "scopes": offered})

    assert sorted(made.json()["scopes"]) == sorted(offered)
    assert {"mail:write", "shop:write"} <= set(offered)
    for one in set(Scope) - set(offered):
        assert client.post("/v1/api-keys", json={"name": one, "scopes": [one]}).status_code == 422, one


def test_changes_are_in_the_audit_with_who_and_what(signed_in: SignIn) -> None:
    client = signed_in()
    client.post("/v1/api-keys", json={"name": "shop", "publishable": True})

    entries = client.get("/v1/audit?limit=1").json()

    assert entries["data"][0]["action"] == "key.created"
    assert entries["data"][0]["actor"].startswith("user:")
    assert client.get(f"/v1/audit?cursor={entries['next_cursor']}").json()["data"][0]["action"] == "session.opened"


def test_the_audit_calls_what_people_name_by_its_name(signed_in: SignIn) -> None:
    client = signed_in()
    benefit = {"kind": "percent_of_cart", "percent": "5"}
    content = {"subject": "Hello", "body": "<mjml><mj-body></mj-body></mjml>"}
    template = client.post("/v1/mail-templates", json={"name": "Hello mail", "languages": {"en": content}}).json()
    for path, said in {
        "/v1/promotions": {"name": "Five off", "benefit": benefit},
        "/v1/campaigns": {"name": "Birthday", "draft": {}},
        "/v1/newsletters": {"name": "March", "template": template["id"]},
    }.items():
        assert client.post(path, json=said).status_code == 201, path

    names = {entry["action"]: entry["subject_name"] for entry in client.get("/v1/audit").json()["data"]}

    made = ("mail_template.created", "promotion.created", "campaign.created", "newsletter.created")
    assert [names[action] for action in made] == ["Hello mail", "Five off", "Birthday", "March"]
