"""Names become ids that can be read."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.core.slugs import slug


def of(name: str, longest: int = 48) -> str:
    return slug(name, longest=longest, otherwise="segment")


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("VIP customers, 2026", "vip-customers-2026"),
        ("Stałe klientki VIP", "stale-klientki-vip"),
        ("ZAŻÓŁĆ gęślą jaźń", "zazolc-gesla-jazn"),
        ("Große Größen", "grosse-grossen"),
        ("Crème brûlée œuvre", "creme-brulee-oeuvre"),
        ("Постоянные покупатели", "postoyannye-pokupateli"),
        ("Ёлка и чай", "yolka-i-chay"),
        ("Щедрі підприємці", "shchedri-pidpriyemtsi"),
        ("🎉 VIP 🎉", "vip"),
    ],
)
def test_a_name_is_written_in_plain_latin_letters(name: str, id: str) -> None:
    assert of(name) == of(unicodedata.normalize("NFD", name)) == id


@pytest.mark.parametrize("name", ["🎉", "…", "常客", "", "ь"])
def test_a_name_of_which_nothing_can_be_written_falls_back(name: str) -> None:
    assert of(name) == "segment"


def test_a_long_name_does_not_end_in_a_hyphen() -> None:
    assert of("big spenders", longest=4) == "big"


@given(st.text())
def test_every_name_has_an_id(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,47}", of(name))
