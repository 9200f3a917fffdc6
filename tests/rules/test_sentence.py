"""Conditions in words."""

from __future__ import annotations

import string
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from regulars.facts.fields import FIELDS, ROWS
from regulars.rules import operators
from regulars.rules.expressions import FUNCTIONS, PARTS
from regulars.rules.sentence import sentence
from regulars.rules.texts import CATALOGUES, LANGUAGES, Texts
from regulars.rules.vocabulary import Type

from .shop import CART_EXAMPLE, EXAMPLES, KYIV, VOCABULARY, checked, of_type, right_side, test

ENGLISH = Texts("en", KYIV)


def said(document: Any, subject: str = "customer", texts: Texts = ENGLISH, **more: Any) -> str:
    return sentence(checked(document, subject), VOCABULARY, texts, **more)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("female", "gender is female"),
        ("sold for 2,000", "total of orders where status is complete, net of refunds, is at least $2,000.00"),
        ("departed", "days since the last order where status is complete is at least 30"),
        ("wished", "has wishlist items where recommended is yes"),
        ("abroad", "has addresses where (kind is shipping and country is not UA)"),
        ("birthday", "calendar days since registration is at least 365 and the birthday is today"),
        (
            "three pieces",
            "number of pieces of order lines in the last 90 days where "
            "(the order's status is complete and categories include 19) is at least 3",
        ),
    ],
)
def test_the_examples_of_the_definition_in_english(name: str, expected: str) -> None:
    assert said(EXAMPLES[name]) == expected


def test_the_cart_example_in_three_languages() -> None:
    assert said(CART_EXAMPLE, "cart") == (
        "segments include vip and the cart's subtotal is at least $100.00"
        " and has lines where categories include 19 and the weekday is at most Friday"
    )
    assert said(CART_EXAMPLE, "cart", Texts("pl", KYIV)) == (
        "klient należy do segmentu vip i suma częściowa (koszyk) wynosi co najmniej 100,00\u00a0$"
        " i ma pozycje, gdzie produkt jest z kategorii 19, i dzień tygodnia wynosi najwyżej piątek"
    )
    assert said(CART_EXAMPLE, "cart", Texts("ru", KYIV)) == (
        "покупатель входит в сегмент vip и сумма до скидок (корзина) не меньше 100,00\u00a0$"
        " и есть позиции, где товар из категории 19, и день недели не больше пятница"
    )


@pytest.mark.parametrize(
    ("document", "polish", "russian"),
    [
        (
            {"value": "customer.segments", "op": "has_none", "to": ["vip", "new"]},
            "klient nie należy do segmentu vip lub new",
            "покупатель не входит в сегмент vip или new",
        ),
        (
            {"value": {"sum": "order.discount"}, "op": ">=", "to": "5"},
            "suma rabatów zamówień wynosi co najmniej 5,00\u00a0$",
            "сумма скидок заказов не меньше 5,00\u00a0$",
        ),
        (
            {"value": {"avg": "order.net_total"}, "op": ">=", "to": "5"},
            "średnia wartość zamówień po odjęciu zwrotów wynosi co najmniej 5,00\u00a0$",
            "средняя стоимость заказов за вычетом возвратов не меньше 5,00\u00a0$",
        ),
    ],
)
def test_names_are_bent_as_the_sentence_asks(document: dict[str, Any], polish: str, russian: str) -> None:
    assert (said(document, texts=Texts("pl")), said(document, texts=Texts("ru"))) == (polish, russian)


@pytest.mark.parametrize("language", ["pl", "ru"])
def test_every_field_is_bent_that_is_summed_up_or_has_several_values(language: str) -> None:
    amounts = [f for f in FIELDS if f.type in (Type.NUMBER, Type.MONEY) and f.subject not in ("customer", "product")]
    asked = [f"field.{f.path}.many" for f in amounts]
    asked += [f"field.{f.path}.{op}" for f in FIELDS if f.type is Type.SET for op in ("has_any", "has_all", "has_none")]

    assert [key for key in asked if key not in CATALOGUES[language]] == []


