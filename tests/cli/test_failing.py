"""What can't be done is told in one line."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from regulars.books import Books, DatabaseUnreachable
from regulars.cli import failing, supervisor
from regulars.core.errors import Fault, Invalid, NotFound
from regulars.rules.check import InvalidCondition
from regulars.settings import BadSettings, DataDirUnusable, Settings


def line(error: Exception) -> str:
    told = failing.tell(error)
    assert told is not None
    return told.line


def test_a_refusal_is_its_sentence() -> None:
    assert line(NotFound("segment", "vip")) == "regulars: there is no segment 'vip'"


def test_a_document_at_fault_names_every_place() -> None:
    refusal = Invalid(
        "this condition can't be used", [Fault("/all/0", "operator", "write ="), Fault("", "empty", "write one")]
    )

    assert line(refusal) == "regulars: this condition can't be used\n  /all/0: write =\n  (the whole): write one"


def test_what_the_sentence_says_is_not_said_again() -> None:
    condition = InvalidCondition([Fault("/op", "operator", "write ="), Fault("/to", "literal", "write a text")])

    assert line(Invalid("write one", [Fault("", "empty", "write one")])) == "regulars: write one"
    assert line(condition) == (
        "regulars: the condition can't be taken: write = (at /op), and 1 more\n  /to: write a text"
    )


@pytest.mark.parametrize("below", ["file", "file/below"])
def test_a_data_directory_that_can_not_be_one_is_told_with_what_to_do(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").touch()

    for needs in (Books.open, lambda settings: supervisor.lock(settings.data_dir)):
        with pytest.raises(DataDirUnusable) as refusal:
            needs(Settings(data_dir=tmp_path / below))
        assert "set REGULARS_DATA_DIR to a directory" in line(refusal.value)


def test_wrong_settings_are_misuse() -> None:
    told = failing.tell(BadSettings("REGULARS_PORT: write a number", [Fault("REGULARS_PORT", "int", "write a number")]))

    assert told == failing.Told(
        "regulars: these settings can't be used: REGULARS_PORT: write a number", failing.MISUSED
    )


def test_a_full_disk_is_told_with_what_to_do() -> None:
    assert "make room" in line(OSError(errno.ENOSPC, "No space left on device", "/data/facts.duckdb"))


def test_what_is_missing_is_the_file_or_its_directory(tmp_path: Path) -> None:
    def of(path: Path) -> str:
        with pytest.raises(OSError, match=r"\w") as raised:
            path.open("rb")
        return line(raised.value)

    assert of(tmp_path / "none.json") == f"regulars: there is no file {tmp_path / 'none.json'}"
    assert of(tmp_path / "none" / "x") == f"regulars: there is no directory {tmp_path / 'none'}"
    assert of(tmp_path) == f"regulars: {tmp_path} is a directory; name a file"


def test_an_unreachable_database_is_told_with_what_to_do() -> None:
    books = Books("postgresql://nobody@127.0.0.1:1/nothing")

    with pytest.raises(DatabaseUnreachable) as raised, books.transaction():
        pass

    assert "REGULARS_DATABASE_URL" in line(raised.value)


def test_a_bug_keeps_its_traceback() -> None:
    assert failing.tell(ValueError("oops")) is None
