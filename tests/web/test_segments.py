"""Segments over HTTP: whom a preview counts, who may see customers, and who was there at an instant."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from regulars.http.scopes import Scope

from .conftest import Clock, Send, SignIn

FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}
NAMED = {"value": "customer.external_id", "op": "=", "to": "clara"}
BEFORE, AFTER = "2026-01-01T00:00:00Z", "2026-02-02T00:00:00Z"


def customer(id: str, **more: Any) -> dict[str, Any]:
    return {"external_id": id, "updated_at": "2026-02-01T00:00:00Z", "registered_at": "2026-02-01T00:00:00Z"} | more


def guest_order(email: str) -> dict[str, Any]:
    line = {"sku": "MUG", "quantity": "1", "price": "5.00", "row_total": "5.00"}
    return {
        "external_id": email,
        "email": email,
        "updated_at": "2026-02-01T00:00:00Z",
        "placed_at": "2026-02-01T00:00:00Z",
        "status": "complete",
        "currency": "USD",
        "grand_total": "5.00",
        "lines": [line],
    }


@pytest.fixture
def owner(signed_in: SignIn, send: Send) -> TestClient:
    """Over a shop with Eva, Clara whose gender isn't known, and a guest."""
    with send.at_once():
        send("customer", customer("eva", gender="female"), customer("clara"))
        send("order", guest_order("guest@shop.example"))
    return signed_in()


@pytest.mark.parametrize(
    ("applies_to", "candidates", "count", "missing"), [("everyone", 3, 1, 2), ("registered", 2, 1, 1), ("guests", 1, 0, 1)]
)  # fmt: skip
def test_a_preview_counts_only_whom_it_applies_to(
    owner: TestClient, applies_to: str, candidates: int, count: int, missing: int
) -> None:
    told = owner.post("/v1/segments/preview", json={"condition": FEMALE, "applies_to": applies_to}).json()

    assert (told["candidates"], told["count"], len(told["sample"])) == (candidates, count, count)
    assert [(one["pointer"], one["count"]) for one in told["missing"]] == [("/condition", missing)]
    assert [(one["pointer"], one["count"]) for one in told["funnel"]] == [("/condition", count)]


def test_a_preview_says_of_each_part_where_it_was_written(owner: TestClient) -> None:
    asked = {"condition": {"any": [FEMALE, NAMED]}, "exclude": {"all": [NAMED]}}

    told = owner.post("/v1/segments/preview", json=asked).json()

    assert (told["candidates"], told["count"]) == (3, 1)
    counts = [(one["pointer"], one["count"]) for one in told["funnel"]]
    assert counts == [
        ("/condition", 2),
        ("/condition/any/0", 1),
        ("/condition/any/1", 1),
        ("/exclude", 1),
        ("/exclude/all/0", 1),
    ]


def test_a_segment_may_be_of_some_stores_and_leave_some_out(owner: TestClient, send: Send) -> None:
    send("customer", customer("olga", gender="female", store="Kyiv"), customer("iryna", gender="female", store="Lviv"))
    said = {"id": "kyiv", "name": "Kyiv", "condition": FEMALE, "stores": [" kyiv ", "Odesa", "KYIV"]}

    made = owner.post("/v1/segments", json=said).json()
    send("customer", customer("maria", gender="female", store="KYIV"))

    assert made["stores"] == ["kyiv", "Odesa"]
    assert [one["external_id"] for one in owner.get("/v1/segments/kyiv/members").json()["data"]] == ["olga", "maria"]
    olga = {"value": "customer.external_id", "op": "=", "to": "olga"}
    changed = owner.patch("/v1/segments/kyiv", json={"version": made["version"], "exclude": olga})
    assert changed.json()["sentence"] == "Gender is female and not (customer id is olga)"
    send("customer", customer("clara"))
    assert [one["external_id"] for one in owner.get("/v1/segments/kyiv/members").json()["data"]] == ["maria"]
    again = owner.patch("/v1/segments/kyiv", json={"version": changed.json()["version"], "exclude": None})
    assert again.json()["exclude"] is None


