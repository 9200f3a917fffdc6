"""Sentences that are worded once and told in several languages."""

from __future__ import annotations

import copy
import pickle

import pytest

from regulars.core import money, sentences
from regulars.core.currencies import symbols_of
from regulars.core.languages import figure, plural_form
from regulars.core.sentences import Said, all_told, either, named, placeholders, read, say, told, word, written


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {
        "there is no {kind} {id!r}": "nie znaleziono: {kind} „{id}”",
        "segment": "segment",
        "{points:point|points} in {place}": "{points:punkt|punkty|punktów} w: {place}",
        "the cart": "koszyk",
        "{first} or {last}": "{first} lub {last}",
        "choose {options}": "wybierz {options}",
        "{amount}": "{amount}",
        "at most {most:,}": "najwyżej {most:,}",
    }
    monkeypatch.setattr(sentences, "catalogue", lambda language: known if language == "pl" else {})


def test_a_sentence_is_its_english_text() -> None:
    sentence = say("there is no {kind} {id!r}", kind=word("segment"), id="vip")

    assert sentence == "there is no segment 'vip'"
    assert told(sentence, "en") == "there is no segment 'vip'"


def test_it_is_told_in_another_language_with_what_was_filled_in() -> None:
    sentence = say("there is no {kind} {id!r}", kind=word("segment"), id="vip")

    assert told(sentence, "pl") == "nie znaleziono: segment „vip”"


def test_what_there_are_no_words_for_stays_english() -> None:
    assert told(say("nobody has said this before"), "pl") == "nobody has said this before"
    assert told(say("there is no {kind} {id!r}", kind="segment", id="vip"), "de") == "there is no segment 'vip'"
    assert told("what a person wrote", "pl") == "what a person wrote"


def test_what_is_filled_in_is_told_where_there_are_no_words_around_it() -> None:
    assert told(say("{one}-{other}", one=say("the cart"), other="A"), "pl") == "koszyk-A"


def test_sentences_that_are_filled_in_are_told_too() -> None:
    sentence = say("{points:point|points} in {place}", points=3, place=say("the cart"))

    assert sentence == "3 points in the cart"
    assert told(sentence, "pl") == "3 punkty w: koszyk"


@pytest.mark.parametrize(
    ("points", "english", "polish"),
    [
        (1, "1 point", "1 punkt"),
        (4, "4 points", "4 punkty"),
        (1_204, "1,204 points", "1204 punkty"),
        (21_204, "21,204 points", "21\u00a0204 punkty"),
        (12, "12 points", "12 punktów"),
    ],
)
def test_a_number_agrees_with_its_noun(points: int, english: str, polish: str) -> None:
    sentence = say("{points:point|points} in {place}", points=points, place="A")

    assert (sentence, told(sentence, "pl")) == (f"{english} in A", f"{polish} w: A")


def test_lists_are_told_one_by_one() -> None:
    options = either([word("segment"), say("the cart"), "A"])

    assert say("choose {options}", options=options) == "choose segment, the cart or A"
    assert told(say("choose {options}", options=options), "pl") == "wybierz segment, koszyk lub A"


def test_amounts_and_numbers_are_written_as_the_language_does() -> None:
    assert money.spelt(123_450, 2, "USD") == "$1,234.50"
    assert money.spelt(-123_450, 2, "PLN") == "-zł\u00a01,234.50"
    assert told(money.spelt(123_450, 2, "PLN"), "pl") == "1234,50\u00a0zł"
    assert told(read(written(money.spelt(1_234_500, 2, "PLN"))), "pl") == "12\u00a0345,00\u00a0zł"
    assert told(say("at most {most:,}", most=10_000), "pl") == "najwyżej 10\u00a0000"


def test_a_document_is_told_wherever_sentences_stand_in_it() -> None:
    document = {"detail": say("the cart"), "errors": [{"detail": say("the cart"), "n": 1}], "none": None}

    assert all_told(document, "pl") == {"detail": "koszyk", "errors": [{"detail": "koszyk", "n": 1}], "none": None}


def test_a_sentence_that_was_stored_is_told_in_the_language_of_whoever_reads_it() -> None:
    sentence = say("{points:point|points} in {place}", points=3, place=say("the cart"))

    kept = read(written(sentence))

    assert kept == sentence
    assert told(kept, "pl") == "3 punkty w: koszyk"


def test_what_is_no_sentence_is_stored_and_read_as_it_is() -> None:
    for text in ("the server said no", '{"said": half', ""):
        assert read(written(text)) == text


def test_words_of_others_that_look_like_a_stored_sentence_stay_as_they_are() -> None:
    for text in (
        '{"said": "{x:>999999999}", "with": {"x": "a"}}',
        '{"said": "{x}", "with": {}}',
        '{"said": "{x.__class__}", "with": {"x": "a"}}',
        '{"said": "{", "with": {}}',
        '{"said": 5}',
    ):
        assert read(text) == text


def test_a_sentence_outlives_copies() -> None:
    sentence = say("there is no {kind} {id!r}", kind="segment", id="vip")

    for other in (copy.deepcopy(sentence), pickle.loads(pickle.dumps(sentence))):
        assert isinstance(other, Said)
        assert told(other, "pl") == "nie znaleziono: segment „vip”"


def test_braces_that_are_meant_are_written_twice() -> None:
    assert say('write {{"all": […]}}') == 'write {"all": […]}'
    assert placeholders("{a} {{b}} {c:x|y}") == {"a", "c"}


def test_the_kind_of_something_is_named_as_people_call_it() -> None:
    assert named("earning_rule", "Birthdays") == "the earning rule 'Birthdays'"


def test_plural_forms() -> None:
    assert [plural_form(n, "en") for n in (0, 1, 2)] == [1, 0, 1]
    assert [plural_form(n, "pl") for n in (0, 1, 2, 5, 12, 21, 22, 112)] == [2, 0, 1, 2, 2, 2, 1, 2]
    assert [plural_form(n, "ru") for n in (0, 1, 2, 5, 11, 12, 21, 22, 111)] == [2, 0, 1, 2, 2, 2, 0, 1, 2]


def test_figures() -> None:
    assert figure("1234567.50", "en", grouped=True) == "1,234,567.50"
    assert [figure(each, "pl", grouped=True) for each in ("1234", "12345")] == ["1234", "12\u00a0345"]
    assert figure("-1234.5", "ru", grouped=True) == "-1\u00a0234,5"
    assert figure("-0.5", "pl", grouped=True) == "-0,5"
    assert figure("1234", "en", grouped=False) == "1234"
    assert figure("no number", "pl", grouped=True) == "no number"


def test_amounts_of_currencies_with_one_symbol_are_told_apart_by_their_codes() -> None:
    assert symbols_of(["USD", "PLN"]) == {"USD": "$", "PLN": "zł"}
    assert symbols_of(["USD", "AUD", "EUR"]) == {"USD": "USD", "AUD": "AUD", "EUR": "€"}
