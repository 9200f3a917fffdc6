"""What mails say of the customers whom they go to: looked up for many at once, and shown before anybody gets them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from regulars.books import Books
from regulars.facts.store import Facts
from regulars.flows.mail_values.letters import Letters
from regulars.flows.mail_values.loading import ValueLoader, Wanted
from regulars.http.house import House
from regulars.messaging import consents
from regulars.messaging.consents import Word
from regulars.messaging.model.letters import Asked, Letter, Links, Unmade
from regulars.points import service
from regulars.promotions import coupons
from regulars.promotions.coupons import Terms

from .conftest import NOON, Send

AT = "2026-03-01T10:00:00Z"
ALL = {"customer", "store", "balance", "ending", "wishlist", "viewed", "referral", "order", "cart", "coupon"}


def content(text: str, **said: Any) -> dict[str, Any]:
    body = f"<mjml><mj-body><mj-section><mj-column><mj-text>{text}</mj-text></mj-column></mj-section></mj-body></mjml>"
    return {"subject": "Hi {{ customer.first_name }}", "preview": "Hi", "body": body} | said


@pytest.fixture
def shop(send: Send) -> None:
    """Anna, who wishes for two products of which one is recommended, and Boris, who wishes for nothing."""
    who = {"updated_at": AT, "registered_at": AT}
    with send.at_once():
        send(
            "customer",
            {"external_id": "anna", "first_name": "Anna", "last_name": "Nowak", "language": "pl", "email": "a@x.example", **who},
            {"external_id": "boris", "first_name": "Boris", "language": "pt-BR", "store": "Lublin", **who},
        )  # fmt: skip
        page = {"url": "https://shop.example/mb03", "image_url": "javascript:alert(1)", "recommended": True}
        send(
            "product",
            {"external_id": "24-MB03", "updated_at": AT, "name": "Backpack", "price": "38.00", "attributes": page},
            {
                "external_id": "TEE-1",
                "updated_at": AT,
                "name": "Tee",
                "price": "29.00",
                "attributes": {"recommended": "no"},
            },
        )
        for n, sku in enumerate(["24-MB03", "TEE-1"]):
            at = f"2026-03-01T1{n}:00:00Z"
            send(
                "wishlist_item",
                {"external_id": f"w{n}", "updated_at": AT, "customer": "anna", "sku": sku, "added_at": at},
            )
        for n, sku in enumerate(["TEE-1", "24-MB03", "TEE-1"]):
            at = f"2026-03-01T0{n}:00:00Z"
            send(
                "product_view",
                {"external_id": f"v{n}", "updated_at": AT, "customer": "anna", "sku": sku, "viewed_at": at},
            )
        lines = [
            {"sku": "TEE-1", "quantity": "2", "row_total": "58.00"},
            {"sku": "GONE", "quantity": "1.5", "row_total": "3.00"},
        ]
        order = {"external_id": "1001", "updated_at": AT, "placed_at": AT, "status": "complete", "customer": "anna"}
        send(
            "order",
            order | {"currency": "EUR", "rate": "1.10", "subtotal": "61.00", "grand_total": "66.00", "lines": lines},
        )
        send("cart", {"external_id": "c1", "updated_at": AT, "status": "open", "customer": "anna", "subtotal": "29.00",
                      "lines": [{"sku": "TEE-1", "quantity": "1", "row_total": "29.00"}]})  # fmt: skip


@pytest.fixture
def loader(house: House, facts: Facts) -> ValueLoader:
    house.books.perform(lambda unit: unit.set_setting("url", "https://shop.example"))
    return ValueLoader(house.books, facts, house.shop)


def load(loader: ValueLoader, customer_id: int | None, **given: Any) -> dict[str, Any]:
    return loader.load([Wanted(customer_id, "pl", ALL, given)])[0]


@pytest.mark.usefixtures("shop")
def test_a_customer_s_wishes_are_there_and_those_that_are_recommended(loader: ValueLoader) -> None:
    wishlist = load(loader, 1)["wishlist"]

    assert [one["name"] for one in wishlist["products"]] == ["Tee", "Backpack"]
    assert [one["name"] for one in wishlist["recommended"]] == ["Backpack"]
    assert str(wishlist["recommended"][0]["price"]) == "38.00"


@pytest.mark.usefixtures("shop")
def test_only_addresses_stand_in_links(loader: ValueLoader) -> None:
    product = load(loader, 1)["wishlist"]["recommended"][0]

    assert (product["url"], product["image_url"]) == ("https://shop.example/mb03", None)


@pytest.mark.usefixtures("shop")
def test_what_was_looked_at_stands_once_the_last_first(loader: ValueLoader) -> None:
    assert [one["sku"] for one in load(loader, 1)["viewed"]["products"]] == ["TEE-1", "24-MB03"]


@pytest.mark.usefixtures("shop")
def test_an_order_that_is_given_by_its_number_is_there_in_its_own_currency(loader: ValueLoader) -> None:
    order = load(loader, 1, order={"number": "1001"})["order"]

    assert (str(order["total"]), order["total"].currency) == ("66.00", "EUR")
    assert [(one["name"], one["quantity"], str(one["price"]), str(one["total"])) for one in order["lines"]] == [
        ("Tee", 2, "29.00", "58.00"), ("GONE", order["lines"][1]["quantity"], "2.00", "3.00"),
    ]  # fmt: skip


@pytest.mark.usefixtures("shop")
def test_a_cart_is_there_with_its_lines_and_what_was_given_beside(loader: ValueLoader) -> None:
    cart = load(loader, 1, cart={"id": "c1", "url": "https://shop.example/back"})["cart"]

    assert (str(cart["subtotal"]), cart["url"], cart["lines"][0]["name"]) == (
        "29.00",
        "https://shop.example/back",
        "Tee",
    )


@pytest.mark.usefixtures("shop")
def test_points_are_there_with_what_ends_next(loader: ValueLoader, books: Books) -> None:
    with books.transaction("user:1") as unit:
        service.adjust(unit, 1, 100, key="one", reason="a gift")
        service.adjust(unit, 1, 50, key="two", reason="a gift", ends_at=NOON + timedelta(days=30))

    values = load(loader, 1)

    assert values["balance"] == {"points": 150, "pending": 0}
    assert values["ending"] == {"points": 50, "on": date(2026, 3, 31)}
    assert "ending" not in load(loader, 2)


@pytest.mark.usefixtures("shop")
def test_a_coupon_is_called_as_the_language_does(loader: ValueLoader, owner: TestClient, books: Books) -> None:
    said = {"name": "Ten", "benefit": {"kind": "percent_of_cart", "percent": "10"}, "coupon": "codes", "state": "published",
            "labels": {"pl": "10 % mniej"}}  # fmt: skip
    answer = owner.post("/v1/promotions", json=said)
    assert answer.status_code == 201, answer.text
    with books.transaction("user:1") as unit:
        terms = Terms(ends_at=NOON + timedelta(days=3))
        coupon = coupons.issue(unit, int(answer.json()["id"]), 1, terms=terms, cause={"kind": "test"})

    found = load(loader, 1, coupon={"code": coupon.shown})["coupon"]

    told = {"code": coupon.shown, "name": "10 % mniej", "ends_at": NOON + timedelta(days=3, microseconds=-1)}
    assert found == told
    by_campaign = {"code": coupon.shown, "ends_at": (NOON + timedelta(days=3)).isoformat()}  # from when on it is over
    assert load(loader, 1, coupon=by_campaign)["coupon"] == told


@pytest.mark.usefixtures("shop")
def test_a_mail_that_shows_a_referral_link_gives_the_customer_one_that_stays(loader: ValueLoader) -> None:
    first, second = load(loader, 1)["referral"], load(loader, 1)["referral"]

    assert first == second
    assert first["url"] == f"https://shop.example/?ref={first['code']}"


@pytest.mark.usefixtures("shop")
def test_what_is_given_comes_in_the_types_that_are_declared(loader: ValueLoader) -> None:
    given = {"award": {"points": 500, "ends_on": "2026-04-01"}, "reward": {"name": "Mug"}, "unheard_of": 1}

    values = load(loader, 1, **given)

    assert values["award"] == {"points": 500, "ends_on": date(2026, 4, 1)}
    assert values["reward"] == {"name": "Mug"}
    assert "unheard_of" not in values


@pytest.mark.usefixtures("shop")
def test_many_customers_are_asked_about_at_once(house: House, facts: Facts) -> None:
    counted = Counted(facts)
    loader = ValueLoader(house.books, counted, house.shop)

    values = loader.load([Wanted(id, "en", ALL, {"order": {"number": "1001"}}) for id in (1, 2) for _ in range(20)])

    assert counted.asked == 1
    assert [one["customer"]["first_name"] for one in values] == ["Anna"] * 20 + ["Boris"] * 20
    assert [len(one["wishlist"]["products"]) for one in values] == [2] * 20 + [0] * 20
    assert values[0]["store"]["name"] == "Your shop"


class Counted:
    """The facts, and how often they were asked."""

    def __init__(self, facts: Facts) -> None:
        self._facts, self.asked = facts, 0

    def ask_all(self, questions: Mapping[str, Any], tables: Any = None) -> dict[str, Any]:
        self.asked += 1
        return self._facts.ask_all(questions, tables)


def published(client: TestClient, languages: dict[str, Any], name: str = "Mail") -> int:
    made = client.post(
        "/v1/mail-templates", json={"name": name, "kind": "transactional", "languages": languages}
    ).json()
    answer = client.post(f"/v1/mail-templates/{made['id']}/publish", json={"revision": made["revision"]})
    assert answer.status_code == 200, answer.text
    return int(made["id"])


def asked(
    template: int, customer_id: int | None, *, version: int = 1, language: str | None = None, **values: Any
) -> Asked:
    links = Links("https://m.example/u", "https://m.example/p")
    return Asked(7, customer_id, template, version, language, values, links)


@pytest.mark.usefixtures("shop")
def test_letters_are_written_in_the_language_that_was_asked_for_else_the_shop_s(
    owner: TestClient, house: House, facts: Facts
) -> None:
    template = published(owner, {"en": content("Hello"), "pl": content("Cześć")})
    letters = Letters(house.books, facts, house.shop)

    made = letters.render([asked(template, 1, language="pl"), asked(template, 2, language="pt-BR"), asked(template, 2)])

    assert [one.text for one in made if isinstance(one, Letter)] == ["Cześć\n", "Hello\n", "Hello\n"]
    assert isinstance(made[0], Letter)
    assert made[0].subject == "Hi Anna"


@pytest.mark.usefixtures("shop")
def test_a_letter_is_written_by_the_version_that_it_was_queued_with(
    owner: TestClient, house: House, facts: Facts
) -> None:
    template = published(owner, {"en": content("First")})
    owner.patch(f"/v1/mail-templates/{template}", json={"revision": 1, "languages": {"en": content("Second")}})
    owner.post(f"/v1/mail-templates/{template}/publish", json={"revision": 2})
    letters = Letters(house.books, facts, house.shop)

    made = letters.render([asked(template, 1), asked(template, 1, version=2), asked(template, 1, version=3)])

    assert [one.text for one in made if isinstance(one, Letter)] == ["First\n", "Second\n"]
    assert made[2] == Unmade(f"there is no version 3 of the mail template {template}")


@pytest.mark.usefixtures("shop")
def test_a_letter_has_its_own_links_to_leave_and_sender(owner: TestClient, house: House, facts: Facts) -> None:
    said = content('<a href="{{ links.unsubscribe }}">Leave</a>', sender_name="Ola", sender_address="ola@shop.example")
    template = published(owner, {"en": said})

    made = Letters(house.books, facts, house.shop).render([asked(template, 1)])[0]

    assert isinstance(made, Letter)
    assert 'href="https://m.example/u"' in made.html
    assert (made.from_name, made.from_address, made.reply_to) == ("Ola", "ola@shop.example", None)


@pytest.mark.usefixtures("shop")
def test_a_mail_that_can_t_be_written_holds_up_no_other(
    owner: TestClient, house: House, facts: Facts, send: Send
) -> None:
    loop = "{% for n in (1..customer.attributes.many) %}"
    template = published(owner, {"en": content(f"Hi {loop}{loop}x{{% endfor %}}{{% endfor %}}")})
    send("customer", {"external_id": "boris", "updated_at": "2026-03-01T11:00:00Z", "attributes": {"many": 500}})
    letters = Letters(house.books, facts, house.shop)

    made = letters.render([asked(template, 2), asked(template, 1)])

    assert [type(one) for one in made] == [Unmade, Letter]
    assert isinstance(made[0], Unmade)
    assert made[0].why.startswith("the mail can't be written for this customer")


@pytest.mark.usefixtures("shop")
def test_a_template_is_shown_as_a_customer_would_get_it(owner: TestClient, house: House) -> None:
    text = "{{ order.number }} {{ order.total | money }} {{ coupon.code }} {% for p in wishlist.recommended %}{{ p.name }}{% endfor %}"
    document = {"kind": "transactional", "languages": {"en": content(text), "pl": content(text)}, "customer": "1"}

    shown = owner.post("/v1/mail-templates/preview", json=document).json()

    assert shown["mail"]["language"] == "pl"
    assert shown["mail"]["subject"] == "Hi Anna"
    assert shown["mail"]["text"].replace("\xa0", " ") == "1001 66,00 € SPRING-7K2M Backpack\n"
    assert shown["made_up"] == ["coupon"]


@pytest.mark.usefixtures("shop")
def test_a_template_is_shown_with_the_reason_why_the_customer_gets_it(owner: TestClient, house: House) -> None:
    said = content("{% if audience.list %}on {{ audience.list }}{% else %}a customer{% endif %}")
    document = {"kind": "transactional", "languages": {"en": said}, "customer": "1"}

    def text() -> str:
        answer = owner.post("/v1/mail-templates/preview", json=document).json()
        return str(answer["mail"]["text"]).strip()

    before = text()
    word = Word("anna@shop.example", "newsletter", "confirmed", "Yes", "storefront", customer_id=1)
    house.books.perform(lambda unit: consents.say(unit, word))

    assert (before, text()) == ("a customer", "on newsletter")


def test_a_template_is_shown_with_examples_when_there_is_nobody(owner: TestClient) -> None:
    document = {"kind": "transactional", "languages": {"en": content("{{ order.total | money }}")}}

    shown = owner.post("/v1/mail-templates/preview", json=document).json()

    assert (shown["mail"]["subject"], shown["mail"]["text"]) == ("Hi Anna", "$131.90\n")
    assert shown["made_up"] == ["customer", "order"]


def test_as_a_newsletter_what_only_a_campaign_gives_is_left_out(owner: TestClient, shop: Any) -> None:
    text = "Hi{% if coupon %} {{ coupon.code }}{% endif %}{% if order.number %} {{ order.number }}{% endif %}"
    document = {"kind": "marketing", "languages": {"en": content(text)}, "newsletter": True}

    with_examples = owner.post("/v1/mail-templates/preview", json=document).json()
    of_anna = owner.post("/v1/mail-templates/preview", json=document | {"customer": "1"}).json()

    for shown in (with_examples, of_anna):
        assert (shown["mail"]["text"], shown["left_out"]) == ("Hi\n", ["coupon", "order"])
    assert (with_examples["made_up"], of_anna["made_up"]) == (["customer"], [])


def test_of_examples_the_shop_is_the_shop(owner: TestClient, house: House) -> None:
    house.books.perform(lambda unit: unit.set_setting("name", "Kubki i spółka"))
    document = {"kind": "transactional", "languages": {"en": content("{{ store.name }}")}}

    shown = owner.post("/v1/mail-templates/preview", json=document).json()

    assert (shown["mail"]["text"], shown["made_up"]) == ("Kubki i spółka\n", ["customer"])


def test_a_faulty_template_is_not_shown_and_what_is_wrong_is_said(owner: TestClient) -> None:
    document = {"kind": "transactional", "languages": {"en": content("{{ custmer.name }}")}}

    shown = owner.post("/v1/mail-templates/preview", json=document).json()

    assert shown["mail"] is None
    assert [one["code"] for one in shown["findings"]] == ["variable"]


def test_an_unknown_customer_is_refused_where_it_stands(owner: TestClient) -> None:
    document = {"kind": "transactional", "languages": {"en": content("Hi")}, "customer": "nobody"}

    refused = owner.post("/v1/mail-templates/preview", json=document)

    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/customer"


@pytest.mark.usefixtures("shop")
def test_a_template_is_sent_to_the_team_as_a_customer_would_get_it(owner: TestClient) -> None:
    document = {"kind": "transactional", "languages": {"en": content("{{ order.number }}")}, "customer": "1"}

    polish = {"Accept-Language": "pl"}
    answer = owner.post("/v1/mail-templates/test", json=document | {"to": "olga@shop.example"}, headers=polish)

    assert answer.json()["accepted"] is True, answer.text
    assert answer.json()["answer"].startswith("Wiadomość trafiła do skrzynki tej instalacji.")
    assert owner.get("/v1/messages", headers=polish).json()["data"][0]["answer"] == answer.json()["answer"]
    sent = owner.get("/v1/messages").json()["data"][0]
    assert (sent["subject"], sent["address"]) == ("Hi Anna", "olga@shop.example")
    mail = owner.get(f"/v1/messages/{sent['id']}/mail").json()
    assert "1001" in mail["text"]


def test_what_can_t_be_written_or_has_no_address_is_not_sent(owner: TestClient) -> None:
    document = {"kind": "transactional", "languages": {"en": content("{{ custmer.name }}")}}

    nowhere = owner.post("/v1/mail-templates/test", json=document | {"to": "olga"})
    faulty = owner.post("/v1/mail-templates/test", json=document | {"to": "olga@shop.example"})

    assert [one["pointer"] for one in nowhere.json()["errors"]] == ["/to"]
    assert [one["pointer"] for one in faulty.json()["errors"]] == ["/languages/en/body"]
    assert owner.get("/v1/messages").json()["data"] == []


@pytest.mark.usefixtures("shop")
def test_a_language_that_many_customers_read_and_a_template_lacks_is_told(owner: TestClient) -> None:
    document = {"kind": "transactional", "languages": {"en": content("Hi"), "pl": content("Cześć")}}

    shown = owner.post("/v1/mail-templates/preview", json=document).json()

    assert [(one["code"], one["detail"]) for one in shown["findings"]] == [
        ("language", "who reads pt gets this mail in en")
    ]


@pytest.mark.usefixtures("shop")
def test_a_referral_says_who_gets_points_by_the_rules_that_are_on(loader: ValueLoader, owner: TestClient) -> None:
    assert load(loader, 1)["referral"]["reward"] is None

    def rule(whose: str) -> Any:
        style = {"kind": "referral", "whose": whose, "points": 100, "at_least": {"amount": "20.00", "currency": "USD"}}
        return owner.post("/v1/earning-rules", json={"name": whose, "style": style})

    assert rule("referrer").status_code == 201
    assert load(loader, 1)["referral"]["reward"] == "you"
    assert rule("referred").status_code == 201
    assert load(loader, 1)["referral"]["reward"] == "both"