def test_a_store_that_no_customer_is_of_is_remarked(owner: TestClient, send: Send) -> None:
    send("customer", customer("olga", store="Kyiv"))

    told = owner.post("/v1/segments/preview", json={"condition": FEMALE, "stores": ["KYIV", "Kiev"]}).json()

    assert told["unknown_stores"] == ["Kiev"]


@pytest.mark.parametrize("route", ["/v1/segments/preview", "/v1/segments/kyiv/difference", "/v1/segments"])
def test_a_score_compared_with_what_it_never_is_is_refused_in_its_place(owner: TestClient, route: str) -> None:
    score = {"value": "customer.recency_score", "op": "between", "to": [1, 6]}
    owner.post("/v1/segments", json={"id": "kyiv", "name": "Kyiv", "condition": FEMALE})
    named = {"name": "Recent"} if route == "/v1/segments" else {}

    told = owner.post(route, json={"condition": {"all": [FEMALE, score]}, "exclude": score} | named).json()

    faults = [(one["pointer"], one["code"]) for one in told["errors"]]
    assert faults == [("/condition/all/1/to/1", "out_of_bounds"), ("/exclude/to/1", "out_of_bounds")]
    assert told["errors"][0]["detail"].startswith("Recency score is 1 to 5")


def test_what_is_wrong_with_what_is_left_out_is_said_there(owner: TestClient) -> None:
    itself = {"value": "customer.segments", "op": "has_any", "to": ["women"]}
    for exclude, pointer in ((FEMALE | {"op": "over"}, "/exclude/op"), ({"any": [itself]}, "/exclude/any/0/to")):
        said = {"id": "women", "name": "Women", "condition": FEMALE, "exclude": exclude}
        told = owner.post("/v1/segments", json=said)
        assert (told.status_code, told.json()["errors"][0]["pointer"]) == (422, pointer)


def test_a_change_is_shown_before_it_acts(owner: TestClient, send: Send) -> None:
    send("customer", customer("olga", gender="female"), customer("boris", gender="male"))
    owner.post("/v1/segments", json={"id": "women", "name": "Women", "condition": FEMALE})
    send("customer", customer("clara"))
    boris = owner.get("/v1/customers", params={"search": "boris"}).json()["data"][0]["id"]
    owner.put(f"/v1/segments/women/pins/{boris}", json={"pinned": "in"})
    send("customer", customer("clara", first_name="Clara"))

    other = {"condition": {"value": "customer.external_id", "op": "in", "to": ["clara", "olga"]}}
    told = owner.post("/v1/segments/women/difference", json=other).json()

    assert (told["entering"], told["leaving"]) == (1, 1)
    assert [one["external_id"] for one in told["entering_sample"]] == ["clara"]
    assert [one["external_id"] for one in told["leaving_sample"]] == ["eva"]
    assert owner.post("/v1/segments/nothing/difference", json=other).status_code == 404


def test_whom_a_cool_down_holds_back_is_told_before_a_change_and_after(owner: TestClient, send: Send) -> None:
    acts = {"on_entry": {"add": ["w"]}, "cool_down": {"amount": 1, "unit": "days"}}
    owner.post("/v1/segments", json={"id": "women", "name": "Women", "condition": FEMALE, "actions": acts})
    send("customer", customer("olga", gender="female"), customer("boris", gender="male"))
    other = {"condition": {"value": "customer.external_id", "op": "in", "to": ["boris", "olga"]}}

    told = owner.post("/v1/segments/women/difference", json=other).json()
    owner.patch("/v1/segments/women", json={"version": 1, **other})
    send("customer", customer("clara", gender="male"))
    waiting = owner.get("/v1/segments/women/waiting").json()

    assert (told["entering"], told["entering_cooling"]) == (1, 0)
    assert (told["leaving"], told["leaving_cooling"], told["staying_cooling"]) == (1, 1, 1)
    assert waiting["counts"] == {"entered": 0, "left": 0, "entered_cooling": 0, "left_cooling": 1}
    (eva,) = waiting["data"]
    assert (eva["external_id"], eva["kind"], eva["awaits"]) == ("eva", "left", "cool_down")
    assert eva["until"] == "2026-03-02T12:00:00Z"
    assert owner.get("/v1/segments/women/waiting", params={"kind": "entered"}).json()["data"] == []
    paged = owner.get("/v1/segments/women/waiting", params={"limit": 1, "awaits": "cool_down"}).json()
    assert (len(paged["data"]), paged["next_cursor"]) == (1, None)


