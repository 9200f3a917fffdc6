"""What can be asked is told, with what there is to choose from."""

from typing import Any

import pytest

from regulars import kinds

from .conftest import Send, SignIn


def category(id: str, name: str, parent: str | None = None) -> dict[str, Any]:
    return {"external_id": id, "updated_at": "2026-01-01T00:00:00Z", "name": name, "parent": parent}


def product(sku: str, name: str, *categories: str) -> dict[str, Any]:
    return {"external_id": sku, "updated_at": "2026-01-01T00:00:00Z", "name": name, "categories": list(categories)}


def customer(id: str, **more: Any) -> dict[str, Any]:
    return {"external_id": id, "updated_at": "2026-01-01T00:00:00Z"} | more


def test_every_field_has_its_operators_and_a_heading(signed_in: SignIn) -> None:
    told = signed_in().get("/v1/vocabulary").json()

    fields = {field["path"]: field for field in told["fields"]}
    assert fields["customer.country"]["operators"][:2] == ["=", "!="]
    assert fields["order.grand_total"]["places"] == 2
    assert fields["order_line.price"]["places"] == 4
    assert fields["order_line.sku"]["group"] == "Products bought"
    assert fields["cart.weight"]["subject_only"]
    assert {row["name"] for row in told["rows"]} >= {"order", "order_line", "event"}
    assert told["units"][0] == {"unit": "m", "label": "minutes"}


def test_countries_come_with_how_often_they_are_found(send: Send, signed_in: SignIn) -> None:
    address = {"kind": "shipping", "country": "PL"}
    send("customer", customer("anna", country="UA"), customer("boris", country="PL", addresses=[address]))

    told = signed_in().get("/v1/values?format=country").json()["data"]

    assert [(value["value"], value["count"]) for value in told] == [("PL", 2), ("UA", 1)]


def test_members_of_sets_are_values_too(send: Send, signed_in: SignIn) -> None:
    send("customer", customer("anna", tags=["new", "Loyal"]), customer("boris", tags=["loyal"]))

    told = signed_in().get("/v1/values?format=tag&search=LOY").json()["data"]

    assert [(value["value"].lower(), value["count"]) for value in told] == [("loyal", 2)]


def test_each_member_of_a_set_is_counted_under_its_own_name(send: Send, signed_in: SignIn) -> None:
    send("customer", customer("anna", tags=["Zeta", "alpha"]), customer("boris", tags=["Zeta", "beta"]))

    told = signed_in().get("/v1/values?format=tag").json()["data"]

    assert [(value["value"], value["label"], value["count"]) for value in told] == [
        ("Zeta", "Zeta", 2),
        ("alpha", "alpha", 1),
        ("beta", "beta", 1),
    ]


def test_coupons_of_carts_and_of_orders_are_counted_together(send: Send, signed_in: SignIn) -> None:
    told = {
        "external_id": "1",
        "updated_at": "2026-01-01T00:00:00Z",
        "customer": "anna",
        "currency": "USD",
        "lines": [],
    }
    send("cart", told | {"status": "open", "subtotal": "5.00", "coupons": ["SPRING", "apple"]})
    paid = {"placed_at": "2026-01-01T00:00:00Z", "subtotal": "5.00", "grand_total": "5.00", "coupon": "spring"}
    send("order", told | {"status": "complete"} | paid)

    found = signed_in().get("/v1/values?format=coupon").json()["data"]

    assert [(value["value"].lower(), value["count"]) for value in found] == [("spring", 2), ("apple", 1)]


def test_lists_that_were_never_sent_are_counted_each_under_its_own_name(send: Send, signed_in: SignIn) -> None:
    send("customer", customer("anna", lists=["Zeta", "alpha"]), customer("boris", lists=["Zeta", "beta"]))

    told = signed_in().get("/v1/values?format=list").json()["data"]

    assert [(value["value"], value["count"]) for value in told] == [("Zeta", 2), ("alpha", 1), ("beta", 1)]


def test_categories_are_a_tree_with_all_that_lies_below(send: Send, signed_in: SignIn) -> None:
    send("category", category("12", "Tops"), category("16", "Tees", "12"))
    send("product", product("TEE-1", "Plain tee", "16"))

    told = signed_in().get("/v1/values?format=category").json()["data"]

    assert [(value["value"], value["label"], value["parent"], value["count"]) for value in told] == [
        ("16", "Tees", "12", 1),
        ("12", "Tops", None, 1),
    ]


def called(id: str, name: str) -> dict[str, Any]:
    return {"external_id": id, "updated_at": "2026-01-01T00:00:00Z", "name": name}


