"""Settings that can't be used are told by name."""

from __future__ import annotations

import pytest

from regulars import settings
from regulars.cli import failing
from regulars.settings import BadSettings


def test_facts_anywhere_but_in_the_data_directory_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGULARS_FACTS_URL", "clickhouse://facts.example")

    with pytest.raises(BadSettings) as refusal:
        settings.load()

    told = failing.tell(refusal.value)
    assert told is not None
    assert told.exit_code == failing.MISUSED
    assert "REGULARS_FACTS_URL: facts live in the data directory in this version" in told.line


def test_an_empty_place_of_facts_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGULARS_FACTS_URL", "")

    assert settings.load().facts_url is None
