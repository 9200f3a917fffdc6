"""Which of a template's languages a reader gets."""

from __future__ import annotations

import pytest

from regulars.messaging.model.languages import canonical, chosen, is_tag


@pytest.mark.parametrize(
    ("having", "wanted", "shop", "got"),
    [
        (["en", "pl"], "pl", "en", "pl"),
        (["pt", "pt-BR"], "pt-BR", "en", "pt-BR"),
        (["en", "pt"], "pt-BR", "en", "pt"),
        (["en", "pt-PT"], "pt-BR", "en", "pt-PT"),
        (["en", "pl"], "ru", "pl", "pl"),
        (["de", "en"], "ru", "pl", "en"),
        (["de", "fr"], "ru", "pl", "de"),
        (["en", "pl"], None, "pl", "pl"),
        (["en", "pl"], "nonsense!", "pl", "pl"),
        (["en", "pl"], "PL_pl", "en", "pl"),
    ],
)
def test_a_reader_gets_the_closest_language(having: list[str], wanted: str | None, shop: str, got: str) -> None:
    assert chosen(having, wanted, shop=shop) == got


@pytest.mark.parametrize(
    ("written", "usual"), [("pt_br", "pt-BR"), ("ZH-hant-tw", "zh-Hant-TW"), ("PL", "pl"), ("es-419", "es-419")]
)
def test_a_tag_is_kept_as_it_is_usually_written(written: str, usual: str) -> None:
    assert canonical(written) == usual
    assert is_tag(usual)
