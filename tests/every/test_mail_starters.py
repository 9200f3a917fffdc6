"""Every starter is a template that could be sent today, in each language of the application."""

from __future__ import annotations

import re

import pytest

from regulars.messaging import starters
from regulars.messaging.model.variables import GIVEN, examples
from regulars.messaging.rendering.checking import check
from regulars.messaging.rendering.compiling import compile_saying, ready
from regulars.messaging.rendering.writing import Mail, write
from regulars.messaging.starters import Starter
from regulars.rules.texts import LANGUAGES

EVERY = [pytest.param(one, id=one.id) for one in starters.every()]
ALL = [pytest.param(one, language, id=f"{one.id}-{language}") for one in starters.every() for language in LANGUAGES]


def mail(starter: Starter, language: str, *without: str) -> Mail:
    version = compile_saying(starter.saying).version
    assert version is not None
    values = {name: value for name, value in examples().items() if name not in without}
    return write(ready(version.languages[language], language), values)


@pytest.mark.parametrize("starter", EVERY)
def test_nothing_is_said_against_it(starter: Starter) -> None:
    assert check(starter.saying, shop_language="en", readers=LANGUAGES)[1] == []


@pytest.mark.parametrize("starter", EVERY)
def test_it_speaks_every_language_in_words_of_its_own(starter: Starter) -> None:
    assert set(starter.saying.languages) == set(starter.names) == set(LANGUAGES)
    assert len({content.body for content in starter.saying.languages.values()}) == len(LANGUAGES)


@pytest.mark.parametrize(("starter", "language"), ALL)
def test_it_is_written_whole_with_example_values(starter: Starter, language: str) -> None:
    written = mail(starter, language)

    assert f'lang="{language}"' in written.html
    assert "{{" not in written.html + written.text + written.subject
    assert written.subject.strip(" ,:") == written.subject
    assert 'href=""' not in written.html
    assert len(written.text.split()) > 15


@pytest.mark.parametrize(("starter", "language"), ALL)
def test_it_is_written_for_somebody_of_whom_little_is_known(starter: Starter, language: str) -> None:
    unknown = {name for name in examples() if name not in {*starter.needs, "store", "links"}}

    written = mail(starter, language, *unknown)

    assert written.subject
    assert not re.search(r"[,:;(]\s*$|\( *\)|<strong>\s*</strong>", written.subject)


@pytest.mark.parametrize("starter", EVERY)
def test_it_needs_only_what_can_be_given(starter: Starter) -> None:
    assert set(starter.needs) <= GIVEN


def test_there_is_one_for_every_story() -> None:
    assert {one.id for one in starters.every()} == {
        "welcome", "birthday", "reward-coupon", "points-ending", "referral", "recommended", "newsletter", "order-thanks",
        "cart-first", "cart-second", "second-chance", "confirmation",
    }  # fmt: skip
