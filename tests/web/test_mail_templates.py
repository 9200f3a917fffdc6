"""Mail templates over the API: drafted, checked, published, taken back, archived."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from regulars.http.house import House
from regulars.http.scopes import Role
from regulars.messaging.templates import kept

from .conftest import SignIn

BODY = (
    "<mjml><mj-body><mj-section><mj-column>\n<mj-text>Hi {{ customer.first_name }}, your order {{ order.number }}"
    "</mj-text></mj-column></mj-section></mj-body></mjml>"
)


def content(**said: Any) -> dict[str, Any]:
    return {"subject": "Thank you", "preview": "Done", "body": BODY} | said


def begun(client: TestClient, **said: Any) -> dict[str, Any]:
    document = {"name": "Thanks", "kind": "transactional", "languages": {"en": content()}} | said
    answer = client.post("/v1/mail-templates", json=document)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


@pytest.fixture
def client(signed_in: SignIn) -> TestClient:
    return signed_in(Role.MARKETER)


def publish(client: TestClient, one: dict[str, Any]) -> dict[str, Any]:
    answer = client.post(f"/v1/mail-templates/{one['id']}/publish", json={"revision": one["revision"]})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def save(client: TestClient, one: dict[str, Any], **said: Any) -> Any:
    return client.patch(f"/v1/mail-templates/{one['id']}", json={"revision": one["revision"]} | said)


def test_a_template_begins_as_a_draft_and_is_sent_by_once_it_is_published(client: TestClient, house: House) -> None:
    draft = begun(client)

    published = publish(client, draft)

    assert (draft["state"], draft["version"], draft["needs"]) == ("draft", 0, [])
    assert (published["state"], published["version"], published["needs"]) == ("published", 1, ["order"])
    with house.books.transaction() as unit:
        found = kept.standing(unit, [int(draft["id"])])[int(draft["id"])]
        html = kept.compiled(unit, [(int(draft["id"]), 1)])[int(draft["id"]), 1].languages["en"].html
    assert (found.name, found.kind, found.version, found.needs) == ("Thanks", "transactional", 1, ["order"])
    assert "{{ order.number }}" in html
    assert "mj-text" not in html


def test_what_is_saved_is_sent_only_when_it_is_published(client: TestClient, house: House) -> None:
    published = publish(client, begun(client))

    changed = save(client, published, languages={"en": content(subject="Many thanks")}).json()

    assert (changed["state"], changed["version"], changed["revision"]) == ("changed", 1, 2)
    with house.books.transaction() as unit:
        assert kept.version(unit, int(changed["id"]), 1).saying.languages["en"].subject == "Thank you"


def test_who_saves_what_somebody_else_has_saved_meanwhile_is_told_and_changes_nothing(client: TestClient) -> None:
    draft = begun(client)
    assert save(client, draft, name="Mine").status_code == 200

    refused = save(client, draft, name="Yours")

    assert refused.status_code == 409
    assert refused.json()["code"] == "mail_template.changed"
    assert refused.json()["revision"] == 2
    assert client.get(f"/v1/mail-templates/{draft['id']}").json()["name"] == "Mine"


def test_a_faulty_draft_is_kept_and_not_published(client: TestClient) -> None:
    draft = begun(client, languages={"en": content(body=BODY.replace("order.number", "order.numbr"), subject="")})

    refused = client.post(f"/v1/mail-templates/{draft['id']}/publish", json={"revision": 1})

    assert refused.status_code == 422
    assert [(one["pointer"], one["detail"]) for one in refused.json()["errors"]] == [
        ("/languages/en/body", "line 2: there is no 'order.numbr'; did you mean 'number'?"),
        ("/languages/en/subject", "write a subject"),
    ]
    assert client.get(f"/v1/mail-templates/{draft['id']}/versions").json() == []


def test_a_version_is_taken_back_into_the_draft(client: TestClient) -> None:
    first = publish(client, begun(client))
    second = publish(client, save(client, first, languages={"en": content(subject="Second")}).json())

    back = client.post(f"/v1/mail-templates/{first['id']}/versions/1/restore", json={"revision": second["revision"]})

    assert back.json()["languages"]["en"]["subject"] == "Thank you"
    assert (back.json()["state"], back.json()["version"]) == ("changed", 2)
    assert publish(client, back.json())["version"] == 3
    versions = client.get(f"/v1/mail-templates/{first['id']}/versions").json()
    assert [(one["version"], one["languages"]["en"]["subject"]) for one in versions] == [
        (3, "Thank you"), (2, "Second"), (1, "Thank you"),
    ]  # fmt: skip
    assert versions[0]["created_by"] == "Marketer"


def test_an_archived_template_is_out_of_the_list_and_can_t_be_saved_until_it_is_restored(client: TestClient) -> None:
    one = publish(client, begun(client))
    client.post(f"/v1/mail-templates/{one['id']}/archive")

    refused = save(client, one, name="Other")

    assert client.get("/v1/mail-templates").json()["data"] == []
    assert [it["state"] for it in client.get("/v1/mail-templates?archived=true").json()["data"]] == ["archived"]
    assert (refused.status_code, refused.json()["code"]) == (409, "mail_template.archived")
    assert client.post(f"/v1/mail-templates/{one['id']}/restore").json()["state"] == "published"
    assert save(client, one, name="Other").status_code == 200


def test_two_templates_can_t_have_one_name_unless_one_is_archived(client: TestClient) -> None:
    one = begun(client)
    document = {"name": "thanks ", "languages": {"en": content()}}

    assert client.post("/v1/mail-templates", json=document).json()["code"] == "name_taken"
    client.post(f"/v1/mail-templates/{one['id']}/archive")
    assert client.post("/v1/mail-templates", json=document).status_code == 201
    assert client.post(f"/v1/mail-templates/{one['id']}/restore").json()["code"] == "name_taken"


def test_languages_are_kept_as_their_tags_are_written(client: TestClient) -> None:
    one = begun(client, languages={"pt_br": content(), "EN": content()})

    refused = client.post("/v1/mail-templates", json={"name": "Other", "languages": {"klingon!": content()}})

    assert sorted(one["codes"]) == ["en", "pt-BR"]
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/languages/klingon!"


def test_the_list_is_searched_and_filtered(client: TestClient) -> None:
    begun(client)
    begun(client, name="News", kind="marketing")

    def names(query: str) -> list[str]:
        return [one["name"] for one in client.get(f"/v1/mail-templates?{query}").json()["data"]]

    assert names("") == ["News", "Thanks"]
    assert names("search=ank") == ["Thanks"]
    assert names("kind=marketing") == ["News"]


def test_a_check_says_everything_with_its_line_and_stores_nothing(client: TestClient) -> None:
    document = {"kind": "marketing", "languages": {"en": content(body=BODY.replace("customer", "custmer"))}}

    answer = client.post("/v1/mail-templates/check", json=document).json()

    assert [(one["level"], one["code"], one["line"]) for one in answer["findings"]] == [
        ("error", "variable", 2), ("error", "unsubscribe", None),
    ]  # fmt: skip
    assert answer["needs"] == ["order"]
    assert client.get("/v1/mail-templates").json()["data"] == []


def test_a_starter_is_begun_with_as_it_is(client: TestClient) -> None:
    starters = {one["id"]: one for one in client.get("/v1/mail-templates/starters").json()}
    starter = starters["birthday"]

    one = begun(
        client, name=starter["names"]["pl"], kind=starter["kind"], languages=starter["languages"], starter="birthday"
    )

    assert publish(client, one)["version"] == 1
    assert one["starter"] == "birthday"


def test_the_words_that_templates_are_written_with_are_told(client: TestClient) -> None:
    words = client.get("/v1/mail-templates/words").json()

    variables = {one["name"]: one for one in words["variables"]}
    assert variables["order"]["given"] is True
    assert "first_name" in {one["name"] for one in variables["customer"]["fields"]}
    assert {"products", "coupon", "balance", "referral"} <= {one["name"] for one in words["blocks"]}
    assert words["plural_forms"]["pl"] == ["one", "few", "many"]


def test_who_may_only_read_can_t_save(signed_in: SignIn, client: TestClient) -> None:
    one = begun(client)
    reader = signed_in(Role.READER)

    assert reader.get(f"/v1/mail-templates/{one['id']}").status_code == 200
    assert save(reader, one, name="Other").status_code == 403


def test_the_same_save_asked_twice_with_its_key_is_one(client: TestClient) -> None:
    one = begun(client)
    headers = {"Idempotency-Key": "k"}
    body = {"revision": 1, "name": "Once"}

    answers = [client.patch(f"/v1/mail-templates/{one['id']}", json=body, headers=headers) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[1].json()["revision"] == 2
