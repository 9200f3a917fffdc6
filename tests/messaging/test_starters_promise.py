"""Starters promise nothing that nobody gives."""

from __future__ import annotations

from typing import Any

import pytest

from regulars.messaging.model.variables import examples
from regulars.messaging.rendering.compiling import compile_saying, ready
from regulars.messaging.rendering.writing import Mail, write
from regulars.messaging.starters import find

LANGUAGES = ("en", "pl", "ru")
ALONE = {"referral": {"code": "ANNA7", "url": None, "reward": None}}
PROMISES = {"en": "points", "pl": "punkty", "ru": "баллы"}
ON_US = {"en": "on us", "pl": "na nasz koszt", "ru": "за наш счёт"}


def written(id: str, language: str, **said: Any) -> Mail:
    starter = find(id)
    assert starter is not None
    found = compile_saying(starter.saying)
    assert found.version is not None
    return write(ready(found.version.languages[language], language), examples() | said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_invitation_without_a_rule_or_an_address_is_a_code_without_a_promise(language: str) -> None:
    mail = written("referral", language, **ALONE)

    assert "ANNA7" in mail.text
    assert PROMISES[language] not in mail.text + mail.subject


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reward", ["both", "you", "friend"])
def test_an_invitation_says_who_gets_points(language: str, reward: str) -> None:
    link = "https://kubki.example/?ref=ANNA7"
    mail = written("referral", language, referral={"code": "ANNA7", "url": link, "reward": reward})

    assert link in mail.html
    assert PROMISES[language] in mail.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_thanks_for_an_order_give_the_next_one_away_only_with_a_coupon(language: str) -> None:
    without, given = written("order-thanks", language, coupon=None), written("order-thanks", language)

    assert ON_US[language] not in without.text + without.subject
    assert ON_US[language] in given.text + given.subject
