"""How texts are compared, and how they are searched."""

import pytest

from regulars.rules.fold import fold, searchable


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("lacki", "Łącki"), ("ZAKOŃCZENIA", "zakończenia"), ("Łącki", "Lacki"), ("АЛЕНА", "Алёна"), ("алёна", "Алена"),
     ("strasse", "Straße"), ("orsted", "Ørsted"), ("o'brien", "O’Brien"), ("nguyen", "Nguyễn")],
)  # fmt: skip
def test_a_search_regards_neither_case_nor_marks(typed: str, kept: str) -> None:
    assert searchable(typed) == searchable(kept)


def test_what_is_compared_keeps_its_marks() -> None:
    assert fold("ŁĄCKI") == "łącki" != fold("lacki")


def test_letters_that_only_look_alike_stay_apart() -> None:
    assert searchable("а") != searchable("a")