def test_what_a_segment_did_is_listed_and_taken_back(owner: TestClient, send: Send) -> None:
    said = {"id": "women", "name": "Women", "condition": FEMALE}
    made = owner.post("/v1/segments", json=said | {"actions": {"group": " Women ", "on_entry": {"add": ["w"]}}})
    send("customer", customer("olga"))
    (deed,) = owner.get("/v1/segments/women/deeds").json()["data"]

    assert made.json()["actions"]["group"] == "Women"
    assert (deed["kind"], deed["size"], deed["actions"]["on_entry"]["add"]) == ("entered", 1, ["w"])
    whom = owner.get(f"/v1/segments/women/deeds/{deed['id']}/customers").json()["data"]
    assert [one["external_id"] for one in whom] == ["eva"]
    eva = owner.get(f"/v1/customers/{whom[0]['id']}").json()
    assert (eva["group"], eva["tags"]) == ("Women", ["w"])
    undone = owner.post(f"/v1/segments/women/deeds/{deed['id']}/undo").json()
    send("customer", customer("olga", first_name="Olga"))
    assert undone["undone_at"] is not None
    assert undone["undone_by_name"] == "Owner"
    (deed,) = owner.get("/v1/segments/women/deeds").json()["data"]
    assert deed["undone_by_name"] == "Owner"
    eva = owner.get(f"/v1/customers/{whom[0]['id']}").json()
    assert (eva["group"], eva["tags"]) == (None, [])
    again = owner.post(f"/v1/segments/women/deeds/{deed['id']}/undo")
    assert (again.status_code, again.json()["code"]) == (409, "segment.undone_already")
    assert again.json()["detail"] == "this was taken back already, by Owner; nothing is left to undo"
    changed = owner.patch("/v1/segments/women", json={"version": made.json()["version"], "actions": None}).json()
    assert changed["actions"] is None


def test_who_is_pinned_is_told_so_with_who_did_it(owner: TestClient, send: Send) -> None:
    owner.post("/v1/segments", json={"id": "women", "name": "Women", "condition": FEMALE})
    send("customer", customer("olga"))
    clara = owner.get("/v1/customers", params={"search": "clara"}).json()["data"][0]["id"]

    assert owner.put(f"/v1/segments/women/pins/{clara}", json={"pinned": "in"}).json() == {"changed": 1}
    told = owner.post(
        "/v1/segments/women/pins/upload?pinned=out",
        content="email;external_id\n;eva\n;nobody\n",
        headers={"content-type": "text/csv"},
    ).json()
    send("customer", customer("olga", first_name="Olga"))

    assert (told["pinned"], told["not_found"], told["not_found_count"]) == (1, ["nobody"], 1)
    pinned = owner.get("/v1/segments/women/pins").json()["data"]
    assert [(one["external_id"], one["pinned"]) for one in pinned] == [("eva", "out"), ("clara", "in")]
    assert [one["pinned_by_name"] for one in pinned] == ["Owner", "Owner"]
    assert [one["external_id"] for one in owner.get("/v1/segments/women/members").json()["data"]] == ["clara"]
    why = owner.get(f"/v1/segments/women/explain/{clara}").json()
    assert (why["held"], why["member"], why["pinned"]) == (False, True, "in")
    assert owner.delete(f"/v1/segments/women/pins/{clara}").json() == {"changed": 1}
    refused = owner.post(
        "/v1/segments/women/pins/upload?pinned=in", content=b"\xe4", headers={"content-type": "text/csv"}
    )
    assert (refused.status_code, refused.json()["detail"]) == (
        422,
        "line 1 is not UTF-8 (byte 1 of the file); save the file as CSV UTF-8",
    )


