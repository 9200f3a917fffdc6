"""Settings that can't be used are told by name."""

from __future__ import annotations

import os
import subprocess
import sys

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


def test_a_variable_that_nothing_reads_is_told_with_the_nearest_that_is_read() -> None:
    [said] = settings.unknown(["REGULARS_DATADIR", "REGULARS_PORT", "PATH", "REGULARS_TEST_DATABASE_URL"])

    assert said == "REGULARS_DATADIR is no setting and is passed over; did you mean REGULARS_DATA_DIR?"


def test_the_command_line_says_so_before_it_does_anything() -> None:
    environment = os.environ | {"REGULARS_CURENCY": "EUR"}

    done = subprocess.run(
        [sys.executable, "-m", "regulars", "--version"], env=environment, capture_output=True, text=True, check=True
    )

    assert "did you mean REGULARS_CURRENCY?" in done.stderr
    assert done.stdout.strip().count("\n") == 0