def test_a_clause_at_the_end_has_no_comma_after_it() -> None:
    assert said(EXAMPLES["sold for 2,000"], texts=Texts("pl")) == (
        "suma zamówień, gdzie status to zrealizowane, po odjęciu zwrotów wynosi co najmniej 2000,00\u00a0$"
    )
    assert said({"none": [EXAMPLES["abroad"]]}, texts=Texts("pl")) == (
        "nieprawda, że (ma adresy, gdzie (rodzaj to do wysyłki i kraj to nie UA))"
    )


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"all": []}, "always"),
        ({"any": []}, "never"),
        ({"none": []}, "always"),
        ({"any": [test("customer.guest", "=", True), test("customer.guest", "!=", True)]}, "is a guest or is not a guest"),
        ({"none": [test("customer.country", "exists")]}, "not (country is known)"),
        (
            {"all": [{"any": [test("customer.country", "=", "UA"), test("customer.country", "=", "PL")]},
                     test("customer.email", "contains", "a b")]},
            "(country is UA or country is PL) and e-mail contains “a b”",
        ),
        (test("customer.country", "in", ["UA", "PL", "Fi"]), "country is UA, PL or Fi"),
        (test("customer.country", "in", [f"c{n}" for n in range(20)]), "country is c0, c1, c2, c3, c4, c5 or 14 more"),
        (test("customer.tags", "has_all", ["x", "y"]), "tags include x and y"),
        (test("customer.tags", "has_none", ["x", "y"]), "tags do not include x or y"),
        (test("customer.registered_at", ">=", "2026-03-01T12:00"), "time of registration is not before 1 March 2026, 12:00"),
        (test("customer.born_on", "between", ["1990-01-01", "2000-12-31"]), "date of birth is between 1 January 1990 and 31 December 2000"),
        (test("customer.last_name", "<", "M"), "last name comes before M"),
        (test("customer.last_name", "=", {"value": "customer.first_name"}), "last name is first name"),
        (test({"age": "customer.born_on"}, "<", 18), "age is less than 18"),
        (test({"held": "customer.group"}, ">", "1.5"), "days with the present group is more than 1.5"),
        (test({"count": "order", "within": {"last": "1mo"}}, "=", 0), "has no orders in the last month"),
        (test({"count": "order", "within": {"last": "30d", "aligned": "day"}}, ">", 2),
         "number of orders in the last 30 days by date, today included is more than 2"),
        (test({"count": "order", "within": {"from": "2026-01-01", "until": "2026-02-01"}}, ">", 2),
         "number of orders from 1 January 2026 until 1 February 2026 is more than 2"),
        (test({"count": "order", "within": {}}, ">", 2), "number of orders of known time is more than 2"),
        (test({"count": "order.coupon"}, ">", 2), "number of orders with coupon is more than 2"),
        (test({"avg": "order_line.price"}, ">=", "19.9999"), "average price a piece of order lines is at least $19.9999"),
        (test({"avg": "order_line.price"}, ">=", "1000"), "average price a piece of order lines is at least $1,000.00"),
        (test({"last": "order.placed_at"}, "<", {"value": "now"}), "time of the last order is before now"),
        (test({"last": "order.channel"}, "=", "web"), "channel of the last order is web"),
        (test({"distinct": "order_line.sku"}, ">", 3), "number of different values of SKU of order lines is more than 3"),
        (test({"month": "now"}, "in", [12, 1]), "the month is January or December"),
        (test({"month": "customer.born_on"}, "=", {"value": {"month": "now"}}), "month of birth is the current month"),
        (test({"hour": "now"}, "between", [9, 17]), "the hour is between 9 and 17"),
        (test({"days_until_anniversary": "customer.registered_at"}, "=", 0), "the anniversary of registration is today"),
        (test({"days_until_anniversary": "customer.born_on"}, "<=", 7), "days until the birthday is at most 7"),
        (test("customer.attributes.shoe_size", "<", -1234), "shoe size is less than -1,234"),
    ],
)  # fmt: skip
def test_sentences_in_english(document: Any, expected: str) -> None:
    assert said(document) == expected