@pytest.mark.parametrize(
    ("kind", "content", "status", "told"),
    [
        ("text/csv", "", 422, "the file is empty"),
        (
            "multipart/form-data; boundary=x",
            "--x\r\neva\r\n--x--",
            415,
            "send the file itself, with Content-Type: text/csv",
        ),
        ("application/x-www-form-urlencoded", "eva", 415, "send the file itself, with Content-Type: text/csv"),
    ],
)
def test_what_is_no_list_of_customers_pins_nobody_and_says_what_to_send(
    owner: TestClient, kind: str, content: str, status: int, told: str
) -> None:
    owner.post("/v1/segments", json={"id": "women", "name": "Women", "condition": FEMALE})
    upload = "/v1/segments/women/pins/upload?pinned=in"

    answer = owner.post(upload, content=content, headers={"content-type": kind})

    assert (answer.status_code, told in answer.json()["detail"]) == (status, True)


@pytest.mark.parametrize(
    ("refresh", "pointer", "told"),
    [
        ({"kind": "scheduled", "every": "day"}, "/refresh/at", "say at what time of day, such as 03:00"),
        ({"kind": "scheduled", "at": "03:00"}, "/refresh/every", "say how often: day, week or month"),
        ({"kind": "by_hand", "day": 3}, "/refresh/day", "this is said of a schedule of each month only; leave it out"),
    ],
)
def test_what_a_schedule_lacks_is_said_at_its_place(
    owner: TestClient, refresh: dict[str, Any], pointer: str, told: str
) -> None:
    answer = owner.post("/v1/segments", json={"name": "Women", "condition": FEMALE, "refresh": refresh})

    assert [(one["pointer"], one["detail"]) for one in answer.json()["errors"]] == [(pointer, told)]


def test_an_empty_list_is_refused_at_its_place(owner: TestClient) -> None:
    owner.post("/v1/segments", json={"id": "women", "name": "Women", "condition": FEMALE})

    answer = owner.post("/v1/segments/women/pins", json={"pinned": "in", "customers": [" "]})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/customers")


def test_each_segment_tells_its_size_at_the_end_of_each_day(
    owner: TestClient, with_key: SignIn, send: Send, clock: Clock
) -> None:
    owner.post("/v1/segments", json={"id": "women", "name": "Women", "condition": FEMALE})
    send("customer", customer("olga", gender="female"))
    clock.at += timedelta(days=2)
    send("customer", customer("iryna", gender="female"), customer("maria", gender="female"))
    clock.at += timedelta(days=1)
    send("customer", customer("eva", gender="male", updated_at="2026-03-04T00:00:00Z"))
    owner.post("/v1/segments", json={"id": "later", "name": "Later", "condition": FEMALE})

    later, women = owner.get("/v1/segments").json()["data"]

    assert (women["size"], women["sizes"]) == (3, [2, 2, 4, 3])
    assert later["sizes"] == [0]
    clock.at += timedelta(days=40)
    assert with_key(Scope.SEGMENTS_READ).get("/v1/segments/women").json()["sizes"] == [3] * 30


def test_who_may_not_read_customers_gets_counts_and_no_names(owner: TestClient, with_key: SignIn) -> None:
    owner.post("/v1/segments", json={"id": "women", "name": "Women", "condition": FEMALE})
    client = with_key(Scope.SEGMENTS_READ)

    told = client.post("/v1/segments/preview", json={"condition": FEMALE}).json()

    assert (told["count"], told["sample"]) == (1, [])
    assert client.get("/v1/segments/women/members").status_code == 403
    both = with_key(Scope.SEGMENTS_READ, Scope.CUSTOMERS_READ)
    assert both.get("/v1/segments/women/members").status_code == 200


def test_nothing_holds_for_who_was_not_registered_yet(owner: TestClient) -> None:
    found = owner.get("/v1/customers", params={"search": "eva"}).json()["data"][0]["id"]

    def why(at: str) -> dict[str, Any]:
        asked = {"condition": FEMALE, "customer": found, "at": at}
        told: dict[str, Any] = owner.post("/v1/conditions/explain", json=asked).json()
        return told

    before, after = why(BEFORE), why(AFTER)

    assert owner.post("/v1/segments/preview", json={"condition": FEMALE, "at": BEFORE}).json()["count"] == 0
    assert (before["held"], before["next_change"]) == (False, "2026-02-01T00:00:00Z")
    assert [(child["held"], child["sentence"]) for child in before["children"]][1] == (True, after["sentence"])
    assert (after["held"], after["children"]) == (True, [])