def test_lists_are_those_sent_and_those_that_customers_are_on(send: Send, signed_in: SignIn) -> None:
    send("list", called("7", "Very important"), called("8", "Nobody yet"))
    send("customer", customer("anna", lists=["7", "sale"]), customer("boris", lists=["7"]))

    told = signed_in().get("/v1/values?format=list").json()["data"]

    assert [(value["value"], value["label"], value["count"]) for value in told] == [
        ("7", "Very important", 2),
        ("sale", "sale", 1),
        ("8", "Nobody yet", 0),
    ]


@pytest.mark.parametrize("search", ["IMPORT", "7"])
def test_lists_are_found_by_name_and_id(send: Send, signed_in: SignIn, search: str) -> None:
    send("list", called("7", "Very important"), called("8", "Nobody yet"))

    told = signed_in().get(f"/v1/values?format=list&search={search}").json()["data"]

    assert [value["value"] for value in told] == ["7"]


def test_a_condition_may_name_a_list_that_nobody_is_on_yet_and_is_told_by_its_name(
    send: Send, signed_in: SignIn
) -> None:
    send("list", called("7", "Very important"))
    condition = {"value": "customer.lists", "op": "has_any", "to": ["7"]}

    told = signed_in().post("/v1/conditions/check", json={"condition": condition}).json()

    assert told["valid"]
    assert "Very important" in told["sentence"]


def test_products_are_found_by_their_names(send: Send, signed_in: SignIn) -> None:
    send("product", product("TEE-1", "Plain tee") | {"price": "9.995"}, product("BAG-1", "Bag"))
    client = signed_in()

    found = [client.get(f"/v1/values?format=sku&search={word}").json()["data"] for word in ("tee", "bag")]

    assert [(one["value"], one["label"], one["price"]) for told in found for one in told] == [
        ("TEE-1", "Plain tee", "10.00"), ("BAG-1", "Bag", None),
    ]  # fmt: skip


def test_a_format_that_no_field_has_is_refused(signed_in: SignIn) -> None:
    answer = signed_in().get("/v1/values?format=nonsense")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "unknown"


def test_every_format_of_a_field_has_values_to_choose_from(signed_in: SignIn) -> None:
    client = signed_in()
    fields = client.get("/v1/vocabulary").json()["fields"]

    for format in {field["format"] for field in fields if field["format"]}:
        assert client.get(f"/v1/values?format={format}").status_code == 200, format


def test_attributes_have_the_values_that_were_sent(send: Send, signed_in: SignIn) -> None:
    client = signed_in()
    for name, type in (("club", "text"), ("likes", "set")):
        client.put(f"/v1/attributes/customer/{name}", json={"type": type, "label": name.title()})
    send(
        "customer",
        customer("anna", attributes={"club": "Gold", "likes": ["Tea", "Cake"]}),
        customer("boris", attributes={"club": "gold", "likes": ["tea"]}),
        customer("clara", attributes={"club": "Silver"}),
    )

    def told(name: str) -> list[tuple[str, int]]:
        found = client.get(f"/v1/values?format=customer.attributes.{name}").json()["data"]
        return [(one["value"], one["count"]) for one in found]

    assert told("club") == [("Gold", 2), ("Silver", 1)]
    assert told("likes") == [("Tea", 2), ("Cake", 1)]


def test_a_condition_is_answered_with_its_sentence_and_the_names_of_what_it_names(
    send: Send, signed_in: SignIn
) -> None:
    send("category", category("12", "Tops"))
    condition = {
        "value": {"count": "order_line", "where": {"value": "product.categories", "op": "has_any", "to": ["12"]}},
        "op": ">=",
        "to": 1,
    }

    told = signed_in().post("/v1/conditions/check", json={"condition": condition}).json()

    assert told["valid"]
    assert "Tops" in told["sentence"]


def test_a_condition_is_answered_with_everything_that_is_wrong_with_it(signed_in: SignIn) -> None:
    condition = {
        "all": [
            {"value": "customer.contry", "op": "=", "to": "UA"},
            {"value": "customer.group", "op": "=", "to": "VIP"},
        ]
    }

    told = signed_in().post("/v1/conditions/check", json={"condition": condition}).json()

    assert (told["valid"], told["sentence"]) == (False, None)
    assert [error["pointer"] for error in told["errors"]] == ["/all/0/value", "/all/1/to"]


@pytest.mark.parametrize("language", ["en", "pl", "ru"])
def test_the_sentence_comes_in_the_language_asked_for(signed_in: SignIn, language: str) -> None:
    condition = {"value": "customer.country", "op": "exists"}

    told = signed_in().post("/v1/conditions/check", json={"condition": condition, "language": language}).json()

    assert told["sentence"]