def test_ids_are_called_by_their_names_where_they_are_known() -> None:
    names = {("category", "19"): "Shorts", ("segment", "VIP"): "Our best"}

    assert said(EXAMPLES["three pieces"], name_of=lambda format, id: names.get((format, id))).endswith(
        "categories include Shorts) is at least 3"
    )
    assert (
        said(test("customer.segments", "has_any", ["VIP", "x"]), name_of=lambda f, id: names.get((f, id)))
        == "segments include Our best or x"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_operator_function_and_part_can_be_said(language: Any) -> None:
    documents = [test(of_type(type), op, *right_side(type, op)) for type in Type for op in operators.OPERATORS[type]]
    documents += [test({function: "order.net_total"}, "exists") for function in FUNCTIONS]
    documents += [
        test({part: of}, "exists")
        for part in PARTS
        for of in ("now", "customer.registered_at", {"date": "now"}, {"last": "order.placed_at"})
        if not (part == "hour" and of == {"date": "now"})
    ]
    documents += [test({f: r.name}, "=", n) for f in ("count",) for r in ROWS if r.name != "line" for n in (0, 5)]
    documents += [
        test({"count": "order", "within": {"last": f"{n}{unit}"}}, "=", 5)
        for unit in ("m", "h", "d", "w", "mo", "y")
        for n in (1, 2, 5, 11, 21, 22)
    ]

    for document in documents:
        words = said(document, texts=Texts(language, KYIV))
        assert words
        assert "{" not in words


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_a_language_has_all_texts_of_english_with_the_same_values(language: str) -> None:
    english, other = CATALOGUES["en"], CATALOGUES[language]

    def values(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert english.keys() - other.keys() == set()
    assert {key for key in other.keys() - english.keys() if not key.startswith("field.")} == set()
    assert {key for key in english if values(english[key]) != values(other[key])} == set()


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_a_language_has_a_name_for_every_field_of_the_shop(language: str) -> None:
    assert {field.path for field in FIELDS if f"field.{field.path}" not in CATALOGUES[language]} == set()


def test_numbers_are_counted_as_each_language_does() -> None:
    counted = {language: [Texts(language).counted("d", n) for n in (1, 2, 5, 12, 21, 22)] for language in ("pl", "ru")}

    assert counted["pl"] == ["1 dnia", "2 dni", "5 dni", "12 dni", "21 dni", "22 dni"]
    assert counted["ru"] == ["1 день", "2 дня", "5 дней", "12 дней", "21 день", "22 дня"]


def test_numbers_and_amounts_are_grouped() -> None:
    assert [ENGLISH.number(Decimal(n)) for n in ("1234567.50", "-0.5", "1E+3", "0")] == [
        "1,234,567.5",
        "-0.5",
        "1,000",
        "0",
    ]
    assert ENGLISH.amount(-123456, places=2, currency="USD", currency_places=2) == "-$1,234.56"
    assert ENGLISH.amount(1234, places=0, currency="JPY", currency_places=0) == "¥1,234"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rows", ["points_entry", "other_points_entry"])
def test_what_happened_to_points_has_a_word(language: str, rows: str) -> None:
    [field] = [field for field in FIELDS if field.path == f"{rows}.kind"]

    said = [CATALOGUES[language][f"choice.{field.path}.{choice}"] for choice in field.choices]

    assert len(set(said)) == len(said)


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Warsaw", "Pacific/Kiritimati"])
@pytest.mark.parametrize("at", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_the_ends_of_time_are_said_in_every_zone(zone: str, at: str) -> None:
    asked = {"value": "customer.registered_at", "op": ">=", "to": at}

    assert at[:4].lstrip("0") in said(asked, texts=Texts("en", ZoneInfo(zone)))
