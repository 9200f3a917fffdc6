"""From a template and values to a mail."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.messaging.model.amounts import Amount
from regulars.messaging.model.variables import SOURCES, examples, walk
from regulars.messaging.rendering.compiling import ready
from regulars.messaging.rendering.hiding import hide
from regulars.messaging.rendering.liquid import MOST_ITERATIONS
from regulars.messaging.rendering.writing import CannotBeWritten, write

from .mails import body, compiled, saying, written


def test_values_are_escaped_in_html_and_written_as_they_are_in_subject_and_text() -> None:
    values = {"customer": {"first_name": "<b>Ann & Co</b>"}}

    mail = written("Hi {{ customer.first_name }}", values, subject="For {{ customer.first_name }}")

    assert "Hi &lt;b&gt;Ann &amp; Co&lt;/b&gt;" in mail.html
    assert mail.subject == "For <b>Ann & Co</b>"
    assert mail.text == "Hi <b>Ann & Co</b>\n"


def test_a_value_can_t_begin_another_header() -> None:
    mail = written(
        "Hi", {"customer": {"first_name": "Ann\r\nBcc: x@example.com"}}, subject="Hi {{ customer.first_name }}"
    )

    assert mail.subject == "Hi Ann Bcc: x@example.com"


def test_what_is_not_there_is_written_as_nothing() -> None:
    mail = written("[{{ order.total | money }}][{{ ending.on | date }}][{{ wishlist.products.first.name }}]", {})

    assert "[][][]" in mail.html


def test_a_loop_around_rows_of_a_table_stays_in_the_table() -> None:
    whole = (
        "<mjml><mj-body><mj-section><mj-column><mj-table>{% for line in order.lines %}"
        "<tr><td>{{ line.sku }}</td></tr>{% endfor %}</mj-table></mj-column></mj-section></mj-body></mjml>"
    )
    values = {"order": {"lines": [{"sku": "A"}, {"sku": "B"}]}}

    mail = written("", values, whole=whole)

    assert (
        mail.html.index("<table")
        < mail.html.index(">A</td>")
        < mail.html.index(">B</td>")
        < mail.html.rindex("</table>")
    )
    assert mail.text.split() == ["A", "B"]


def test_a_loop_may_go_around_sections_and_columns() -> None:
    section = "<mj-section><mj-column><mj-text>{{ product.name }}</mj-text></mj-column></mj-section>"
    whole = f"<mjml><mj-body>{{% for product in wishlist.products %}}{section}{{% endfor %}}</mj-body></mjml>"

    mail = written("", {"wishlist": {"products": [{"name": "Bag"}, {"name": "Tee"}]}}, whole=whole)

    assert mail.text == "Bag\n\nTee\n"


def test_quotes_of_a_filter_may_stand_in_an_attribute() -> None:
    mail = written('<a href="{{ cart.url | default: "https://a.example" }}">Go</a>', {}, kind="transactional")

    assert 'href="https://a.example"' in mail.html


def test_the_text_part_has_the_addresses_of_links_and_no_pictures() -> None:
    whole = (
        "<mjml><mj-body><mj-section><mj-column><mj-image src='https://a.example/p.png' alt='A picture' />"
        "<mj-text>Look at <a href='https://a.example/x'>this</a> &amp; that</mj-text>"
        "<mj-button href='https://a.example/y'>Buy it</mj-button></mj-column></mj-section></mj-body></mjml>"
    )

    mail = written(whole=whole)

    assert mail.text == "Look at this (https://a.example/x) & that\nBuy it: https://a.example/y\n"


def test_an_own_text_part_is_taken_instead() -> None:
    assert written("Hello", text="Dear {{ customer.first_name }}").text == "Dear Anna\n"


def test_the_preview_stands_in_the_mail_and_is_not_shown() -> None:
    mail = written("Hello", preview="For {{ customer.first_name }} & you")

    assert "max-height:0px" in mail.html
    assert "For Anna &amp; you" in mail.html


def test_a_mail_loads_nothing_from_others_but_what_it_shows() -> None:
    mail = written(whole=body("Hi").replace("<mj-text>", '<mj-text font-family="Roboto, Lato">'))

    assert "Roboto" in mail.html
    assert "fonts.g" not in mail.html


def test_what_a_media_query_says_is_kept_for_phones() -> None:
    assert "@media" in written().html


def test_a_mail_that_grows_beyond_its_limit_is_not_written() -> None:
    loops = "{% for a in (1..200) %}{% for b in (1..200) %}x{% endfor %}{% endfor %}"
    version = compiled(loops).version
    assert version is not None
    assert MOST_ITERATIONS < 200 * 200

    with pytest.raises(CannotBeWritten):
        write(ready(version.languages["en"], "en"), {})


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "€1,234.50 · March 15, 2026 · 5 points"),
        ("pl", "1 234,50 € · 15 marca 2026 · 5 punktów"),
        ("ru", "1 234,50 € · 15 марта 2026 г. · 5 баллов"),
    ],
)
def test_money_dates_and_nouns_are_written_as_the_language_does(language: str, said: str) -> None:
    words = {"en": '"point", "points"', "pl": '"punkt", "punkty", "punktów"', "ru": '"балл", "балла", "баллов"'}
    text = (
        "{{ order.total | money }} · {{ order.placed_at | date }} · "
        f"{{{{ balance.points }}}} {{{{ balance.points | plural: {words[language]} }}}}"
    )
    values = {
        "order": {"total": Amount.of_minor(123450, "EUR"), "placed_at": datetime(2026, 3, 14, 22, 30, tzinfo=UTC)},
        "balance": {"points": 5},
    }
    version = compiled(text, language=language).version
    assert version is not None

    mail = write(ready(version.languages[language], language), values, zone=ZoneInfo("Europe/Kyiv"))

    assert mail.text.replace("\xa0", " ").replace("\u202f", " ").strip() == said


def test_a_sentence_that_ends_with_a_date_has_one_full_stop() -> None:
    text = "До {{ ending.on | date }}. Или до <b>{{ ending.on | date }}</b>. И ещё: {{ ending.on | date }}, да."
    version = compiled(text, language="ru").version
    assert version is not None

    mail = write(ready(version.languages["ru"], "ru"), {"ending": {"on": date(2026, 12, 29)}})

    day = "29 декабря 2026 г."
    assert mail.text.replace("\xa0", " ").replace("\u202f", " ").strip() == f"До {day} Или до {day} И ещё: {day}, да."
    assert ".." not in mail.html.partition("До ")[2].partition("да.")[0]


@pytest.mark.parametrize(
    ("number", "word"), [(1, "punkt"), (2, "punkty"), (5, "punktów"), (12, "punktów"), (22, "punkty"), (0, "punktów")]
)
def test_a_polish_noun_follows_its_number(number: int, word: str) -> None:
    text = '{{ balance.points | plural: "punkt", "punkty", "punktów" }}'

    assert written(text, {"balance": {"points": number}}, language="pl").text.strip() == word


def test_an_amount_is_compared_and_counted_with() -> None:
    text = "{% if order.total > 100 %}big{% endif %} {{ order.total | times: 2 | money }} {{ order.total }}"
    values = {"order": {"total": Amount.of_minor(12000, "USD")}, "regulars_currency": "USD"}

    assert written(text, values).text.strip() == "big €240.00 120.00"


def test_a_day_is_the_same_day_in_every_zone() -> None:
    assert written('{{ ending.on | date: "d MMMM" }}', {"ending": {"on": date(2026, 3, 31)}}).text.strip() == "31 March"


def test_every_variable_has_an_example_of_its_type() -> None:
    values = examples()

    for way, variable in walk(SOURCES):
        found = values
        for step in way:
            found = found[0] if isinstance(found, list) else found
            found = found[step]
        assert found is not None, ".".join(way)
        assert isinstance(found, list) == (variable.type == "list")


@given(st.text(alphabet="<>{}%\"'-! ab\n", max_size=60))
def test_what_was_hidden_comes_back_as_it_was(source: str) -> None:
    hidden = hide(source)

    shown = hidden.restored(hidden.source)

    assert shown.replace("\n", "") == source.replace("\n", "")


@given(st.text(alphabet="{}% |.:,'\"abif", max_size=40))
def test_no_liquid_makes_compiling_fail_otherwise_than_by_a_fault(text: str) -> None:
    found = compiled(f"{{{{ {text} }}}} {text}")

    assert found.version is not None or found.faults
    if found.version is not None:
        write(ready(found.version.languages["en"], "en"), examples())


def test_the_same_saying_compiles_to_the_same() -> None:
    one, other = compiled("{{ customer.name }}").version, compiled("{{ customer.name }}").version

    assert one == other
    assert saying().languages["en"].text is None
