"""What is said of a template before anybody gets it."""

from __future__ import annotations

import pytest

from regulars.messaging.model.templates import Content, Saying
from regulars.messaging.rendering.checking import check, lacking

from .mails import LEAVING, body, compiled, findings


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("{{ custmer.name }}", 2, "there is no variable 'custmer'; did you mean 'customer'?"),
        ("\n{{ customer.frist_name }}", 3, "there is no 'customer.frist_name'; did you mean 'first_name'?"),
        (
            "{% for p in wishlist.products %}{{ p.nam }}{% endfor %}",
            2,
            "there is no 'product.nam'; did you mean 'name'?",
        ),
        ("{{ order.total | mony }}", 2, "there is no filter 'mony'; did you mean 'money'?"),
        ("{% if customer.name %}\nHi", 2, "{% if %} isn't closed; write {% endif %}"),
        ("Hi{% endfor %}", 2, "{% endfor %} closes nothing"),
        ("Hi {{ customer.name", 2, "{{ isn't closed; write }} after it"),
        ("\n{{ customer.name | }}", 3, "expected word, found end of expression"),
        ("{% include 'x' %}", 2, "unexpected tag 'include'"),
    ],
)
def test_liquid_that_means_nothing_is_told_with_its_line(text: str, line: int, told: str) -> None:
    found = findings(text)[0]

    assert (found.level, found.line, found.detail, found.pointer) == ("error", line, told, "/languages/en/body")


@pytest.mark.parametrize(
    ("whole", "line", "told"),
    [
        (body("Hi").replace("<mj-column>", "<mj-colum>"), 1, "there is no element <mj-colum>; did you mean <mj-column>?"),
        (body("Hi").replace("</mj-text>", ""), 2, "</mj-column> closes nothing here: <mj-text> of line 2 is open"),
        (body("Hi").replace("mj-column", "mj-section"), 1, "<mj-section> can't stand in <mj-section>; expected <mj-column>, <mj-group> or <mj-raw>"),
        (body("Hi").replace("<mj-text>", "{{ order.number }}<mj-text>"), 2, "{{ order.number }} stands where nothing is shown; move it into <mj-text>"),
        ("Hello", 1, "a body begins with <mjml><mj-body>; take a starter to see how"),
        (body("Hi") + "\n<mj-include path='prodcts' />", 3, "there is no block 'prodcts'; did you mean 'products'?"),
        (body("Hi") + "\n<mj-include path='products' limit='99' />", 3, "limit of the block 'products' can be 4, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12; '99' can't"),
    ],
)  # fmt: skip
def test_mjml_that_shows_nothing_is_told_with_its_line(whole: str, line: int, told: str) -> None:
    found = findings(whole=whole)[0]

    assert (found.level, found.line, found.detail) == ("error", line, told)


def test_one_misspelt_element_is_one_fault() -> None:
    head = '<mj-head><mj-atributes><mj-all color="red" /><mj-text color="red" /></mj-atributes></mj-head>'
    found = findings(whole=body("Hi").replace("<mj-body>", f"{head}<mj-body>"))

    assert [one.detail for one in found] == ["there is no element <mj-atributes>; did you mean <mj-attributes>?"]


def test_a_template_without_faults_has_nothing_said_of_it() -> None:
    assert findings("Hi {{ customer.first_name }}") == []


@pytest.mark.parametrize(
    ("said", "code", "level", "pointer"),
    [
        ({"subject": " "}, "subject", "error", "/languages/en/subject"),
        ({"subject": "{% if order %}{% endif %}"}, "subject", "error", "/languages/en/subject"),
        ({"preview": ""}, "preview", "warning", "/languages/en/preview"),
        ({"sender_address": "nobody"}, "address", "error", "/languages/en/sender_address"),
        ({"sender_name": "{{ store.name }}"}, "plain", "error", "/languages/en/sender_name"),
        ({"text": " "}, "text", "warning", "/languages/en/text"),
        ({"kind": "marketing"}, "unsubscribe", "error", "/languages/en/body"),
    ],
)
def test_what_is_missing_is_told_where_it_belongs(said: dict[str, str], code: str, level: str, pointer: str) -> None:
    found = [one for one in findings(**said) if one.code == code]

    assert [(one.level, one.pointer) for one in found] == [(level, pointer)]


def test_what_advertises_needs_its_link_to_leave_in_an_own_text_part_too() -> None:
    found = findings(LEAVING, kind="marketing", text="Hello")

    assert [(one.code, one.pointer) for one in found] == [("unsubscribe", "/languages/en/text")]


def test_a_picture_without_words_is_told_and_one_that_decorates_is_not() -> None:
    image = "<mj-image src='https://a.example/p.png' {} />"
    whole = body("Hi").replace("<mj-text>", image.format("") + image.format("alt=''") + "<mj-text>")

    assert [(one.code, one.line) for one in findings(whole=whole)] == [("alt", 2)]


def test_a_mail_that_gmail_would_cut_is_told() -> None:
    assert [one.code for one in findings("word " * 25_000)] == ["size"]


def test_languages_that_customers_read_and_the_template_lacks_are_told() -> None:
    content = Content(subject="Hi", preview="Hi", body=body("Hi"))
    one = Saying(kind="transactional", languages={"en": content})

    found = check(one, shop_language="en", readers=["pl", "en-GB"])[1]

    assert [(it.code, it.detail) for it in found] == [("language", "who reads pl gets this mail in en")]


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("{{ order.number }}", {"order"}),
        ("{% for line in order.lines %}{{ line.name }}{% endfor %}", {"order"}),
        ("{% if coupon %}{{ coupon.code }}{% endif %}", set()),
        ("{% if coupon.code != blank %}{{ coupon.code }}{% else %}{{ order.number }}{% endif %}", {"order"}),
        ("{% unless coupon %}none{% else %}{{ coupon.code }}{% endunless %}", set()),
        ("{% if order %}{{ coupon.code }}{% endif %}", {"coupon"}),
        ("{% if customer.name %}a{% elsif coupon %}{{ coupon.code }}{% endif %}", set()),
        ("{% case coupon.name %}{% when 'x' %}{{ coupon.code }}{% endcase %}", set()),
        ("{{ coupon.code | default: 'NONE' }}", set()),
        ("{% assign code = coupon.code %}{{ code }}", {"coupon"}),
        ("{{ customer.name }}{{ balance.points }}", set()),
        ("{% assign order = customer %}{{ order.name }}", set()),
    ],
)
def test_a_template_needs_what_it_writes_and_doesn_t_ask_for(text: str, needs: set[str]) -> None:
    found = compiled(text)

    assert found.version is not None, found.faults
    assert set(found.version.needs) == needs


def test_a_block_brings_what_it_needs() -> None:
    whole = body("Hi").replace("</mj-body>", "<mj-include path='coupon' /></mj-body>")
    found = compiled(whole=whole)

    assert found.version is not None
    assert found.version.needs == ("coupon",)
    assert lacking(found.version.needs, {"order"}) == ["coupon"]


def test_money_that_is_written_bare_is_remarked() -> None:
    found = findings("{{ order.total }}")

    assert [(one.level, one.code, one.line) for one in found] == [("warning", "bare", 2)]