def test_a_segment_that_an_earning_rule_names_is_kept(owner: TestClient) -> None:
    owner.post("/v1/segments", json={"id": "women", "name": "Women", "condition": FEMALE})
    style = {"kind": "per_amount", "points": 1, "amount": {"amount": "5.00", "currency": "USD"}}
    named = {"all": [{"value": "customer.segments", "op": "has_any", "to": ["Women"]}]}
    rule = owner.post("/v1/earning-rules", json={"name": "for her", "style": style, "condition": named}).json()

    refused = owner.post("/v1/segments/women/archive")
    owner.patch(f"/v1/earning-rules/{rule['id']}", json={"version": 1, "condition": None})
    archived = owner.post("/v1/segments/women/archive")

    assert (refused.status_code, refused.json()["code"]) == (409, "segment.in_use")
    assert refused.json()["used_by"] == ["the earning rule 'for her'"]
    assert archived.json()["state"] == "archived"


def test_the_id_of_a_segment_is_its_name_in_plain_letters(owner: TestClient) -> None:
    made = [
        owner.post("/v1/segments", json={"name": name, "condition": FEMALE}).json()["id"]
        for name in ("Stałe klientki VIP", "Stale klientki, VIP", "🎉")
    ]

    assert made == ["stale-klientki-vip", "stale-klientki-vip-2", "segment"]


def test_where_the_fifths_end_is_told(owner: TestClient) -> None:
    found = owner.get("/v1/scores").json()
    assert set(found) == {"day", "customers", "recency", "frequency", "monetary"}


def test_a_list_is_there_once_a_customer_is_on_it(owner: TestClient, send: Send) -> None:
    on_it = {"value": "customer.lists", "op": "has_any", "to": ["newsletter"]}
    unknown = owner.post("/v1/segments/preview", json={"condition": on_it})
    send("customer", customer("olga", lists=["Newsletter"]))

    told = owner.post("/v1/segments/preview", json={"condition": on_it}).json()

    assert [(one["pointer"], one["code"]) for one in unknown.json()["errors"]] == [("/condition/to/0", "unknown_name")]
    assert [one["external_id"] for one in told["sample"]] == ["olga"]


def test_why_somebody_is_in_is_asked_by_any_of_their_names(owner: TestClient, send: Send) -> None:
    owner.post("/v1/segments", json={"id": "women", "name": "Women", "condition": FEMALE})
    send("customer", customer("A/7", email="seven@example.com", gender="female"))
    (seven,) = owner.get("/v1/customers", params={"search": "seven@example.com"}).json()["data"]
    send("customer", customer(seven["id"], gender="male"))

    names = ("A%2F7", "seven@example.com", f"id:{seven['id']}", "email:seven@example.com")
    names = (*names, "external_id:A%2F7")
    answers = [owner.get(f"/v1/segments/women/explain/{name}") for name in names]
    other = owner.get(f"/v1/segments/women/explain/external_id:{seven['id']}")
    asked = owner.post("/v1/conditions/explain", json={"condition": FEMALE, "customer": "A/7"})
    nobody = owner.get("/v1/segments/women/explain/nobody")
    either = owner.get(f"/v1/segments/women/explain/{seven['id']}")

    assert (either.status_code, either.json()["code"]) == (409, "customer.several")
    assert [one["write"] for one in either.json()["customers"]] == [f"external_id:{seven['id']}", "external_id:A/7"]
    assert f"external_id:A/7 (id:{seven['id']})" in either.json()["detail"]
    assert [answer.json()["member"] for answer in answers] == [True] * 5
    assert other.json()["member"] is False
    assert asked.json()["held"] is True
    assert (nobody.status_code, nobody.json()["detail"]) == (404, "there is no customer 'nobody'")
    by_shops_id = owner.get("/v1/customers/nobody")
    assert by_shops_id.status_code == 404
    assert "/v1/customers?search=nobody tells it" in by_shops_id.json()["detail"]


def test_customers_are_found_by_the_id_that_pages_show(owner: TestClient, send: Send) -> None:
    send("customer", customer("olga"))
    (olga,) = owner.get("/v1/customers", params={"search": "olga"}).json()["data"]

    found = owner.get("/v1/customers", params={"search": olga["id"]}).json()["data"]

    assert found[0]["external_id"] == "olga"