def test_kinds_are_told_by_family(signed_in: SignIn) -> None:
    assert "earn_style" in signed_in().get("/v1/kinds").json()


def test_examples_of_kinds_are_taken_as_they_are_told(signed_in: SignIn) -> None:
    owner = signed_in()
    told = owner.get("/v1/kinds").json()

    for family, of_family in told.items():
        for one in of_family:
            kinds.read(kinds.families()[family], one["example"], context={"currency": "USD", "places": 2})

    styles = [one["example"] for one in told["earn_style"]]
    rules = [{"name": style["kind"], "style": style} for style in styles]
    assert [owner.post("/v1/earning-rules", json=rule).status_code for rule in rules] == [201] * len(rules)
    assert next(style for style in styles if style["kind"] == "per_amount")["amount"] == {
        "amount": "5.00", "currency": "USD",
    }  # fmt: skip


def test_a_declared_attribute_can_be_asked_about_and_is_read_from_what_was_sent_before(
    send: Send, signed_in: SignIn
) -> None:
    send("customer", customer("anna", attributes={"shoe size": 38, "size": "M"}))
    client = signed_in()

    declared = client.put("/v1/attributes/customer/size", json={"type": "text", "label": "Size", "default": "L"})
    condition = {"value": "customer.attributes.size", "op": "=", "to": "m"}
    found = client.post("/v1/segments/preview", json={"condition": condition}).json()

    assert declared.status_code == 200
    assert client.get("/v1/attributes").json()["data"] == [declared.json()]
    assert "customer.attributes.size" in {field["path"] for field in client.get("/v1/vocabulary").json()["fields"]}
    assert found["count"] == 1


def test_a_default_that_does_not_fit_its_type_is_refused(signed_in: SignIn) -> None:
    answer = signed_in().put(
        "/v1/attributes/customer/size", json={"type": "number", "label": "Size", "default": "large"}
    )

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/default")


def test_legal_entities_are_those_that_owe_points(signed_in: SignIn) -> None:
    client = signed_in()

    found = client.get("/v1/values?format=legal_entity").json()["data"]

    assert [value["value"] for value in found] == ["Shop"]
    assert client.get("/v1/values?format=legal_entity&search=none").json()["data"] == []


def test_a_mail_template_is_called_by_its_name(signed_in: SignIn) -> None:
    client = signed_in()
    content = {"subject": "Many happy returns", "body": "<mjml><mj-body></mj-body></mjml>"}
    made = client.post("/v1/mail-templates", json={"name": "Birthday", "languages": {"en": content}}).json()
    of_template = {"value": "message.template", "op": "=", "to": made["id"]}

    told = client.post(
        "/v1/conditions/check",
        json={"condition": {"value": {"count": "message", "where": of_template}, "op": ">=", "to": 1}},
    ).json()

    assert "Birthday" in told["sentence"]
    assert f'"{made["id"]}"' not in told["sentence"]


def test_what_had_a_message_sent_is_called_by_its_name(signed_in: SignIn) -> None:
    client = signed_in()
    content = {"subject": "Spring", "body": "<mjml><mj-body></mj-body></mjml>"}
    template = client.post("/v1/mail-templates", json={"name": "Spring", "languages": {"en": content}}).json()
    newsletter = client.post("/v1/newsletters", json={"name": "Łódź sale", "template": template["id"]}).json()
    campaign = client.post("/v1/campaigns", json={"name": "Welcome"}).json()
    assert newsletter["id"] == campaign["id"]  # they are numbered apart, so one number may be of both

    def sentence(field: str, sender: str, language: str = "en") -> str:
        sent = {"count": "message", "where": {"value": f"message.{field}", "op": "=", "to": sender}}
        asked = {"condition": {"value": sent, "op": ">=", "to": 1}}
        headers = {"Accept-Language": language}
        return str(client.post("/v1/conditions/check", json=asked, headers=headers).json()["sentence"])

    values = client.get("/v1/values?format=sender", headers={"Accept-Language": "pl"}).json()["data"]
    assert {one["value"]: one["label"] for one in values} == {
        f"campaign:{campaign['id']}": "Welcome (kampania)",
        f"newsletter:{newsletter['id']}": "Łódź sale (newsletter)",
    }
    [found] = client.get("/v1/values?format=sender&search=lodz").json()["data"]
    assert "sender is Łódź sale (newsletter)" in sentence("sender", found["value"])
    assert "kampania lub newsletter to Welcome (kampania)" in sentence("sender", f"campaign:{campaign['id']}", "pl")
    # A condition that was saved with the number alone means both, and says so.
    assert "Welcome / Łódź sale" in sentence("source_id", newsletter["id"])
